#!/usr/bin/env python3
"""Golden values of every op: value, gradient and second derivative, by PyTorch in f64 (NumPy where PyTorch has no such op).

    python3 -m venv venv && venv/bin/pip install numpy torch
    venv/bin/python tests/golden/make_golden.py tests/golden

writes golden.json (the cases) and golden.npz (their arrays). A case is an expression in the language of `wengert eval`, its
operands, and what PyTorch says of it: its value; with a fixed cotangent dy, the gradient g_x of each float operand x; and with
fixed tangents t_x, the derivative of sum(g_x * t_x) over all x with respect to each x again.

Operands are exact in f32, so that the same truth serves both float types.
"""
import json
import sys

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(20)


def real(*shape, lo=-3.0, hi=3.0):
    return rng.uniform(lo, hi, shape).astype(np.float32).astype(np.float64)


def positive(*shape, lo=0.2, hi=4.0):
    return real(*shape, lo=lo, hi=hi)


def distinct(*shape):
    """No two elements nearer than 0.1: no ties, no kinks between them."""
    n = int(np.prod(shape))
    return ((rng.permutation(n) - n / 2 + 0.37) * 0.125).reshape(shape).astype(np.float32).astype(np.float64)


def ints(*shape, lo=0, hi=10):
    return rng.integers(lo, hi, shape).astype(np.int64)


def bools(*shape):
    return rng.integers(0, 2, shape).astype(bool)


CASES = []


def case(op, expr, fn, **operands):
    """fn takes the operands as tensors, in order."""
    CASES.append((op, expr, fn, operands))


def unary(name, fn=None, make=real, **kw):
    fn = fn or getattr(torch, name)
    case(name, f"{name}(x)", fn, x=make(3, 4, **kw))
    case(name, f"{name}(x)", fn, x=make(**kw))


def binary(name, fn, make=real, make2=None, op=None):
    make2 = make2 or make
    for s, t in (((3, 4), (3, 4)), ((3, 4), (4,)), ((2, 1, 4), (3, 1)), ((), (2, 2)), ((0, 3), (1, 3))):
        case(name, f"{name}(x, y)", fn, x=make(*s), y=make2(*t))


def elementwise():
    binary("add", torch.add)
    binary("sub", torch.sub)
    binary("mul", torch.mul)
    binary("div", torch.div, make2=positive)
    binary("pow", torch.pow, make=positive, make2=real)
    binary("atan2", torch.atan2, make=positive, make2=real)
    binary("fmod", torch.fmod, make2=positive)
    case("maximum", "maximum(x, y)", torch.maximum, x=distinct(3, 4), y=distinct(3, 4) + 0.0625)
    case("minimum", "minimum(x, y)", torch.minimum, x=distinct(3, 4), y=distinct(4) + 0.0625)
    case("pow", "x ** 3", lambda x: x ** 3, x=real(3, 4))
    case("pow", "x ** 0.5", lambda x: x ** 0.5, x=positive(3, 4))
    case("pow", "x ** -2", lambda x: x ** -2, x=positive(3, 4))
    case("pow", "2 ** x", lambda x: 2 ** x, x=real(3, 4))
    case("sub", "1 - x", lambda x: 1 - x, x=real(3, 4))
    case("div", "1 / x", lambda x: 1 / x, x=positive(3, 4))
    for name in ("neg", "exp", "expm1", "exp2", "sin", "cos", "sinh", "cosh", "tanh", "atan", "asinh", "sigmoid", "erf",
                 "square"):
        unary(name)
    unary("abs", make=lambda *s: distinct(*s) if s else np.float64(-1.5))
    unary("relu", make=lambda *s: distinct(*s) if s else np.float64(1.5))
    for name in ("sqrt", "rsqrt", "reciprocal", "log", "log1p", "log2"):
        unary(name, make=positive)
    unary("tan", lo=-1.2, hi=1.2)
    for name in ("asin", "acos", "atanh"):
        unary(name, lo=-0.9, hi=0.9)
    unary("acosh", lo=1.2, hi=4.0)
    for name in ("sign", "floor", "ceil", "round", "trunc"):
        unary(name)
    case("sign", "sign(x)", torch.sign, x=np.array([-2.0, 0.0, 3.0]))
    case("round", "round(x)", torch.round, x=np.array([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5]))


