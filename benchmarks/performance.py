#!/usr/bin/env python3
"""Measures everything that docs/performance.md says, in one run, prints the aims beside the figures, and writes that page with its plots.

    performance.py WENGERT [--python PATH] [--time 9m] [--threads 1,2] [--output docs/performance.md] [--peer NAME=COMMAND ...]

Times come from `wengert bench --beside all`, which starts the peers of benchmarks/peers/ itself and interleaves them; cold starts and memory
from processes of their own, started in turn; which product is chosen from bench_gemm. The exit status is 1 if a measurement failed or is
impossible, whatever the aims.
"""
import argparse
import html
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time

import bars
from bars import seconds

HERE = os.path.dirname(os.path.abspath(__file__))
COLD = ("784-128-10 step, batch 32", "64 layers of 64 step, batch 32")
TINTS = ("#1f6f8b", "#c8322b", "#d98324", "#6d55b8", "#1b7f5c", "#8b5a2b", "#5d676e")


def commands(args):
    """name -> command, ours first."""
    build = os.path.dirname(os.path.abspath(args.wengert)) + "/../benchmarks"
    peers = {"wengert": [os.path.abspath(args.wengert), "bench", "--serve"]}
    for name, script, *more in (("torch", "torch_eager.py"), ("torch-compiled", "torch_eager.py", "--compiled"), ("jax", "jax_jit.py"),
                                ("numpy", "numpy_peer.py")):
        peers[name] = [args.python, f"{HERE}/peers/{script}", *more]
    for name in ("openblas", "onednn", "by-hand", "kann", "ggml", "llm-c"):
        peers[name] = [os.path.normpath(f"{build}/peer_{name.replace('-', '_')}")]
    for text in args.peer:
        name, _, command = text.partition("=")
        peers[name] = command.split()
    return peers


def beside(args, peers):
    with tempfile.TemporaryDirectory() as folder:
        out = f"{folder}/out.json"
        words = [args.wengert, "bench", "--beside", args.groups, "--threads", args.threads, "--time", args.time, "--output", out]
        for name, command in list(peers.items())[1:]:
            words += ["--peer", f"{name}={' '.join(command)}"]
        status = subprocess.run(words, check=False).returncode
        if not os.path.exists(out):
            raise SystemExit(f"{' '.join(words[:3])} ended with status {status} and wrote nothing")
        if status:
            print(f"{' '.join(words[:3])} ended with status {status}: a row failed, or is beyond the roof", file=sys.stderr)
        with open(out, encoding="utf-8") as f:
            return json.load(f), status


def start_cold(command, question):
    """Seconds from the start of a process to the end of its first step, and its peak memory; None if it has no such thing."""
    lines = "".join(json.dumps(q) + "\n" for q in (question, {"run": 1}, {"about": True}))
    begin = time.perf_counter()
    try:
        p = subprocess.run(command, input=lines, capture_output=True, text=True, check=False, timeout=300)
    except (OSError, subprocess.TimeoutExpired):
        return None
    took = time.perf_counter() - begin
    answers = [json.loads(x) for x in p.stdout.splitlines() if x.startswith("{")]
    if len(answers) != 3 or any("error" in a for a in answers):
        return None
    return took, answers[2].get("peak_bytes")


def cold_starts(doc, peers, rounds):
    """For each of COLD: medians of the times, and peak memory, by peer."""
    out = []
    for row in (r for r in doc["rows"] if r["name"] in COLD and r["threads"] == 1):
        times, memory = {}, {}
        for _ in range(rounds):
            for peer, command in peers.items():
                question = {"task": row["name"]} if peer == "wengert" else row["question"]
                got = start_cold(command, question) if times.get(peer, True) else None
                times.setdefault(peer, [])
                if got:
                    times[peer].append(got[0])
                    memory[peer] = got[1]
        out.append({"name": row["name"], "times": {p: statistics.median(t) for p, t in times.items() if t}, "memory": memory})
    return out


# ---- text ----

def table(head, rows):
    yield "| " + " | ".join(head) + " |"
    yield "| --- |" + " ---: |" * (len(head) - 1)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def cell(member, ours):
    """Time, share of the FMA peak, and time over ours."""
    if "time" not in member:
        return "-"
    r, text = member["ratio"], seconds(member["time"]["value"])
    if member.get("of_peak") is not None:
        text += f" ({100 * member['of_peak']:.0f} %)"
    elif "roof" in member:
        text += f" ({100 * member['roof']['share']:.0f} % {member['roof']['binds']})"
    if ours or r["value"] is None:
        return text
    interval = "" if r["lo"] is None else f" [{r['lo']:.2f}, {r['hi']:.2f}]"
    return f"{text}, **{r['value']:.2f}**{interval}"


