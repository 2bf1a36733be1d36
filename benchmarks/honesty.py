#!/usr/bin/env python3
"""Does the benchmark tell the truth? What is planted is found, where nothing is nothing is found, and others measure the same.

    honesty.py WENGERT KERNELS.so [--runs 100] [--loaded] [--agreement BENCH_AGREEMENT]

Planted: a kernel 3 % slower than another, one exactly as fast, one that is wrong, one that subnormal numbers slow down, operands out of the
caches. --loaded: a busy process of normal priority shares the core. Others: Google Benchmark on five kernels, and a chain of 100,000
dependent additions, which takes as many cycles. These are measurements: the exit status says whether all held, but no test runs this.
"""
import argparse
import json
import os
import statistics
import subprocess

EACH = "600ms"


def bench(args, *words):
    r = subprocess.run([args.wengert, "bench", "--json", "--kernel", args.kernels, *words], capture_output=True, text=True, check=False)
    return json.loads(r.stdout)["rows"] if r.stdout.startswith("{") else []


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
    for n in (1 << 10, 1 << 14, 1 << 18, 1 << 22):
        rows = bench(args, "exp(x)", f"x=f32[{n}]", "--cache", "hot,cold", "--mode", "forward", "--each", "2s")
        hot, out = (next(r for r in rows if r["cache"] == c) for c in ("hot", "cold"))
        ratio = out["time"]["value"] / hot["time"]["value"]
        yield (f"exp of {n} numbers, cold: {ratio:.2f} times hot, {out['cold']['line_seconds'] * 1e9:.0f} ns a line against "
               f"{out['cold']['hot_line_seconds'] * 1e9:.0f}, verified {out['cold']['verified']}"), out["cold"]["verified"] and (n >= 1 << 22 or ratio > 1)


KERNELS = {"exp": ("exp(x)", "x=f32[16384]"), "tanh": ("tanh(x)", "x=f32[16384]"), "sum": ("sum(x, axes=1)", "x=f32[64,256]"),
           "softmax": ("softmax(x, axis=1)", "x=f32[64,256]"), "matmul": ("x @ y", "x=f32[128,128]", "y=f32[128,128]")}


def agreement(args):
    """In turn; of each side the median that was disturbed least, for Google Benchmark does not drop what was."""
    core = max(os.sched_getaffinity(0))
    for name, words in KERNELS.items():
        ours, theirs = [], []
        for _ in range(args.pairs):
            rows = bench(args, *words, "--mode", "forward", "--each", "1s", "--core", str(core))
            r = subprocess.run(["taskset", "-c", str(core), args.agreement, f"--benchmark_filter=^{name}$", "--benchmark_format=json",
                                "--benchmark_repetitions=9", "--benchmark_min_time=0.05"], capture_output=True, text=True, check=True)
            runs = [b for b in json.loads(r.stdout)["benchmarks"] if b["run_type"] == "iteration"]
            ours.append(rows[0]["time"]["value"])
            theirs.append(statistics.median(b["cpu_time"] for b in runs) * 1e-9)
        off = min(theirs) / min(ours)
        yield f"{name}: {min(ours) * 1e6:.3f} us, Google Benchmark {min(theirs) * 1e6:.3f} us, ratio {off:.3f}", abs(off - 1) <= 0.05


def cycles(args):
    row = bench(args, "chain(x)", "x=f32[16]", "--mode", "forward", "--each", "2s")[0]
    count = row["time"]["value"] * row["time"]["ghz"] * 1e9
    yield f"100000 dependent additions: {count:.0f} cycles at {row['time']['ghz']:.2f} GHz", abs(count / 1e5 - 1) <= 0.05


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wengert")
    parser.add_argument("kernels")
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--pairs", type=int, default=5, help="of ours and Google Benchmark's")
    parser.add_argument("--loaded", action="store_true", help="with a busy process on the same core")
    parser.add_argument("--agreement", help="the built bench_agreement")
    parser.add_argument("--only", help="one of planted, refusals, cold, cycles, agreement")
    args = parser.parse_args()
    args.wengert, args.kernels = os.path.abspath(args.wengert), os.path.abspath(args.kernels)
    near = os.path.join(os.path.dirname(args.wengert), "../benchmarks/bench_agreement")
    args.agreement = args.agreement or (near if os.path.exists(near) else None)
    busy = None
    if args.loaded:
        core = max(os.sched_getaffinity(0))
        busy = subprocess.Popen(["taskset", "-c", str(core), "sh", "-c", "while :; do :; done"])
    held = True
    try:
        for check in (planted, refusals, cold, cycles, agreement):
            if args.only and check.__name__ != args.only:
                continue
            if check is agreement and not args.agreement:
                print("Google Benchmark is not in this build (Debian: libbenchmark-dev): not compared")
                continue
            for text, good in check(args):
                held = held and good
                print(("ok      " if good else "NOT OK  ") + text, flush=True)
    finally:
        if busy:
            busy.kill()
            busy.wait()
    raise SystemExit(0 if held else 1)


if __name__ == "__main__":
    main()
