"""Runs every example, and looks at what it prints.

usage: check_examples.py SOURCE NAME=PROGRAM...
"""
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import zipfile

import tap

SOURCE = sys.argv[1]
PROGRAM = dict(word.split('=', 1) for word in sys.argv[2:])
FEW = os.path.join(SOURCE, 'tests', 'data', 'fashion-mnist')
PNG = b'\x89PNG\r\n\x1a\n'


def run(name, *args, status=0):
    """(complaints, stdout, stderr) of a run that ends with this status."""
    p = subprocess.run([PROGRAM[name], *args], capture_output=True, text=True, timeout=600)  # a guard against hanging
    wrong = [] if p.returncode == status else [f'status {p.returncode}: {p.stderr or p.stdout}']
    return wrong, p.stdout, p.stderr


def numbers(pattern, text):
    return [float(n) for n in re.findall(pattern, text)]


def falls(costs, factor):
    """Complaints unless the last cost is below factor times the first."""
    return [] if len(costs) > 1 and costs[-1] < factor * costs[0] else [f'costs: {costs}']


def readme():
    wrong, out, _ = run('readme')
    return wrong + falls(numbers(r'cost ([\d.]+)', out), 0.4)


def neuron():
    wrong, out, _ = run('neuron')
    learned = numbers(r'learned\s+w = \((-?[\d.]+), ', out) + numbers(r'learned.*, (-?[\d.]+)\)', out)
    near = len(learned) == 2 and abs(learned[0] - 2) < 0.3 and abs(learned[1] - 0.5) < 0.3
    return wrong + ([] if near else [f'learned {learned}'])


def xor():
    wrong, out, _ = run('xor')
    return wrong + falls(numbers(r'\n +\d+  ([\d.]+)', out), 0.1)


def newton():
    wrong, out, _ = run('newton')
    steps = numbers(r'after (\d+) steps', out)
    a = numbers(r'a = ([\d.]+)', out)
    if len(steps) != 2 or steps[1] > 10 or steps[1] * 10 > steps[0] or abs(a[0] - a[1]) > 1e-9:
        wrong.append(f'steps {steps}, a {a}')
    return wrong


def define_by_run():
    wrong, out, _ = run('define_by_run')
    made, found = numbers(r'(\d+) made', out), numbers(r'(\d+) found', out)
    return wrong + ([] if made and made[0] <= 5 and found[0] >= 995 else [out])


def custom_op():
    wrong, out, _ = run('custom_op')
    if not re.search(r'custom_op\.c:\d+: wg_grad\(z, &x, 1, &dx\): no derivative through opaque '
                     r'\(custom_op\.c:\d+\); path: loss <- sum \(custom_op\.c:\d+\) <- opaque', out):
        wrong.append(out)
    second = numbers(r'second derivative +(-?[\d.]+)', out)
    if len(second) != 4 or abs(second[1] + 1 / 3) > 1e-5:  # sinc'' (0) = -1/3
        wrong.append(f'second derivatives {second}')
    return wrong


def soap_film():
    wrong, out, _ = run('soap_film')
    far, steps = numbers(r'surface: ([\d.e+-]+)', out), numbers(r'step +(\d+)', out)
    return wrong + ([] if far and far[0] < 1e-4 and steps[-1] <= 12 else [out])


def operators():
    wrong, out, _ = run('operators')
    return wrong + ([] if '1.0000 t^2 -2.0000 t +1.0000' in out else [out])


def has_png(folder, names):
    """Complaints; a build without Cairo has been complained about by the program itself."""
    wrong = []
    for name in names:
        with open(os.path.join(folder, name), 'rb') as f:
            wrong += [] if f.read(8) == PNG else [f'{name} is no PNG']
    return wrong


def check_ops():
    """Each broken op is named by its own line and op, with the right cause; the right one passes."""
    wrong, out, _ = run('check_ops')
    with open(os.path.join(SOURCE, 'examples', 'check_ops.c'), encoding='utf-8') as f:
        lines = f.read().split('\n')
    cases = {'sign': ('softplus_sign', 'sign'), 'factor': ('softplus_factor', 'factor'),
             'rows': ('softplus_rows', 'not un-broadcast'), 'element': ('softplus_element', 'wrong at one index'),
             'bend': ('bend', 'missing term')}
    for variable, (op, cause) in cases.items():
        at = 1 + next(k for k, line in enumerate(lines) if f'wg_call(g, &{variable},' in line)
        blame = re.search(rf'check_ops\.c:{at}: {op}: d/d\w+ wrong at .*\n  cause: (.*)\n', out)
        wrong += [] if blame and blame.group(1) == cause else [f'{op} at line {at}, {cause}: {out}']
    return wrong + ([] if out.startswith('mistake: none\npassed') and out.count('passed') == 1 else [out])


def check_lstm():
    wrong, out, _ = run('check_lstm')
    n = numbers(r'lstm.*: (\d+) of 139 numbers ok, \d+ wrong', out) + numbers(r'lstm.*: \d+ of 139 numbers ok, (\d+) wrong', out)
    return wrong + ([] if len(n) == 4 and n[0] == 139 and n[2] == 0 and n[3] > 50 else [out])


