"""Writes print_cases.h: arrays, and their text as numpy.array2string gives it.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy==2.4.6
    /tmp/venv/bin/python tests/golden/print.py > tests/golden/print_cases.h
"""
import sys
import numpy as np

TYPES = {"f32": np.float32, "f64": np.float64, "i32": np.int32, "i64": np.int64, "u8": np.uint8, "bool": np.bool_}
cases = []


def case(dtype, values, shape=None):
    a = np.asarray(values, TYPES[dtype])
    cases.append((dtype, a.reshape(shape) if shape is not None else a, None))


def ramp(dtype, shape, start, step):
    """Element i is start + step * i, in double, then converted: the test computes it again."""
    n = int(np.prod(shape))
    cases.append((dtype, (start + step * np.arange(n, dtype=np.float64)).astype(TYPES[dtype]).reshape(shape), (start, step)))


def collect():
    inf, nan = np.inf, np.nan
    for t in ("f32", "f64"):
        for v in (0.0, -0.0, 1.0, -1.0, 0.1, 1 / 3, 1e-4, 9.9e-5, 123456.789, 1e5, 999999, 1e6, 1e7, 1e8, 1e16, 1.5e-30,
                  nan, inf, -inf, 0.99999999, 99999.99, 5e-9, 3.4e38, 2.0**-149, 1 + 2.0**-23):
            case(t, v, ())
            case(t, [v])
        case(t, [1, 2.5])
        case(t, [1, 2.5, -3, 1000])
        case(t, [0.001, 1000])
        case(t, [0.001, 1.001])
        case(t, [0.0009765625, 1])
        case(t, [1e-5, 1])
        case(t, [1, nan, inf])
        case(t, [1, nan, -inf])
        case(t, [nan, nan])
        case(t, [-inf, inf])
        case(t, [nan, 1e10, 1e-10, -inf])
        case(t, [0, 0, 0])
        case(t, [0, -0.0, 1e-7])
        case(t, [[1, -2], [0.5, 100.25]])
        case(t, [], (0,))
        case(t, [], (3, 0, 2))
        case(t, [0.5] * 12, (2, 3, 2))
        case(t, [1 / 3, 2 / 3, 1e-3, 12345.678])
        case(t, [12.5] * 40)
        case(t, [1, 2, 3.25] * 30)
        case(t, [1 / 7] * 33, (3, 11))
        case(t, [1e-9, 3.14159265358979] * 9)
        case(t, np.linspace(-1, 1, 24), (1, 2, 3, 4))
        case(t, np.arange(16), (1, 1, 1, 1, 2, 2, 2, 2))
        ramp(t, (1000,), 0, 1)
        ramp(t, (1001,), 0, 1)
        ramp(t, (1001,), -500, 0.5)
        ramp(t, (40, 50), 0, 0.25)
        ramp(t, (7, 200), 0, 1)
        ramp(t, (6, 200), 0, 1)
        ramp(t, (12, 10, 11), 0, 1)
        ramp(t, (2, 3, 1000), -0.5, 0.125)
        ramp(t, (100000,), 0, 1)
        ramp(t, (1000, 2), 0, 1e-5)
    rng = np.random.default_rng(1)
    with np.errstate(over="ignore"):
        case("f32", [2.0**e for e in range(-149, 128)])
        for lo in range(-1074, 1024, 600):
            case("f64", [2.0**e for e in range(lo, min(lo + 600, 1024))])
        bits = rng.integers(0, 2**32, 900, dtype=np.uint32).view(np.float32)
        case("f32", bits[np.isfinite(bits)])
        bits = rng.integers(0, 2**64, 900, dtype=np.uint64).view(np.float64)
        case("f64", bits[np.isfinite(bits)])
        for k in range(120):
            t = ("f32", "f64")[k % 2]
            shape = tuple(rng.integers(1, 5, rng.integers(1, 4)))
            case(t, rng.standard_normal(shape) * 10.0 ** rng.integers(-6, 7) + rng.integers(-2, 3), shape)
            case(t, np.round(rng.uniform(-100, 100, 9), rng.integers(0, 9)))
    for t in ("i32", "i64", "u8"):
        case(t, 7, ())
        case(t, [0, 1, 200 if t == "u8" else -200])
        case(t, [3] * 60)
        case(t, list(range(24)), (2, 3, 4))
        case(t, [], (0,))
        ramp(t, (30, 40), 0, 0.1)
        ramp(t, (1200,), 0, 0.2)
    case("i32", [-2**31, 2**31 - 1])
    case("i64", [-2**63, 2**63 - 1, 2**53 + 1])
    case("bool", True, ())
    case("bool", False, ())
    case("bool", [True, False, True])
    case("bool", [[True] * 20, [False] * 20])


def word(dtype, v):
    if dtype == "f32":
        return int(np.float32(v).view(np.uint32))
    if dtype == "f64":
        return int(np.float64(v).view(np.uint64))
    return int(v) & 0xFFFFFFFFFFFFFFFF


def main():
    collect()
    print("/* Written by print.py with Python %s, NumPy %s. Do not edit. */\n/* clang-format off */" % (sys.version.split()[0], np.__version__))
    for k, (dtype, a, formula) in enumerate(cases):
        if formula is None and a.size:
            words = ["0x%xu" % word(dtype, v) for v in a.ravel()]
            print("static const uint64_t print_data_%d[] = {" % k)
            for i in range(0, len(words), 5):
                print("    " + ", ".join(words[i:i + 5]) + ",")
            print("};")
        print("static const char *const print_text_%d[] = {" % k)
        for line in np.array2string(a).split("\n"):
            print('    "%s",' % line)
        print("    NULL};")
    print("static const struct print_case print_cases[] = {")
    for k, (dtype, a, formula) in enumerate(cases):
        shape = "{%d, {%s}}" % (a.ndim, ", ".join(map(str, a.shape)) or "0")
        data = "NULL" if formula or not a.size else "print_data_%d" % k
        start, step = formula or (0, 0)
        print("    {WG_%s, %s, %s, %r, %r, print_text_%d}," % (dtype.upper(), shape, data, float(start), float(step), k))
    print("};")


main()
