"""Files as one array of C: the part of the source of native code that is the same for all programs.

usage: embed.py NAME OUTPUT FILE... [-- HEADER...]

The FILEs one after the other, without comments and indentation. What they include of the HEADERs, or of the FILEs, is put in its place,
each time; other includes in quotes go, those in <> stay.
"""
import os
import re
import sys


def strip(text):
    """Without comments and indentation; a line is a line still where the preprocessor looks."""
    text = re.sub(r'/\*.*?\*/', ' ', text, flags=re.S)
    return '\n'.join(line.strip() for line in text.splitlines() if line.strip())


def expand(path, known, open_now=()):
    lines = []
    for line in strip(open(path, encoding='utf-8').read()).splitlines():
        included = re.match(r'#\s*include\s+"(.+)"', line)
        if not included:
            lines.append(line)
            continue
        name = os.path.basename(included.group(1))
        if name in known and name not in open_now:
            lines.append(expand(known[name], known, open_now + (name,)))
    return '\n'.join(lines)


def main(name, output, *files):
    files = [f for f in files if f != '--']
    at = list(sys.argv[3:]).index('--') if '--' in sys.argv[3:] else len(files)
    known = {os.path.basename(f): f for f in files}
    text = '\n'.join(expand(f, known, (os.path.basename(f),)) for f in files[:at]) + '\n'
    data = text.encode() + b'\0'
    rows = [', '.join(map(str, data[i:i + 24])) for i in range(0, len(data), 24)]
    with open(output, 'w', encoding='utf-8') as out:
        out.write('/* Made by tools/embed.py. */\n#include "engine/native.h"\n\n')
        out.write('const char %s[] = {\n    %s};\n' % (name, ',\n    '.join(rows)))


if __name__ == '__main__':
    main(*sys.argv[1:])
