"""`wengert bench` and `wengert roof` as a user meets them: lists, files, refusals, exit statuses. No time is judged.

usage: check_bench.py WENGERT KERNELS.so
"""
import csv
import json
import os
import signal
import subprocess
import sys
import tempfile
import time

import tap

WENGERT, KERNELS = (os.path.abspath(a) for a in sys.argv[1:3])
FOLDER = tempfile.TemporaryDirectory()
QUICK = ('--each', '30ms', '--size', '4096')


def run(*args):
    return subprocess.run([WENGERT, *args], capture_output=True, text=True, cwd=FOLDER.name, check=False, timeout=120)


def path(name):
    return os.path.join(FOLDER.name, name)


def document(*args):
    r = run('bench', '--json', *args)
    return json.loads(r.stdout) if r.stdout.startswith('{') else {'rows': [], 'stderr': r.stderr}


def expect(what, got, wanted):
    return [] if got == wanted else [f'{what}: got {got!r}, wanted {wanted!r}']


def test_list():
    out = run('bench', '--list').stdout
    ops = [o['name'] for o in json.loads(run('ops', '--json').stdout)]
    yield from (f'{op} is not in the list' for op in ops if f'op/{op} ' not in out and f'op/{op}, ' not in out)
    yield from (f'{p} is not in the list' for p in ('mlp/', 'lenet/', 'resnet50/', 'gpt2/', 'deepbench/', 'benchdnn/') if p not in out)
    some = run('bench', '--list', '--all', '--filter', '^op/(exp|tanh)$').stdout
    yield from expect('filtered', sorted(line.split()[0] for line in some.splitlines() if line.startswith('op/')), ['op/exp', 'op/tanh'])


def test_every_case_can_be_planned():
    for what in (('--all', '--size', '4096'), ('--preset', 'mlp,lenet'), ('--all', '--size', '4096', '--dtype', 'f64')):
        r = run('bench', '--dry-run', *what)
        if r.returncode:
            yield f'{what}: {r.stderr[-400:]}'


def test_a_row():
    doc = document('exp(x) * y', 'x=f32[n]', 'y=f32[n]', '--sweep', 'n=1K..4K:2', '--each', '200ms')
    yield from expect('schema', doc.get('schema'), 'wengert.bench/1')
    yield from expect('complete', doc.get('complete'), True)
    yield from expect('rows', [(r['size'], r['mode']) for r in doc['rows']],
                      [(n, m) for n in (1024, 2048, 4096) for m in ('forward', 'backward', 'both')])
    for r in doc['rows']:
        t = r['time']
        if t['lo'] is None:
            yield from expect('too few rounds', r['status'], 'unclear')
        elif not 0 < t['lo'] <= t['value'] <= t['hi']:
            yield f'no interval: {t}'
        if r['cost']['flop'] <= 0 or r['roof']['binds'] not in ('compute', 'L1', 'L2', 'L3', 'DRAM'):
            yield f'no cost: {r["cost"]} {r["roof"]}'
        if not r['check']['ok']:
            yield f'not checked: {r["check"]}'
    one = doc['rows'][0]
    yield from expect('FLOP of exp and a product', one['cost']['flop'], 1024 * 17.0)
    yield from expect('bytes', (one['cost']['read'], one['cost']['written']), (8192.0, 4096.0))


def test_roof():
    doc = json.loads(run('roof', '--json', '--time', '0.5', '--threads', '1').stdout)
    yield from expect('schema', doc['schema'], 'wengert.roof/1')
    level = doc['roof']['threads'][0]['levels']
    yield from expect('levels', [x['level'] for x in level], ['L1', 'L2', 'L3', 'DRAM'])
    yield from (f'{x["level"]}: {x}' for x in level if min(x[k] for k in ('load', 'store', 'copy', 'triad')) <= 0)
    for key in ('governor', 'load', 'compiler', 'flags', 'digest', 'cgroup quota', 'huge pages'):
        if not doc['environment'].get(key):
            yield f'no {key} in the environment'


