"""Capsules of every op: replayed by the command, run as PyTorch scripts, compiled and run as C tests.

usage: check_capsule.py WRITE_CAPSULES WENGERT COMPILER LIBRARY INCLUDE

PyTorch: the Python that runs this, or the one named by WG_TORCH_PYTHON; without it that part is skipped, and says so.
"""
import concurrent.futures
import copy
import json
import os
import subprocess
import sys
import tempfile

import tap


def run(args, **more):
    return subprocess.run(args, capture_output=True, text=True, **more)


def torch_python():
    for python in (os.environ.get('WG_TORCH_PYTHON'), sys.executable):
        if python and run([python, '-c', 'import torch']).returncode == 0:
            return python
    return None


def failures(work, paths):
    """What work(path) says of each path, where it says anything."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return [f'{os.path.basename(p)}: {text}' for p, text in zip(paths, pool.map(work, paths)) if text]


def replay(wengert):
    def work(path):
        got = run([wengert, 'capsule', path])
        return '' if got.returncode == 0 else (got.stdout + got.stderr)[-300:]
    return work


# All scripts in one interpreter: importing torch takes longer than running them.
RUNNER = """
import contextlib, io, sys
for path in sys.argv[1:]:
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(open(path).read(), path, 'exec'), {'__name__': '__main__'})
    except SystemExit as e:
        if e.code not in (0, None):
            print(path, repr(e.code), out.getvalue()[-300:].replace(chr(10), ' | '))
    except Exception as e:
        print(path, repr(e)[:300].replace(chr(10), ' | '))
