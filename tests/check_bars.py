"""The report of the aims: what is met, what is not, the best rival, and what is missing.

usage: check_bars.py SOURCE
"""
import io
import sys

import tap

sys.path.insert(0, sys.argv[1] + '/benchmarks')
import bars  # noqa: E402


def member(name, seconds, ours, **more):
    q = seconds / ours
    return {'name': name, 'time': {'value': seconds}, 'ratio': {'value': q, 'lo': .9 * q, 'hi': 1.1 * q}, **more}


def row(name, group, ours, threads=1, peak=None, share=None, **peers):
    more = {'of_peak': peak} if peak else {}
    more.update({'roof': {'share': share, 'binds': 'L3'}} if share else {})
    title = name + (f', {threads} threads' if threads > 1 else '')
    return {'name': name, 'title': title, 'group': group, 'threads': threads, 'status': 'ok',
            'peers': [member('wengert', ours, ours, **more)] + [member(n.replace('_', ' '), t, ours) for n, t in peers.items()]}


def words(*rows, cold=(), gemm=''):
    parts = bars.report({'rows': list(rows)}, list(cold), ['wengert', 'torch'], gemm)
    return [(a['what'], a['met']) for _, aims in parts for a in aims]


def expect(what, got, wanted):
    return [] if got == wanted else [f'{what}: got {got!r}, wanted {wanted!r}']


def test_ratios_and_shares():
    name = '784-128-10 step, batch 32'
    yield from expect('met', words(row(name, 'models', 1e-6, peak=.9, torch=3e-6, jax=1.5e-6)), [(name, True), (name, True)])
    yield from expect('the best rival counts', words(row(name, 'models', 1e-6, peak=.84, torch=3e-6, jax=1.3e-6)), [(name, False), (name, False)])
    yield from expect('no rival there', words(row(name, 'models', 1e-6, peak=.9)), [(name, None), (name, True)])
    name = 'exp 1024 x 1024'
    yield from expect('the roof', words(row(name, 'ops', 1e-6, share=.9, torch=.96e-6)), [(name, False), (name, False)])
    yield from expect('the roof', words(row(name, 'ops', 1e-6, share=.92, torch=1e-6)), [(name, True), (name, True)])
    name = 'matmul 64 x 64 x 64'
    for time, met in ((.96e-6, False), (.98e-6, True)):
        yield from expect(f'a provider at {time}', words(row(name, 'ops', 1e-6, peak=.9, torch=9e-6, onednn=time)), [(name, met)])


def test_never_slower():
    """What the run cannot tell from equal is not slower: the interval reaches 1, within 3 %."""
    for value, hi, met in ((.98, 1.01, True), (.98, .99, False), (.96, 1.2, False), (1.01, 1.02, True)):
        one = row('exp 1024 x 1024', 'ops', 1e-6, torch=value * 1e-6)
        one['peers'][1]['ratio']['hi'] = hi
        yield from expect(f'{value} up to {hi}', [m for _, m in words(one)][1:], [met])


def test_native_code():
    one = row('softmax 1024 x 1024', 'kernels', 2e-6, torch=2.4e-6, native=1e-6, by_hand=.9e-6)
    one['peers'][-1]['name'] = 'by-hand'
    yield from expect('native', [m for _, m in words(one)], [False, False, True, True])


def test_threads():
    name = '784-1024-1024-10 step, batch 128'
    some = words(row(name, 'models', 1e-6, threads=2, torch=2e-6, one_thread=1.7e-6))
    yield from expect('a gain of 1.7', some, [(name + ', 2 threads', True), (name + ', 2 threads', False)])
    some = words(row('784-128-10 step, batch 1', 'models', 1e-6, threads=2, torch=.9e-6, one_thread=1.01e-6))
    yield from expect('never slower than one', [met for _, met in some], [False, True])


def test_start_and_recording():
    cold = [{'name': '784-128-10 step, batch 32', 'times': {'wengert': 9e-3, 'torch': 2}, 'memory': {'wengert': 15e6, 'torch': 6e8}}]
    yield from expect('start', [met for _, met in words(cold=cold)], [True, False])
    adds = row('1000 scalar additions, recorded and run', 'recording', 1e-4, torch=1e-3)
    yield from expect('additions', [met for _, met in words(adds)], [False])


def test_choice_of_gemm():
    line = '{:<32}  {:>9.2f} us {:6.1f} {:3.0f}%  {:>9.2f} us {:6.1f} {:3.0f}%  {:>9.2f} us {:6.1f} {:3.0f}%  {}\n'
    text = 'f32: FMA peak 100.0 GFLOP/s\n' + line.format('good', 1, 1, 1, 2, 1, 1, 1.01, 1, 1, 'own') + line.format('bad', 1, 1, 1, 2, 1, 1, 1.9, 1, 1, 'cblas')
    yield from expect('choice', words(gemm=text), [('bad, f32', False), ('1 of 2 shapes', True)])


def test_printed():
    name = '784-128-10 step, batch 1'
    out, parts = io.StringIO(), bars.report({'rows': [row(name, 'models', 1e-6, torch=2e-6)]}, [], ['wengert', 'torch'])
    bars.text(parts, out)
    yield from (f'no {w!r} in {out.getvalue()}' for w in ('NOT MET', '2.00 x', 'torch 2 us', '0 of 1 aims met') if w not in out.getvalue())
    page = '\n'.join(bars.markdown(parts))
    yield from (f'no {w!r} in {page}' for w in ('**NOT MET**', '| 3 x |') if w not in page)


tap.run([(name[5:].replace('_', ' '), function) for name, function in sorted(globals().items()) if name.startswith('test_')])
