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
    p = subprocess.run([PROGRAM[name], *args], capture_output=True, text=True, timeout=120)
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


POINTS = [readme, neuron, xor, newton, soap_film, define_by_run, custom_op, operators, fashion, fashion_interrupted,
          fashion_refuses]
tap.run([(f.__name__, f) for f in POINTS if f.__name__.split('_')[0] == 'fashion' or f.__name__ in PROGRAM])
