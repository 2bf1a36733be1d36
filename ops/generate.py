#!/usr/bin/env python3
"""From ops/op_list.h: what the C preprocessor cannot make of it.

    generate.py --header  ops/op_list.h ops_gen.h       prototypes and call-site macros (public)
    generate.py --private ops/op_list.h ops_gen_impl.h  descriptors, signatures, bodies of compositions (private)
    generate.py --source  ops/op_list.h ops_gen.c       signatures, C functions, registry

A line that it cannot read is an error with its number.
"""
import re
import sys

KINDS = {"op", "lifted", "source", "composition", "composition_source"}
C_TYPE = {
    "tensor": "wg_tensor", "tensors": "const wg_tensor *", "int": "int64_t", "bool": "bool", "float": "double",
    "dtype": "wg_dtype", "axes": "wg_axes", "shape": "wg_shape", "ints": "wg_ints", "text": "const char *",
}
LINE = re.compile(r"^OP\((\w+),\s*(\w+),\s*\((.*)\)\)\s*$")
PARAM = re.compile(r"^(\w+)\s+(\w+)(?:\s*=\s*(\S+))?$")
MAX_ATTRS = 6


class Param:
    def __init__(self, kind, name, default):
        self.kind, self.name, self.default = kind, name, default
        self.is_tensor = kind in ("tensor", "tensors")

    def declare(self):
        if self.kind == "tensors":
            return f"const wg_tensor *{self.name}, int n"
        c = C_TYPE[self.kind]
        return c + ("" if c.endswith("*") else " ") + self.name

    def passed(self):
        return f"{self.name}, n" if self.kind == "tensors" else self.name

    def default_value(self):
        """The initialiser of wg_attr for the default."""
        d = self.default
        if d is None:
            return "{{0}, 0, {0}}"
        if self.kind == "float":
            return f"{{{{.f = {float(d)!r}}}, 0, {{0}}}}"
        if self.kind == "bool":
            return f"{{{{.i = {1 if d == 'true' else 0}}}, 0, {{0}}}}"
        if self.kind == "dtype":
            return f"{{{{.i = WG_{d.upper()}}}, 0, {{0}}}}"
        if self.kind == "axes":
            return "{{0}, -1, {0}}" if d == "all" else "{{0}, 0, {0}}"
        if self.kind in ("ints", "shape"):
            return "{{0}, 0, {0}}"
        return f"{{{{.i = {int(d)}}}, 0, {{0}}}}"

    def store(self, k):
        """The statement that puts the C argument into attribute k."""
        a, p = f"a.at[{k}]", self.name
        return {
            "int": f"{a}.u.i = {p};",
            "bool": f"{a}.u.i = {p};",
            "float": f"{a}.u.f = {p};",
            "dtype": f"{a}.u.i = (int64_t){p};",
            "axes": f"wg__attr_axes(&{a}, {p});",
            "shape": f"wg__attr_list(&{a}, {p}.rank, {p}.dim);",
            "ints": f"wg__attr_list(&{a}, {p}.n, {p}.v);",
        }[self.kind]

    def load(self, k):
        """The expression that gets the C argument back from attribute k."""
        a = f"a->at[{k}]"
        return {
            "int": f"{a}.u.i",
            "bool": f"{a}.u.i != 0",
            "float": f"{a}.u.f",
            "dtype": f"(wg_dtype){a}.u.i",
            "axes": f"wg__axes_of(&{a})",
            "shape": f"wg__shape_of_attr(&{a})",
            "ints": f"wg__ints_of(&{a})",
            "text": f"{a}.u.text",
        }[self.kind]


class Op:
    def __init__(self, name, kind, params):
        self.name, self.kind, self.params = name, kind, params
        self.takes_graph = kind in ("source", "composition_source")
        self.composed = kind.startswith("composition")
        self.lifted = kind == "lifted"
        self.tensors = [p for p in params if p.is_tensor]
        self.attrs = [p for p in params if not p.is_tensor]
        self.variadic = any(p.kind == "tensors" for p in params)

    def plain_params(self):
        head = ["wg_graph *g"] if self.takes_graph else []
        return ", ".join(head + [p.declare() for p in self.params])

    def prototype(self):
        return f"wg_tensor wg_{self.name}_at(wg_site at, {self.plain_params()})"

    def body_prototype(self):
        return f"wg_tensor wg__{self.name}({self.plain_params()})"

    def graph(self):
        if self.takes_graph:
            return "g"
        first = self.tensors[0]
        return f"wg__graph_of({first.name}, n)" if self.variadic else \
            f"wg__graph_of((const wg_tensor[]){{{', '.join(p.name for p in self.tensors)}}}, {len(self.tensors)})"