def test_a_wrong_kernel_has_no_time():
    for check in ('ulp', 'bitwise'):
        r = run('bench', 'wrong(x)', 'x=f32[1000]', '--kernel', KERNELS, '--check', check, '--json', *QUICK)
        row = json.loads(r.stdout)['rows'][0]
        yield from expect('exit status', r.returncode, 1)
        yield from expect('status', row['status'], 'wrong')
        if 'time' in row or 'element 10' not in row['message']:
            yield f'{row}'
    row = document('wrong(x)', 'x=f32[1000]', '--kernel', KERNELS, '--reference', 'x + x * x * x', *QUICK)['rows'][0]
    yield from expect('against a reference', row['status'], 'wrong')
    row = document('wrong(x)', 'x=f32[1000]', '--kernel', KERNELS, '--versus', 'x + x * x * x', *QUICK)['rows'][0]
    yield from expect('versus', row['status'], 'wrong')


def test_a_right_kernel_and_a_graph():
    rows = document('steady(x)', 'x=f32[1000]', '--kernel', KERNELS, '--reference', 'x + x * x * x', *QUICK)['rows']
    yield from expect('a kernel', [('time' in r, r['check']['ok']) for r in rows], [(True, True)])
    rows = document('--graph', KERNELS, '--each', '1s')['rows']
    yield from expect('a graph', ['time' in r for r in rows], [True])
    yield from expect('an op that is not there', run('bench', 'nowhere(x)', 'x=f32[3]', '--kernel', KERNELS).returncode, 1)
    yield from expect('no such file', run('bench', 'steady(x)', 'x=f32[3]', '--kernel', 'nowhere.so').returncode, 1)


def test_pairs():
    for args in (('--pair', 'isa=base,isa=base'), ('--versus', 'exp(x) * 1')):
        rows = document('exp(x)', 'x=f32[4096]', '--mode', 'forward', '--each', '300ms', *args)['rows']
        yield from expect(args[0], [r['pair']['verdict'] in ('faster', 'slower', 'no difference', 'no conclusion') for r in rows], [True])


def test_threads():
    cores = len(os.sched_getaffinity(0))
    r = run('bench', 'exp', '--threads', str(cores + 1))
    if r.returncode != 2 or f'may use {cores} core' not in r.stderr:
        yield f'more threads than cores: {r.returncode} {r.stderr}'
    if cores < 2:
        return
    doc = document('exp', '--threads', '1,2', '--size', '1048576', '--mode', 'forward', '--each', '300ms')
    yield from expect('rows', [(r['threads'], 'time' in r, r['check']['ok']) for r in doc['rows']], [(1, True, True), (2, True, True)])
    yield from expect('the roof of both', [t['threads'] for t in doc['roof']['threads']], [1, 2])
    a, b = doc['rows']
    # FLOP of the case by the roof of each: the same, where computing binds both. Which roof is higher is for the machine to say.
    flop = [row['roof']['seconds'] * roof['f32'] for row, roof in zip(doc['rows'], doc['roof']['threads']) if row['roof']['binds'] == 'compute']
    if len(flop) == 2 and abs(flop[1] / flop[0] - 1) > 1e-6:
        yield f'a row is not held against the roof of its threads: {flop}'
    yield from expect('ids differ', a['id'] != b['id'], True)
    row = document('exp(x)', 'x=f32[1048576]', '--pair', 'threads=1,threads=2', '--mode', 'forward', '--each', '500ms')['rows'][0]
    yield from expect('sides', row.get('pair', {}).get('sides'), ['threads=1', 'threads=2'])


def test_files():
    r = run('bench', 'exp', *QUICK, '--output', path('a.json'), '--csv', path('a.csv'), '--html', path('a.html'))
    yield from expect('exit status', r.returncode, 0)
    with open(path('a.csv'), encoding='utf-8', newline='') as f:
        table = list(csv.DictReader(f))
    yield from expect('csv', [(t['mode'], float(t['seconds']) > 0) for t in table], [(m, True) for m in ('forward', 'backward', 'both')])
    if os.path.exists(path('a.html')):
        with open(path('a.html'), encoding='utf-8') as f:
            if 'wengert.bench/1' not in f.read():
                yield 'the page has no report'


