"""The operator vectors of ONNX against `wengert eval`, for the operators that exist here.

usage: check_onnx.py WENGERT

Debian's libonnx-testdata has, per case, inputs and outputs as TensorProto messages. Attributes are in the expressions below.
"""
import glob
import os
import struct
import subprocess
import sys
import tempfile

import tap

WENGERT = os.path.abspath(sys.argv[1])
NODES = '/usr/share/libonnx-testdata/data/node'

# data_type of a TensorProto -> letter of struct, descr of npy
TYPES = {1: ('f', '<f4'), 2: ('B', '|u1'), 6: ('i', '<i4'), 7: ('q', '<i8'), 9: ('?', '|b1'), 11: ('d', '<f8')}

UNARY = 'abs acos acosh asin asinh atan atanh ceil cos cosh erf exp floor isnan log neg reciprocal relu round ' \
        'sigmoid sign sin sinh sqrt tan tanh softplus'.split()
BINARY = {'add': '+', 'sub': '-', 'mul': '*', 'div': '/', 'pow': '**', 'equal': '==', 'greater': '>', 'less': '<',
          'greater_equal': '>=', 'less_equal': '<='}
CASES = {**{name: f'{name}(a)' for name in UNARY}, **{f'{name}_example': f'{name}(a)' for name in UNARY},
         **{name: f'a {op} b' for name, op in BINARY.items()}, **{f'{name}_bcast': f'a {op} b' for name, op in BINARY.items()}}
