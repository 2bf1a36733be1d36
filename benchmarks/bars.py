"""The aims of the project beside the figures: what is met and what is not, in one report. performance.py prints it and puts it on its page.

An aim is one line: what is measured, against what, how much is wanted, how much there is.
"""
import re
import sys

RIVALS = ("torch", "torch-compiled", "jax", "kann")
PROVIDERS = RIVALS + ("numpy", "openblas", "onednn", "ggml")
ELEMENTWISE = ("add", "exp", "tanh", "sigmoid", "sum", "transpose")
KERNELS = ("softmax", "cross-entropy", "layer-norm", "gelu")
STEPS = {"784-128-10 step, batch 1": (3, None), "784-128-10 step, batch 32": (1.4, .85), "784-128-10 step, batch 128": (1.2, .85),
         "784-128-10 step, batch 1024": (1.15, .85), "784-1024-1024-10 step, batch 128": (1, .85), "64 layers of 64 step, batch 32": (2, .7)}
SPEEDUP = {2: 1.8, 4: 3.2}


def seconds(v):
    if v is None:
        return "?"
    for size, unit in ((1, "s"), (1e-3, "ms"), (1e-6, "us"), (1e-9, "ns")):
        if v >= size:
            return f"{v / size:.3g} {unit}"
    return f"{v:.3g} s"


def member(row, name):
    return next((m for m in row["peers"] if m["name"] == name and "time" in m and m["ratio"]["value"]), None)


def best(row, names):
    """The fastest of them, or None."""
    return min((m for m in map(lambda n: member(row, n), names) if m), key=lambda m: m["time"]["value"], default=None)


def aim(what, wanted, have, met, against=""):
    return {"what": what, "wanted": wanted, "have": have, "met": met, "against": against}


def fast_enough(ratio, wanted):
    """So many times faster; "never slower" (1) leaves what the run could not tell from 1: within 3 %, and the interval reaches it."""
    return ratio["value"] >= wanted or (wanted == 1 and ratio["value"] >= .97 and (ratio["hi"] or 0) >= 1)


def as_native(row):
    """The row as it would be with the side of native code for ours; None if there is none. Ratios of ratios have no interval."""
    native = member(row, "native")
    if not native:
        return None
    others = [{**m, "ratio": {"value": m["ratio"]["value"] / native["ratio"]["value"], "lo": None, "hi": None}}
              for m in row["peers"][1:] if m is not native and m.get("ratio", {}).get("value")]
    return {**row, "title": f"{row['title']}, native code", "peers": [native, *others]}


def times_over(row, names, wanted):
    """Aim: so many times faster than the fastest of them."""
    ours, rival = row["peers"][0], best(row, names)
    text = f"{wanted:g} x" if wanted >= 1 else f"{wanted:.2f} x"
    if not rival:
        return aim(row["title"], text, seconds(ours["time"]["value"]), None, "nobody to compare with")
    q = rival["ratio"]
    interval = "" if q["lo"] is None else f" [{q['lo']:.2f}, {q['hi']:.2f}]"
    return aim(row["title"], text, f"{q['value']:.2f} x{interval}", fast_enough(q, wanted),
               f"{seconds(ours['time']['value'])}; {rival['name']} {seconds(rival['time']['value'])}")


def share_of(row, key, wanted, what):
    ours = row["peers"][0]
    have = ours.get("of_peak") if key == "of_peak" else ours.get("roof", {}).get("share")
    if have is None:
        return aim(row["title"], f"{100 * wanted:.0f} % of {what}", "?", None)
    binds = "" if key == "of_peak" else f", {ours['roof']['binds']}"
    hand = member(row, "by-hand")
    beside = f"; by-hand {seconds(hand['time']['value'])}" if hand and key != "of_peak" else ""
    return aim(row["title"], f"{100 * wanted:.0f} % of {what}", f"{100 * have:.0f} %{binds}", have >= wanted, seconds(ours["time"]["value"]) + beside)


def one_thread(rows):
    at = {r["name"]: r for r in rows if r["threads"] == 1}
    yield "training steps", [a for name, (ratio, peak) in STEPS.items() if name in at for a in
                             [times_over(at[name], RIVALS, ratio)] + ([share_of(at[name], "of_peak", peak, "the FMA peak")] if peak else [])]
    kernels = []
    for name in KERNELS:
        row = at.get(f"{name} 1024 x 1024")
        for row in filter(None, (row, row and as_native(row))):
            kernels.append(times_over(row, RIVALS, 2))
            hand = times_over(row, ("by-hand",), 1 / 1.15)
            kernels.append({**hand, "wanted": "0.87 x by hand"})
    kernels += [times_over(r, RIVALS, 2) for n, r in at.items() if n.startswith("attention")]
    yield "compositions", kernels
    yield "elementwise, sum, transposed copy", [a for name in ELEMENTWISE for r in [at.get(f"{name} 1024 x 1024")] if r
                                                for a in (share_of(r, "roof", 1 / 1.1, "the roof"), times_over(r, RIVALS, 1))]
    yield "products of matrices", [times_over(at[n], PROVIDERS, .97) for n in at if re.fullmatch(r"matmul (\d+) x \1 x \1", n)]


def several_threads(rows, threads):
    listed = set(STEPS) | {f"{n} 1024 x 1024" for n in KERNELS + ELEMENTWISE}
    some = [r for r in rows if r["threads"] == threads and (r["name"] in listed or r["name"].startswith(("attention", "matmul")))]
    yield f"{threads} threads, beside rivals", [times_over(r, PROVIDERS if r["name"].startswith("matmul") else RIVALS, 1) for r in some]
    gains = []
    for r in some:
        square = r["name"].endswith("1024 x 1024") and not r["name"].startswith("matmul")
        large = square or r["name"] in ("784-128-10 step, batch 1024", "784-1024-1024-10 step, batch 128")
        gains.append({**times_over(r, ("one thread",), SPEEDUP.get(threads, 1) if large else 1), "what": r["title"]})
    yield f"{threads} threads, beside one", gains


