#!/usr/bin/env python3
"""Losses and SGD by PyTorch, for tests/test_nn.c: writes tests/golden/nn.npz.  Needs torch (CPU) and numpy.

All in f64; versions are in the array "versions".
"""
import os
import sys

import numpy as np
import torch
import torch.nn.functional as F

OUT = {}
REDUCTIONS = ("none", "mean", "sum")


def put(name, value):
    OUT[name] = value.detach().numpy() if isinstance(value, torch.Tensor) else np.asarray(value)


def loss(name, fn, z, *rest):
    """The three reductions, and the gradient of the mean by z."""
    put(f"{name}.z", z)
    for r in REDUCTIONS:
        put(f"{name}.{r}", fn(z, *rest, reduction=r))
    leaf = z.clone().requires_grad_()
    fn(leaf, *rest, reduction="mean").backward()
    put(f"{name}.grad", leaf.grad)


def losses(gen):
    z = torch.randn(6, 4, generator=gen, dtype=torch.float64) * 3
    z[1] = torch.tensor([1000.0, -1000.0, 0.0, 999.0])
    z[2] = torch.tensor([-800.0, -801.0, -802.0, -803.0])
    labels = torch.tensor([0, 1, 2, 3, 3, 0])
    q = torch.softmax(torch.randn(6, 4, generator=gen, dtype=torch.float64), -1)
    q[0] = torch.tensor([0.0, 1.0, 0.0, 0.0])
    put("ce_index.labels", labels)
    loss("ce_index", F.cross_entropy, z, labels)
    put("ce_dist.labels", q)
    loss("ce_dist", F.cross_entropy, z, q)

    z = torch.tensor([-1000.0, -40.0, -1.5, 0.0, 0.3, 2.0, 40.0, 1000.0], dtype=torch.float64)
    t = torch.tensor([0.0, 1.0, 0.25, 0.5, 1.0, 0.0, 1.0, 1.0], dtype=torch.float64)
    put("bce.t", t)
    loss("bce", F.binary_cross_entropy_with_logits, z, t)

    p = torch.randn(3, 4, generator=gen, dtype=torch.float64) * 2
    t = torch.randn(3, 4, generator=gen, dtype=torch.float64)
    p[0, 0] = t[0, 0]
    p[0, 1] = t[0, 1] + 0.7
    for name, fn in (("mse", F.mse_loss), ("mae", F.l1_loss),
                     ("huber", lambda a, b, reduction: F.huber_loss(a, b, reduction=reduction, delta=0.7))):
        put(f"{name}.t", t)
        loss(name, fn, p, t)


SGD = {
    "plain": dict(lr=0.1),
    "decay": dict(lr=0.1, weight_decay=0.01),
    "momentum": dict(lr=0.1, momentum=0.9),
    "nesterov": dict(lr=0.1, momentum=0.9, nesterov=True),
    "all": dict(lr=0.05, momentum=0.8, nesterov=True, weight_decay=0.1),
}
STEPS = 5


def model(gen):
    shapes = {"W1": (3, 4), "b1": (4,), "W2": (4, 2), "b2": (2,)}
    return {k: torch.randn(*s, generator=gen, dtype=torch.float64) for k, s in shapes.items()}


def train(name, start, x, y, options, clip=None, schedule=None):
    params = {k: v.clone().requires_grad_() for k, v in start.items()}
    optimizer = torch.optim.SGD(list(params.values()), **options)
    for step in range(STEPS):
        if schedule:
            optimizer.param_groups[0]["lr"] = schedule[step]
        optimizer.zero_grad()
        h = torch.tanh(x @ params["W1"] + params["b1"])
        F.cross_entropy(h @ params["W2"] + params["b2"], y).backward()
        if clip:
            clip(list(params.values()))
        optimizer.step()
    for k, v in params.items():
        put(f"sgd_{name}.{k}", v)


def updates(gen):
    x = torch.randn(6, 3, generator=gen, dtype=torch.float64)
    y = torch.tensor([0, 1, 1, 0, 1, 0])
    start = model(gen)
    put("sgd.x", x)
    put("sgd.y", y)
    for k, v in start.items():
        put(f"sgd.{k}", v)
    for name, options in SGD.items():
        train(name, start, x, y, options)
    train("clip_norm", start, x, y, dict(lr=0.5), lambda p: torch.nn.utils.clip_grad_norm_(p, 0.1))
    train("clip_value", start, x, y, dict(lr=0.5), lambda p: torch.nn.utils.clip_grad_value_(p, 0.02))
    schedule = [0.5, 0.25, 0.1, 0.05, 0.0]
    put("sgd.schedule", np.array(schedule))
    train("schedule", start, x, y, dict(lr=1.0, momentum=0.9), schedule=schedule)


def main():
    gen = torch.Generator().manual_seed(20)
    losses(gen)
    updates(gen)
    versions = f"torch {torch.__version__}, numpy {np.__version__}"
    OUT["versions"] = np.frombuffer(versions.encode(), dtype=np.uint8)
    path = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(__file__), "nn.npz")
    np.savez(path, **OUT)
    print(f"{path}: {len(OUT)} arrays, {versions}")


if __name__ == "__main__":
    main()
