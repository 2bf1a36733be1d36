#!/usr/bin/env python3
"""The MLP step side by side with PyTorch and JAX, one thread each, pinned to one core, interleaved in one run.

    python3 -m venv venv && venv/bin/pip install torch jax
    venv/bin/python benchmarks/peers.py build/benchmarks/mlp [--rounds 7] [--core N] [--json FILE]

One step is forward, cost, backward and SGD update of 784-128-10 in f32, data in memory, synchronised after each step. Each round times
every library for a slice of a second, one after the other; the table has the medians over the rounds of each slice's
median, and the ratio of each round's pair, of which the median is shown too.
"""
import argparse
import json
import os
import statistics
import subprocess
import time

BATCHES = (1, 32, 128, 1024)
OPS = ("add", "exp", "tanh", "sigmoid", "gelu", "sum", "softmax", "logsumexp", "matmul")
LR = 0.01


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

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def measure(self, batch, seconds):
        return self.ask(f"step {batch} {seconds}")

    def measure_op(self, name, seconds):
        return self.ask(f"op {name} {seconds}")


class Torch:
    name = "torch"

    def __init__(self):
        import torch
        torch.set_num_threads(1)
        self.version = torch.__version__
        self.steps = {b: self.make(torch, b) for b in BATCHES}
        self.x, self.small = torch.randn(1024, 1024), torch.randn(256, 256)
        self.ops = {"add": lambda x: x + 1, "exp": torch.exp, "tanh": torch.tanh, "sigmoid": torch.sigmoid,
                    "gelu": torch.nn.functional.gelu, "sum": torch.sum, "softmax": lambda x: torch.softmax(x, 1),
                    "logsumexp": lambda x: torch.logsumexp(x, 1), "matmul": lambda x: x @ x}

    @staticmethod
    def make(torch, batch):
        x, y = torch.rand(batch, 784), torch.arange(batch) % 10
        net = torch.nn.Sequential(torch.nn.Linear(784, 128), torch.nn.ReLU(), torch.nn.Linear(128, 10))
        update = torch.optim.SGD(net.parameters(), lr=LR, fused=True)
        cost = torch.nn.CrossEntropyLoss()

        def step():
            update.zero_grad(set_to_none=True)
            value = cost(net(x), y)
            value.backward()
            update.step()
        return step

    def measure(self, batch, seconds):
        return median_time(self.steps[batch], seconds)

    def measure_op(self, name, seconds):
        x, op = self.small if name == "matmul" else self.x, self.ops[name]
        return median_time(lambda: op(x), seconds)


class Jax:
    name = "jax"

    def __init__(self):
        os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
        os.environ["JAX_PLATFORMS"] = "cpu"
        import jax
        self.version = jax.__version__
        self.steps = {b: self.make(jax, b) for b in BATCHES}
        self.block = jax.block_until_ready
        self.x, self.small = (jax.random.normal(jax.random.key(1), (n, n)) for n in (1024, 256))
        ops = {"add": lambda x: x + 1, "exp": jax.numpy.exp, "tanh": jax.numpy.tanh, "sigmoid": jax.nn.sigmoid,
               "gelu": lambda x: jax.nn.gelu(x, approximate=False), "sum": jax.numpy.sum,
               "softmax": lambda x: jax.nn.softmax(x, 1), "logsumexp": lambda x: jax.nn.logsumexp(x, 1),
               "matmul": lambda x: x @ x}
        self.ops = {name: jax.jit(op) for name, op in ops.items()}

    @staticmethod
    def make(jax, batch):
        import jax.numpy as jnp
        k = jax.random.key(0)
        params = [jax.random.normal(k, (784, 128)) * 0.05, jnp.zeros(128), jax.random.normal(k, (128, 10)) * 0.1,
                  jnp.zeros(10)]
        x, y = jax.random.uniform(k, (batch, 784)), jnp.arange(batch) % 10

        def cost(p, x, y):
            logits = jax.nn.relu(x @ p[0] + p[1]) @ p[2] + p[3]
            return -jnp.take_along_axis(jax.nn.log_softmax(logits), y[:, None], 1).mean()

        def update(p, x, y):
            value, grads = jax.value_and_grad(cost)(p, x, y)
            return [w - LR * d for w, d in zip(p, grads)], value
        compiled = jax.jit(update, donate_argnums=0)
        state = {"p": params}

        def step():
            state["p"], value = compiled(state["p"], x, y)
            jax.block_until_ready((state["p"], value))
        return step

    def measure(self, batch, seconds):
        return median_time(self.steps[batch], seconds)

    def measure_op(self, name, seconds):
        x, op = self.small if name == "matmul" else self.x, self.ops[name]
        return median_time(lambda: self.block(op(x)), seconds)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="the built benchmarks/mlp")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=0.3, help="of one slice")
    parser.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)))
    parser.add_argument("--json", help="write all figures to this file")
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
    head = "".join(f"{p.name + ' us':>12}{'ratio':>8}" for p in peers)
    print(f"{'batch':>7}{'wengert us':>12}{'of peak':>9}{head}")
    results = []
    for batch in BATCHES:
        rows, peaks = [], []
        for _ in range(args.rounds):
            peaks.append(ours.ask("peak"))
            rows.append([lib.measure(batch, args.seconds) for lib in [ours, *peers]])
        median = [statistics.median(column) for column in zip(*rows)]
        ratio = [statistics.median(r[k] / r[0] for r in rows) for k in range(1, len(median))]
        share = ours.ask(f"flop {batch}") / median[0] * 1e-9 / statistics.median(peaks)
        print(f"{batch:>7}{median[0] * 1e6:>12.1f}{share:>9.2f}" +
              "".join(f"{m * 1e6:>12.1f}{r:>8.2f}" for m, r in zip(median[1:], ratio)), flush=True)
        results.append({"batch": batch, "peak_gflops": statistics.median(peaks), "of_peak": share,
                        "seconds": dict(zip([ours.name] + [p.name for p in peers], median)), "rounds": rows})
    print(f"\nops on 1024 x 1024 floats (matmul: 256 x 256)\n{'op':>10}{'wengert us':>12}{head}")
    for name in OPS:
        rows = [[lib.measure_op(name, args.seconds / 2) for lib in [ours, *peers]] for _ in range(args.rounds)]
        median = [statistics.median(column) for column in zip(*rows)]
        ratio = [statistics.median(r[k] / r[0] for r in rows) for k in range(1, len(median))]
        print(f"{name:>10}{median[0] * 1e6:>12.1f}" + "".join(f"{m * 1e6:>12.1f}{r:>8.2f}" for m, r in zip(median[1:], ratio)),
              flush=True)
        results.append({"op": name, "seconds": dict(zip([ours.name] + [p.name for p in peers], median)), "rounds": rows})
    if args.json:
        with open(args.json, "w", encoding="utf-8") as f:
            json.dump(results, f, indent=1)


if __name__ == "__main__":
    main()
