#!/usr/bin/env python3
"""NumPy, with the derivatives written by hand as one would."""
from peer import NotHere, Peer, layers

import numpy as np


def softmax(x):
    e = np.exp(x - x.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def logsumexp(x):
    m = x.max(1, keepdims=True)
    return np.log(np.exp(x - m).sum(1)) + m[:, 0]


ONE = np.float32(1)
OPS = {
    "op/add": lambda x: x + ONE, "op/mul": lambda x: x * x, "op/exp": np.exp, "op/tanh": np.tanh,
    "op/sigmoid": lambda x: ONE / (ONE + np.exp(-x)), "op/sum": np.sum, "op/transpose": lambda x: np.ascontiguousarray(x.T),
    "op/logsumexp": logsumexp, "kernel/softmax": softmax,
}


class Numpy(Peer):
    name, release = "numpy", np.__version__

    def open(self, name, shape=None, widths=None, activation=None, batch=1):
        rng, (kind, _, what) = np.random.default_rng(0), name.partition("/")
        if name == "op/matmul":
            m, k, n = shape
            x, y = rng.standard_normal((m, k), np.float32), rng.standard_normal((k, n), np.float32)
            return lambda: x @ y
        if name in OPS:
            x, f = rng.standard_normal(shape, np.float32), OPS[name]
            return lambda: f(x)
        if kind == "mlp":
            return self.network(what, widths, activation, batch, rng)
        raise NotHere(name)

    @staticmethod
    def network(what, widths, activation, batch, rng):
        ws = [rng.standard_normal((i, o), np.float32) * np.float32((2 / i) ** 0.5) for i, o in layers(widths)]
        bs = [np.zeros(o, np.float32) for o in widths[1:]]
        x, y, lr = rng.random((batch, widths[0]), np.float32), np.arange(batch) % widths[-1], np.float32(0.01)
        act, slope = {"relu": (lambda z: np.maximum(z, 0), lambda h: h > 0), "tanh": (np.tanh, lambda h: ONE - h * h)}[activation]

        def forward():
            hs = [x]
            for k, (w, b) in enumerate(zip(ws, bs)):
                z = hs[-1] @ w + b
                hs.append(act(z) if k + 1 < len(ws) else z)
            return hs

        def step():
            hs = forward()
            p = softmax(hs[-1])
            cost = -np.log(p[np.arange(batch), y]).mean()
            p[np.arange(batch), y] -= 1
            dz = p / np.float32(batch)
            for k in range(len(ws) - 1, -1, -1):
                dw, db = hs[k].T @ dz, dz.sum(0)
                if k:
                    dz = (dz @ ws[k].T) * slope(hs[k])
                ws[k] -= lr * dw
                bs[k] -= lr * db
            return cost
        return forward if what == "inference" else step


if __name__ == "__main__":
    Numpy().serve()