def logic():
    special = np.array([1.0, np.nan, np.inf, -np.inf, 0.0])
    for name in ("eq", "ne", "lt", "le", "gt", "ge"):
        sign = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}[name]
        case(name, f"x {sign} y", getattr(torch, name), x=ints(3, 4, hi=3), y=ints(4, hi=3))
        case(name, f"{name}(x, y)", getattr(torch, name), x=np.array([1.0, np.nan, 2.0]), y=np.array([1.0, np.nan, 3.0]))
    for name in ("logical_and", "logical_or", "logical_xor"):
        case(name, f"{name}(x, y)", getattr(torch, name), x=bools(3, 4), y=bools(4))
    case("logical_not", "logical_not(x)", torch.logical_not, x=bools(3, 4))
    for name in ("isnan", "isinf", "isfinite"):
        case(name, f"{name}(x)", getattr(torch, name), x=special)
    case("where", "where(c, x, y)", torch.where, c=bools(3, 4), x=real(3, 4), y=real(4))
    case("where", "where(x > 0, x * x, 0)", lambda x: torch.where(x > 0, x * x, torch.zeros_like(x)), x=distinct(3, 4))
    case("cast", "cast(x, i32)", lambda x: x.to(torch.int32), x=real(3, 4))
    case("cast", "cast(x, bool)", lambda x: x.to(torch.bool), x=np.array([0.0, 0.5, -2.0]))
    case("cast", "cast(n, f64)", lambda n: n.to(torch.float64), n=ints(3, 4))


def axes_of(dims):
    return "all" if dims is None else "(" + ", ".join(map(str, dims)) + ("," if len(dims) == 1 else "") + ")"


def over(fn, x, dims, keep):
    dims = tuple(range(x.dim())) if dims is None else dims
    return fn(x, dim=dims, keepdim=keep) if dims else x.clone()


def torch_linear_scan(f, x):
    y = [x[..., 0]]
    for i in range(1, x.shape[-1]):
        y.append(f[..., i] * y[-1] + x[..., i])
    return torch.stack(y, -1)


def torch_prod(x, dim, keepdim):
    for d in sorted((d % x.dim() for d in dim), reverse=True):
        x = torch.prod(x, dim=d, keepdim=True)
    return x if keepdim else x.squeeze(tuple(dim))


def reductions():
    for dims in (None, (0,), (1,), (-1,), (0, 2), (1, 2)):
        for keep in (False, True):
            args = f"axes={axes_of(dims)}, keepdims={'true' if keep else 'false'}"
            for name, fn, make in (("sum", torch.sum, real), ("mean", torch.mean, real), ("prod", torch_prod, real),
                                   ("max", torch.amax, distinct), ("min", torch.amin, distinct)):
                case(name, f"{name}(x, {args})", lambda x, fn=fn, dims=dims, keep=keep: over(fn, x, dims, keep),
                     x=make(2, 3, 4))
    case("sum", "sum(x)", torch.sum, x=real())
    case("sum", "sum(x)", torch.sum, x=real(0, 3))
    case("prod", "prod(x)", torch.prod, x=real(0))
    case("prod", "prod(x)", torch.prod, x=np.array([2.0, 0.0, 3.0]))
    case("prod", "prod(x)", torch.prod, x=np.array([0.0, 0.0, 3.0]))
    case("sum", "sum(n, 0)", lambda n: n.sum(0), n=ints(3, 4))
    for name in ("argmax", "argmin"):
        for axis in (0, -1):
            case(name, f"{name}(x, {axis})", lambda x, f=getattr(torch, name), a=axis: f(x, dim=a), x=distinct(3, 4))
    case("any", "any(x, 1)", lambda x: torch.any(x, dim=1), x=bools(5, 3))
    case("all", "all(x, 1)", lambda x: torch.all(x, dim=1), x=bools(5, 3))
    for axis in (0, 1, -1):
        case("cumsum", f"cumsum(x, {axis})", lambda x, a=axis: torch.cumsum(x, a), x=real(3, 4))
        case("cumprod", f"cumprod(x, {axis})", lambda x, a=axis: torch.cumprod(x, a), x=real(3, 4))
    case("linear_scan", "linear_scan(f, x)", torch_linear_scan, f=real(3, 5), x=real(3, 5))
    case("cumprod", "cumprod(x)", lambda x: torch.cumprod(x, 0), x=np.array([2.0, 0.0, 3.0, 1.5]))