def check_large():
    wrong, out, _ = run('check_large')
    parameters = numbers(r'(\d+) parameters', out)
    good = parameters and 0.95e6 < parameters[0] < 1.05e6 and 'passed' in out and 'missed with probability 9.5e-07' in out
    wrong += [] if good else [out]
    failed, out, _ = run('check_large', '--wrong')
    named = re.search(r'FAILED: wrong.*\n.*\n.*\n  check_large\.c:\d+: wrong_scale: d/dx wrong at .*off by a factor of 1\.001\n', out)
    return wrong + failed + ([] if named and 'missed' not in out else [out])


def find_nan():
    wrong, out, _ = run('find_nan')
    written, safe = out.split('== with')
    for word in ('backward pass: slope of sqrt at 0', r'find_nan.c:\d+: wg_sqrt\(', r'at \[5, 0\]', 'softmax without max',
                 r'find_nan.c:\d+: wg_exp\(logits\)'):
        wrong += [] if re.search(word, written) else [f'{word}: {written}']
    return wrong + ([] if safe.count('all finite') == 3 else [safe])


def table(path):
    """Columns of a CSV by name."""
    with open(path, encoding='utf-8') as f:
        head, *rows = [line.strip().split(',') for line in f]
    return {name: [float(row[k]) for row in rows] for k, name in enumerate(head)}


def step_size():
    """The best step grows, and the error falls, from forward to central to extrapolated differences, in either dtype."""
    with tempfile.TemporaryDirectory() as folder:
        wrong, _, _ = run('step_size', folder)
        wrong += has_png(folder, ['step_size.png'])
        t = table(os.path.join(folder, 'step_size.csv'))
        for dtype in ('f32', 'f64'):
            best = [min(zip(t[f'{m} {dtype}'], t['h'])) for m in ('forward', 'central', 'extrapolated')]
            if not (best[0][0] > 3 * best[1][0] > 9 * best[2][0] and best[0][1] < best[1][1] < best[2][1]):
                wrong.append(f'{dtype}: {best}')
        return wrong


def vanishing():
    """Small weights: by half in each layer, or worse; standard ones keep the gradient of tanh and relu; large ones let it grow."""
    with tempfile.TemporaryDirectory() as folder:
        wrong, _, _ = run('vanishing', folder)
        wrong += has_png(folder, [f'vanishing_{a}.png' for a in ('sigmoid', 'tanh', 'relu')])
        t = table(os.path.join(folder, 'vanishing.csv'))
        first = {name: column[0] for name, column in t.items()}
        for name, lo, hi in (('sigmoid small', 0, 1e-20), ('sigmoid standard', 0, 1e-14), ('tanh small', 0, 1e-7),
                             ('tanh standard', 0.01, 10), ('relu small', 0, 1e-7), ('relu standard', 0.1, 1000),
                             ('relu large', 1e7, 1e12)):
            wrong += [] if lo < first[name] < hi else [f'{name}: {first[name]}']
        return wrong


def fashion():
    with tempfile.TemporaryDirectory() as folder:
        out_dir = os.path.join(folder, 'out')
        wrong, out, _ = run('fashion_mnist', '--data', FEW, '--epochs', '4', '--out', out_dir)
        accuracy = numbers(r'\ntest accuracy ([\d.]+)', out)
        if not accuracy or accuracy[0] < 0.6:  # 1,000 images only
            wrong.append(f'accuracy {accuracy}: {out}')
        wrong += [f'missing: {word}' for word in ('taken for', 'images/s', 'epoch 4') if word not in out]
        wrong += ['a line was written over'] if '\r' in out else []
        if not wrong:
            with zipfile.ZipFile(os.path.join(out_dir, 'weights.npz')) as z:
                names = sorted(z.namelist())
                wrong += [] if names == ['net.1.W.npy', 'net.1.b.npy', 'net.2.W.npy', 'net.2.b.npy'] else names
            wrong += has_png(out_dir, ['cost.png', 'accuracy.png', 'mistakes.png', 'confusion.png'])
        return wrong


def fashion_interrupted():
    """Ctrl-C: what has been learned is kept."""
    with tempfile.TemporaryDirectory() as folder:
        out_dir = os.path.join(folder, 'out')
        p = subprocess.Popen([PROGRAM['fashion_mnist'], '--data', FEW, '--epochs', '100000', '--out', out_dir],
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for line in p.stdout:
            if line.startswith('epoch 1'):
                break
        time.sleep(0.2)
        p.send_signal(signal.SIGINT)
        out, err = p.communicate(timeout=60)
        wrong = [] if p.returncode == 130 else [f'status {p.returncode}: {err}']
        wrong += [] if 'interrupted; test accuracy' in out else [out]
        return wrong + ([] if os.path.exists(os.path.join(out_dir, 'weights.npz')) else ['no weights'])


def fashion_refuses():
    wrong, _, err = run('fashion_mnist', '--data', '/nonexistent', status=1)
    wrong += [] if '/nonexistent/train-images-idx3-ubyte.gz' in err and err.count('\n') == 1 else [err]
    more, _, err = run('fashion_mnist', '--epochs', 'x', status=2)
    wrong += more + ([] if "'x' is not a number" in err else [err])
    more, _, err = run('fashion_mnist', '--batch', '0', status=2)
    return wrong + more + ([] if err.startswith('usage:') else [err])


POINTS = [readme, neuron, xor, newton, soap_film, define_by_run, custom_op, operators, check_ops, check_lstm, check_large,
          find_nan, step_size, vanishing, fashion, fashion_interrupted,
          fashion_refuses]
tap.run([(f.__name__, f) for f in POINTS if f.__name__.split('_')[0] == 'fashion' or f.__name__ in PROGRAM])
