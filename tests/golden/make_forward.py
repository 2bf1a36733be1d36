#!/usr/bin/env python3
"""Golden values of derivatives in a direction, Hessians and Jacobians of whole functions, by torch.func in f64.

    python3 -m venv venv && venv/bin/pip install numpy torch
    venv/bin/python tests/golden/make_forward.py tests/golden

writes forward.json (the checks) and forward.npz (their arrays). A case is a function twice: in the language of `wengert eval`
and in PyTorch. From it follow checks, each an expression and the array that it must give: jvp along random tangents of all
operands, and the Jacobian for each operand (torch.func.jacfwd); where the function has one element, the Hessian for each
operand (torch.func.hessian), the Hessian times the tangents, and the jvp of that (third order).
"""
import json
import sys

import numpy as np
import torch
from torch.func import grad, hessian, jacfwd, jvp

torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(4)


def real(*shape, lo=-1.5, hi=1.5):
    return rng.uniform(lo, hi, shape)


def apart(*shape):
    """No two elements nearer than 0.1, none near 0: away from all kinks."""
    n = int(np.prod(shape))
    return ((rng.permutation(n) - n / 2 + 0.37) * 0.15).reshape(shape)


CASES = []


def case(expr, fn, constants=None, **operands):
    """fn takes the operands, then the constants, by name; the constants are not differentiated."""
    CASES.append((expr, fn, operands, constants or {}))


def networks():
    labels = np.array([0, 2, 1, 2, 0])

    def mlp(x, w, b, v, c, k):
        return torch.nn.functional.cross_entropy(torch.tanh(x @ w + b) @ v + c, k)

    picked = 'take_along_axis(log_softmax(tanh(x @ w + b) @ v + c, axis=1), reshape(k, (5, 1)), axis=1)'
    case(f'-mean({picked})', mlp, {'k': labels}, x=real(5, 3), w=real(3, 4), b=real(4), v=real(4, 3), c=real(3))

    def gelu_norm(x, w):
        h = torch.nn.functional.gelu(x @ w)
        return ((h - h.mean(1, keepdim=True)) / (h.var(1, correction=0, keepdim=True) + 1e-3).sqrt()).pow(3).sum()

    centred = 'h - mean(h, axes=1, keepdims=true)'
    case(f'h = gelu(x @ w); sum((({centred}) / sqrt(var(h, axes=1, keepdims=true) + 0.001)) ** 3)', gelu_norm,
         x=real(3, 4), w=real(4, 3))

    def attention(q, k, v):
        return torch.softmax(q @ k.transpose(-1, -2) / 2.0, -1) @ v

    case('softmax(q @ transpose(k) / 2, axis=-1) @ v', attention, q=real(2, 3, 4), k=real(2, 3, 4), v=real(2, 3, 2))


def reductions():
    case('logsumexp(x)', lambda x: torch.logsumexp(x.reshape(-1), 0), x=real(6))
    case('logsumexp(x, axes=1)', lambda x: torch.logsumexp(x, 1), x=real(3, 4))
    case('sum(max(x, axes=1) ** 3)', lambda x: x.amax(1).pow(3).sum(), x=apart(3, 4))
    case('prod(x)', lambda x: x.prod(), x=real(5))
    case('sum(cumprod(sin(x), axis=0) ** 2)', lambda x: torch.cumprod(torch.sin(x), 0).pow(2).sum(), x=real(5))
    case('std(x, axes=1, ddof=1)', lambda x: x.std(1), x=real(3, 4))
    case('norm(x) ** 3', lambda x: x.norm() ** 3, x=real(4))


def products():
    case('a @ b @ c', lambda a, b, c: a @ b @ c, a=real(2, 3), b=real(3, 4), c=real(4, 2))
    case('sum(tanh(a @ b) @ (a @ b).T)', lambda a, b: (torch.tanh(a @ b) @ (a @ b).T).sum(), a=real(3, 2), b=real(2, 3))
    case('sum((a @ a @ a) * a.T)', lambda a: ((a @ a @ a) * a.T).sum(), a=real(3, 3))
    case('einsum("bij,bjk,bkl->il", [a, b, c])', lambda a, b, c: torch.einsum('bij,bjk,bkl->il', a, b, c),
         a=real(2, 2, 3), b=real(2, 3, 2), c=real(2, 2, 2))
    case('exp(dot(x, a @ x))', lambda x, a: torch.exp(x @ a @ x), x=real(3), a=real(3, 3))


