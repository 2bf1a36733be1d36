"""The symbols of the built library against the WG_API declarations of the public headers, both ways.

usage: check_symbols.py CC UMBRELLA_HEADER INCLUDE_DIR LIBWENGERT.so LIBWENGERT.a

The preprocessor expands the headers first, so that declarations made by macros count too.
"""
import os
import re
import subprocess
import sys
import tempfile

import tap

VISIBLE = re.compile(r'__attribute__\s*\(\(\s*visibility\s*\(\s*"default"\s*\)\s*\)\)')
NAME = re.compile(r'(\w+)\s*\)?\s*[(\[;=]')
OF_THE_LINKER = {'_init', '_fini', '__bss_start', '_edata', '_end'}
# What a library has no business calling: these end or upset the program that it serves.
FORBIDDEN = {'abort', 'exit', '_exit', '_Exit', 'quick_exit', '__assert_fail', 'longjmp', '_longjmp', '__longjmp_chk',
             'siglongjmp', 'signal', 'sigaction', 'setlocale', 'srand', 'rand', 'random', 'srandom', 'putenv', 'setenv',
             'strtok', 'gets', 'tmpnam', 'system', 'perror', 'sprintf', 'vsprintf', 'strcpy', 'strcat'}


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def declared(cc, header, include):
    """The names that the header declares WG_API."""
    text = run(*cc, '-E', '-P', '-I', include, header)
    return {NAME.search(rest).group(1) for rest in VISIBLE.split(text)[1:]}


def symbols(path, *options):
    """(type, name) of each symbol that nm lists, versions cut off."""
    lines = (line.split() for line in run('nm', *options, path).splitlines())
    return {(fields[-2], fields[-1].partition('@')[0]) for fields in lines if len(fields) >= 2 and len(fields[-2]) == 1}


def exported(library):
    return {name for _, name in symbols(library, '-D', '--defined-only')} - OF_THE_LINKER


def both_ways(wanted, got):
    return ([f'{name} is declared WG_API and not exported' for name in sorted(wanted - got)] +
            [f'{name} is exported, and no public header declares it WG_API' for name in sorted(got - wanted)])


def prefixes(archive):
    """Global names of the static library: all of them share the user's name space."""
    return [f'{name} ({kind}) is global in the static library' for kind, name in sorted(symbols(archive, '-g', '--defined-only'))
            if kind.isupper() and not name.startswith(('wg_', 'wgv_'))]


def calls(library):
    return [f'the library calls {name}' for kind, name in sorted(symbols(library, '-D', '--undefined-only'))
            if name in FORBIDDEN]


def controls(cc):
    """The checker's own test: a library with one function too many and one missing, and calls it should not make."""
    with tempfile.TemporaryDirectory() as folder:
        path = {name: os.path.join(folder, name) for name in ('a.h', 'a.c', 'a.o', 'liba.so')}
        with open(path['a.h'], 'w', encoding='utf-8') as file:
            file.write('#define API __attribute__((visibility("default")))\n#define MAKE(n) API int n(int (*)(int));\n'
                       'MAKE(wg_made)\nAPI int wg_there(void);\nAPI const char *wg_missing(int);\nextern API int wg_table[3];\n')
        with open(path['a.c'], 'w', encoding='utf-8') as file:
            file.write('#include "a.h"\n#include <stdlib.h>\nint wg_table[3];\nint wg_made(int (*f)(int)) { return f(1); }\n'
                       'int wg_there(void) { abort(); }\nAPI int wg_extra(void);\nint wg_extra(void) { return 0; }\n'
                       'int helper(void);\nint helper(void) { return 1; }\n')
        run(*cc, '-fPIC', '-fvisibility=hidden', '-c', path['a.c'], '-o', path['a.o'])
        run(*cc, '-shared', path['a.o'], '-o', path['liba.so'])
        wrong = both_ways(declared(cc, path['a.h'], folder), exported(path['liba.so']))
        return [
            *([] if len(wrong) == 2 else [f'expected two complaints: {wrong}']),
            *tap.caught(wrong, 'wg_missing is declared', 'wg_extra is exported'),
            *tap.caught(prefixes(path['a.o']), 'helper'),
            *tap.caught(calls(path['liba.so']), 'calls abort'),
        ]


def main(argv):
    cc, header, include, shared, static = argv[0].split(), *argv[1:]
    wanted = declared(cc, header, include)
    tap.run([
        ('the headers declare something', lambda: [] if len(wanted) > 10 else [f'only {wanted}']),
        ('exported symbols are the WG_API declarations', lambda: both_ways(wanted, exported(shared))),
        ('global names of the static library have the prefix', lambda: prefixes(static)),
        ('no call that would end or upset the program', lambda: calls(shared)),
        ('planted faults are caught', lambda: controls(cc)),
    ])


if __name__ == '__main__':
    main(sys.argv[1:])