def shapes():
    case("reshape", "reshape(x, (4, 3))", lambda x: x.reshape(4, 3), x=real(3, 4))
    case("reshape", "reshape(x, (2, -1))", lambda x: x.reshape(2, -1), x=real(3, 4))
    case("permute", "permute(x, (2, 0, 1))", lambda x: x.permute(2, 0, 1), x=real(2, 3, 4))
    case("transpose", "transpose(x)", lambda x: x.transpose(-2, -1), x=real(2, 3, 4))
    case("transpose", "x.T @ x", lambda x: x.T @ x, x=real(3, 4))
    case("broadcast_to", "broadcast_to(x, (2, 3, 4))", lambda x: x.broadcast_to(2, 3, 4), x=real(3, 1))
    case("slice", "x[1:3, ::2]", lambda x: x[1:3, ::2], x=real(4, 5))
    case("slice", "x[-1, 1:]", lambda x: x[-1, 1:], x=real(4, 5))
    case("slice", "x[::-1, ::-2]", lambda x: x.flip(0, 1)[:, ::2], x=real(4, 5))
    case("slice", "x[..., 1]", lambda x: x[..., 1], x=real(2, 4, 3))
    case("slice", "x[5:2]", lambda x: x[3:2], x=real(4, 2))
    case("flip", "flip(x, 1)", lambda x: x.flip(1), x=real(3, 4))
    case("squeeze", "squeeze(x)", lambda x: x.squeeze(), x=real(1, 3, 1, 4))
    case("squeeze", "squeeze(x, 0)", lambda x: x.squeeze(0), x=real(1, 3, 1))
    case("unsqueeze", "unsqueeze(x, 1)", lambda x: x.unsqueeze(1), x=real(3, 4))
    case("expand", "expand(x, (3, 4))", lambda x: x.expand(3, 4), x=real(3, 1))
    case("concat", "concat([x, y], 1)", lambda x, y: torch.cat([x, y], 1), x=real(3, 4), y=real(3, 2))
    case("concat", "concat([x, x, y])", lambda x, y: torch.cat([x, x, y]), x=real(2, 3), y=real(1, 3))
    case("stack", "stack([x, y], 1)", lambda x, y: torch.stack([x, y], 1), x=real(3, 4), y=real(3, 4))
    case("split", "split(x, 2, 1, axis=1)", lambda x: torch.chunk(x, 2, 1)[1], x=real(3, 4))
    case("pad", "pad(x, (1, 0), (2, 3), value=1.5)",
         lambda x: torch.nn.functional.pad(x, (0, 3, 1, 2), value=1.5), x=real(3, 4))
    case("roll", "roll(x, 2, 1)", lambda x: torch.roll(x, 2, 1), x=real(3, 4))
    case("roll", "roll(x, -1, 0)", lambda x: torch.roll(x, -1, 0), x=real(3, 4))
    case("tile", "tile(x, (2, 3))", lambda x: torch.tile(x, (2, 3)), x=real(2, 2))