def test_plots():
    r = run('bench', 'exp', *QUICK, '--mode', 'forward', '--plot', path('a.svg'))
    if 'without Cairo' in r.stderr:
        raise tap.Skip('built without Cairo')
    yield from expect('exit status', r.returncode, 0)
    with open(path('a-roofline.svg'), encoding='utf-8') as f:
        text = f.read()
    if '<svg' not in text or '</svg>' not in text:
        yield f'no SVG: {text[:200]}'
    yield from expect('one size is no plot', os.path.exists(path('a-sizes.svg')), False)
    run('bench', 'exp', '--sweep', 'n=1K,4K', '--mode', 'forward', '--each', '30ms', '--plot', path('b.png'))
    run('bench', 'exp(x)', 'x=f32[4096]', '--versus', 'exp(x) * 1', '--mode', 'forward', '--each', '1s', '--plot', path('c.png'))
    for name in ('b-roofline.png', 'b-sizes.png', 'c-pairs.png'):
        if not os.path.exists(path(name)) or open(path(name), 'rb').read(4) != b'\x89PNG':
            yield f'{name} is no PNG'
    yield from expect('another name', run('bench', 'exp', '--plot', 'a.gif').returncode, 2)


PEER = """import json, sys
for line in sys.stdin:
    q = json.loads(line)
    if 'version' in q: out = {'version': 1, 'release': 'of the test'}
    elif 'run' in q: out = {'wall': q['run'] * EACH, 'cpu': q['run'] * EACH}
    elif q.get('open') == 'op/matmul' and q['shape'] == [16, 16, 16]: out = {'ok': True}
    elif 'about' in q: out = {'peak_bytes': 1}
    else: out = {'error': 'not here'}
    print(json.dumps(out), flush=True)
"""


def beside(each):
    with open(path('peer.py'), 'w', encoding='utf-8') as f:
        f.write(PEER.replace('EACH', each))
    r = run('bench', '--beside', 'ops', '--filter', '^(matmul 16 x|add)', '--time', '2s', '--output', path('beside.json'),
            '--peer', f'slow={sys.executable} {path("peer.py")}', '--peer', 'nobody=/nowhere/at/all')
    with open(path('beside.json'), encoding='utf-8') as f:
        return r, json.load(f)['rows']


def test_beside():
    r, rows = beside('1e-3')
    yield from expect('rows', [(x['name'], x['question']['open'], x['threads']) for x in rows],
                      [('add 1024 x 1024', 'op/add', 1), ('matmul 16 x 16 x 16', 'op/matmul', 1)])
    for x in rows:
        if x['status'] == 'error':
            yield f'{x["name"]}: {x}'
            return
    ours, native, slow, nobody = rows[1]['peers']
    yield from expect('native code is a side of its own', native['name'], 'native')
    if not (slow['ratio']['value'] > 100 and 0 < slow['of_peak'] < 0.05 and ours['of_peak'] > slow['of_peak']):
        yield f'a peer of a millisecond: {slow}'
    yield from expect('a peer that is not there', nobody['missing'], 'is not there')
    yield from expect('a peer that has no such op', rows[0]['peers'][2]['missing'], 'not here')
    if not 0 < rows[0]['peers'][0]['roof']['share'] < 2:
        yield f'no share of the roof: {rows[0]["peers"][0]}'
    r, rows = beside('1e-10')  # 80,000 GFLOP/s
    yield from expect('faster than the FMA peak', (rows[1]['status'], r.returncode), ('impossible', 1))
    yield from expect('nothing to measure', run('bench', '--beside', 'nothing').returncode, 2)


def test_baseline():
    what = ('bench', 'exp', '--mode', 'forward', '--size', '4096', '--each', '500ms')
    run(*what, '--output', path('now.json'))
    with open(path('now.json'), encoding='utf-8') as f:
        doc = json.load(f)
    was = doc['rows'][0]['time']['value']
    for name, factor, wanted in (('fast', 0.1, 1), ('slow', 10, 0)):
        doc['rows'][0]['time'].update(value=was * factor, lo=was * factor, hi=was * factor)
        with open(path('then.json'), 'w', encoding='utf-8') as f:
            json.dump(doc, f)
        yield from expect(f'a baseline that was {name}', run(*what, '--baseline', path('then.json'), '--margin', '50%').returncode, wanted)