def kinks():
    case('sum(where(x > y, x ** 2 * y, exp(y)))', lambda x, y: torch.where(x > y, x ** 2 * y, torch.exp(y)).sum(),
         x=apart(3, 4), y=apart(3, 4) + 0.05)
    case('sum(maximum(x * y, y ** 2) * minimum(x, y))',
         lambda x, y: (torch.maximum(x * y, y ** 2) * torch.minimum(x, y)).sum(), x=apart(6), y=apart(6) + 0.05)
    case('sum(relu(x) ** 2 + abs(x) ** 3 + leaky_relu(x) * softplus(x))',
         lambda x: (torch.relu(x) ** 2 + x.abs() ** 3 + torch.nn.functional.leaky_relu(x) *
                    torch.nn.functional.softplus(x)).sum(), x=apart(6))
    case('sum(clamp(x, -0.3, 0.4) ** 2 * x)', lambda x: (x.clamp(-0.3, 0.4) ** 2 * x).sum(), x=apart(6))


def indexing():
    places = np.array([2, 0, 2, 3])
    case('take(x, i, axis=0) ** 2', lambda x, i: x[i] ** 2, {'i': places}, x=real(4, 2))
    case('sum(scatter_add(x, i, y, axis=0) ** 3)', lambda x, y, i: x.index_add(0, i, y).pow(3).sum(), {'i': places},
         x=real(4, 2), y=real(4, 2))
    case('x[1:, ::-1] * x[:-1]', lambda x: x[1:].flip(1) * x[:-1], x=real(3, 4))
    case('sum(concat([x, y ** 2, x * x], axis=1) ** 3)', lambda x, y: torch.cat([x, y ** 2, x * x], 1).pow(3).sum(),
         x=real(2, 2), y=real(2, 3))


def ratios():
    case('sum(x ** y / (1 + x))', lambda x, y: (x ** y / (1 + x)).sum(), x=real(4, lo=0.3, hi=2), y=real(4))
    case('sum(atan2(y, x) * log(x))', lambda y, x: (torch.atan2(y, x) * torch.log(x)).sum(), y=real(4),
         x=real(4, lo=0.3, hi=2))
    case('x / (1 + sum(x * x))', lambda x: x / (1 + (x * x).sum()), x=real(5))


def at(text, k):
    """The text with its last expression wrapped: definitions stay in front."""
    *definitions, last = text.split('; ')
    return '; '.join([*definitions, k.format(last)])


def main(folder):
    checks, arrays = [], {}
    for part in (networks, reductions, products, kinks, indexing, ratios):
        part()
    for number, (expr, fn, operands, constants) in enumerate(CASES):
        names = list(operands)
        x = tuple(torch.tensor(v) for v in operands.values())
        t = tuple(torch.tensor(rng.uniform(-1, 1, v.shape)) for v in x)
        fixed = {k: torch.tensor(v) for k, v in constants.items()}
        bound = [*names, *(f't_{k}' for k in names), *constants]
        for name, value in zip(bound, (*x, *t, *fixed.values())):
            arrays[f'{number}/{name}'] = value.numpy()

        def f(*args):
            return fn(*args, **fixed)

        def check(what, text, value):
            arrays[f'{number}/{what}'] = value.detach().numpy()
            checks.append({'case': number, 'operands': bound, 'what': what, 'expr': at(expr, text)})

        wrt, along = f"[{', '.join(names)}]", f"[{', '.join('t_' + k for k in names)}]"
        check('jvp', f'jvp({{}}, {wrt}, {along})', jvp(f, x, t)[1])
        for k, name in enumerate(names):
            check(f'jacobian_{name}', f'jacobian({{}}, {name})', jacfwd(f, argnums=k)(*x))
        if f(*x).numel() != 1:
            continue
        gradient = grad(f, argnums=tuple(range(len(x))))
        hvp = lambda *p: jvp(gradient, p, t)[1]
        second, third = hvp(*x), jvp(hvp, x, t)[1]
        for k, name in enumerate(names):
            check(f'hessian_{name}', f'hessian({{}}, {name})', hessian(f, argnums=k)(*x))
            check(f'hvp_{name}', f'hvp({{}}, {wrt}, {along})[{k}]', second[k])
            check(f'third_{name}', f'jvp(hvp({{}}, {wrt}, {along})[{k}], {wrt}, {along})', third[k])
    with open(f'{folder}/forward.json', 'w', encoding='utf-8') as out:
        out.write('[\n' + ',\n'.join(json.dumps(c) for c in checks) + '\n]\n')
    np.savez_compressed(f'{folder}/forward.npz', **arrays)
    print(f'{len(CASES)} functions, {len(checks)} checks')


if __name__ == '__main__':
    main(sys.argv[1])