def indexing():
    case("take", "take(x, i)", lambda x, i: x[i], x=real(5, 3), i=ints(2, 4, hi=5))
    case("take", "take(x, i, axis=1)", lambda x, i: torch.index_select(x, 1, i), x=real(2, 5), i=np.array([3, 3, 0]))
    case("take_along_axis", "take_along_axis(x, i, 1)", lambda x, i: torch.gather(x, 1, i), x=real(3, 5),
         i=ints(3, 2, hi=5))
    case("scatter_add", "scatter_add(x, i, u)", lambda x, i, u: torch.index_add(x, 0, i, u), x=real(4, 3),
         i=np.array([1, 3, 1, 0, 1]), u=real(5, 3))
    case("scatter_add_along_axis", "scatter_add_along_axis(x, i, u, 1)",
         lambda x, i, u: torch.scatter_add(x, 1, i, u), x=real(3, 4), i=ints(3, 6, hi=4), u=real(3, 6))
    case("one_hot", "one_hot(i, 5)", lambda i: torch.nn.functional.one_hot(i, 5).float(), i=ints(3, 2, hi=5))
    case("arange", "arange(f64, 1, 4, 0.5)", lambda: torch.arange(1, 4, 0.5))
    case("eye", "eye(f64, 3, 4, 1)", lambda: torch.from_numpy(np.eye(3, 4, 1)))
    case("tril_mask", "tril_mask(3, 4, 1)", lambda: torch.from_numpy(np.tri(3, 4, 1, dtype=bool)))
    for k in (0, 1, -1):
        case("tril", f"tril(x, {k})", lambda x, k=k: torch.tril(x, k), x=real(3, 4))
        case("triu", f"triu(x, {k})", lambda x, k=k: torch.triu(x, k), x=real(2, 3, 4))
    case("full", "full(f64, (2, 3), 1.5)", lambda: torch.full((2, 3), 1.5))


def linalg():
    for s, t in (((3, 4), (4, 5)), ((4,), (4, 5)), ((3, 4), (4,)), ((4,), (4,)), ((2, 3, 4), (2, 4, 5)),
                 ((2, 3, 4), (4, 5)), ((3, 4), (2, 4, 5)), ((2, 1, 3, 4), (3, 4, 2)), ((4,), (2, 4, 5)),
                 ((2, 3, 4), (4,)), ((3, 0), (0, 2)), ((1, 4), (4, 1))):
        case("matmul", "x @ y", torch.matmul, x=real(*s), y=real(*t))
    case("outer", "outer(x, y)", torch.outer, x=real(3), y=real(4))
    case("dot", "dot(x, y)", torch.dot, x=real(4), y=real(4))
    for eq, s in (("ij,jk->ik", ((3, 4), (4, 2))), ("bij,bjk->bik", ((2, 3, 4), (2, 4, 2))), ("ij->ji", ((3, 4),)),
                  ("ij->", ((3, 4),)), ("ij,ij->i", ((3, 4), (3, 4))), ("i,j->ij", ((3,), (4,))),
                  ("bhqd,bhkd->bhqk", ((2, 2, 3, 4), (2, 2, 5, 4))), ("ij,jk", ((3, 4), (4, 2))),
                  ("ij,jk,kl->il", ((2, 3), (3, 4), (4, 2))), ("ijk->ik", ((2, 3, 4),))):
        names = "xyz"[:len(s)]
        case("einsum", f'einsum("{eq}", [{", ".join(names)}])', lambda *a, eq=eq: torch.einsum(eq, *a),
             **{n: real(*shape) for n, shape in zip(names, s)})


