"""The wengert command as a user meets it: values, files, gradients, messages, exit statuses.

usage: check_cli.py WENGERT SOURCE
"""
import json
import os
import re
import signal
import struct
import subprocess
import sys
import tempfile
import time

import tap

WENGERT, SOURCE = (os.path.abspath(a) for a in sys.argv[1:3])
FOLDER = tempfile.TemporaryDirectory()


def run(*args, **environment):
    return subprocess.run([WENGERT, *args], capture_output=True, text=True, cwd=FOLDER.name, check=False, timeout=120,
                          env={**os.environ, **environment})


def path(name):
    return os.path.join(FOLDER.name, name)


def npy(name, numbers, shape):
    """A version 1.0 npy file of f8."""
    header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape!r}, }}"
    header += ' ' * (63 - (10 + len(header)) % 64) + '\n'
    with open(path(name), 'wb') as f:
        f.write(b'\x93NUMPY\x01\x00' + struct.pack('<H', len(header)) + header.encode())
        f.write(struct.pack(f'<{len(numbers)}d', *numbers))


def read_npy(name):
    with open(path(name), 'rb') as f:
        data = f.read()
    start = 10 + struct.unpack('<H', data[8:10])[0]
    return list(struct.unpack(f'<{(len(data) - start) // 8}d', data[start:]))


def value(*args):
    """The JSON of an eval, or the complaint."""
    r = run('eval', '--json', *args)
    return json.loads(r.stdout) if r.returncode == 0 else {'value': {'data': r.stderr}}


def expect(what, got, wanted):
    return [] if got == wanted else [f'{what}: got {got!r}, wanted {wanted!r}']


def data(*args):
    return value(*args)['value']['data']


def test_values():
    cases = {
        '1 + 2 * 3 ** 2': 19.0, '-2 ** 2': -4.0, '2 ** -1': 0.5, '2 ** 3 ** 2': 512.0, '(1 + 2) * 3': 9.0,
        'sum([1, 2, 3])': 6, '[1, 2] + 0.5 * [2.0, 4.0]': None, 'sum(arange(f64, 0, 4))': 6.0,
        'a = 3; b = a * a; b - a': 6.0, '7 % 4': 3.0, '!(1 < 2) || 2 == 2': True,
    }
    for text, wanted in cases.items():
        if wanted is not None:
            yield from expect(text, data('--', text), wanted)


def test_numbers_take_the_tensors_dtype():
    for dtype in ('f32', 'f64'):
        out = value('where(x > 0, 1, x) * 2 + pi', f'x={dtype}[2]:ones')['value']
        yield from expect(dtype, out['dtype'], dtype)
    yield from expect('i32', value('x * 2 + 1', 'x=i32[3]:count')['value'],
                      {'dtype': 'i32', 'shape': [3], 'data': [1, 3, 5]})


def test_slices():
    x = 'x=i64[3,4]:count'
    for text, wanted in {'x[1]': [4, 5, 6, 7], 'x[-1, ::2]': [8, 10], 'x[::-1, 0]': [8, 4, 0], 'x[..., 1]': [1, 5, 9],
                         'x[1:, 2:3]': [[6], [10]], 'x.T[1]': [1, 5, 9], 'x[2:0:-1, 3]': [11, 7], 'x[0, -2]': 2}.items():
        yield from expect(text, data(text, x), wanted)


