#!/usr/bin/env python3
"""PyTorch: eager, or with --compiled through torch.compile."""
import sys

from peer import THREADS, NotHere, Peer, derivative, layers

import torch
from torch.nn import functional as F

OPS = {
    "op/add": lambda x: x + 1, "op/mul": lambda x: x * x, "op/exp": torch.exp, "op/tanh": torch.tanh, "op/sigmoid": torch.sigmoid,
    "op/sum": torch.sum, "op/transpose": lambda x: x.t().contiguous(), "op/logsumexp": lambda x: torch.logsumexp(x, 1),
    "kernel/softmax": lambda x: torch.softmax(x, 1), "kernel/gelu": F.gelu,
}


class Torch(Peer):
    def __init__(self, compiled):
        torch.set_num_threads(THREADS)
        torch.manual_seed(0)
        self.name = "torch compiled" if compiled else "torch"
        self.release = torch.__version__
        self.wrap = torch.compile if compiled else lambda f: f

    def open(self, name, shape=None, widths=None, activation=None, batch=1):
        if name == "op/matmul":
            m, k, n = shape
            x, y, f = torch.randn(m, k), torch.randn(k, n), self.wrap(torch.matmul)
            return self.without_gradients(lambda: f(x, y))
        if name in OPS:
            x, f = torch.randn(*shape), self.wrap(OPS[name])
            return self.without_gradients(lambda: f(x))
        kind, _, what = name.partition("/")
        if kind == "kernel":
            return self.kernel(what, shape)
        if kind == "mlp":
            return self.network(what, widths, activation, batch)
        if kind == "derivative":
            return self.derivative(what, widths, batch)
        if name == "additions" and self.name == "torch":
            return self.additions(shape[0])
        raise NotHere(name)

    @staticmethod
    def without_gradients(f):
        def run():
            with torch.no_grad():
                return f()
        return run

    def kernel(self, what, shape):
        """The composition with its gradients."""
        leaf = [torch.randn(*shape, requires_grad=True)]
        dy = torch.randn(*shape)
        if what == "cross-entropy":
            label, dy = torch.arange(shape[0]) % shape[1], None
            forward = self.wrap(lambda x: F.cross_entropy(x, label))
        elif what == "layer-norm":
            leaf += [torch.randn(shape[1], requires_grad=True) for _ in range(2)]
            forward = self.wrap(lambda x, gamma, beta: F.layer_norm(x, (shape[1],), gamma, beta))
        elif what == "attention":
            leaf += [torch.randn(*shape, requires_grad=True) for _ in range(2)]
            forward = self.wrap(lambda q, k, v: F.scaled_dot_product_attention(q, k, v, is_causal=True))
        else:
            raise NotHere(what)

        def run():
            for x in leaf:
                x.grad = None
            forward(*leaf).backward(dy)
        return run

    def network(self, what, widths, activation, batch):
        x, y = torch.rand(batch, widths[0]), torch.arange(batch) % widths[-1]
        parts = []
        for i, o in layers(widths):
            parts += [torch.nn.Linear(i, o), {"relu": torch.nn.ReLU, "tanh": torch.nn.Tanh}[activation]()]
        net = torch.nn.Sequential(*parts[:-1])
        if what == "inference":
            forward = self.wrap(net)
            return self.without_gradients(lambda: forward(x))
        update = torch.optim.SGD(net.parameters(), lr=0.01, fused=True)
        cost = self.wrap(lambda x, y: F.cross_entropy(net(x), y))

        def step():
            update.zero_grad(set_to_none=True)
            value = cost(x, y)
            value.backward()
            update.step()
            return value
        return step

    def derivative(self, what, widths, batch):
        if self.name != "torch":
            raise NotHere(what)
        shapes = [s for a, b in layers(widths) for s in ((a, b), (b,))]
        p, v = ([torch.randn(s) * scale for s in shapes] for scale in (0.05, 1.0))
        x, y = torch.rand(batch, widths[0]), torch.arange(batch) % widths[-1]

        def f(p):
            h = x
            for k in range(0, len(p), 2):
                h = h @ p[k] + p[k + 1]
                h = torch.tanh(h) if k + 2 < len(p) else h
            return F.cross_entropy(h, y)
        return derivative(what, f, torch.func.grad, torch.func.jvp, p, v)

    @staticmethod
    def additions(count):
        x = torch.randn((), requires_grad=True)

        def run():
            x.grad, y = None, x
            for _ in range(count):
                y = y + x
            y.backward()
        return run


if __name__ == "__main__":
    Torch("--compiled" in sys.argv).serve()
