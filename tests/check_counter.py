"""The counter behind the last line of ./dev test: it must not take a crash, a hang or a silence for a success.

usage: check_counter.py SOURCE
"""
import contextlib
import io
import json
import os
import sys
import tempfile

import tap

# what a program printed, how meson saw it end, its exit status -> passed, failed, skipped
CASES = {
    'all points pass': ('1..2\nok 1 - a\nok 2 - b\n# ok - tests\n', 'OK', 0, (2, 0, 0)),
    'a point fails': ('1..3\nok 1 - a\nnot ok 2 - b\n# 1 != 2\nok 3 - c\n', 'FAIL', 1, (2, 1, 0)),
    'a point fails and the exit status denies it': ('1..1\nnot ok 1 - a\n', 'OK', 0, (0, 1, 0)),
    '77 points fail, which meson takes for a skip': (
        '1..77\n' + ''.join(f'not ok {n} - t\n' for n in range(1, 78)), 'SKIP', 77, (0, 77, 0)),
    'a skip, as cmocka writes it': ('1..2\nnot ok 1 # SKIP a\nok 2 - b\n', 'OK', 0, (1, 0, 1)),
    'a skip, as TAP has it': ('1..1\nok 1 - a # SKIP no compiler\n', 'OK', 0, (0, 0, 1)),
    'a crash in the middle': ('1..3\nok 1 - a\n', 'FAIL', -6, (1, 2, 0)),
    'a crash before the plan': ('', 'FAIL', -11, (0, 1, 0)),
    'a crash after the last point': ('1..1\nok 1 - a\n', 'FAIL', -11, (1, 1, 0)),
    'a time limit': ('1..2\nok 1 - a\n', 'TIMEOUT', -15, (1, 1, 0)),
    'an early exit that looks like success': ('1..2\nok 1 - a\n', 'OK', 0, (1, 1, 0)),
    'an exit status at odds with the points': ('1..1\nok 1 - a\n', 'FAIL', 3, (1, 1, 0)),
    'two groups in one program': ('1..1\nok 1 - a\n1..2\nok 1 - b\nnot ok 2 - c\n', 'FAIL', 1, (2, 1, 0)),
    'the second group breaks off': ('1..1\nok 1 - a\n1..2\nok 1 - b\n', 'FAIL', -6, (2, 1, 0)),
    'the plan comes last': ('ok 1 - a\nok 2 - b\n1..3\n', 'OK', 0, (2, 1, 0)),
    'output that looks like points': ('1..2\nok 9 - x\nnot ok 7\nnoiseok 1 - a\nok then\nok 2 - b\n', 'OK', 0, (2, 0, 0)),
    'a program without points': ('hello\n', 'OK', 0, (1, 0, 0)),
    'a program without points that fails': ('hello\n', 'FAIL', 1, (0, 1, 0)),
    'a program that is skipped': ('', 'SKIP', 77, (0, 0, 1)),
}


def count(counter, tests, status):
    """The last line and the exit status of the counter for a log of these tests."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'testlog.json')
        if tests is not None:
            with open(path, 'w', encoding='utf-8') as log:
                log.writelines(json.dumps(test) + '\n' for test in tests)
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            code = counter.main(['count_tests.py', path, str(status)])
        return said.getvalue().splitlines()[-1], code


def expect(counter, tests, status, wanted):
    line, code = count(counter, tests, status)
    want = ('{} passed, {} failed, {} skipped'.format(*wanted), 1 if wanted[1] else 0)
    return [] if (line, code) == want else [f'got {line!r} and {code}, wanted {want}']


def case(counter, stdout, result, code, wanted):
    test = {'name': 't', 'stdout': stdout, 'result': result, 'returncode': code, 'duration': 1.0}
    good = {'name': 'g', 'stdout': '1..1\nok 1 - g\n', 'result': 'OK', 'returncode': 0}
    with_good = (wanted[0] + 1, *wanted[1:])
    return expect(counter, [good, test], 0 if result in ('OK', 'SKIP') else 1, with_good)


def main(argv):
    sys.path.insert(0, os.path.join(argv[0], 'tools'))
    import count_tests as counter
    tap.run([
        *((f'counter: {name}', lambda args=args: case(counter, *args)) for name, args in CASES.items()),
        ('counter: no log', lambda: expect(counter, None, 0, (0, 1, 0))),
        ('counter: no tests', lambda: expect(counter, [], 0, (0, 1, 0))),
        ('counter: meson failed by itself', lambda: expect(
            counter, [{'name': 'g', 'stdout': '1..1\nok 1\n', 'result': 'OK', 'returncode': 0}], 1, (1, 1, 0))),
    ])


if __name__ == '__main__':
    main(sys.argv[1:])