CASES |= {
    'add_uint8': 'a + b', 'sub_uint8': 'a - b', 'mul_uint8': 'a * b', 'pow_bcast_array': 'a ** b', 'pow_bcast_scalar': 'a ** b',
    'isinf': 'isinf(a)', 'max_two_inputs': 'maximum(a, b)', 'min_two_inputs': 'minimum(a, b)',
    'max_float64': 'maximum(a, b)', 'min_int64': 'minimum(a, b)', 'mod_int64_fmod': 'a % b',
    'mod_mixed_sign_float32': 'a % b', 'mod_mixed_sign_float64': 'a % b',
    'where_example': 'where(a, b, c)', 'where_long_example': 'where(a, b, c)',
    'cast_FLOAT_to_DOUBLE': 'cast(a, f64)', 'cast_DOUBLE_to_FLOAT': 'cast(a, f32)',
    'cumsum_1d': 'cumsum(a)', 'cumsum_2d_axis_0': 'cumsum(a, 0)', 'cumsum_2d_axis_1': 'cumsum(a, 1)',
    'cumsum_1d_reverse': 'flip(cumsum(flip(a)))',
    'concat_1d_axis_0': 'concat([a, b])', 'concat_2d_axis_1': 'concat([a, b], 1)', 'concat_3d_axis_negative_2': 'concat([a, b], -2)',
    'einsum_batch_matmul': 'einsum("bij,bjk->bik", [a, b])',
    'einsum_inner_prod': 'einsum("i,i", [a, b])', 'einsum_sum': 'einsum("ij->i", [a])', 'einsum_transpose': 'einsum("ij->ji", [a])',
    'elu': 'elu(a, 2.0)', 'elu_default': 'elu(a)', 'leakyrelu': 'leaky_relu(a, 0.1)', 'leakyrelu_default': 'leaky_relu(a)',
    'gather_0': 'take(a, b, 0)', 'gather_1': 'take(a, b, 1)', 'gather_2d_indices': 'take(a, b, 1)',
    'gather_negative_indices': 'take(a, b, 0)',
    'gather_elements_0': 'take_along_axis(a, b, 1)', 'gather_elements_1': 'take_along_axis(a, b, 0)',
    'matmul_2d': 'a @ b', 'matmul_3d': 'a @ b', 'matmul_4d': 'a @ b',
    'gemm_default_vector_bias': 'a @ b + c', 'gemm_transposeA': 'a.T @ b + c', 'gemm_transposeB': 'a @ b.T + c',
    'gemm_all_attributes': '0.25 * a.T @ b.T + 0.35 * c',
    'layer_normalization_2d_axis1': '(a - mean(a, 1, true)) / sqrt(var(a, 1, true) + 1e-5) * b + c',
    'logsoftmax_axis_0': 'log_softmax(a, 0)', 'logsoftmax_axis_1': 'log_softmax(a, 1)', 'logsoftmax_axis_2': 'log_softmax(a, 2)',
    'logsoftmax_large_number': 'log_softmax(a)', 'softmax_axis_0': 'softmax(a, 0)', 'softmax_axis_1': 'softmax(a, 1)',
    'softmax_axis_2': 'softmax(a, 2)', 'softmax_large_number': 'softmax(a)', 'softmax_negative_axis': 'softmax(a, -1)',
    'slice': 'a[0:3, 0:10]', 'slice_default_axes': 'a[:, :, 3:4]', 'slice_default_steps': 'a[:, :, 3:4]',
    'slice_end_out_of_bounds': 'a[:, 1:1000]', 'slice_neg': 'a[:, 0:-1]', 'slice_neg_steps': 'a[20:0:-1, 10:0:-3, 4:1:-2]',
    'tile': 'tile(a, (7, 6, 4, 2))', 'tile_precomputed': 'tile(a, (2, 2))', 'transpose_default': 'permute(a, (2, 1, 0))',
    'transpose_all_permutations_1': 'permute(a, (0, 2, 1))', 'triu': 'triu(a)', 'tril': 'tril(a)',
    'not_2d': '!a', 'and2d': 'a && b', 'or_bcast3v1d': 'a || b', 'xor_bcast4v3d': 'logical_xor(a, b)',
    'eyelike_without_dtype': 'eye(i32, 4, 4)', 'constant_pad': 'pad(a, (0, 0, 1, 3), (0, 0, 2, 4), 1.2)',
    'clip_example': 'clamp(a, -1, 1)', 'squeeze': 'squeeze(a, 0)', 'unsqueeze_axis_1': 'unsqueeze(a, 1)',
    'reshape_negative_dim': 'reshape(a, (2, -1, 2))',
    'scatter_elements_with_duplicate_indices': 'scatter_add_along_axis(a, b, c, 1)',
}
for what, inner in {'max': 'max(a, {})', 'min': 'min(a, {})', 'sum': 'sum(a, {})', 'mean': 'mean(a, {})',
                    'prod': 'prod(a, {})', 'l1': 'sum(abs(a), {})', 'l2': 'norm(a, {})', 'sum_square': 'sum(a * a, {})',
                    'log_sum_exp': 'logsumexp(a, {})'}.items():
    for kind, args in {'default_axes_keepdims': 'keepdims=true', 'do_not_keepdims': '1', 'keepdims': '1, true',
                       'keep_dims': '1, true', 'negative_axes_keepdims': '-2, true', 'negative_axes_keep_dims': '-2, true'}.items():
        if what in ('l1', 'l2'):
            args = args.replace('-2', '-1').replace('1', '2') if '-' not in args else '-1, true'
        for source in ('example', 'random'):
            CASES[f'reduce_{what}_{kind}_{source}'] = inner.format(args)