def compositions():
    F = torch.nn.functional
    for axis in (0, 1, -1):
        case("softmax", f"softmax(x, {axis})", lambda x, a=axis: torch.softmax(x, a), x=real(3, 4))
        case("log_softmax", f"log_softmax(x, {axis})", lambda x, a=axis: torch.log_softmax(x, a), x=real(3, 4))
        case("logsumexp", f"logsumexp(x, {axis})", lambda x, a=axis: torch.logsumexp(x, a), x=real(3, 4))
    case("softmax", "softmax(x)", lambda x: torch.softmax(x, -1), x=np.array([1000.0, 1001.0, -1000.0]))
    case("log_softmax", "log_softmax(x)", lambda x: torch.log_softmax(x, -1), x=np.array([1000.0, 1001.0, -1000.0]))
    case("logsumexp", "logsumexp(x)", lambda x: torch.logsumexp(x, (0, 1)), x=real(3, 4))
    case("softplus", "softplus(x)", lambda x: F.softplus(x, threshold=1e9), x=real(3, 4))
    case("softplus", "softplus(x)", lambda x: F.softplus(x, threshold=40), x=np.array([-50.0, 50.0, 100.0]))
    case("silu", "silu(x)", F.silu, x=real(3, 4))
    case("gelu", "gelu(x)", F.gelu, x=real(3, 4))
    case("gelu_tanh", "gelu_tanh(x)", lambda x: F.gelu(x, approximate="tanh"), x=real(3, 4))
    case("elu", "elu(x, alpha=1.5)", lambda x: F.elu(x, 1.5), x=distinct(3, 4))
    case("leaky_relu", "leaky_relu(x, slope=0.125)", lambda x: F.leaky_relu(x, 0.125), x=distinct(3, 4))
    case("clamp", "clamp(x, -0.5, 0.5)", lambda x: torch.clamp(x, -0.5, 0.5), x=distinct(3, 4) + 0.01171875)
    case("log_sigmoid", "log_sigmoid(x)", F.logsigmoid, x=real(3, 4))
    case("log_sigmoid", "log_sigmoid(x)", F.logsigmoid, x=np.array([-100.0, 100.0]))
    for dims in (None, (0,), (-1,)):
        for ddof in (0, 1):
            args = f"axes={axes_of(dims)}, ddof={ddof}"
            case("var", f"var(x, {args})", lambda x, d=dims, c=ddof: torch.var(x, dim=d, correction=c), x=real(3, 4))
            case("std", f"std(x, {args})", lambda x, d=dims, c=ddof: torch.std(x, dim=d, correction=c), x=real(3, 4))
        case("norm", f"norm(x, {axes_of(dims)})", lambda x, d=dims: torch.linalg.vector_norm(x, dim=d), x=real(3, 4))


def tensor(a):
    t = torch.from_numpy(np.array(a))
    return t.requires_grad_() if t.is_floating_point() else t


def evaluate(fn, operands):
    """Arrays of one case, by their roles."""
    out = {}
    x = {k: tensor(v) for k, v in operands.items()}
    y = fn(*x.values())
    out["value"] = y.detach().numpy()
    wrt = {k: t for k, t in x.items() if t.requires_grad}
    if not y.is_floating_point() or not wrt or not y.requires_grad:
        return out
    dy = torch.from_numpy(real(*y.shape))
    out["dy"] = dy.numpy()
    g = torch.autograd.grad(y, list(wrt.values()), dy, create_graph=True, allow_unused=True)
    s = torch.zeros(())
    for (k, t), gk in zip(wrt.items(), g):
        out["g_" + k] = (torch.zeros_like(t) if gk is None else gk).detach().numpy(force=True)
        tangent = torch.from_numpy(real(*t.shape))
        out["t_" + k] = tangent.numpy()
        if gk is not None and gk.requires_grad:
            s = s + (gk * tangent).sum()
    second = torch.autograd.grad(s, list(wrt.values()), allow_unused=True) if s.requires_grad else [None] * len(wrt)
    for (k, t), hk in zip(wrt.items(), second):
        out["h_" + k] = (torch.zeros_like(t) if hk is None else hk).detach().numpy(force=True)
    return out


def main():
    for family in (elementwise, logic, reductions, shapes, indexing, linalg, compositions):
        family()
    index, arrays = [], {}
    for number, (op, expr, fn, operands) in enumerate(CASES):
        roles = evaluate(fn, operands)
        for name, a in list(operands.items()) + list(roles.items()):
            arrays[f"{number}/{name}"] = np.asarray(a)
        index.append({"op": op, "expr": expr, "operands": list(operands), "differentiated": "dy" in roles})
    out = sys.argv[1]
    with open(f"{out}/golden.json", "w", encoding="utf-8") as f:
        json.dump({"made by": f"numpy {np.__version__}, torch {torch.__version__}", "cases": index}, f, indent=0)
        f.write("\n")
    np.savez_compressed(f"{out}/golden.npz", **arrays)
    print(f"{len(CASES)} cases, {len(arrays)} arrays")


if __name__ == "__main__":
    main()