def parse(path):
    ops = []
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            if not line.startswith("OP("):
                continue
            m = LINE.match(line)
            if not m or m[2] not in KINDS:
                sys.exit(f"{path}:{number}: expected OP(name, kind, (parameters)) with a kind of {sorted(KINDS)}")
            params = []
            for text in filter(None, (t.strip() for t in split_commas(m[3]))):
                p = PARAM.match(text)
                if not p or p[1] not in C_TYPE:
                    sys.exit(f"{path}:{number}: cannot read the parameter '{text}'")
                params.append(Param(p[1], p[2], p[3]))
            op = Op(m[1], m[2], params)
            if len(op.attrs) > MAX_ATTRS:
                sys.exit(f"{path}:{number}: more than {MAX_ATTRS} attributes")
            if any(o.name == op.name for o in ops):
                sys.exit(f"{path}:{number}: {op.name} is listed twice")
            ops.append(op)
    return ops


def split_commas(text):
    """At the commas outside parentheses."""
    depth, start = 0, 0
    for i, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if c == "," and depth == 0:
            yield text[start:i]
            start = i + 1
    yield text[start:]


def header(ops):
    out = ["/* Made from ops/op_list.h by ops/generate.py: the C function of every op. */",
           "#ifndef WG_OPS_GEN_H", "#define WG_OPS_GEN_H", '#include "op.h"', "",
           "#ifdef __cplusplus", 'extern "C" {', "#endif", ""]
    for op in ops:
        n = op.name
        out.append(f"WG_API {op.prototype()};")
        if not op.lifted:
            out.append(f'#define wg_{n}(...) wg_{n}_at(WG_AT("wg_{n}(" #__VA_ARGS__ ")"), __VA_ARGS__)')
            continue
        a, b = op.params[0].name, op.params[1].name
        out.append(f"WG_API wg_tensor wg_{n}_ts_at(wg_site at, wg_tensor {a}, double {b});")
        out.append(f"WG_API wg_tensor wg_{n}_st_at(wg_site at, double {a}, wg_tensor {b});")
        at = f'WG_AT("wg_{n}(" #{a} ", " #{b} ")")'
        for suffix, fn in (("_tt", ""), ("_ts", "_ts"), ("_st", "_st")):
            out.append(f"#define wg_{n}{suffix}({a}, {b}) wg_{n}{fn}_at({at}, {a}, {b})")
        out += ["#ifdef __cplusplus", f"#define wg_{n}({a}, {b}) wg__cxx_{n}({at}, {a}, {b})", "#else",
                f"#define wg_{n}({a}, {b}) \\",
                f"    _Generic(({a}), wg_tensor: _Generic(({b}), wg_tensor: wg_{n}_at, default: wg_{n}_ts_at), \\",
                f"             default: wg_{n}_st_at)({at}, {a}, {b})", "#endif"]
    out += ["", "#ifdef __cplusplus", "}"]
    for op in ops:
        if op.lifted:
            n = op.name
            for t, fn in ((("wg_tensor", "wg_tensor"), ""), (("wg_tensor", "double"), "_ts"),
                          (("double", "wg_tensor"), "_st")):
                out.append(f"inline wg_tensor wg__cxx_{n}(wg_site at, {t[0]} a, {t[1]} b) "
                           f"{{ return wg_{n}{fn}_at(at, a, b); }}")
    out += ["#endif", "#endif", ""]
    return "\n".join(out)


def private(ops):
    out = ["/* Made from ops/op_list.h by ops/generate.py: what the family files define. */",
           "#ifndef WG_OPS_GEN_IMPL_H", "#define WG_OPS_GEN_IMPL_H", '#include "ops/ops.h"', ""]
    for op in ops:
        out.append(f"extern const wg_op wg__op_{op.name};")
        out.append(f"extern const wg_signature wg__sig_{op.name};")
        if op.composed:
            out.append(f"{op.body_prototype()};")
            out.append(f"wg_tensor wg__compose_{op.name}(wg_graph *g, const wg_tensor *x, int n, const wg_attrs *a);")
    out += ["#endif", ""]
    return "\n".join(out)


