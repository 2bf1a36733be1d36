"""The protocol that every peer speaks: lines of JSON on standard input and output (benchmarks/peers/README.md).

A peer subclasses Peer and gives open(name, **sizes), which returns a function of no argument that does the work once and waits until it is
done, or raises NotHere. What is asked for comes from benchmarks/tasks.c: names and sizes are known there alone.
"""
import json
import os
import sys
import time

THREADS = int(os.environ.get("BENCH_THREADS", "1"))
for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = str(THREADS)


def resident_peak():
    """The most memory so far that lay in RAM, in bytes. Not what getrusage has: there a process starts with the peak of the one that started it."""
    with open("/proc/self/status", encoding="ascii") as f:
        return int(next(line for line in f if line.startswith("VmHWM:")).split()[1]) * 1024


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
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            return {"wall": wall, "cpu": min(wall, cpu) if THREADS == 1 else wall}
        if "about" in line:
            return {"peak_bytes": resident_peak()}
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


def layers(widths):
    """(784, 128, 10) -> (784, 128), (128, 10)"""
    return list(zip(widths[:-1], widths[1:]))


def derivative(what, f, grad, jvp, p, v):
    """The derivative called `what` of f at p, along v, as a call; grad and jvp are those of the library, for torch.func and JAX alike."""
    return {"value": lambda: f(p), "gradient": lambda: grad(f)(p), "jvp": lambda: jvp(f, (p,), (v,)),
            "hvp": lambda: jvp(grad(f), (p,), (v,))[1], "hvp-reverse": lambda: grad(lambda q: jvp(f, (q,), (v,))[1])(p)}[what]
