#!/usr/bin/env python3
"""Writes tests/golden/data/: npy and npz files by NumPy, for the readers and writers of data/ to be held against.

NAME.npy is a file as NumPy writes it; NAME.raw holds the elements that our reader must give, little-endian, row-major;
manifest.txt has a line `NAME DTYPE DIMS` each (DIMS comma-separated, `-` for rank 0) and, for files that must be
refused, `NAME refuse WORD`, where WORD occurs in the message. `same` at the end of a line: our writer gives the same
bytes. all.npz and packed.npz hold the same arrays, stored and deflated.

    python3 tests/golden/make_data.py           write them
    python3 tests/golden/make_data.py --check FILE.npz
        FILE.npz was written by wengert from the arrays of all.npz: NumPy must read the same from it

Made with NumPy 2.4.6 under Python 3.11.7.
"""
import io
import pathlib
import sys

import numpy as np

HERE = pathlib.Path(__file__).parent / 'data'
WIDER = {'f2': 'f4', 'i1': 'i4', 'i2': 'i4', 'u2': 'i4', 'u4': 'i8'}
OURS = {'f4': 'f32', 'f8': 'f64', 'i4': 'i32', 'i8': 'i64', 'u1': 'u8', 'b1': 'bool'}


def extremes(code):
    """Edges of the type, and a few values between."""
    dtype = np.dtype(code)
    if dtype.kind == 'b':
        return np.array([True, False, False, True, True, False])
    if dtype.kind == 'f':
        info = np.finfo(dtype)
        edges = [0.0, -0.0, 1.0, -1.0, np.inf, -np.inf, np.nan, info.max, info.min, info.tiny,
                 info.smallest_subnormal, -info.smallest_subnormal, info.tiny / 2, 1 / 3, 65504.0, 2.0 / 3]
        with np.errstate(over='ignore'):
            return np.array(edges, dtype=dtype)
    info = np.iinfo(dtype)
    return np.array([0, 1, info.max, info.min, info.max // 3, info.min // 3, 77, 100], dtype=dtype)


def readable():
    for code in ('f2', 'f4', 'f8', 'i1', 'i2', 'i4', 'i8', 'u1', 'u2', 'u4', 'b1'):
        values = extremes(code)
        yield f'{code}_little', values.astype('<' + code), (1, 0)
        if np.dtype(code).itemsize > 1:
            yield f'{code}_big', values.astype('>' + code), (1, 0)
    yield 'scalar', np.array(2.5), (1, 0)
    yield 'empty', np.zeros((3, 0, 2), 'f4'), (1, 0)
    yield 'version2', np.arange(6, dtype='i4').reshape(2, 3), (2, 0)
    yield 'version3', np.arange(6, dtype='i4').reshape(2, 3), (3, 0)
    yield 'rank8', np.arange(2 * 3 * 2 * 3, dtype='i8').reshape(1, 2, 1, 3, 1, 2, 3, 1), (1, 0)
    for shape in ((4, 5), (70, 37), (2, 3, 4), (33, 2, 3, 35), (1, 5), (5, 1), (2, 1, 3, 1, 2), (0, 3)):
        for code in ('f4', 'u1', 'i2', 'f8'):
            name = f'fortran_{code}_' + 'x'.join(map(str, shape))
            if code == 'f4' or len(shape) == 3:
                n = int(np.prod(shape))
                yield name, np.asfortranarray((np.arange(n) % 251).astype(code).reshape(shape)), (1, 0)
    yield 'fortran_big', np.asfortranarray(np.arange(12, dtype='>f8').reshape(3, 4)), (1, 0)


def refused():
    yield 'object', np.array([{}, None], dtype=object), 'pickled'
    yield 'structured', np.zeros(3, [('a', '<f4'), ('b', '<i8')]), 'structured'
    yield 'uint64', np.arange(3, dtype='u8'), 'uint64'
    yield 'complex', np.zeros(2, 'c8'), 'complex'
    yield 'longdouble', np.zeros(2, 'g'), 'floats'
    yield 'text', np.array(['ab', 'c']), 'text'
    yield 'bytes', np.array([b'ab', b'c']), 'byte'
    yield 'date', np.array(['2020-01-01'], 'M8[D]'), 'dates'
    yield 'span', np.array([3], 'm8[s]'), 'spans'
    yield 'void', np.zeros(2, 'V3'), 'void'
    yield 'rank9', np.zeros((1,) * 9), 'rank'


def write():
    HERE.mkdir(exist_ok=True)
    lines, arrays = [], {}
    for name, a, version in readable():
        out = io.BytesIO()
        np.lib.format.write_array(out, a, version=version)
        (HERE / f'{name}.npy').write_bytes(out.getvalue())
        code = a.dtype.kind + str(a.dtype.itemsize)
        wide = a.astype('<' + WIDER.get(code, code)) if code != 'b1' else a
        (HERE / f'{name}.raw').write_bytes(np.ascontiguousarray(wide).tobytes())
        dims = ','.join(map(str, a.shape)) or '-'
        same = code not in WIDER and a.dtype.byteorder in '<=|' and a.flags.c_contiguous and version == (1, 0)
        lines.append(f'{name} {OURS[WIDER.get(code, code)]} {dims}' + (' same' if same else ''))
        if a.size < 3000:
            arrays[name] = np.array(wide, order='C')
    for name, a, word in refused():
        np.save(HERE / f'{name}.npy', a)
        lines.append(f'{name} refuse {word}')
    (HERE / 'manifest.txt').write_text('\n'.join(lines) + '\n')
    np.savez(HERE / 'all.npz', **arrays)
    np.savez_compressed(HERE / 'packed.npz', **arrays)


def check(path):
    ours, theirs = np.load(path), np.load(HERE / 'all.npz')
    assert sorted(ours.files) == sorted(theirs.files), (ours.files, theirs.files)
    for name in theirs.files:
        a, b = ours[name], theirs[name]
        assert a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes(), name
    print(f'{path}: {len(ours.files)} arrays agree, NumPy {np.__version__}')


if __name__ == '__main__':
    if sys.argv[1:2] == ['--check']:
        check(sys.argv[2])
    else:
        write()