def signature(op):
    n = op.name
    out = []
    if op.params:
        out.append(f"static const wg_param params_{n}[] = {{")
        for p in op.params:
            has = "true" if p.default is not None else "false"
            out.append(f'    {{"{p.name}", WG_PARAM_{p.kind.upper()}, {has}, {p.default_value()}}},')
        out.append("};")
    arity = -1 if op.variadic else len(op.tensors)
    out.append(f"const wg_signature wg__sig_{n} = {{{len(op.params)}, {len(op.attrs)}, {arity}, "
               f"{'true' if op.takes_graph else 'false'}, {'true' if op.lifted else 'false'}, "
               f"{'params_' + n if op.params else 'NULL'}}};")
    return out


def composition(op):
    """The C function, and the adaptor that wg_call uses."""
    n, t, a = op.name, 0, 0
    args = ["g"] if op.takes_graph else []
    for p in op.params:
        if p.kind == "tensors":
            args.append("x, n")
        elif p.is_tensor:
            args.append(f"x[{t}]")
            t += 1
        else:
            args.append(p.load(a))
            a += 1
    unused = ["(void)g;"] if not op.takes_graph else []
    unused += ["(void)n;"] if not op.variadic else []
    unused += ["(void)x;"] if not op.tensors else []
    unused += ["(void)a;"] if not op.attrs else []
    plain = (["g"] if op.takes_graph else []) + [p.passed() for p in op.params]
    return [
        op.prototype(), "{",
        f"    wg_graph *const wg__g = {op.graph()};",
        "    const bool opened = wg__enter(wg__g, at);",
        f"    const wg_tensor wg__y = wg__{n}({', '.join(plain)});",
        "    wg__leave(wg__g, opened);", "    return wg__y;", "}",
        f"wg_tensor wg__compose_{n}(wg_graph *g, const wg_tensor *x, int n, const wg_attrs *a)", "{",
        "    " + " ".join(unused) if unused else "",
        f"    return wg__{n}({', '.join(args)});", "}",
    ]


def function(op):
    n = op.name
    out = [op.prototype(), "{"]
    if op.attrs:
        out.append("    wg_attrs a;")
        out.append(f"    memset(&a, 0, {len(op.attrs)} * sizeof a.at[0]);")
        out += [f"    {p.store(k)}" for k, p in enumerate(op.attrs)]
    attrs = "&a" if op.attrs else "NULL"
    g = "g" if op.takes_graph else "NULL"
    if op.variadic:
        operands, count = op.tensors[0].name, "n"
    elif op.tensors:
        operands = f"(const wg_tensor[]){{{', '.join(p.name for p in op.tensors)}}}"
        count = len(op.tensors)
    else:
        operands, count = "NULL", 0
    out += [f"    return wg__apply(at, {g}, &wg__op_{n}, {operands}, {count}, {attrs});", "}"]
    if op.lifted:
        x, y = op.params[0].name, op.params[1].name
        out += [f"wg_tensor wg_{n}_ts_at(wg_site at, wg_tensor {x}, double {y})", "{",
                f"    return wg__apply_ts(at, &wg__op_{n}, {x}, {y});", "}",
                f"wg_tensor wg_{n}_st_at(wg_site at, double {x}, wg_tensor {y})", "{",
                f"    return wg__apply_st(at, &wg__op_{n}, {x}, {y});", "}"]
    return out


def source(ops):
    out = ["/* Made from ops/op_list.h by ops/generate.py. */", "#include <string.h>", "",
           '#include "ops/apply.h"', '#include "ops_gen_impl.h"', '#include "tensor/node.h"', ""]
    for op in ops:
        out += signature(op)
        out += composition(op) if op.composed else function(op)
        out.append("")
    out.append("static const wg_op *const table[] = {")
    out += [f"    &wg__op_{op.name}," for op in ops]
    out += ["};", "", "size_t wg_op_count(void)", "{", "    return sizeof table / sizeof table[0];", "}", "",
            "const wg_op *wg_op_at(size_t i)", "{", "    return i < wg_op_count() ? table[i] : NULL;", "}", ""]
    return "\n".join(out)


def main():
    makers = {"--header": header, "--private": private, "--source": source}
    if len(sys.argv) != 4 or sys.argv[1] not in makers:
        sys.exit(__doc__)
    text = makers[sys.argv[1]](parse(sys.argv[2]))
    with open(sys.argv[3], "w", encoding="utf-8") as f:
        f.write(text)


if __name__ == "__main__":
    main()
