#!/usr/bin/env python3
"""The same planted faults given to the gradient checkers of PyTorch, JAX and Wengert.

    python3 -m venv venv && venv/bin/pip install numpy torch jax
    venv/bin/python benchmarks/gradcheck_peers.py build/benchmarks/bench_gradcheck_faults [--write docs/gradcheck.md]

Every checker is called as its users call it, with its defaults: torch.autograd.gradcheck (slow and fast mode), jax.test_util.check_grads
(reverse mode, first order), wg_gradcheck. A fault is a function with a wrong derivative rule; a checker catches it by failing. A right
gradient that fails is a false alarm. --write puts the tables between the markers `peers` of the page.
"""
import argparse
import os
import platform
import statistics
import subprocess
import time
import warnings

os.environ.setdefault("JAX_PLATFORMS", "cpu")
os.environ.setdefault("JAX_ENABLE_X64", "1")

import numpy as np  # noqa: E402

ENOUGH = 5  # seconds that one case may take before its rounds end
MARKERS = "<!-- peers: made by benchmarks/gradcheck_peers.py -->", "<!-- end of peers -->"


def points(shape, scale=1.5, shift=0.0, phase=0.0, at_5=None):
    x = shift + scale * np.sin(np.arange(np.prod(shape)) + 1 + phase).reshape(shape)
    if at_5 is not None:
        x.flat[5] = at_5
    return x


def factors(shape, element, factor):
    f = np.ones(shape)
    f.flat[element] = factor
    return f


class Case:
    """f and rule are written once, for a module m of array functions (torch or jax.numpy): f(m, *x), rule(m, dy, *x) -> gradients."""

    def __init__(self, name, f, rule, *x, dtype="float64"):
        self.name, self.f, self.rule, self.dtype = name, f, rule, dtype
        self.x = [np.asarray(a, dtype) for a in x]

    @property
    def right(self):
        return self.name.startswith("right")


def tanh_with(factor):
    return lambda m, dy, x: [dy * (1 - m.tanh(x) ** 2) * factor(m, x)]


def constant(value):
    return lambda m, x: value


def array(values):
    return lambda m, x: m.asarray(values)


def jitter(m, x):
    return m.asarray(np.random.uniform(1 - 1e-6, 1 + 1e-6, tuple(x.shape)))


def bias(m, x, b):
    return m.tanh(x + b)


def first_row(m, dy, x, b):
    d = dy * (1 - m.tanh(x + b) ** 2)
    return [d, d[0]]


def bend(m, x):
    return m.where(x < 0, x + x * x, x)


def tanh(m, x):
    return m.tanh(x)


def cases():
    x, b = points((4, 3)), points((3,), phase=0.5)
    a, w = points((3, 3)), points((3, 3), phase=0.5)
    v = points((4, 3), phase=0.5)
    wide = points((100, 100))
    yield Case("sign", tanh, tanh_with(constant(-1)), x)
    for name, factor in (("1.01", 1.01), ("1 + 1e-4", 1 + 1e-4), ("1 + 1e-6", 1 + 1e-6), ("1 + 1e-8", 1 + 1e-8)):
        yield Case(f"factor {name}", tanh, tanh_with(constant(factor)), x)
    yield Case("zero", tanh, tanh_with(constant(0)), x)
    yield Case("one element of 12, 50 %", tanh, tanh_with(array(factors((4, 3), 7, 1.5))), x)
    yield Case("one element of 10000, 1 %", tanh, tanh_with(array(factors((100, 100), 4321, 1.01))), wide)
    yield Case("NaN at one element", tanh, tanh_with(array(factors((4, 3), 7, np.nan))), x)
    yield Case("not summed over the rows", bias, first_row, x, b)
    yield Case("term missing for x < 0", bend, lambda m, dy, x: [dy * 1], x)
    yield Case("transposed", lambda m, a, w: a @ w, lambda m, dy, a, w: [dy @ w.T, (a.T @ dy).T], a, w)
    yield Case("of another operand", lambda m, u, v: u * v, lambda m, dy, u, v: [dy * u, dy * u], x, v)
    yield Case("sign, values of 1e-8", lambda m, x: 1e-8 * m.sin(x), lambda m, dy, x: [dy * -1e-8 * m.cos(x)], x)
    yield Case("random, within 1e-6", tanh, tanh_with(jitter), x)
    for name, factor in (("sign", -1), ("factor 1.01", 1.01), ("factor 1.001", 1.001)):
        yield Case(f"f32: {name}", tanh, tanh_with(constant(factor)), x, dtype="float32")
    yield Case("right: tanh", tanh, None, x)
    yield Case("right: tanh, own rule", tanh, tanh_with(constant(1)), x)
    yield Case("right: tanh, f32", tanh, None, x, dtype="float32")
    yield Case("right: relu, one x = 0", lambda m, x: m.relu(x), None, points((4, 3), at_5=0.0))
    yield Case("right: |x|, one x = 1e-9", lambda m, x: m.abs(x), None, points((4, 3), at_5=1e-9))
    yield Case("right: sqrt near 1e-8", lambda m, x: m.sqrt(x), None, points((4, 3), 4e-9, 1e-8))
    yield Case("right: log near 1e-7", lambda m, x: m.log(x), None, points((4, 3), 4e-8, 1e-7))
    yield Case("right: 1e10 sin(x/1e10)", lambda m, x: 1e10 * m.sin(x * 1e-10), None, points((4, 3), 1e10))
    yield Case("right: tanh(1e7 x), x near 1e-7", lambda m, x: m.tanh(1e7 * x), None, points((4, 3), 1e-7))
    yield Case("right: exp near 20", lambda m, x: m.exp(x), None, points((4, 3), shift=20))


