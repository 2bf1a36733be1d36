#!/usr/bin/env python3
"""PyTorch, one thread: eager, or with --compiled through torch.compile."""
import sys

import torch

from peer import NotHere, Peer, widths

OPS = {
    "op/add": lambda x: x + 1, "op/mul": lambda x: x * x, "op/exp": torch.exp, "op/tanh": torch.tanh, "op/sigmoid": torch.sigmoid,
    "op/gelu": torch.nn.functional.gelu, "op/sum": torch.sum, "op/softmax": lambda x: torch.softmax(x, 1),
    "op/logsumexp": lambda x: torch.logsumexp(x, 1),
}


class Torch(Peer):
    def __init__(self, compiled):
        torch.set_num_threads(1)
        torch.manual_seed(0)
        self.name = "torch compiled" if compiled else "torch"
        self.release = torch.__version__
        self.wrap = torch.compile if compiled else lambda f: f

    def open(self, name, batch=1, shape=None):
        if name == "op/matmul":
            m, k, n = shape
            x, y = torch.randn(m, k), torch.randn(k, n)
            f = self.wrap(torch.matmul)
            return lambda: f(x, y)
        if name in OPS:
            x, f = torch.randn(*shape), self.wrap(OPS[name])
            return lambda: f(x)
        return self.model(name, batch)

    def model(self, name, batch):
        size, task = widths(name)
        x, y = torch.rand(batch, size[0]), torch.arange(batch) % size[-1]
        layers = []
        for i, o in zip(size[:-1], size[1:]):
            layers += [torch.nn.Linear(i, o), torch.nn.ReLU()]
        net = torch.nn.Sequential(*layers[:-1])
        if task == "inference":
            forward = self.wrap(net)

            def infer():
                with torch.no_grad():
                    return forward(x)
            return infer
        update = torch.optim.SGD(net.parameters(), lr=0.01, fused=True)
        cost = self.wrap(lambda x, y: torch.nn.functional.cross_entropy(net(x), y))

        def step():
            update.zero_grad(set_to_none=True)
            value = cost(x, y)
            value.backward()
            update.step()
            return value
        return step


if __name__ == "__main__":
    flag = "--compiled" in sys.argv
    if flag:
        sys.argv.remove("--compiled")
    Torch(flag).serve()