def test_gradients():
    npy('x.npy', [1.0, 2.0, 3.0], (3,))
    out = value('sum(x ** 3)', 'x=x.npy', '--grad', 'x')
    yield from expect('value', out['value']['data'], 36.0)
    yield from expect('gradient', out['grad']['x']['data'], [3.0, 12.0, 27.0])
    yield from expect('second', data('grad(sum(grad(sum(x ** 3), x)), x)', 'x=x.npy'), [6.0, 12.0, 18.0])
    x, ones = 'x=x.npy', 't=f64[3]:ones'
    yield from expect('jvp', data('jvp(x ** 2, x, t)', x, ones), [2.0, 4.0, 6.0])
    yield from expect('jvp of a list', data('jvp(x * y, [x, y], [t, [0, 1, 0]])', x, ones, 'y=f64[3]:count'), [0.0, 3.0, 2.0])
    yield from expect('jvp, absent', data('jvp(floor(x), x, t)', x, ones), [0.0, 0.0, 0.0])
    yield from expect('hvp', data('hvp(sum(x ** 3), x, t)', x, ones), [6.0, 12.0, 18.0])
    yield from expect('hvp of a list', data('hvp(sum(x * x * y), [x, y], [t, t])[1]', x, ones, 'y=f64[3]:ones'),
                      [2.0, 4.0, 6.0])
    yield from expect('jacobian', data('jacobian(x[:2] ** 2, x)', x), [[2.0, 0.0, 0.0], [0.0, 4.0, 0.0]])
    yield from expect('jacobian, absent', data('jacobian(t[:2], x)', x, ones), [[0.0] * 3] * 2)
    yield from expect('hessian', data('hessian(x[0] * x[1] + x[2] ** 2, x)', x), [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 2.0]])
    yield from expect('hessian, absent', data('hessian(sum(x), x)', x), [[0.0] * 3] * 3)
    yield from expect('nested', data('jvp(grad(sum(x ** 3), x), x, t)', x, ones), [6.0, 12.0, 18.0])
    for text, wanted in {
        'jvp(x, x)': "jvp(y, x, t) takes 3 arguments", 'hvp(x, x, t)': 'the loss must have one element',
        'jvp(x, [x, t], [t])': 'jvp needs a list of 2 tangents', 'jvp(x, x, 1)': "the tangent's shape is not wrt[0]'s",
        'hessian(sum(x), [x])': 'hessian takes one tensor', 'jacobian(x, 3)': 'jacobian differentiates with respect to tensors',
        'jacobian(y=x, x)': 'jacobian takes no keywords', 'hesian(sum(x), x)': "no op is called 'hesian'; did you mean hessian?",
    }.items():
        message = run('eval', text, x, ones).stderr
        if wanted not in message or '^' not in message:
            yield f'{text}: {message!r}'
    yield from expect('picked', data('grad(sum(x * y), [x, y])[1]', 'x=x.npy', 'y=f64[3]:ones'), [1.0, 2.0, 3.0])
    yield from expect('absent', value('sum(y)', 'x=x.npy', 'y=f64[1]:ones', '--grad', 'x')['grad']['x']['data'],
                      [0.0, 0.0, 0.0])


def test_files():
    npy('x.npy', [1.0, 2.0, 3.0], (3,))
    npy('dy.npy', [1.0, 10.0, 100.0], (3,))
    r = run('eval', 'x * x', 'x=x.npy', '-o', 'y.npy', '--grad', 'x', '--vjp', 'dy.npy', '--out-dir', 'grads')
    yield from expect('status', (r.returncode, r.stderr), (0, ''))
    yield from expect('y.npy', read_npy('y.npy'), [1.0, 4.0, 9.0])
    yield from expect('grad_x.npy', read_npy('grads/grad_x.npy'), [2.0, 40.0, 600.0])


def test_random_operands_follow_the_seed():
    one, again, other = (run('eval', 'x', 'x=f32[5]', '--seed', s).stdout for s in ('1', '1', '2'))
    yield from expect('same seed', one == again, True)
    yield from expect('other seed', one == other, False)
    alone, beside = (value('x', *o)['value']['data'] for o in (['x=f32[3]'], ['w=f32[9]', 'x=f32[3]']))
    yield from expect('other operands', alone, beside)


def test_printing():
    yield from expect('like NumPy', run('eval', 'x / 2', 'x=f32[2,3]:count').stdout, '[[0.  0.5 1. ]\n [1.5 2.  2.5]]\n')


