#!/usr/bin/env python3
"""Does the benchmark tell the truth? What is planted is found, where nothing is nothing is found, and others measure the same.

    honesty.py WENGERT KERNELS.so [--runs 100] [--load none|busy|both] [--agreement BENCH_AGREEMENT]

Planted: a kernel 3 % slower than another, one exactly as fast, one that is wrong, one that subnormal numbers slow down, operands out of the
caches. All of it once as the machine is, and what is planted once more with a busy process of normal priority on the same core. Others: Google
Benchmark on five kernels, and a chain of 100,000 dependent additions, which takes as many cycles. These are measurements: the exit status says whether all held, but no test runs this.
"""
import argparse
import json
import os
import statistics
import subprocess

EACH = "600ms"


def document(args, *words):
    """The JSON of a run; what it says on standard error is seen. The exit status is 1 where a kernel is wrong, which is planted too."""
    r = subprocess.run([args.wengert, "bench", "--json", "--kernel", args.kernels, *words], stdout=subprocess.PIPE, text=True, check=False)
    if r.returncode not in (0, 1) or not r.stdout.startswith("{"):
        raise SystemExit(f"wengert bench {' '.join(words)}: exit status {r.returncode}, and no rows")
    return json.loads(r.stdout)


def bench(args, *words):
    return document(args, *words)["rows"]


def verdicts(args, a, b):
    got = {}
    for _ in range(args.runs):
        for row in bench(args, a, "x=f32[4000]", "--versus", b, "--mode", "forward", "--each", EACH, "--check", "off"):
            v = row["pair"]["verdict"] if "pair" in row else row["status"]
            got[v] = got.get(v, 0) + 1
    return got


def planted(args):
    for what, a, b, wanted in (("3 % slower", "steady(x)", "slower(x)", "slower"), ("3 % faster", "slower(x)", "steady(x)", "faster"),
                               ("the same", "steady(x)", "same(x)", "no difference")):
        got = verdicts(args, a, b)
        good = got.get(wanted, 0)
        yield f"{what}: '{wanted}' in {good} of {args.runs} ({', '.join(f'{k} {v}' for k, v in got.items())})", good >= 0.95 * args.runs


def refusals(args):
    row = bench(args, "wrong(x)", "x=f32[4000]")[0]
    yield f"a wrong kernel: {row['status']}, {row.get('message', '')}", row["status"] == "wrong" and "time" not in row
    rows = bench(args, "delicate(x)", "x=f32[4000]", "--data", "normal,subnormal", "--mode", "forward", "--each", "2s")
    ratio = next(r["to_normal"] for r in rows if r["data"] == "subnormal")
    yield f"subnormal numbers: {ratio['value']:.2f} times normal, data-dependent: {ratio['differs']}", ratio["differs"] and ratio["value"] > 1