def beside_table(rows, names):
    used = [n for n in names if any(m["name"] == n and "time" in m for r in rows for m in r["peers"])]
    yield from table(["", *used], [[r["title"]] + [cell(next((m for m in r["peers"] if m["name"] == n), {}), n == names[0]) for n in used] for r in rows])


# ---- plots ----

def plot(rows, names, title):
    """Time over ours, logarithmic: one line per case, one mark per peer with its interval."""
    used = [n for n in names[1:] if any(m["name"] == n and "time" in m for r in rows for m in r["peers"])]
    points = [m["ratio"] for r in rows for m in r["peers"] if "time" in m and m["ratio"]["value"]]
    top_value = max([2.0] + [p["hi"] or p["value"] for p in points])
    low_value = min([0.8] + [p["lo"] or p["value"] for p in points])
    left, width, step, top = 24 + 7 * max([20] + [len(r["title"]) for r in rows]), 640, 26, 64
    height = top + step * len(rows) + 34
    span = math.log(top_value * 1.1) - math.log(low_value / 1.1)
    x = lambda v: left + width * (math.log(v) - math.log(low_value / 1.1)) / span
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 20} {height}" font-family="sans-serif" font-size="13">',
           f'<rect width="100%" height="100%" fill="#ffffff"/><text x="10" y="22" font-size="15" font-weight="bold">{html.escape(title)}</text>']
    for k, name in enumerate(used):
        out.append(f'<circle cx="{16 + 125 * k}" cy="42" r="5" fill="{TINTS[(k + 1) % len(TINTS)]}"/><text x="{26 + 125 * k}" y="46">{html.escape(name)}</text>')
    for v in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        if low_value / 1.1 <= v <= top_value * 1.1:
            out.append(f'<line x1="{x(v):.1f}" x2="{x(v):.1f}" y1="{top - 6}" y2="{height - 26}" stroke="{"#1d2327" if v == 1 else "#dfe3e4"}"/>'
                       f'<text x="{x(v):.1f}" y="{height - 10}" text-anchor="middle" fill="#5d676e">{v:g}x</text>')
    for i, r in enumerate(rows):
        y = top + step * i + 10
        out.append(f'<text x="{left - 10}" y="{y + 4}" text-anchor="end">{html.escape(r["title"])}</text>')
        for m in r["peers"]:
            if m["name"] in used and "time" in m and m["ratio"]["value"]:
                tint, q = TINTS[(used.index(m["name"]) + 1) % len(TINTS)], m["ratio"]
                if q["lo"]:
                    out.append(f'<line x1="{x(q["lo"]):.1f}" x2="{x(q["hi"]):.1f}" y1="{y}" y2="{y}" stroke="{tint}" stroke-width="3" stroke-opacity=".45"/>')
                out.append(f'<circle cx="{x(q["value"]):.1f}" cy="{y}" r="4.5" fill="{tint}"/>')
    return "\n".join(out + ["</svg>", ""])


# ---- the page ----

def roof_text(roof):
    one = roof["threads"][0]
    levels = ", ".join(f"{x['level']} {x['load'] / 1e9:.0f}" for x in one["levels"])
    return (f"Roof of one core in the same run: {one['f32'] / 1e9:.0f} GFLOP/s f32, {one['f64'] / 1e9:.0f} f64, at {roof['ghz']:.2f} GHz; "
            f"GB/s read from {levels}.")