def test_set():
    yield from expect('number', data('x * a', 'x=f64[2]:ones', '--set', 'a=3'), [3.0, 3.0])
    yield from expect('attribute', data('sum(x, k)', 'x=f64[2,3]:ones', '--set', 'k=-1'), [3.0, 3.0])


def test_explain():
    trap = ('explain', 'sum(where(x > 0, sqrt(x), 0))', 'x=f64[3]:count')
    r = run(*trap, '--grad', 'x')
    yield from expect('status', r.returncode, 1)
    lines = r.stdout.split('\n')
    yield from expect('caret', lines[0][lines[1].index('^'):][:4], 'sqrt')
    for word in ('backward pass: where trap', 'column:18: sqrt', 'nan at [0] of (3,) f64', 'where at column:5', 'wg_where(ok, x, 1)'):
        yield from expect(word, word in r.stdout, True)
    r = run(*trap)
    yield from expect('finite', (r.returncode, r.stdout.startswith('all finite')), (0, True))
    r = run('explain', '--json', 'log(x)', 'x=f64[4]:count')
    out = json.loads(r.stdout)
    yield from expect('json', (r.returncode, out['kind'], out['birth']['index'], out['birth']['value'], out['birth']['column']),
                      (1, 'log of 0', [0], '-inf', 1))
    npy('bad.npy', [1.0, float('nan'), 3.0], (3,))
    r = run('explain', 'sum(x * x)', 'x=bad.npy')
    yield from expect('data', (r.returncode, 'bad data' in r.stdout, 'x is nan at [1]' in r.stdout), (1, True, True))
    r = run('explain')
    yield from expect('usage', r.returncode, 2)


def test_errors_point_at_the_column():
    cases = [
        (['x @ w', 'x=f32[3,4]', 'w=f32[3,4]'], 'inner dimensions', 3),
        (['sum(tanhh(x))', 'x=f32[3]'], 'did you mean tanh?', 5),
        (['x + y', 'x=f32[3]'], "'y' is not bound", 5),
        (['softmax(x, axs=1)', 'x=f32[3]'], 'no parameter axs', 16),
        (['softmax(x, axis=7)', 'x=f32[3]'], 'out of range', 1),
        (['(x + 1', 'x=f32[3]'], "')' expected", 7),
        (['x $ 1', 'x=f32[3]'], 'expected', 3),
        (['take(x, [7])', 'x=f32[3]'], '7', 1),
        (['x + n', 'x=f32[3]', 'n=i32[3]'], 'dtypes differ', 3),
        (['sum("a)'], 'closing quote', 5),
        (['x[1, 2]', 'x=f32[3]'], 'indices', 2),
    ]
    for args, words, column in cases:
        r = run('eval', *args)
        lines = r.stderr.splitlines()
        yield from expect(f'{args[0]}: status', r.returncode, 1)
        if len(lines) != 3 or words not in lines[0] or lines[2].find('^') != column + 1:
            yield f'{args[0]}: wanted {words!r} at column {column}, got {r.stderr!r}'


def test_deep_nesting_is_an_error():
    r = run('eval', '(' * 5000 + '1' + ')' * 5000)
    yield from expect('status', r.returncode, 1)
    if 'nested deeper' not in r.stderr:
        yield r.stderr[:200]


def test_other_errors():
    for args, status, words in [
            (['eval'], 2, 'expression'), (['eval', 'x', '--nonsense'], 2, 'nonsense'), (['frobnicate'], 2, 'frobnicate'),
            (['eval', 'x', 'x=no-such-file.npy'], 1, 'no-such-file.npy'), (['eval', 'x', 'x=f32[2,'], 1, 'f32[2,'),
            (['eval', 'x', 'x=f32[2]', '--grad', 'x'], 1, 'one element'),
            (['eval', 'x', 'x=f32[2]', '--grad', 'w'], 2, "'w'"), (['eval', 'x', 'x=f32[1]', 'x=f32[1]'], 1, 'twice'),
            (['eval', 'x', 'x=f32[99999999999,99999999999]'], 1, 'x=f32'), (['ops', 'nonsense'], 1, 'nonsense'),
            (['graph', 'x', 'x=f32[2]', '-f', 'gif'], 2, 'gif'), (['train'], 2, '--images')]:
        r = run(*args)
        yield from expect(f'{args}: status', r.returncode, status)
        if words not in r.stderr or r.stdout:
            yield f'{args}: wanted {words!r} on stderr, got {r.stderr!r} and {r.stdout!r}'


