#!/usr/bin/env python3
"""Derivatives of a network side by side with PyTorch and JAX, one thread each, pinned to one core, interleaved in one run.

    python3 -m venv venv && venv/bin/pip install torch jax
    venv/bin/python benchmarks/derivatives.py build/benchmarks/bench_derivatives [--rounds 7] [--core N]

Value, gradient, derivative along a direction and Hessian times a direction (forward over reverse and reverse over forward), with
respect to all parameters of 784-128-128-10 with tanh and softmax cross-entropy in f32. torch.func runs eagerly, JAX under jit. Each
round times every library for a slice of a second; the table has the medians over the rounds, and the median of the ratios
of each round.
"""
import argparse
import os
import statistics

from peers import Ours, median_time

BATCHES = (32, 128)
KINDS = ("value", "gradient", "jvp", "hvp", "hvp_reverse")
WIDTHS = (784, 128, 128, 10)


class Mine(Ours):
    def run(self, kind, batch, seconds):
        return self.ask(f"{kind} {batch} {seconds}")


class Peer:
    """run[kind, batch] is a call that computes and waits."""

    def run(self, kind, batch, seconds):
        return median_time(self.call[kind, batch], seconds)

    @staticmethod
    def forms(f, grad, jvp, p, t):
        return {"value": lambda: f(p), "gradient": lambda: grad(f)(p), "jvp": lambda: jvp(f, (p,), (t,)),
                "hvp": lambda: jvp(grad(f), (p,), (t,))[1],
                "hvp_reverse": lambda: grad(lambda q: jvp(f, (q,), (t,))[1])(p)}


class Torch(Peer):
    name = "torch"

    def __init__(self):
        import torch
        torch.set_num_threads(1)
        self.version, self.call = torch.__version__, {}
        for batch in BATCHES:
            shapes = [s for a, b in zip(WIDTHS, WIDTHS[1:]) for s in ((a, b), (b,))]
            p, t = ([torch.randn(s) * scale for s in shapes] for scale in (0.05, 1.0))
            x, y = torch.rand(batch, 784), torch.arange(batch) % 10

            def f(p, x=x, y=y):
                h = torch.tanh(torch.tanh(x @ p[0] + p[1]) @ p[2] + p[3]) @ p[4] + p[5]
                return torch.nn.functional.cross_entropy(h, y)
            for kind, call in self.forms(f, torch.func.grad, torch.func.jvp, p, t).items():
                self.call[kind, batch] = call


class Jax(Peer):
    name = "jax"

    def __init__(self):
        os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
        os.environ["JAX_PLATFORMS"] = "cpu"
        import jax
        self.version, self.call = jax.__version__, {}
        key = jax.random.key(0)
        for batch in BATCHES:
            shapes = [s for a, b in zip(WIDTHS, WIDTHS[1:]) for s in ((a, b), (b,))]
            p, t = ([jax.random.normal(key, s) * scale for s in shapes] for scale in (0.05, 1.0))
            x, y = jax.random.uniform(key, (batch, 784)), jax.numpy.arange(batch) % 10

            def value(p, x, y):
                h = jax.numpy.tanh(jax.numpy.tanh(x @ p[0] + p[1]) @ p[2] + p[3]) @ p[4] + p[5]
                return -jax.numpy.take_along_axis(jax.nn.log_softmax(h), y[:, None], 1).mean()
            for kind in KINDS:
                self.call[kind, batch] = self.compiled(jax, value, kind, (p, t, x, y))

    def compiled(self, jax, value, kind, operands):
        def whole(p, t, x, y):
            return self.forms(lambda q: value(q, x, y), jax.grad, jax.jvp, p, t)[kind]()
        run = jax.jit(whole)
        return lambda: jax.block_until_ready(run(*operands))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="the built benchmarks/derivatives")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=0.3, help="of one slice")
    parser.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)))
    args = parser.parse_args()
    os.sched_setaffinity(0, {args.core})
    os.environ.update(OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    libraries = [Mine(args.program)]
    for peer in (Torch, Jax):
        try:
            libraries.append(peer())
        except ImportError:
            print(f"{peer.name} is not installed here: left out (pip install {peer.name})")
    peers = libraries[1:]
    print("beside " + ", ".join(f"{p.name} {p.version}" for p in peers) + f", core {args.core}, {args.rounds} rounds")
    head = "".join(f"{p.name + ' us':>12}{'ratio':>8}" for p in peers)
    print(f"{'batch':>7}{'':>13}{'wengert us':>12}{'of value':>10}{head}")
    for batch in BATCHES:
        value = None
        for kind in KINDS:
            rows = [[lib.run(kind, batch, args.seconds) for lib in libraries] for _ in range(args.rounds)]
            median = [statistics.median(column) for column in zip(*rows)]
            ratio = [statistics.median(r[k] / r[0] for r in rows) for k in range(1, len(median))]
            value = value or median[0]
            print(f"{batch:>7}{kind:>13}{median[0] * 1e6:>12.1f}{median[0] / value:>10.2f}" +
                  "".join(f"{m * 1e6:>12.1f}{r:>8.2f}" for m, r in zip(median[1:], ratio)), flush=True)


if __name__ == "__main__":
    main()
