"""Report pages: self-contained, and drawn by a real browser without a complaint.

usage: check_pages.py WENGERT BROKEN_MODEL

BROKEN_MODEL is a user's program that writes the JSON of a failing check (broken_model.c). The points that need a browser are skipped by
name where there is no chromium.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import tap

WENGERT, MODEL = (os.path.abspath(a) for a in sys.argv[1:3])
FOLDER = tempfile.TemporaryDirectory()
BROWSER = shutil.which('chromium') or shutil.which('chromium-browser') or shutil.which('google-chrome')
LOADS = re.compile(r'<(?:link|img|iframe|object|embed|base)\b|<script[^>]*\bsrc\b|\b(?:src|href)\s*=\s*["\']|@import|url\(|'
                   r'\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|\bimport\s*\(')


def run(*args, stdin=None):
    return subprocess.run(args, capture_output=True, text=True, input=stdin, cwd=FOLDER.name, check=False, timeout=120)


def path(name):
    return os.path.join(FOLDER.name, name)


def write(name, text):
    with open(path(name), 'w', encoding='utf-8') as f:
        f.write(text)


def read(name):
    with open(path(name), encoding='utf-8') as f:
        return f.read()


def have_pages():
    if not json.loads(run(WENGERT, 'version', '--json').stdout)['pages']:
        raise tap.Skip('built without pages')


def make():
    """model.html of the failing program, all.html of every op, net.html of an expression."""
    have_pages()
    if os.path.exists(path('net.html')):
        return
    model = run(MODEL)
    write('model.json', model.stdout)
    for args in (['report', 'model.json', '-o', 'model.html'], ['check', 'all', '--second', '--html', 'all.html'],
                 ['check', 'h = tanh(x @ w); sum(softmax(h, axis=1) * y)', 'x=f32[4,3]', 'w=f32[3,2]', 'y=f32[4,2]',
                  '--html', 'net.html', '--fast']):
        r = run(WENGERT, *args)
        if r.returncode != 0:
            raise RuntimeError(f'{args}: {r.returncode}\n{r.stdout}{r.stderr}')


def outside_library(html):
    """The page without the chart library, which is between its licence notice and the end of its script."""
    begin = html.index('/*!\n * Chart.js')
    return html[:begin] + html[html.index('</script>', begin):]


def self_contained(html):
    bad = LOADS.search(outside_library(html))
    if bad:
        yield f'{html[max(0, bad.start() - 60):bad.end() + 60]!r} loads something'
    for notice in ('Chart.js v3', 'Released under the MIT License', '@kurkle/color'):
        if notice not in html:
            yield f'the notice of the library lacks {notice!r}'


def test_pages_are_self_contained():
    make()
    for name in ('model.html', 'all.html', 'net.html'):
        yield from (f'{name}: {line}' for line in self_contained(read(name)))
    page = read('model.html')
    yield from tap.caught(self_contained(page.replace('</head>', '<link rel="icon"></head>')), 'loads something')
    yield from tap.caught(self_contained(page.replace('MIT License', '')), 'MIT License')


def browse(name, width=1200, flags=()):
    """The elements after the scripts have run, and what went to the console."""
    if not BROWSER:
        raise tap.Skip('no chromium here')
    r = run(BROWSER, '--headless=new', '--no-sandbox', '--disable-gpu', '--enable-logging=stderr', '--virtual-time-budget=5000',
            '--host-resolver-rules=MAP * ~NOTFOUND', f'--user-data-dir={path("profile")}', f'--window-size={width},1000', *flags,
            '--dump-dom', f'file://{path(name)}')
    console = [line for line in r.stderr.splitlines() if 'CONSOLE' in line]
    return r.stdout, console


def drawn(name, *words, flags=()):
    dom, console = browse(name, flags=flags)
    yield from (f'{name}: console: {line}' for line in console)
    body = dom.split('<script', 1)[0]
    for word in words:
        if not re.search(word, body, re.S):
            yield f'{name}: no {word!r} in what was drawn ({len(body)} bytes)'


def test_a_failing_model_is_drawn():
    make()
    dark = ['--blink-settings=preferredColorScheme=0']
    words = (r'To blame: <code>user_softplus', r'broken_model\.c:\d+', r'class="node op marked"', r'<canvas', r'Derivative against h',
             r'<code>W</code>', r'class="pill"[^>]*>\S* wrong', r'class="card banner failed"')
    yield from drawn('model.html', *words)
    yield from drawn('model.html', *words, flags=dark)


def test_passing_checks_are_drawn():
    make()
    yield from drawn('all.html', r'class="card banner passed"', r'matmul\(x, y\) x=f64\[3,4\]', r'the gradient of the gradient')
    yield from drawn('net.html', r'class="card banner passed"', r'Directions', r'probability of a miss')


def test_a_narrow_window_does_not_scroll_sideways():
    make()
    probe = '<script>setTimeout(() => { document.body.dataset.wider = document.documentElement.scrollWidth - innerWidth; }, 1000)</script>'
    for name, wanted in (('model', 0), ('all', 0), ('wide', 1)):
        page = read('model.html' if name == 'wide' else f'{name}.html')
        if name == 'wide':  # the probe sees what it should
            page = page.replace('<main>', '<main><div style="width: 900px">x</div>')
        write(f'{name}-probe.html', page.replace('</body>', probe + '</body>'))
        dom, _ = browse(f'{name}-probe.html', width=500)
        wider = re.search(r'data-wider="(-?\d+)"', dom)
        if not wider or (int(wider[1]) > 0) != bool(wanted):
            yield f'{name}: {wider and wider[1]} pixels too wide'


def test_a_broken_script_is_noticed():
    make()
    write('broken.html', read('model.html').replace('Page.report()', 'Page.nothing()'))
    yield from tap.caught(drawn('broken.html', 'To blame'), 'console', 'no ')


def test_hostile_text_stays_text():
    make()
    report = json.loads(read('model.json'))
    evil = '</script><img id="evil" src=x onerror=alert(1)><!--<script>'
    report['title'] = evil
    report['checks'][0]['report']['leaves'][0]['name'] = evil
    report['checks'][0]['report']['text'] = evil
    write('evil.json', json.dumps(report))
    r = run(WENGERT, 'report', 'evil.json', '-o', 'evil.html')
    if r.returncode != 0:
        return [r.stderr]
    complaints = ['the text became an element'] if '<img' in read('evil.html') else []
    dom, console = browse('evil.html')
    return complaints + console + (['the browser made an element of it'] if '<img' in dom else [])


tap.run([(name[5:].replace('_', ' '), function) for name, function in sorted(globals().items())
         if name.startswith('test_')])
