"""Counts the single tests of a meson run, and says which failed.

usage: count_tests.py TESTLOG.json [STATUS]

TESTLOG.json is what `meson test` wrote (one JSON object per test program), STATUS its exit status.
A program that prints TAP counts once per test point; any other counts once. What counts as failed:

  - a `not ok` that is not a skip;
  - a point that the plan promised and that never came (a crash, a time limit);
  - one for a program that did not end well although all its points were fine;
  - one if meson itself failed and nothing else explains it, or if there were no tests at all.

The last line is `N passed, N failed, N skipped`; the exit status is 0 if and only if none failed.
"""
import json
import re
import sys

PLAN = re.compile(r'^1\.\.(\d+)\b')
GOOD = ('OK', 'EXPECTEDFAIL', 'SKIP')


def points(text):
    """The TAP points of a program's output: a list of (verdict, name), verdict one of pass, fail, skip.

    Points count up from 1 after each plan, so that a line which merely looks like one is not taken for one,
    and a point is found behind text that a test printed without ending its line.
    """
    found, number, planned = [], 0, None

    def close():
        for missing in range(number + 1, (planned or 0) + 1):
            found.append(('fail', f'test {missing} of {planned}: no result'))

    for line in text.splitlines():
        plan = PLAN.match(line)
        if plan:
            if planned is None and number > 0:  # the plan may come last
                planned = int(plan.group(1))
                continue
            close()
            number, planned = 0, int(plan.group(1))
            continue
        point = re.search(rf'(?:^|(?<!not ))(not ok|ok) {number + 1}(?: - (.*)| (# .*))?$', line)
        if not point:
            continue
        number += 1
        rest = point.group(2) or point.group(3) or ''
        name, _, directive = rest.partition('# ')
        if directive.upper().startswith('SKIP'):
            found.append(('skip', name.strip() or directive[4:].strip()))
        elif point.group(1) == 'ok':
            found.append(('pass', name.strip()))
        else:
            found.append(('fail', name.strip()))
    close()
    return found


def judge(test):
    """The points of one program of the log."""
    found = points(test.get('stdout', ''))
    failed = any(verdict == 'fail' for verdict, _ in found)
    result = test['result']
    if result == 'SKIP' and not found:
        return [('skip', test['name'])]
    if result not in GOOD and not failed:
        found.append(('fail', f'{test["name"]}: {result}, exit status {test.get("returncode")}'))
    elif not found:
        found.append(('pass', test['name']))
    return found


def tail(text, lines=200):
    """The last lines of an output."""
    kept = text.splitlines()
    left_out = [f'... {len(kept) - lines} lines left out'] if len(kept) > lines else []
    return '\n'.join('    ' + line for line in left_out + kept[-lines:])


def main(argv):
    status = int(argv[2]) if len(argv) > 2 else 0
    try:
        with open(argv[1], encoding='utf-8', errors='replace') as log:
            tests = [json.loads(line) for line in log if line.strip()]
    except (OSError, ValueError) as error:
        print(f'no test log: {error}')
        tests, status = [], status or 1

    count = {'pass': 0, 'fail': 0, 'skip': 0}
    for test in tests:
        verdicts = judge(test)
        for verdict, _ in verdicts:
            count[verdict] += 1
        for verdict, name in verdicts:
            if verdict == 'skip':
                print(f'skipped: {test["name"]}: {name}')
        failed = [name for verdict, name in verdicts if verdict == 'fail']
        if failed:
            print(f'FAILED: {test["name"]} ({test["result"]}, {test.get("duration", 0):.1f} s)')
            print('\n'.join(f'  not ok: {name}' for name in failed))
            print('\n'.join(tail(test[key]) for key in ('stdout', 'stderr') if test.get(key)))
    if count['fail'] == 0 and (status != 0 or count['pass'] == 0):
        print(f'FAILED: meson ended with status {status}, {len(tests)} test programs ran')
        count['fail'] = 1
    print(f'{count["pass"]} passed, {count["fail"]} failed, {count["skip"]} skipped', flush=True)
    return 1 if count['fail'] else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv))