def test_ops():
    ops = json.loads(run('ops', '--json').stdout)
    yield from expect('list', all(o['doc'] and o['formula'] and o['derivative'] for o in ops),
                      True)
    yield from [o['name'] for o in ops if not (o.get('doc') and o.get('formula') and o.get('derivative'))]
    text = run('ops', 'tanh').stdout
    for word in ('tanh(tensor x)', 'formula', 'derivative', 'wg_tanh'):
        if word not in text:
            yield f'ops tanh lacks {word!r}'
    page = run('ops', '--markdown').stdout
    yield from [f'the page lacks {o["name"]}' for o in ops if f'\n### {o["name"]}\n' not in page]
    yield from expect('a magnitude in a table', '| formula | `y = \\|x\\|` |' in page, True)
    yield from expect('--markdown with a name', run('ops', '--markdown', 'tanh').returncode, 2)


def test_graph():
    for form, words in {'text': 'tanh', 'dot': 'digraph', 'json': '{'}.items():
        for plan in ([], ['--plan']):
            r = run('graph', 'sum(tanh(x @ w))', 'x=f32[2,3]', 'w=f32[3,2]', '--grad', 'w', '-f', form, *plan)
            if r.returncode != 0 or words not in r.stdout:
                yield f'{form} {plan}: {r.stderr} {r.stdout[:200]}'
            elif form == 'json':
                json.loads(r.stdout)


def test_plan():
    args = ('plan', 'mean(tanh(x @ w))', 'x=f32[64,32]', 'w=f32[32,16]', '--grad', 'w', '--runs', '5', '--no-roof')
    r = run(*args)
    yield from expect('exit status', (r.returncode, r.stderr), (0, ''))
    report = json.loads(run(*args, '--json', '-').stdout)
    plan, times = report['plans'][0]['plan'], report['plans'][0]['times']
    yield from expect('a time for each step', (len(times), len(plan['steps']) > 1), (len(plan['steps']), True))
    yield from expect('the steps in the table', [s['work'] in r.stdout for s in plan['steps']], [True] * len(times))
    events = json.loads(run(*args, '--trace', '-').stdout)['traceEvents']
    yield from expect('the events of a trace', [e['name'] for e in events[:len(times)]], [s['work'] for s in plan['steps']])
    run('eval', 'softmax(x)', 'x=f32[4,8]', WG_TRACE=path('trace.json'))
    r = run('plan', path('trace.json'), '--no-roof')
    yield from expect('the trace of another program', (r.returncode, 'max' in r.stdout), (0, True))
    yield from expect('no such expression', run('plan', 'tanhh(x)', 'x=f32[3]').returncode, 1)


def checked(*args):
    """Exit status and the JSON of a check."""
    r = run('check', '--json', '-', *args)
    return r.returncode, json.loads(r.stdout)


def test_check_an_expression():
    status, report = checked('sum(gelu(x) * y)', 'x=f64[3,4]', 'y=f64[3,4]')
    yield from expect('status', status, 0)
    check = report['checks'][0]
    yield from expect('counts', (check['passed'], check['report']['counts'], check['report']['total']), (True, {'ok': 24}, 24))
    yield from expect('leaves', [(x['name'], x['shape']) for x in check['report']['leaves']], [('x', [3, 4]), ('y', [3, 4])])
    yield from expect('graph', 'gelu' in str(check['title']) and len(check['graph']['nodes']) > 3, True)
    elements = check['report']['leaves'][0]['elements']
    yield from [f'{rule} is not {reference}' for rule, reference, error in
                zip(elements['rule'], elements['reference'], elements['error']) if not abs(rule - reference) <= error]
    status, report = checked('x * w', 'x=f64[3]', 'w=f64[3]', '--wrt', 'w', '--second', '--keep-all')
    yield from expect('wrt', [x['name'] for x in report['checks'][0]['report']['leaves']], ['w'])
    yield from expect('second order', report['checks'][0]['report']['second'] is not None, True)
    yield from expect('ladders', all(report['checks'][0]['report']['leaves'][0]['elements']['ladder']), True)


