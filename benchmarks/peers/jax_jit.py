#!/usr/bin/env python3
"""JAX, jit, CPU."""
import os

from peer import THREADS, NotHere, Peer, derivative, layers

os.environ["JAX_PLATFORMS"] = "cpu"
if THREADS == 1:
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import jax
import jax.numpy as jnp

OPS = {
    "op/add": lambda x: x + 1, "op/mul": lambda x: x * x, "op/exp": jnp.exp, "op/tanh": jnp.tanh, "op/sigmoid": jax.nn.sigmoid,
    "op/sum": jnp.sum, "op/transpose": jnp.transpose, "op/logsumexp": lambda x: jax.nn.logsumexp(x, 1), "op/matmul": jnp.matmul,
    "kernel/softmax": lambda x: jax.nn.softmax(x, 1), "kernel/gelu": lambda x: jax.nn.gelu(x, approximate=False),
}


def norm(x, gamma, beta):
    c = x - x.mean(-1, keepdims=True)
    return c * jax.lax.rsqrt((c * c).mean(-1, keepdims=True) + 1e-5) * gamma + beta


def attention(q, k, v):
    scores = q @ jnp.swapaxes(k, -2, -1) / q.shape[-1] ** 0.5
    causal = jnp.tril(jnp.ones(scores.shape[-2:], bool))
    return jax.nn.softmax(jnp.where(causal, scores, -jnp.inf), -1) @ v


def cross_entropy(logits, y):
    return -jnp.take_along_axis(jax.nn.log_softmax(logits), y[:, None], 1).mean()


def call(f, *operands):
    """f, compiled, of the operands, waited for."""
    compiled = jax.jit(f)
    return lambda: jax.block_until_ready(compiled(*operands))


class Jax(Peer):
    name, release = "jax", jax.__version__

    def open(self, name, shape=None, widths=None, activation=None, batch=1):
        key, (kind, _, what) = jax.random.key(0), name.partition("/")
        if name in OPS:
            shapes = [shape[:2], shape[1:]] if name == "op/matmul" else [shape]
            return call(OPS[name], *(jax.random.normal(key, s) for s in shapes))
        if kind == "kernel":
            return self.kernel(what, shape, key)
        if kind == "mlp":
            return self.network(what, widths, activation, batch, key)
        if kind == "derivative":
            return self.derivative(what, widths, batch, key)
        raise NotHere(name)

    @staticmethod
    def kernel(what, shape, key):
        """The composition with its gradients."""
        x = jax.random.normal(key, shape)
        if what == "cross-entropy":
            y = jnp.arange(shape[0]) % shape[1]
            return call(lambda x: jax.value_and_grad(cross_entropy)(x, y), x)
        if what not in ("layer-norm", "attention"):
            raise NotHere(what)
        f = norm if what == "layer-norm" else attention
        rest = [jax.random.normal(k, shape[1:] if f is norm else shape) for k in jax.random.split(key)]

        def run(dy, *operands):
            y, back = jax.vjp(f, *operands)
            return y, back(dy)
        return call(run, jax.random.normal(key, shape), x, *rest)

    @staticmethod
    def network(what, widths, activation, batch, key):
        act = {"relu": jax.nn.relu, "tanh": jnp.tanh}[activation]
        params = [(jax.random.normal(key, (i, o)) * (2 / i) ** 0.5, jnp.zeros(o)) for i, o in layers(widths)]
        x, y = jax.random.uniform(key, (batch, widths[0])), jnp.arange(batch) % widths[-1]

        def forward(p, x):
            for w, b in p[:-1]:
                x = act(x @ w + b)
            return x @ p[-1][0] + p[-1][1]

        def update(p, x, y):
            value, grads = jax.value_and_grad(lambda p: cross_entropy(forward(p, x), y))(p)
            return jax.tree.map(lambda w, d: w - 0.01 * d, p, grads), value
        if what == "inference":
            return call(forward, params, x)
        compiled, state = jax.jit(update, donate_argnums=0), {"p": params}

        def step():
            state["p"], value = compiled(state["p"], x, y)
            jax.block_until_ready((state["p"], value))
        return step

    @staticmethod
    def derivative(what, widths, batch, key):
        shapes = [s for a, b in layers(widths) for s in ((a, b), (b,))]
        p, v = ([jax.random.normal(key, s) * scale for s in shapes] for scale in (0.05, 1.0))
        x, y = jax.random.uniform(key, (batch, widths[0])), jnp.arange(batch) % widths[-1]

        def f(p, x, y):
            h = x
            for k in range(0, len(p), 2):
                h = h @ p[k] + p[k + 1]
                h = jnp.tanh(h) if k + 2 < len(p) else h
            return cross_entropy(h, y)
        return call(lambda p, v, x, y: derivative(what, lambda q: f(q, x, y), jax.grad, jax.jvp, p, v)(), p, v, x, y)


if __name__ == "__main__":
    Jax().serve()