def cold(args):
    """Operands that half fill each cache, and such as the last one cannot hold: these are cold either way."""
    levels = document(args, "exp(x)", "x=f32[16]", "--mode", "forward", "--each", "50ms")["roof"]["threads"][0]["levels"]
    caches = [level["cache_bytes"] for level in levels if level["cache_bytes"]]
    for n in [c // 16 for c in caches] + [caches[-1] // 4]:
        working_set = 8 * n  # f32 read, f32 written
        rows = bench(args, "exp(x)", f"x=f32[{n}]", "--cache", "hot,cold", "--mode", "forward", "--each", "2s")
        hot, out = (next(r for r in rows if r["cache"] == c) for c in ("hot", "cold"))
        ratio, must = out["time"]["value"] / hot["time"]["value"], working_set <= caches[-1]
        yield (f"exp of {n} numbers ({working_set / 1024:.0f} KiB), cold: {ratio:.2f} times hot{'' if must else ', larger than all caches'}, "
               f"{out['cold']['line_seconds'] * 1e9:.0f} ns a line against {out['cold']['hot_line_seconds'] * 1e9:.0f}, "
               f"verified {out['cold']['verified']}"), out["cold"]["verified"] and (not must or ratio > 1)


KERNELS = {"exp": ("exp(x)", "x=f32[16384]"), "tanh": ("tanh(x)", "x=f32[16384]"), "sum": ("sum(x, axes=1)", "x=f32[64,256]"),
           "softmax": ("softmax(x, axis=1)", "x=f32[64,256]"), "matmul": ("x @ y", "x=f32[128,128]", "y=f32[128,128]")}


def agreement(args):
    """In turn; of each side the least of its medians: Google Benchmark does not drop what was disturbed, and a median that others lengthened
    says nothing of the clock. So what agrees are minima of medians."""
    core = max(os.sched_getaffinity(0))
    for name, words in KERNELS.items():
        ours, theirs = [], []
        for _ in range(args.pairs):
            rows = bench(args, *words, "--mode", "forward", "--each", "1s", "--core", str(core))
            r = subprocess.run(["taskset", "-c", str(core), args.agreement, f"--benchmark_filter=^{name}$", "--benchmark_format=json",
                                "--benchmark_repetitions=9", "--benchmark_min_time=0.05"], stdout=subprocess.PIPE, text=True, check=True)
            runs = [b for b in json.loads(r.stdout)["benchmarks"] if b["run_type"] == "iteration"]
            ours.append(rows[0]["time"]["value"])
            theirs.append(statistics.median(b["cpu_time"] for b in runs) * 1e-9)
        off = min(theirs) / min(ours)
        yield f"{name}: {min(ours) * 1e6:.3f} us, Google Benchmark {min(theirs) * 1e6:.3f} us, ratio {off:.3f}", abs(off - 1) <= 0.05


def cycles(args):
    row = bench(args, "chain(x)", "x=f32[16]", "--mode", "forward", "--each", "2s")[0]
    count = row["time"]["value"] * row["time"]["ghz"] * 1e9
    yield f"100000 dependent additions: {count:.0f} cycles at {row['time']['ghz']:.2f} GHz", abs(count / 1e5 - 1) <= 0.05


class Busy:
    """A process that shares the core of the measurements, while it is entered."""

    def __enter__(self):
        core = max(os.sched_getaffinity(0))
        self.process = subprocess.Popen(["taskset", "-c", str(core), "sh", "-c", "while :; do :; done"])

    def __exit__(self, *unused):
        self.process.kill()
        self.process.wait()


def go_through(args, checks):
    held = True
    for check in checks:
        if args.only and check.__name__ != args.only:
            continue
        if check is agreement and not args.agreement:
            print("Google Benchmark is not in this build (Debian: libbenchmark-dev): not compared")
            continue
        for text, good in check(args):
            held = held and good
            print(("ok      " if good else "NOT OK  ") + text, flush=True)
    return held


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wengert")
    parser.add_argument("kernels")
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--pairs", type=int, default=5, help="of ours and Google Benchmark's")
    parser.add_argument("--load", choices=("none", "busy", "both"), default="both", help="a busy process on the same core")
    parser.add_argument("--agreement", help="the built bench_agreement")
    parser.add_argument("--only", help="one of planted, refusals, cold, cycles, agreement")
    args = parser.parse_args()
    args.wengert, args.kernels = os.path.abspath(args.wengert), os.path.abspath(args.kernels)
    near = os.path.join(os.path.dirname(args.wengert), "../benchmarks/bench_agreement")
    args.agreement = args.agreement or (near if os.path.exists(near) else None)
    held = True
    if args.load != "busy":
        print("as the machine is", flush=True)
        held = go_through(args, (refusals, cold, cycles, agreement, planted))
    if args.load != "none":
        print("with a busy process on the same core", flush=True)
        with Busy():
            held = go_through(args, (refusals, planted)) and held
    raise SystemExit(0 if held else 1)


if __name__ == "__main__":
    main()