def test_interrupted_and_resumed():
    what = ['bench', '--all', '--filter', 'sin|cos|tan|exp', '--each', '200ms', '--size', '4096', '--mode', 'forward', '--resume',
            path('part.json')]
    p = subprocess.Popen([WENGERT, *what], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=FOLDER.name)
    for line in p.stdout:
        if line.startswith('cos'):
            p.send_signal(signal.SIGINT)
            break
    p.stdout.read()
    yield from expect('exit status', p.wait(timeout=60), 130)
    with open(path('part.json'), encoding='utf-8') as f:
        part = json.load(f)
    yield from expect('complete', part['complete'], False)
    if not part['rows']:
        yield 'nothing was kept'
    begin = time.monotonic()
    r = run(*what)
    with open(path('part.json'), encoding='utf-8') as f:
        whole = json.load(f)
    yield from expect('resumed', (r.returncode, whole['complete']), (0, True))
    yield from expect('kept as they were', whole['rows'][:len(part['rows'])], part['rows'])
    ids = [x['id'] for x in whole['rows']]
    yield from expect('each once', len(ids), len(set(ids)))
    if time.monotonic() - begin > 100:
        yield 'it began anew'


def test_layouts_and_classes():
    rows = document('mul', '--layout', 'all', '--mode', 'forward', *QUICK)['rows']
    yield from expect('layouts', [('time' in r, r['check']['ok']) for r in rows], [(True, True)] * 4)
    strided = next(r for r in rows if 'strided' in r['case'])
    yield from expect('strided', (strided['expression'], strided['operands'][0].split(':')[0]), ('mul(x[..., ::2], y[..., ::2])', 'x=f32[8192]'))
    rows = document('mul', '--data', 'all', '--mode', 'forward', *QUICK)['rows']
    yield from expect('classes', [r['data'] for r in rows], ['normal', 'zeros', 'subnormal', 'mixed'])
    rows = document('x @ w', 'x=f32[8,16]', 'w=f32[16,4]', '--cache', 'all', '--mode', 'forward', *QUICK)['rows']
    yield from expect('cache states', [r['cache'] for r in rows], ['hot', 'cold', 'weights'])


def test_usage():
    for args, word in ((('--mode', 'sideways', 'exp'), 'sideways'), (('--sweep', 'n=4..', 'exp'), 'n=4..'), (('--filter', '(', '--all'), '('),
                       (('--data', 'x', 'exp'), 'subnormal'), (('--time', 'soon', 'exp'), '30s'), ((), 'expression'),
                       (('--pair', 'gemm=own', 'exp'), 'two sides'),
                       (('--threads', '0', 'exp'), '--threads 0'), (('--threads', '1,x', 'exp'), '1,x'), (('--pair', 'threads=1,threads=999', 'exp'), 'threads=999'), (('--preset', 'nowhere'), 'nowhere'),
                       (('--against', '--help', 'exp'), 'revision')):
        r = run('bench', *args)
        if r.returncode != 2 or word not in r.stderr:
            yield f'{args}: {r.returncode} {r.stderr}'


def main():
    tap.run([
        ('the list has every op and preset', test_list), ('every case can be planned', test_every_case_can_be_planned),
        ('a row', test_a_row), ('the roof', test_roof), ('a wrong kernel has no time', test_a_wrong_kernel_has_no_time),
        ('threads', test_threads), ('a right kernel, and a graph', test_a_right_kernel_and_a_graph), ('pairs', test_pairs), ('files', test_files),
        ('plots', test_plots), ('beside others', test_beside), ('a baseline', test_baseline), ('interrupted and resumed', test_interrupted_and_resumed),
        ('layouts, classes of data, cache states', test_layouts_and_classes), ('usage', test_usage),
    ])


if __name__ == '__main__':
    main()