def start(cold, names):
    found = [c for c in cold if c["name"] == "784-128-10 step, batch 32" and "wengert" in c["times"]]
    if not found:
        return
    times, memory = found[0]["times"], found[0]["memory"]
    rival = min((n for n in names if n in RIVALS and times.get(n)), key=lambda n: times[n], default=None)
    beside = f"{rival} {seconds(times[rival])}, {memory[rival] / 1e6:.0f} MB" if rival else ""
    yield "process start to the first step done", [
        aim("784-128-10, batch 32: time", "below 10 ms", seconds(times["wengert"]), times["wengert"] < 10e-3, beside),
        aim("784-128-10, batch 32: resident", "below 12 MB", f"{memory['wengert'] / 1e6:.1f} MB", memory["wengert"] < 12e6, beside)]


def recording(rows):
    nodes = [(r, r["peers"][0]) for r in rows if r["threads"] == 1 and r["name"] in STEPS and r["peers"][0].get("record_seconds")]
    aims = [aim(f"{r['title']}: a node{when}", "100 ns", seconds(m[key]), m[key] <= 100e-9, f"{m['nodes']} nodes")
            for r, m in nodes for key, when in (("record_seconds", ", first time"), ("record_again_seconds", ", again")) if m.get(key)]
    at = {r["name"]: r["peers"][0]["time"]["value"] for r in rows if r["threads"] == 1 and "time" in r["peers"][0]}
    for name, anew in ((n, n + ", recorded each time") for n in STEPS):
        if name in at and anew in at:
            aims.append(aim(f"{anew}: over replay", "1.1 at most", f"{at[anew] / at[name]:.2f}", at[anew] <= 1.1 * at[name],
                            f"{seconds(at[anew])}; replay {seconds(at[name])}"))
    aims += [times_over(r, ("torch",), 20) for r in rows if r["name"].startswith("1000 scalar") and r["threads"] == 1]
    yield "recording", aims


GEMM_LINE = re.compile(r"^(\S.{31})((?:\s+(?:[0-9.]+ us\s+[0-9.]+\s+\d+%|-)){3})\s+(\S+)$")


def gemm_choice(text):
    """Of the table of bench_gemm: is what is chosen the faster one, to 3 %?"""
    kind, aims = "", []
    for line in text.splitlines():
        if re.match(r"f(32|64): FMA peak", line):
            kind = line[:3]
        found = GEMM_LINE.match(line)
        if not found:
            continue
        own, cblas, chosen = (None if x == "-" else float(x.split()[0]) for x in re.findall(r"[0-9.]+ us\s+[0-9.]+\s+\d+%|-", found[2]))
        fastest = min(t for t in (own, cblas) if t is not None)
        aims.append(aim(f"{found[1].strip()}, {kind}", "0.97 x the better", f"{fastest / chosen:.2f} x", fastest / chosen >= .97,
                        f"own {own} us, cblas {cblas} us, chosen {found[3]}"))
    missed = [a for a in aims if not a["met"]]
    if aims:
        yield "choice of the product's provider", missed + [aim(f"{len(aims) - len(missed)} of {len(aims)} shapes", "0.97 x the better", "met", True)]


def derivatives(rows):
    yield "derivatives of a network (no aim)", [{**times_over(r, RIVALS, 1), "wanted": "-", "met": None}
                                                 for r in rows if r["group"] == "derivatives" and r["threads"] == 1]


def report(doc, cold, names, gemm=""):
    """Sections: (title, aims)."""
    rows = [r for r in doc["rows"] if r["status"] != "error"]
    parts = list(one_thread(rows))
    for threads in sorted({r["threads"] for r in rows} - {1}):
        parts += several_threads(rows, threads)
    parts += [*start(cold, names), *recording(rows), *gemm_choice(gemm), *derivatives(rows)]
    return [(title, aims) for title, aims in parts if aims]


WORDS = {True: "met", False: "NOT MET", None: "-"}


def counted(parts):
    judged = [a["met"] for _, aims in parts for a in aims if a["met"] is not None]
    return f"{sum(judged)} of {len(judged)} aims met"


def text(parts, out=sys.stdout):
    colour = {True: "\033[32m", False: "\033[31m", None: ""} if out.isatty() else {True: "", False: "", None: ""}
    end = "\033[0m" if out.isatty() else ""
    for title, aims in parts:
        print(f"\n{title}", file=out)
        for a in aims:
            word = f"{colour[a['met']]}{WORDS[a['met']]:<8}{end if colour[a['met']] else ''}"
            print(f"  {a['what'][:52]:<52} {a['wanted']:>19}  {a['have']:<24} {word} {a['against']}", file=out)
    print(f"\n{counted(parts)}", file=out)


def markdown(parts):
    yield from ("## Aims", "", f"{counted(parts)}. Best rival: the fastest of {', '.join(RIVALS)}; for products of matrices of {', '.join(PROVIDERS)}.", "")
    for title, aims in parts:
        yield from (f"### {title[0].upper()}{title[1:]}", "", "| | aim | have | | beside |", "| --- | ---: | ---: | --- | --- |")
        for a in aims:
            word = f"**{WORDS[a['met']]}**" if a["met"] is False else WORDS[a["met"]]
            yield f"| {a['what']} | {a['wanted']} | {a['have']} | {word} | {a['against']} |"
        yield ""
