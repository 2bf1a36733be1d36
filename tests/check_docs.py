"""The pages that quote programs quote what is there: excerpts stand in the examples, and outputs are what they print.

usage: check_docs.py SOURCE WENGERT NAME=PROGRAM...

In README.md, docs/guide.md and docs/gradcheck.md, a line `<!-- examples/NAME.c -->` says where the lines of the next block come from, and
`<!-- output of examples/NAME -->` whose output they are. Digits may differ in outputs: elementary functions round differently from one
instruction set to the next. A line `$ wengert ...` in an indented block is run, and what follows it must be its output.
"""
import os
import re
import shlex
import subprocess
import sys

import tap

SOURCE, WENGERT = sys.argv[1], os.path.abspath(sys.argv[2])
PROGRAM = dict(word.split('=', 1) for word in sys.argv[3:])
PAGES = ['README.md', 'docs/guide.md', 'docs/gradcheck.md']


def blocks(lines):
    """(line before the block, its lines) of fenced and indented code, without fence and indentation."""
    at, before = 0, ''
    while at < len(lines):
        line = lines[at]
        block = []
        if line.startswith('```'):
            at += 1
            while at < len(lines) and not lines[at].startswith('```'):
                block.append(lines[at])
                at += 1
            at += 1
        elif line.startswith('    '):
            while at < len(lines) and (lines[at].startswith('    ') or not lines[at].strip()):
                block.append(lines[at][4:])
                at += 1
            while not block[-1].strip():
                block.pop()
        else:
            before = line.strip() or before
            at += 1
            continue
        yield before, block
        before = ''


def stands_in(block, text, what):
    return [] if '\n'.join(block).strip() in text else [f'{what} does not have', *block]


def plain(line):
    return re.sub(r'[-+ ]?\d[\d.e+-]*', '#', line.rstrip())


def excerpt(name, block):
    with open(os.path.join(SOURCE, name), encoding='utf-8') as f:
        return stands_in(block, f.read(), name)


def output(name, block):
    p = subprocess.run([PROGRAM[name]], capture_output=True, text=True, timeout=120)
    return stands_in([plain(line) for line in block], '\n'.join(plain(line) for line in p.stdout.split('\n')), name)


def session(block):
    """A block of `$ wengert` lines with what each prints, on either stream."""
    wrong, command, said = [], None, []
    for line in [*block, '$ end']:
        if not line.startswith('$ '):
            said.append(line)
            continue
        if command:
            p = subprocess.run([WENGERT, *shlex.split(command)[1:]], capture_output=True, text=True, timeout=120)
            got = (p.stdout + p.stderr).rstrip().split('\n')
            while said and not said[-1].strip():
                said.pop()
            if [plain(x) for x in got] != [plain(x) for x in said]:
                wrong += [command, 'prints', *got]
        command, said = line[2:], []
    return wrong


def points(page):
    with open(os.path.join(SOURCE, page), encoding='utf-8') as f:
        lines = f.read().split('\n')
    for number, (before, block) in enumerate(blocks(lines), 1):
        name = f'{page} block {number}: {block[0].strip()[:40]}'
        origin = re.fullmatch(r'<!-- (output of )?(examples/(\w+)[.\w]*) -->', before)
        if origin and origin[1] and origin[3] in PROGRAM:
            yield name, lambda n=origin[3], b=block: output(n, b)
        elif origin and not origin[1]:
            yield name, lambda n=origin[2], b=block: excerpt(n, b)
        elif block[0].startswith('$ wengert'):
            yield name, lambda b=block: session(b)


def control():
    """What is not there is noticed."""
    return tap.caught(excerpt('examples/neuron.c', ['int no_such_line;']) + output('neuron', ['no such output']) +
                      session(['$ wengert eval 1+1', '3 and more']), 'examples/neuron.c', 'neuron does', 'eval 1+1')


tap.run([point for page in PAGES for point in points(page)] + [('a wrong quotation is noticed', control)])
