"""The protocol that every peer speaks: lines of JSON on standard input and output (benchmarks/peers/README.md).

A peer subclasses Peer and gives open(name, **sizes), which returns a function of no argument that does the work once and waits until it is
done, or raises NotHere.
"""
import json
import resource
import sys
import time


class NotHere(Exception):
    """This peer has no such thing."""


class Peer:
    name = "peer"
    release = "?"

    def open(self, name, **sizes):
        raise NotHere(name)

    def answer(self, line):
        if "version" in line:
            return {"version": 1, "name": self.name, "release": self.release}
        if "open" in line:
            self.work = None
            self.work = self.open(line.pop("open"), **line)
            self.work()
            return {"ok": True}
        if "run" in line:
            work, count = self.work, range(line["run"])
            cpu, wall = time.process_time(), time.perf_counter()
            for _ in count:
                work()
            wall = time.perf_counter() - wall
            return {"wall": wall, "cpu": min(wall, time.process_time() - cpu)}
        if "about" in line:
            return {"peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}
        return {"error": "what is that?"}

    def serve(self):
        for text in sys.stdin:
            try:
                out = self.answer(json.loads(text))
            except NotHere as e:
                out = {"error": f"not here: {e}"}
            except Exception as e:  # whatever a peer throws is an answer, not an end
                out = {"error": f"{type(e).__name__}: {e}"[:400]}
            print(json.dumps(out), flush=True)


def widths(name):
    """"model/mlp-32x64-10/step" -> ([32] * 64 + [10], "step")"""
    kind, model, task = name.split("/")
    if kind != "model" or not model.startswith("mlp-"):
        raise NotHere(name)
    out = []
    for part in model[4:].split("-"):
        w, _, times = part.partition("x")
        out += [int(w)] * int(times or 1)
    return out, task
