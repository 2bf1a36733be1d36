#!/usr/bin/env python3
"""JAX, jit, CPU, one thread."""
import os

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp

from peer import Peer, widths

OPS = {
    "op/add": lambda x: x + 1, "op/mul": lambda x: x * x, "op/exp": jnp.exp, "op/tanh": jnp.tanh, "op/sigmoid": jax.nn.sigmoid,
    "op/gelu": lambda x: jax.nn.gelu(x, approximate=False), "op/sum": jnp.sum, "op/softmax": lambda x: jax.nn.softmax(x, 1),
    "op/logsumexp": lambda x: jax.nn.logsumexp(x, 1),
}


class Jax(Peer):
    name, release = "jax", jax.__version__

    def open(self, name, batch=1, shape=None):
        key = jax.random.key(0)
        if name == "op/matmul":
            m, k, n = shape
            x, y, f = jax.random.normal(key, (m, k)), jax.random.normal(key, (k, n)), jax.jit(jnp.matmul)
            return lambda: jax.block_until_ready(f(x, y))
        if name in OPS:
            x, f = jax.random.normal(key, shape), jax.jit(OPS[name])
            return lambda: jax.block_until_ready(f(x))
        return self.model(name, batch, key)

    @staticmethod
    def model(name, batch, key):
        size, task = widths(name)
        params = [(jax.random.normal(key, (i, o)) * (2 / i) ** 0.5, jnp.zeros(o)) for i, o in zip(size[:-1], size[1:])]
        x, y = jax.random.uniform(key, (batch, size[0])), jnp.arange(batch) % size[-1]

        def forward(p, x):
            for w, b in p[:-1]:
                x = jax.nn.relu(x @ w + b)
            return x @ p[-1][0] + p[-1][1]

        def cost(p, x, y):
            return -jnp.take_along_axis(jax.nn.log_softmax(forward(p, x)), y[:, None], 1).mean()

        def update(p, x, y):
            value, grads = jax.value_and_grad(cost)(p, x, y)
            return jax.tree.map(lambda w, d: w - 0.01 * d, p, grads), value
        if task == "inference":
            infer = jax.jit(forward)
            return lambda: jax.block_until_ready(infer(params, x))
        compiled, state = jax.jit(update, donate_argnums=0), {"p": params}

        def step():
            state["p"], value = compiled(state["p"], x, y)
            jax.block_until_ready((state["p"], value))
        return step


if __name__ == "__main__":
    Jax().serve()