def test_check_fails_what_is_not_finite_or_not_there():
    for verdict, args in {'nonfinite': ['sum(sqrt(x))', 'x=f64[3]:count'], 'not exercised': ['sum(x * 0)', 'x=f64[3]']}.items():
        status, report = checked(*args)
        yield from expect(f'{verdict}: status', status, 1)
        yield from expect(verdict, (report['checks'][0]['report']['verdict'], report['checks'][0]['passed']), (verdict, False))
    rule = checked('sum(sqrt(x))', 'x=f64[3]:count')[1]['checks'][0]['report']['leaves'][0]['elements']['rule']
    yield from expect('infinity in JSON', rule[0], 'inf')


def test_check_prints_nan():
    """The sign of a NaN says nothing: sqrt(-1) is -nan to printf."""
    for expression in ('sum(sqrt(x-1))', 'sum(sqrt(x-1) * 0)', 'sum(where(x < 1, sqrt(x-1), x))'):
        r = run('check', expression, 'x=f64[3]:count')
        yield from expect(expression, (r.returncode, 'nan' in r.stdout, '-nan' in r.stdout), (1, True, False))


def test_check_ops():
    status, report = checked('matmul', 'relu', 'concat', '--second')
    yield from expect('status', status, 0)
    yield from expect('ops', {c['op'] for c in report['checks']}, {'matmul', 'relu', 'concat'})
    titles = [c['title'] for c in report['checks']]
    for wanted in ('matmul(x, y) x=f32[2,3,4] y=f32[4,2]', 'concat([xs0, xs1], axis=-1) xs0=f64[2,3] xs1=f64[2,1]'):
        if wanted not in titles:
            yield f'no {wanted} in {titles}'
    status, report = checked('add', '--dtype', 'f32', '--shapes', '[2,3] [3]')
    yield from expect('shapes', [c['title'] for c in report['checks']], ['add(x, y) x=f32[2,3] y=f32[3]'])
    r = run('check', 'all')
    rows = {line.split()[0]: line.split()[1] for line in r.stdout.splitlines()}
    ops = json.loads(run('ops', '--json').stdout)
    yield from expect('status of all', r.returncode, 0)
    yield from [f'{o["name"]}: {rows.get(o["name"])}' for o in ops if o['gradient'] == 'yes' and o['family'] != 'graph'
                and o['parameters'][0]['kind'].startswith('tensor') and rows.get(o['name']) != 'ok']


def members(v, into):
    """The names of all members, but those of the graph and of counts, which are data."""
    for key, value in v.items() if isinstance(v, dict) else enumerate(v) if isinstance(v, list) else ():
        if isinstance(key, str):
            into.add(key)
        if key not in ('graph', 'counts'):
            members(value, into)
    return into


def test_check_report_is_as_documented():
    with open(os.path.join(SOURCE, 'docs', 'reports.md'), encoding='utf-8') as f:
        documented = set(re.findall(r'`"?(\w+)"?`', f.read()))
    _, report = checked('h = tanh(x @ w); sum(h * h)', 'x=f64[4,3]', 'w=f64[3,2]', '--fast', '--second')
    yield from [f'{name} is not in docs/reports.md' for name in sorted(members(report, set()) - documented)]
    yield from tap.caught([n for n in members({'checks': [{'novel': 1}]}, set()) - documented], 'novel')
    yield from expect('schema', report['schema'], 'wengert.check/1')
    yield from expect('verdicts', [v['name'] for v in report['verdicts']][::9], ['ok', 'wrong'])


