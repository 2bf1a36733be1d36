#!/usr/bin/env python3
"""Makes C data of the page templates, with their style, scripts and the chart library inside.

usage: bundle.py OUTPUT.c [--library FILE] [PAGE.html ...]

A template is a comment, a style and what stands in <main>:

    <!-- report: wengert.check/1; kicker: gradient check; scripts: graph.js check.js -->
    <style> ... </style>
    ...

The comment says which report the template shows, what the page calls itself, and its scripts. frame.html, beside the template, has the rest of
a page, with these marks:

    {{schema}} {{kicker}} {{style}} {{body}} {{scripts}}   of the template
    {{include FILE}}   the text of a file beside it
    {{library}}        the chart library, with its licence notice
    {{title}}          the report's title, when the page is written
    {{report}}         the report's JSON, when the page is written

What several pages include is one array in the C file.
"""
import argparse
import os
import re
import sys

MARK = re.compile(r'\{\{(include [\w.]+|library|title|report)\}\}')
TEMPLATE = re.compile(r'<!-- report: ([\w.]+/\d+); kicker: ([^;]+); scripts: ([\w. ]+) -->\n<style>\n(.*?)\n</style>\n(.*)', re.S)
NETWORK = re.compile(r'(?:src|href)\s*=|@import|url\(|\bfetch\(|XMLHttpRequest|WebSocket|\bimport\b\s*[({"\']')


def read(path):
    with open(path, encoding='utf-8') as f:
        return f.read()


def notice(text):
    """The licence comments of a minified library, which have to stay."""
    found = re.findall(r'/\*!.*?\*/', text, re.S)
    if not any('Released under' in c or 'icense' in c for c in found):
        sys.exit('the chart library has lost its licence notice')
    return found


class Blobs:
    """Texts, each once."""

    def __init__(self):
        self.number = {}

    def add(self, text):
        return self.number.setdefault(text, len(self.number))

    def declare(self):
        for text, k in self.number.items():
            data = text.encode()
            yield f'static const unsigned char text{k}[{len(data)}] = {{'
            for i in range(0, len(data), 32):
                yield ','.join(map(str, data[i:i + 32])) + ','
            yield '};'


def framed(path):
    """The report that a template shows, and its page, with the other marks left."""
    found = TEMPLATE.fullmatch(read(path))
    if not found:
        sys.exit(f'{path}: not a comment with report, kicker and scripts, a style, and the page')
    schema, kicker, scripts, style, body = found.groups()
    text = read(os.path.join(os.path.dirname(path), 'frame.html'))
    scripts = '\n'.join(f'<script>\n{{{{include {name}}}}}\n</script>' for name in scripts.split())
    for mark, value in (('schema', schema), ('kicker', kicker), ('style', style), ('body', body.rstrip('\n')), ('scripts', scripts)):
        text = text.replace(f'{{{{{mark}}}}}', value)
    return schema, text


def pieces(path, library, blobs):
    """The initialisers of a page's parts, in order."""
    report, text = framed(path)
    parts, at, marks = [], 0, []

    def fixed(chunk):
        if chunk:
            number = blobs.add(chunk)
            parts.append(f'{{PAGE_TEXT, text{number}, sizeof text{number}}}')

    for mark in MARK.finditer(text):
        fixed(text[at:mark.start()])
        at = mark.end()
        marks.append(mark[1])
        if mark[1] == 'library':
            if '</script' in library:
                sys.exit('the chart library would end its own script element')
            fixed(library)
        elif mark[1].startswith('include '):
            name = os.path.join(os.path.dirname(path), mark[1].split()[1])
            own = read(name)
            bad = NETWORK.search(own)
            if bad or '</script' in own:
                sys.exit(f'{name}: {bad[0] if bad else "</script"}: a page has all it needs inside')
            fixed(own)
        else:
            parts.append(f'{{PAGE_{mark[1].upper()}, NULL, 0}}')
    fixed(text[at:])
    if marks.count('report') != 1:
        sys.exit(f'{path}: {{{{report}}}} is needed once')
    return report, parts


def main():
    options = argparse.ArgumentParser()
    options.add_argument('output')
    options.add_argument('--library')
    options.add_argument('page', nargs='*')
    o = options.parse_intermixed_args()
    blobs, pages = Blobs(), []
    library = ''
    if o.library:
        library = re.sub(r'^//# sourceMappingURL=.*$', '', read(o.library), flags=re.M).rstrip() + '\n'
        notice(library)
    for path in o.page:
        pages.append(pieces(path, library, blobs))
    out = ['/* Made by cli/pages/bundle.py. */', '#include "cli/page_parts.h"', '', *blobs.declare()]
    for k, (_, parts) in enumerate(pages):
        out += [f'static const page_part parts{k}[] = {{', *(f'    {p},' for p in parts), '};']
    out += ['const page_template page_templates[] = {',
            *(f'    {{"{report}", parts{k}, sizeof parts{k} / sizeof parts{k}[0]}},' for k, (report, _) in enumerate(pages)),
            '    {NULL, NULL, 0},', '};', '']
    with open(o.output, 'w', encoding='utf-8') as f:
        f.write('\n'.join(out))


if __name__ == '__main__':
    main()
