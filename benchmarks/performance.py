#!/usr/bin/env python3
"""Measures everything that docs/performance.md says, in one run, and writes that page with its plots.

    performance.py WENGERT [--python PATH] [--time 6m] [--output docs/performance.md] [--peer NAME=COMMAND ...]

Times come from `wengert bench --beside all`, which starts the peers of benchmarks/peers/ itself and interleaves them; cold starts and memory
from processes of their own, started in turn.
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

HERE = os.path.dirname(os.path.abspath(__file__))
COLD = (("model/mlp-784-128-10/step", 32), ("model/mlp-32x64-10/step", 32))
TINTS = ("#1f6f8b", "#c8322b", "#d98324", "#6d55b8", "#1b7f5c", "#8b5a2b", "#5d676e")


def commands(args):
    """name -> command, ours first."""
    build = os.path.dirname(os.path.abspath(args.wengert)) + "/../benchmarks"
    peers = {"wengert": [os.path.abspath(args.wengert), "bench", "--serve"]}
    for name, script, *more in (("torch", "torch_eager.py"), ("torch-compiled", "torch_eager.py", "--compiled"), ("jax", "jax_jit.py"),
                                ("numpy", "numpy_peer.py")):
        peers[name] = [args.python, f"{HERE}/peers/{script}", *more]
    for name in ("openblas", "onednn"):
        peers[name] = [os.path.normpath(f"{build}/peer_{name}")]
    for text in args.peer:
        name, _, command = text.partition("=")
        peers[name] = command.split()
    return peers


def beside(args, peers):
    with tempfile.TemporaryDirectory() as folder:
        out = f"{folder}/out.json"
        words = [args.wengert, "bench", "--beside", "all", "--time", args.time, "--output", out]
        for name, command in list(peers.items())[1:]:
            words += ["--peer", f"{name}={' '.join(command)}"]
        subprocess.run(words, check=False)
        with open(out, encoding="utf-8") as f:
            return json.load(f)


def start_cold(command, name, batch):
    """Seconds from the start of a process to the end of its first step, and its peak memory; None if it has no such thing."""
    lines = "".join(json.dumps(q) + "\n" for q in ({"open": name, "batch": batch}, {"run": 1}, {"about": True}))
    begin = time.perf_counter()
    try:
        p = subprocess.run(command, input=lines, capture_output=True, text=True, check=False, timeout=300)
    except (OSError, subprocess.TimeoutExpired):
        return None
    took = time.perf_counter() - begin
    answers = [json.loads(x) for x in p.stdout.splitlines() if x.startswith("{")]
    if len(answers) != 3 or any("error" in a for a in answers):
        return None
    return took, answers[2].get("peak_bytes"), answers[2]


def cold_starts(peers, rounds):
    rows = []
    for name, batch in COLD:
        times, about = {}, {}
        for _ in range(rounds):
            for peer, command in peers.items():
                got = start_cold(command, name, batch) if times.get(peer, True) else None
                if got is None:
                    times.setdefault(peer, [])
                else:
                    times.setdefault(peer, []).append(got[0])
                    about[peer] = got[1:]
        rows.append((name, batch, times, about))
    return rows


# ---- text ----

def seconds(v):
    if v is None:
        return "?"
    for size, unit in ((1, "s"), (1e-3, "ms"), (1e-6, "us"), (1e-9, "ns")):
        if v >= size:
            return f"{v / size:.3g} {unit}"
    return f"{v:.3g} s"


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


def page(doc, cold, names, args, files):
    env, rows = doc["environment"], [r for r in doc["rows"] if r["status"] == "ok"]
    versions = {m["name"]: m["release"] for r in doc["rows"] for m in r["peers"] if "time" in m}
    missing = [n for n in names if n not in versions]
    yield from ("# Performance", "", "Made by `./dev performance` (benchmarks/performance.py); not edited by hand.", "",
                f"{env['date']}, {env['processor']}, {env['cores']} cores, {env['instruction set']}, {env['caches']}; {env['system']}; "
                f"{env['compiler']}, {env['flags'].strip()}; load {env['load']} at the start, {'a' if env['virtual machine'] == 'yes' else 'no'} virtual machine.", "",
                roof_text(doc["roof"]), "", "Versions: " + ", ".join(f"{n} {v}" for n, v in versions.items()) + ".")
    if missing:
        yield f"Not here: {', '.join(missing)}."
    yield from ("", "One thread each, all pinned to one core and interleaved in one run. Each cell: median time; in brackets, where there are "
                "products of matrices, their FLOP as a share of the FMA peak above; in bold, time over ours, with its 99 % interval: above 1, Wengert "
                "is faster.", "", "## Training steps and inference", "",
                "f32, forward, mean cross-entropy of the softmax, backward, SGD; inference is the logits. `mlp-32x64-10` has 64 layers of width 32.", "",
                f"![models]({files[0]})", "")
    models, ops = [r for r in rows if r["group"] == "models"], [r for r in rows if r["group"] == "ops"]
    yield from beside_table(models, names)
    yield from ("", "## Single ops", "", f"![ops]({files[1]})", "")
    yield from beside_table(ops, names)
    yield from ("", "## Cold start and memory", "", f"From the start of a process to the end of its first training step, median of {args.rounds}, "
                "interpreter and imports included; and the peak of its resident memory.", "")
    for name, batch, times, about in cold:
        there = [n for n in names if times.get(n)]
        yield from table([f"{name.split('/')[1]}, batch {batch}", *there],
                         [["cold start"] + [seconds(statistics.median(times[n])) for n in there],
                          ["peak memory"] + [f"{about[n][0] / 2 ** 20:.0f} MiB" if about[n][0] else "?" for n in there]])
        yield ""
    yield from ("## Recording", "", "What recording costs us, derivatives and update included, with the parameters there (the fastest of seven), and what making a plan costs the first time.", "")
    ours = [(r, r["peers"][0]) for r in models if "nodes" in r["peers"][0]]
    yield from table(["", "nodes", "recording a node", "planning", "memory of the plan"],
                     [[r["title"], str(m["nodes"]), seconds(m["record_seconds"]), seconds(m["plan_seconds"]), f"{m['plan_bytes'] / 1024:.0f} KiB"]
                      for r, m in ours])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wengert")
    parser.add_argument("--python", default=sys.executable, help="of the environment with PyTorch, JAX and NumPy")
    parser.add_argument("--time", default="6m", help="for all comparisons together")
    parser.add_argument("--rounds", type=int, default=5, help="of cold starts")
    parser.add_argument("--output", default=os.path.normpath(f"{HERE}/../docs/performance.md"))
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=COMMAND")
    args = parser.parse_args()
    os.environ.update(OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    peers = commands(args)
    doc = beside(args, peers)
    cold = cold_starts(peers, args.rounds)
    base, names = args.output.removesuffix(".md"), list(peers)
    rows = [r for r in doc["rows"] if r["status"] == "ok"]
    files = []
    for group, title in (("models", "Time over Wengert's: training steps and inference"), ("ops", "Time over Wengert's: single ops")):
        files.append(f"{os.path.basename(base)}-{group}.svg")
        with open(f"{base}-{group}.svg", "w", encoding="utf-8") as f:
            f.write(plot([r for r in rows if r["group"] == group], names, title))
    with open(args.output, "w", encoding="utf-8") as f:
        f.write("\n".join(page(doc, cold, names, args, files)) + "\n")
    print(f"wrote {args.output}")


if __name__ == "__main__":
    main()
