"""Installs the library into a fresh folder, moves that folder, and builds an outside program against it, every way.

usage: check_install.py BUILD SOURCE CC CMAKE|- PKG_CONFIG

Shared and static, found through pkg-config and through CMake's find_package. Nothing of the source tree is on the
compiler's path, and the folder moves after the installation, so an absolute path that was baked in is found out.
"""
import glob
import os
import shutil
import subprocess
import sys
import tempfile

import tap

LISTS = """cmake_minimum_required(VERSION 3.16)
project(outside C)
find_package(wengert {version} REQUIRED COMPONENTS {component})
add_executable(outside "{program}")
set_property(TARGET outside PROPERTY C_STANDARD 11)
target_link_libraries(outside PRIVATE wengert::{target})
"""


class Complaint(Exception):
    """A command that failed, with its output."""


def run(*command, env=None):
    result = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **(env or {})}, check=False)
    if result.returncode != 0:
        raise Complaint(f'{" ".join(command)}: exit status {result.returncode}\n{result.stdout}{result.stderr}')
    return result.stdout


class Place:
    """An installed tree, and what to build against it."""

    def __init__(self, argv, top):
        self.build, source, cc, self.cmake, self.pkg_config = argv
        self.cc = cc.split()
        self.program = os.path.join(source, 'tests', 'install', 'main.c')
        self.top = top
        first = os.path.join(top, 'first')
        run('meson', 'install', '-C', self.build, '--no-rebuild', '--destdir', first)
        pc = glob.glob(f'{first}/**/wengert.pc', recursive=True)
        if len(pc) != 1:
            raise Complaint(f'one wengert.pc expected: {pc}')
        below = os.path.relpath(os.path.dirname(os.path.dirname(pc[0])), first)  # usr/local/lib/x86_64-linux-gnu
        headers = glob.glob(f'{first}/**/wengert.h', recursive=True)
        self.prefix = os.path.dirname(os.path.dirname(os.path.dirname(os.path.join(top, 'moved here',
                                                                                  os.path.relpath(headers[0], first)))))
        os.rename(first, os.path.join(top, 'moved here'))
        self.libdir = os.path.join(top, 'moved here', below)

    def path(self, *names):
        return os.path.join(self.top, *names)

    def flags(self, *options):
        text = run(self.pkg_config, *options, 'wengert', env={'PKG_CONFIG_PATH': f'{self.libdir}/pkgconfig'})
        return text.replace('\\ ', '\0').split()

    def program_output(self, program, shared):
        """Runs it; a static program must not need the library, and a shared one must."""
        where = {'LD_LIBRARY_PATH': self.libdir} if shared else {'LD_LIBRARY_PATH': ''}
        needs = 'libwengert' in run('ldd', program, env=where)
        if needs != shared:
            raise Complaint(f'{program} needs libwengert.so: {needs}')
        text = run(program, env=where)
        if text.splitlines()[-1:] != ['fine']:
            raise Complaint(f'{program} said: {text}')

    def headers(self):
        """Complaints about what is installed under include/wengert: each header stands alone."""
        folder = os.path.join(self.prefix, 'include', 'wengert')
        for name in sorted(os.listdir(folder)):
            test = self.path('alone.c')
            with open(test, 'w', encoding='utf-8') as file:
                file.write(f'#include <wengert/{name}>\n#include <wengert/{name}>\nint main(void) {{ return 0; }}\n')
            try:
                run(*self.cc, '-std=c11', '-Wall', '-Wextra', '-Wpedantic', '-Werror', '-fsyntax-only',
                    f'-I{self.prefix}/include', test)
            except Complaint as complaint:
                yield from str(complaint).splitlines()

    def with_pkg_config(self, shared):
        out = self.path(f'pkg-{"shared" if shared else "static"}')
        flags = [flag.replace('\0', ' ') for flag in self.flags('--cflags', '--libs', *([] if shared else ['--static']))]
        if not shared:  # by name, because next to a shared library the linker takes that one
            flags = [f'{self.libdir}/libwengert.a' if flag == '-lwengert' else flag for flag in flags]
        run(*self.cc, '-std=c11', '-Wall', '-Wextra', '-Wpedantic', '-Werror', self.program, '-o', out, *flags)
        self.program_output(out, shared)

    def with_cmake(self, shared):
        name = 'shared' if shared else 'static'
        source = self.path(f'cmake-{name}')
        os.makedirs(source)
        with open(os.path.join(source, 'CMakeLists.txt'), 'w', encoding='utf-8') as file:
            file.write(LISTS.format(version=self.flags('--modversion')[0], component=name, program=self.program,
                                    target='wengert' if shared else 'static'))
        build = os.path.join(source, 'build')
        run(self.cmake, '-S', source, '-B', build, f'-DCMAKE_PREFIX_PATH={self.prefix}', f'-DCMAKE_C_COMPILER={self.cc[-1]}',
            '-DCMAKE_C_FLAGS=-Wall -Wextra -Wpedantic -Werror')
        run(self.cmake, '--build', build)
        self.program_output(os.path.join(build, 'outside'), shared)

    def wrong_version(self):
        """A version that is not there is refused."""
        source = self.path('cmake-version')
        os.makedirs(source)
        with open(os.path.join(source, 'CMakeLists.txt'), 'w', encoding='utf-8') as file:
            file.write(LISTS.format(version='99.0', component='shared', program=self.program, target='wengert'))
        try:
            run(self.cmake, '-S', source, '-B', os.path.join(source, 'build'), f'-DCMAKE_PREFIX_PATH={self.prefix}')
        except Complaint as complaint:
            return [] if 'version' in str(complaint) else str(complaint).splitlines()
        return ['version 99.0 was found']

    def control(self):
        """The checker's own test: without an installed header, or with a program that fails, the check fails."""
        missing = self.path('missing')
        shutil.copytree(os.path.join(self.prefix, 'include'), missing)
        os.unlink(os.path.join(missing, 'wengert', 'op.h'))
        try:
            run(*self.cc, '-std=c11', '-fsyntax-only', f'-I{missing}', self.program)
            return ['the program compiled without op.h']
        except Complaint as complaint:
            return tap.caught([str(complaint)], 'op.h')


def main(argv):
    with tempfile.TemporaryDirectory() as top:
        place = Place(argv, top)
        points = [
            ('each installed header stands alone', place.headers),
            ('pkg-config, shared', lambda: place.with_pkg_config(True)),
            ('pkg-config, static', lambda: place.with_pkg_config(False)),
        ]
        if place.cmake != '-':
            points += [
                ('CMake, shared', lambda: place.with_cmake(True)),
                ('CMake, static', lambda: place.with_cmake(False)),
                ('CMake refuses another version', place.wrong_version),
            ]
        tap.run([*points, ('a header left out is caught', place.control)])


if __name__ == '__main__':
    main(sys.argv[1:])