"""


def python_scripts(python, wengert, paths):
    scripts = []
    for path in paths:
        script = path[:-5] + '.py'
        with open(script, 'w') as f:
            f.write(run([wengert, 'capsule', '--python', path]).stdout)
        scripts.append(script)
    got = run([python, '-c', RUNNER, *scripts])
    return [line for line in got.stdout.splitlines() if line] + ([got.stderr[-500:]] if got.returncode else [])


def c_tests(compiler, library, include, wengert):
    def work(path):
        source, program = path[:-5] + '.c', path[:-5]
        with open(source, 'w') as f:
            f.write(run([wengert, 'capsule', '--c', path]).stdout)
        made = run([*compiler, '-std=c11', '-Wall', '-Wextra', '-Werror', '-Wno-unused-variable', '-O0', '-I', include, source,
                    '-o', program, library, '-lm', '-Wl,-rpath,' + os.path.dirname(library)])
        if made.returncode:
            return made.stderr[:500]
        got = run([program])
        return '' if got.returncode == 0 else (got.stdout + got.stderr)[-300:]
    return work


def spoil(capsule):
    """A gradient that is recorded wrong: a script that confirms it checks nothing."""
    for leaf in capsule['wrt']:
        if leaf['gradient'] and leaf['gradient'][0] != 'nan':
            leaf['gradient'][0] += 1e-2 * (1 + max(abs(v) for v in leaf['gradient'] if isinstance(v, (int, float))))
            leaf['reference'][0] += 1
    return capsule


class Capsules:
    """Those that write_capsules wrote into a folder."""

    def __init__(self, writer, wengert, folder):
        self.wengert = wengert
        self.folder = folder
        self.wrote = run([writer, folder])
        self.paths = sorted(os.path.join(folder, name) for name in os.listdir(folder))
        self.json = {}
        for path in self.paths:
            with open(path) as f:
                self.json[os.path.basename(path)[:-5]] = json.load(f)
        self.broken = [p for p in self.paths if 'broken' in os.path.basename(p)]
        self.fine = [p for p in self.paths if p not in self.broken]

    def written(self):
        if self.wrote.returncode or len(self.paths) < 150:
            yield f'{len(self.paths)} capsules: {self.wrote.stderr[-500:]}'

    def verdicts(self):
        for name, c in self.json.items():
            if (c['verdict'] == 'wrong') != name.startswith('broken'):
                yield f"{name}: {c['verdict']}: {c['text']}"

    def reduced(self):
        for path in self.broken:
            c = self.json[os.path.basename(path)[:-5]]
            if sum(n['kind'] == 'custom' for n in c['nodes']) != 1 or len(c['nodes']) > 6:
                yield f"{path}: {[n.get('op', n['kind']) for n in c['nodes']]}"

    def replayed(self):
        return failures(replay(self.wengert), self.paths)

    def in_pytorch(self, python):
        return python_scripts(python, self.wengert, self.paths)

    def spoiled(self, python):
        bad = []
        for path in self.fine[::25]:
            bad.append(os.path.join(self.folder, 'spoiled_' + os.path.basename(path)))
            with open(bad[-1], 'w') as f:
                json.dump(spoil(copy.deepcopy(self.json[os.path.basename(path)[:-5]])), f)
        said = python_scripts(python, self.wengert, bad)
        return [] if len(said) == len(bad) else [f'{len(said)} of {len(bad)} found', *said]

    def in_c(self, *args):
        return failures(c_tests(*args, self.wengert), self.fine[::6] + self.broken)

    def of_the_command(self, python, *c_args):
        """`wengert check --capsule`: of what is not finite, in the value or in the gradient alone. Of what passes: none."""
        paths = []
        for k, expression in enumerate(('sum(tanh(x) * log(y - 1))', 'sum(sqrt(y) * x)')):
            paths.append(os.path.join(self.folder, f'command_{k}.json'))
            got = run([self.wengert, 'check', '--capsule', paths[-1], expression, 'x=f64[3,4]', 'y=f64[4]:count'])
            if got.returncode != 1 or f'wengert capsule {paths[-1]}' not in got.stdout:
                yield f'{expression}: {got.returncode} {got.stdout} {got.stderr}'
        none = os.path.join(self.folder, 'none.json')
        got = run([self.wengert, 'check', '--capsule', none, 'sum(x)', 'x=f64[3]'])
        if got.returncode != 0 or os.path.exists(none) or 'no capsule was written' not in got.stdout:
            yield f'of what passes: {got.returncode} {got.stdout}'
        got = run([self.wengert, 'check', '--capsule', self.folder, 'sum(log(x))', 'x=f64[3]:count'])
        if got.returncode != 1 or not got.stderr.startswith('wengert check: --capsule: '):
            yield f'into a folder: {got.returncode} {got.stderr}'
        yield from failures(replay(self.wengert), paths)
        yield from failures(c_tests(*c_args, self.wengert), paths)
        if python:
            yield from python_scripts(python, self.wengert, paths)

    def refused(self):
        for text in ('x', '{"format": "x"}', '{"format": "wengert capsule", "version": 99}',
                     '{"format": "wengert capsule", "version": 1}', *self.damaged()):
            path = os.path.join(self.folder, 'bad')
            with open(path, 'w') as f:
                f.write(text)
            for option in ([], ['--c'], ['--python']):
                got = run([self.wengert, 'capsule', *option, path])
                if got.returncode != 1 or not got.stderr.startswith('wengert capsule:'):
                    yield f'{option} {got.returncode} {got.stderr[:200]} for {text[:200]}'

    def damaged(self):
        """One field of a node at a time made nonsense."""
        for c in (self.json['softmax_0'], self.json['broken_sign']):
            for k, node in enumerate(c['nodes']):
                for field in node:
                    if field in ('name', 'file', 'line', 'call', 'rules'):
                        continue
                    if field in ('dtype', 'shape', 'attrs') and node['kind'] == 'op':
                        continue  # inferred; attributes may be those of any valid call
                    other = copy.deepcopy(c)
                    other['nodes'][k][field] = {'nonsense': -7}
                    yield json.dumps(other)


def main():
    writer, wengert, compiler, library, include = sys.argv[1:6]
    with tempfile.TemporaryDirectory() as folder:
        c = Capsules(writer, wengert, folder)
        python = torch_python()
        points = [('capsules are written', c.written), ('only broken rules fail', c.verdicts),
                  ('what is left is one op and its operands', c.reduced),
                  ('the command says the same', c.replayed),
                  ('the printed C says the same', lambda: c.in_c(compiler.split(), library, include)),
                  ('the capsule of wengert check', lambda: c.of_the_command(python, compiler.split(), library, include)),
                  ('damaged files are refused', c.refused)]
        if python:
            points += [('the printed Python says the same', lambda: c.in_pytorch(python)),
                       ('a gradient recorded wrong is found by PyTorch', lambda: c.spoiled(python))]
        else:
            print('# the printed Python was not run: PyTorch cannot be imported', flush=True)
        tap.run(points)


main()