# Its output has the input's shape, against its own model, whose axis is -2.
del CASES['reduce_sum_negative_axes_keepdims_random']
for what in ('argmax', 'argmin'):
    for kind, args in {'default_axis': '0, true', 'keepdims': '1, true', 'negative_axis_keepdims': '-1, true',
                       'no_keepdims': '1'}.items():
        for source in ('example', 'random'):
            CASES[f'{what}_{kind}_{source}'] = f'{what}(a, {args})'


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def fields(data):
    """(number, value) of a protobuf message: integers, or bytes."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        size = {1: 8, 5: 4}.get(key & 7)
        if key & 7 == 0:
            value, at = varint(data, at)
        else:
            if size is None:
                size, at = varint(data, at)
            value = data[at:at + size]
            at += size
        yield key >> 3, value


def repeated(value, letter):
    """Packed varints or fixed numbers, or one varint by itself."""
    if isinstance(value, int):
        return [value]
    if letter in 'fd':
        return list(struct.unpack(f'<{len(value) // struct.calcsize(letter)}{letter}', value))
    out, at = [], 0
    while at < len(value):
        v, at = varint(value, at)
        out.append(v - (1 << 64) if v >> 63 else v)
    return out


def tensor(path):
    """(type, shape, numbers) of a TensorProto."""
    shape, kind, numbers = [], None, []
    with open(path, 'rb') as f:
        message = list(fields(f.read()))
    for number, value in message:
        if number == 1:
            shape += repeated(value, 'q')
        elif number == 2:
            kind = value
    letter = TYPES[kind][0]
    for number, value in message:
        if number == 9:
            numbers = list(struct.unpack(f'<{len(value) // struct.calcsize(letter)}{letter}', value))
        elif number in (4, 5, 7, 10):
            numbers += repeated(value, {4: 'f', 10: 'd'}.get(number, 'q'))
    return kind, tuple(shape), numbers


def write_npy(path, kind, shape, numbers):
    letter, descr = TYPES[kind]
    header = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape!r}, }}"
    header += ' ' * (63 - (10 + len(header)) % 64) + '\n'
    with open(path, 'wb') as f:
        f.write(b'\x93NUMPY\x01\x00' + struct.pack('<H', len(header)) + header.encode())
        f.write(struct.pack(f'<{len(numbers)}{letter}', *numbers))


def read_npy(path):
    with open(path, 'rb') as f:
        data = f.read()
    size = struct.unpack('<H', data[8:10])[0]
    header = eval(data[10:10 + size], {'__builtins__': {}})  # our own output
    letter = {descr: letter for letter, descr in TYPES.values()}[header['descr']]
    body = data[10 + size:]
    return header['shape'], list(struct.unpack(f'<{len(body) // struct.calcsize(letter)}{letter}', body))


def close(a, b):
    if a != a or b != b:
        return a != a and b != b
    return a == b or abs(a - b) <= 1e-6 + 1e-5 * abs(b)


def check(name, expr):
    folder = os.path.join(NODES, 'test_' + name, 'test_data_set_0')
    with tempfile.TemporaryDirectory() as work:
        operands = []
        for k, path in enumerate(sorted(glob.glob(os.path.join(folder, 'input_*.pb')))):
            try:
                write_npy(os.path.join(work, f'{k}.npy'), *tensor(path))
            except KeyError:
                continue  # shapes and the like of types that the expression does not use
            operands.append(f'{"abcdefgh"[k]}={os.path.join(work, str(k))}.npy')
        out = os.path.join(work, 'out.npy')
        r = subprocess.run([WENGERT, 'eval', expr, *operands, '-o', out], capture_output=True, text=True, check=False, timeout=60)
        if r.returncode != 0:
            return [f'{expr}: {r.stderr}']
        shape, got = read_npy(out)
    _, wanted_shape, wanted = tensor(os.path.join(folder, 'output_0.pb'))
    if shape != wanted_shape:
        return [f'{expr}: shape {shape}, wanted {wanted_shape}']
    return [f'{expr}: element {i} is {a}, wanted {b}' for i, (a, b) in enumerate(zip(got, wanted)) if not close(a, b)][:3]


def control():
    """The comparison is one that fails."""
    if close(1.0, 1.1) or close(float('nan'), 1.0) or not close(float('nan'), float('nan')):
        return ['close() is wrong']
    return tap.caught(check('tanh', 'sigmoid(a)'), 'element')


if not os.path.isdir(NODES):
    print('1..0 # SKIP libonnx-testdata is not installed')
    sys.exit(77)
present = {name: expr for name, expr in CASES.items() if os.path.isdir(os.path.join(NODES, 'test_' + name))}
tap.run([(f'onnx {name}', lambda n=name, e=expr: check(n, e)) for name, expr in present.items()] + [('a wrong value is caught', control)])
