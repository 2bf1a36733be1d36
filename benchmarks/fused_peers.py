#!/usr/bin/env python3
"""Compositions on 1024 x 1024 floats beside PyTorch (eager) and JAX (jit), one thread each, pinned to one core, interleaved.

    venv/bin/python benchmarks/fused_peers.py build/benchmarks/bench_fused [--rounds 7] [--core N]

Softmax, GELU, cross-entropy with its gradient, layer norm with its gradients. Each round times every library for a slice of a
second; the table has the medians over the rounds of each slice's median, and the median of each round's ratio.
"""
import argparse
import os
import statistics
import subprocess
import time

CASES = ("softmax", "gelu", "cross-entropy", "layer")
SIDE = 1024


def median_time(step, seconds):
    for _ in range(3):
        step()
    times, begin = [], time.perf_counter()
    now = begin
    while len(times) < 5 or now - begin < seconds:
        step()
        end = time.perf_counter()
        times.append(end - now)
        now = end
    return statistics.median(times)


class Ours:
    name = "wengert"

    def __init__(self, program):
        self.process = subprocess.Popen([program, "--serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def measure(self, case, seconds):
        self.process.stdin.write(f"{case} {seconds}\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())


class Torch:
    name = "torch"

    def __init__(self):
        import torch
        from torch.nn import functional as F
        torch.set_num_threads(1)
        self.version = torch.__version__
        x, dy = torch.randn(SIDE, SIDE), torch.randn(SIDE, SIDE)
        gamma, beta = torch.randn(SIDE, requires_grad=True), torch.randn(SIDE, requires_grad=True)
        label = torch.arange(SIDE) * 37 % SIDE
        leaf = torch.randn(SIDE, SIDE, requires_grad=True)

        def cross_entropy():
            leaf.grad = None
            F.cross_entropy(leaf, label).backward()

        def layer_norm():
            leaf.grad = gamma.grad = beta.grad = None
            F.layer_norm(leaf, (SIDE,), gamma, beta).backward(dy)

        def without_grad(f):
            def step():
                with torch.no_grad():
                    f(x)
            return step
        self.steps = {"softmax": without_grad(lambda x: torch.softmax(x, 1)), "gelu": without_grad(F.gelu),
                      "cross-entropy": cross_entropy, "layer": layer_norm}

    def measure(self, case, seconds):
        return median_time(self.steps[case], seconds)


class Jax:
    name = "jax"

    def __init__(self):
        os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
        import jax
        import jax.numpy as jnp
        self.version = jax.__version__
        keys = jax.random.split(jax.random.PRNGKey(0), 4)
        x, dy = (jax.random.normal(k, (SIDE, SIDE)) for k in keys[:2])
        gamma, beta = (jax.random.normal(k, (SIDE,)) for k in keys[2:])
        label = jnp.arange(SIDE) * 37 % SIDE

        def cost(x):
            return -jnp.take_along_axis(jax.nn.log_softmax(x), label[:, None], 1).mean()

        def norm(x, gamma, beta):
            c = x - x.mean(-1, keepdims=True)
            return c * jax.lax.rsqrt((c * c).mean(-1, keepdims=True) + 1e-5) * gamma + beta

        def norm_and_gradients(x, gamma, beta, dy):
            y, back = jax.vjp(norm, x, gamma, beta)
            return y, back(dy)
        entropy, both = jax.jit(jax.value_and_grad(cost)), jax.jit(norm_and_gradients)
        softmax, gelu = jax.jit(lambda x: jax.nn.softmax(x, 1)), jax.jit(lambda x: jax.nn.gelu(x, approximate=False))
        block = jax.block_until_ready
        self.steps = {"softmax": lambda: block(softmax(x)), "gelu": lambda: block(gelu(x)),
                      "cross-entropy": lambda: block(entropy(x)), "layer": lambda: block(both(x, gamma, beta, dy))}

    def measure(self, case, seconds):
        return median_time(self.steps[case], seconds)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="the built benchmarks/bench_fused")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=0.2, help="of one slice")
    parser.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)))
    args = parser.parse_args()
    os.sched_setaffinity(0, {args.core})
    os.environ.update(OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    ours, peers = Ours(args.program), []
    for peer in (Torch, Jax):
        try:
            peers.append(peer())
        except ImportError:
            print(f"{peer.name} is not installed here: left out (pip install {peer.name})")
    print("beside " + ", ".join(f"{p.name} {p.version}" for p in peers) + f", core {args.core}, {args.rounds} rounds")
    print(f"{'':>16}{'wengert us':>12}" + "".join(f"{p.name + ' us':>12}{'ratio':>8}" for p in peers))
    for case in CASES:
        rows = [[lib.measure(case, args.seconds) for lib in [ours, *peers]] for _ in range(args.rounds)]
        median = [statistics.median(column) for column in zip(*rows)]
        ratio = [statistics.median(r[k] / r[0] for r in rows) for k in range(1, len(median))]
        print(f"{case:>16}{median[0] * 1e6:>12.1f}" +
              "".join(f"{m * 1e6:>12.1f}{r:>8.2f}" for m, r in zip(median[1:], ratio)), flush=True)


if __name__ == "__main__":
    main()
