"""Adding an op touches its family's file and one line of the op list: it is done in a scratch copy, and the places are counted.

usage: check_add_op.py SOURCE CC

The new op, cube, must then be in the registry and in the command's language, with a gradient.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile

import tap

SOURCE = sys.argv[1]
CC = sys.argv[2]

LINE = 'OP(cube, op, (tensor x))\n'
OP = '''
/* cube: y = x^3, dx = 3 x^2 dy. */
WG_LOOPS_FLOAT1(cube, x * x * x)
WG_FLOAT_TILES(cube)

static wg_tensor cube_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul_tt(v->dy, wg_mul_ts(wg_square(v->x[0]), 3.0));
}

WG_DESCRIPTOR(cube) = {
    WG_TILED(cube, WG_TYPE_FLOAT, wg_infer_same),
    WG_RULE(cube_vjp),
    .flops = 2,
    .doc = "The third power.",
    .formula = "y = x^3",
    .derivative = "dx = 3 x^2 dy",
};
'''


def copy_tree(to):
    for name in os.listdir(SOURCE):
        path = os.path.join(SOURCE, name)
        if os.path.isdir(path) and not name.startswith(('build', '.git', 'out')):
            shutil.copytree(path, os.path.join(to, name))
        elif os.path.isfile(path):
            shutil.copy(path, to)


def contents(tree):
    found = {}
    for folder, _, names in os.walk(tree):
        for name in names:
            with open(os.path.join(folder, name), 'rb') as f:
                found[os.path.relpath(os.path.join(folder, name), tree)] = f.read()
    return found


def shell(*command, cwd):
    r = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False,
                       env={**os.environ, 'CC': CC})
    if r.returncode != 0:
        raise RuntimeError(f'{" ".join(command)}\n{r.stdout[-3000:]}{r.stderr[-3000:]}')
    return r.stdout


def add(tree):
    with open(os.path.join(tree, 'ops', 'op_list.h'), encoding='utf-8') as f:
        text = f.read()
    at = text.index('OP(square, op')
    with open(os.path.join(tree, 'ops', 'op_list.h'), 'w', encoding='utf-8') as f:
        f.write(text[:at] + LINE + text[at:])
    with open(os.path.join(tree, 'ops', 'elementwise_arith.c'), 'a', encoding='utf-8') as f:
        f.write(OP)


def test():
    with tempfile.TemporaryDirectory() as tree:
        copy_tree(tree)
        before = contents(tree)
        add(tree)
        after = contents(tree)
        changed = sorted(name for name in after if after[name] != before.get(name))
        if changed != ['ops/elementwise_arith.c', 'ops/op_list.h']:
            yield f'more than two places: {changed}'
        shell('meson', 'setup', 'build', '-Dtests=disabled', '-Dbenchmarks=false', '-Dexamples=false', '-Dcli=enabled',
              '-Doptimization=0', cwd=tree)
        shell('ninja', '-C', 'build', 'cli/wengert', cwd=tree)
        out = json.loads(shell('build/cli/wengert', 'eval', '--json', 'sum(cube(x))', 'x=f64[3]:count', '--grad', 'x', cwd=tree))
        if (out['value']['data'], out['grad']['x']['data']) != (9.0, [0.0, 3.0, 12.0]):
            yield str(out)
        if 'x^3' not in shell('build/cli/wengert', 'ops', 'cube', cwd=tree):
            yield 'wengert ops does not know it'


tap.run([('a new op is two places', test)])