def page(doc, cold, names, args, files, aims):
    env, rows = doc["environment"], [r for r in doc["rows"] if r["status"] != "error"]
    versions = {m["name"]: m["release"] for r in doc["rows"] for m in r["peers"] if "time" in m}
    missing = [n for n in names if n not in versions]
    yield from ("# Performance", "", "Made by `./dev performance` (benchmarks/performance.py); not edited by hand.", "",
                f"{env['date']}, {env['processor']}, {env['cores']} cores, {env['instruction set']}, {env['caches']}; {env['system']}; "
                f"{env['compiler']}, {env['flags'].strip()}; load {env['load']} at the start, {'a' if env['virtual machine'] == 'yes' else 'no'} virtual machine.", "",
                roof_text(doc["roof"]), "", "Versions: " + ", ".join(f"{n} {v}" for n, v in versions.items()) + ".")
    if missing:
        yield f"Not here: {', '.join(missing)}."
    yield from ("", "Interleaved in one run, each pinned to as many cores as it has threads, and standing still while another runs. Each cell: median "
                "time; in brackets, where there are products of matrices, their FLOP as a share of the FMA peak above, otherwise the share of the roof "
                "that our plan has; in bold, time over ours, with its 99 % interval: above 1, Wengert is faster. `native`: Wengert with "
                "`WG_NATIVE=wait`, its tile programs compiled.", "")
    yield from bars.markdown(aims)
    for threads in sorted({r["threads"] for r in rows}):
        yield from (f"## {threads} thread{'s' if threads > 1 else ''}", "")
        some = [r for r in rows if r["threads"] == threads]
        for group, (title, _) in GROUPS.items():
            those = [r for r in some if r["group"] == group]
            if those:
                yield from (f"### {title}", "")
                if (group, threads) in files:
                    yield from (f"![{title}]({files[group, threads]})", "")
                yield from beside_table(those, ["wengert", "one thread", "native", *names[1:]])
                yield ""
    yield from ("## Cold start and memory", "", f"From the start of a process to the end of its first training step, median of {args.rounds}, "
                "interpreter and imports included; and the peak of its resident memory.", "")
    for c in cold:
        there = [n for n in names if n in c["times"]]
        yield from table([c["name"], *there], [["cold start"] + [seconds(c["times"][n]) for n in there],
                                               ["peak memory"] + [f"{c['memory'][n] / 2 ** 20:.0f} MiB" if c["memory"].get(n) else "?" for n in there]])
        yield ""
    yield from ("## Recording", "", "What recording costs us, derivatives and update included, with the parameters there (the fastest of seven): for the first time, and again "
                "after a release, when nodes come back by comparison; and what making a plan costs the first time.", "")
    ours = [(r, r["peers"][0]) for r in rows if r["threads"] == 1 and r["peers"][0].get("record_seconds")]
    yield from table(["", "nodes", "recording a node", "again", "planning", "memory of the plan"],
                     [[r["title"], str(m["nodes"]), seconds(m["record_seconds"]), seconds(m.get("record_again_seconds")), seconds(m["plan_seconds"]), f"{m['plan_bytes'] / 1024:.0f} KiB"]
                      for r, m in ours])


GROUPS = {"models": ("Training steps and inference", "Time over Wengert's: training steps and inference"),
          "kernels": ("Compositions", "Time over Wengert's: compositions"), "ops": ("Single ops", "Time over Wengert's: single ops"),
          "derivatives": ("Derivatives of a network", None), "recording": ("Recorded and run", None)}


def plots(rows, names, base):
    """Writes them; (group, threads) -> name of the file."""
    files = {}
    for group, (_, title) in GROUPS.items():
        those = [r for r in rows if r["group"] == group and r["threads"] == 1]
        if title and those:
            files[group, 1] = f"{os.path.basename(base)}-{group}.svg"
            with open(f"{base}-{group}.svg", "w", encoding="utf-8") as f:
                f.write(plot(those, names, title))
    return files


def gemm_table(wengert):
    program = os.path.dirname(os.path.abspath(wengert)) + "/../benchmarks/bench_gemm"
    if not os.path.exists(program):
        return ""
    r = subprocess.run([program], stdout=subprocess.PIPE, text=True, check=False)
    if r.returncode:
        print(f"bench_gemm ended with status {r.returncode}", file=sys.stderr)
    return r.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wengert")
    parser.add_argument("--python", default=sys.executable, help="of the environment with PyTorch, JAX and NumPy")
    parser.add_argument("--time", default="9m", help="for all comparisons together")
    parser.add_argument("--threads", default="1,2" if len(os.sched_getaffinity(0)) > 1 else "1", help="numbers of threads")
    parser.add_argument("--groups", default="all", help="of tasks: ops,kernels,models,derivatives,recording")
    parser.add_argument("--rounds", type=int, default=5, help="of cold starts")
    parser.add_argument("--keep", help="write the JSON of the comparisons to this file too")
    parser.add_argument("--output", default=os.path.normpath(f"{HERE}/../docs/performance.md"))
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=COMMAND")
    args = parser.parse_args()
    peers = commands(args)
    doc, status = beside(args, peers)
    os.environ.update(BENCH_THREADS="1", OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    cold = cold_starts(doc, peers, args.rounds)
    if args.keep:
        with open(args.keep, "w", encoding="utf-8") as f:
            json.dump({**doc, "cold": cold}, f)
    base, names = args.output.removesuffix(".md"), list(peers)
    aims = bars.report(doc, cold, names, gemm_table(args.wengert))
    files = plots([r for r in doc["rows"] if r["status"] != "error"], names, base)
    with open(args.output, "w", encoding="utf-8") as f:
        f.write("\n".join(page(doc, cold, names, args, files, aims)) + "\n")
    bars.text(aims)
    print(f"wrote {args.output}")
    raise SystemExit(status)


if __name__ == "__main__":
    main()