def test_check_output():
    r = run('check', 'exp', '--json', 'exp.json')
    yield from expect('no colours in a pipe', '\033' in r.stdout + r.stderr, False)
    yield from expect('last line', r.stdout.splitlines()[-1], '4 checks, 0 not passed')
    with open(path('exp.json'), encoding='utf-8') as f:
        yield from expect('file', len(json.load(f)['checks']), 4)
    same = [run('check', 'sum(x * x)', 'x=f64[5]', '--seed', s, '--json', '-').stdout for s in ('1', '1', '2')]
    rules = [json.loads(t)['checks'][0]['report']['leaves'][0]['elements']['rule'] for t in same]
    yield from expect('seeds', (rules[0] == rules[1], rules[0] == rules[2]), (True, False))


def test_check_interrupted():
    """Ctrl-C leaves the part that was done."""
    p = subprocess.Popen([WENGERT, 'check', 'sum(tanh(x @ w) @ v)', 'x=f64[200,200]', 'w=f64[200,200]', 'v=f64[200,200]', '--full',
                          '--json', 'part.json'], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=FOLDER.name)
    time.sleep(1)
    p.send_signal(signal.SIGINT)
    _, err = p.communicate(timeout=60)
    yield from expect('status', p.returncode, 130)
    yield from expect('said', 'stopped' in err, True)
    with open(path('part.json'), encoding='utf-8') as f:
        check = json.load(f)['checks'][0]
    yield from expect('report', (check['report']['cancelled'], check['passed']), (True, False))


def test_check_errors():
    for args, status, words in [
            (['check'], 2, 'expression'), (['check', 'exp', '--dtype', 'i32'], 2, 'f32 or f64'), (['check', 'exp', '--shapes', '[2'], 2, '[2'),
            (['check', 'add', '--shapes', '[2]'], 2, '2 operands'), (['check', 'x', 'x=f64[2]', '--dtype', 'f32'], 2, 'for ops'),
            (['check', 'x', 'x=f64[2]', '--wrt', 'w'], 2, "'w'"), (['check', 'exp', '--wrt', 'x'], 2, '--wrt'),
            (['check', 'exp', '--fast', '--full'], 2, 'not both'), (['check', 'floor'], 1, 'nothing was checked'),
            (['check', 'argmax(x)', 'x=f64[3]'], 1, ''), (['check', 'tanhh(x)', 'x=f64[3]'], 1, 'did you mean tanh?'),
            (['check', 'exp', '--json', '/no/such/folder/x.json'], 1, '/no/such/folder'),
            (['report'], 2, 'one report'), (['report', 'no-such.json'], 1, 'no-such.json')]:
        r = run(*args)
        yield from expect(f'{args}: status', r.returncode, status)
        if words not in r.stderr:
            yield f'{args}: wanted {words!r} on stderr, got {r.stderr!r}'


def test_train():
    small = os.path.join(SOURCE, 'tests', 'data', 'fashion-mnist')
    images, labels = (os.path.join(small, f't10k-{k}.gz') for k in ('images-idx3-ubyte', 'labels-idx1-ubyte'))
    r = run('train', '-x', images, '-y', labels, '--widths', '32', '--epochs', '3', '--json', '-o', 'trained')
    if r.returncode != 0:
        return [r.stderr]
    result = json.loads(r.stdout)
    missing = [f for f in ('weights.npz',) if not os.path.exists(path(f'trained/{f}'))]
    return missing + ([] if result['test_accuracy'] > 0.5 else [f'accuracy {result["test_accuracy"]}'])


def test_version():
    yield from expect('status', run('version').returncode, 0)
    yield from expect('json', json.loads(run('version', '--json').stdout)['ops'] > 50, True)


tap.run([(name[5:].replace('_', ' '), function) for name, function in sorted(globals().items())
         if name.startswith('test_')])