class Torch:
    def __init__(self, fast):
        import torch
        torch.set_num_threads(1)
        self.torch, self.fast = torch, fast
        self.version = torch.__version__
        self.name = f"PyTorch {'fast' if fast else 'slow'}"

    def function(self, case):
        torch = self.torch
        if not case.rule:
            return lambda *x: case.f(torch, *x)

        class Custom(torch.autograd.Function):
            @staticmethod
            def forward(ctx, *x):
                ctx.save_for_backward(*x)
                return case.f(torch, *x)

            @staticmethod
            def backward(ctx, dy):
                return tuple(d.to(dy.dtype) for d in case.rule(torch, dy, *ctx.saved_tensors))
        return Custom.apply

    def passes(self, case):
        x = [self.torch.tensor(a, requires_grad=True) for a in case.x]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return self.torch.autograd.gradcheck(self.function(case), x, fast_mode=self.fast, raise_exception=False)


class Jax:
    name = "JAX"

    def __init__(self):
        import jax
        import jax.numpy as jnp
        from jax.test_util import check_grads
        self.jax, self.check = jax, check_grads
        self.version = jax.__version__

        class Module:
            relu = staticmethod(jax.nn.relu)

            def __getattr__(self, name):
                return getattr(jnp, name)
        self.m = Module()

    def function(self, case):
        f = lambda *x: case.f(self.m, *x)  # noqa: E731
        if not case.rule:
            return f
        custom = self.jax.custom_vjp(f)
        custom.defvjp(lambda *x: (f(*x), x),
                      lambda x, dy: tuple(d.astype(a.dtype) for d, a in zip(case.rule(self.m, dy, *x), x)))
        return custom

    def passes(self, case):
        x = [self.jax.numpy.asarray(a) for a in case.x]
        try:
            self.check(self.function(case), x, order=1, modes=["rev"])
        except AssertionError:
            return False
        return True


def run_peer(peer, case, rounds):
    times = []
    while len(times) < rounds and sum(times) < ENOUGH:
        begin = time.process_time()
        passed = peer.passes(case)
        times.append(time.process_time() - begin)
    return passed, statistics.median(times)


def run_ours(program, rounds, *options):
    """name -> (passed, seconds, blame)."""
    seconds, result = {}, {}
    for _ in range(rounds):
        out = subprocess.run([program, *options], capture_output=True, text=True, check=True).stdout
        for line in out.splitlines():
            name, verdict, spent, blame = line.split("\t")
            seconds.setdefault(name, []).append(float(spent))
            result[name] = verdict == "passed", blame
    return {name: (passed, statistics.median(seconds[name]), blame) for name, (passed, blame) in result.items()}


def cell(case, passed):
    if case.right:
        return "passes" if passed else "**false alarm**"
    return "**missed**" if passed else "caught"


def milliseconds(s):
    return f"{s * 1e3:.2g}" if s < 0.0995 else f"{s * 1e3:.0f}"


def tables(names, rows, versions):
    faults = [r for r in rows if not r[0].right]
    rights = [r for r in rows if r[0].right]
    yield f"{versions}, {platform.machine()}; medians of the processor time of a check, in ms."
    for title, part in (("planted fault", faults), ("right gradient", rights)):
        yield ""
        yield f"| {title} | " + " | ".join(f"{n} | ms" for n in names) + " |"
        yield "| --- |" + " --- | ---: |" * len(names)
        for case, results in part:
            yield (f"| {case.name.removeprefix('right: ').replace('|', chr(92) + '|')} | " +
                   " | ".join(f"{cell(case, passed)} | {milliseconds(s)}" for passed, s in results) + " |")
        good = [sum(results[k][0] == case.right for case, results in part) for k in range(len(names))]
        word = "caught" if part is faults else "passes"
        yield f"| **{word}** | " + " | ".join(f"**{g} of {len(part)}** | " for g in good) + " |"


def write(page, lines):
    with open(page, encoding="utf-8") as f:
        text = f.read()
    before, rest = text.split(MARKERS[0])
    after = rest.split(MARKERS[1])[1]
    with open(page, "w", encoding="utf-8") as f:
        f.write(before + MARKERS[0] + "\n\n" + "\n".join(lines) + "\n\n" + MARKERS[1] + after)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="build/benchmarks/bench_gradcheck_faults")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", metavar="PAGE")
    args = parser.parse_args()
    np.random.seed(0)
    peers = [Torch(False), Torch(True), Jax()]
    ours = run_ours(args.program, args.rounds), run_ours(args.program, args.rounds, "--fast")
    rows = []
    for case in cases():
        rows.append((case, [run_peer(p, case, args.rounds) for p in peers] + [o[case.name][:2] for o in ours]))
    versions = f"PyTorch {peers[0].version}, JAX {peers[2].version}"
    lines = list(tables([p.name for p in peers] + ["Wengert", "Wengert fast"], rows, versions))
    print("\n".join(lines))
    if args.write:
        write(args.write, lines)


if __name__ == "__main__":
    main()
