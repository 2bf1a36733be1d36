#!/usr/bin/env python3
"""NumPy, with the derivatives written by hand as one would."""
import os

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np

from peer import NotHere, Peer, widths


def softmax(x):
    e = np.exp(x - x.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def logsumexp(x):
    m = x.max(1, keepdims=True)
    return np.log(np.exp(x - m).sum(1)) + m[:, 0]


ONE = np.float32(1)
OPS = {
    "op/add": lambda x: x + ONE, "op/mul": lambda x: x * x, "op/exp": np.exp, "op/tanh": np.tanh,
    "op/sigmoid": lambda x: ONE / (ONE + np.exp(-x)), "op/sum": np.sum, "op/softmax": softmax, "op/logsumexp": logsumexp,
}


class Numpy(Peer):
    name, release = "numpy", np.__version__

    def open(self, name, batch=1, shape=None):
        rng = np.random.default_rng(0)
        if name == "op/matmul":
            m, k, n = shape
            x, y = rng.standard_normal((m, k), np.float32), rng.standard_normal((k, n), np.float32)
            return lambda: x @ y
        if name in OPS:
            x, f = rng.standard_normal(shape, np.float32), OPS[name]
            return lambda: f(x)
        if name.startswith("op/"):
            raise NotHere(name)
        return self.model(name, batch, rng)

    @staticmethod
    def model(name, batch, rng):
        size, task = widths(name)
        ws = [rng.standard_normal((i, o), np.float32) * np.float32((2 / i) ** 0.5) for i, o in zip(size[:-1], size[1:])]
        bs = [np.zeros(o, np.float32) for o in size[1:]]
        x, y, lr = rng.random((batch, size[0]), np.float32), np.arange(batch) % size[-1], np.float32(0.01)

        def forward():
            hs = [x]
            for k, (w, b) in enumerate(zip(ws, bs)):
                z = hs[-1] @ w + b
                hs.append(np.maximum(z, 0) if k + 1 < len(ws) else z)
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
                    dz = (dz @ ws[k].T) * (hs[k] > 0)
                ws[k] -= lr * dw
                bs[k] -= lr * db
            return cost
        return forward if task == "inference" else step


if __name__ == "__main__":
    Numpy().serve()
