"""TAP from a script: the counter of ./dev test sees each point."""
import sys
import traceback


class Skip(Exception):
    """Raised by a point that cannot be tried here; the text says what it lacks."""


def run(points):
    """Runs (name, function) pairs; a function that returns a list of complaints, empty or None, or raises. Exits."""
    print(f'1..{len(points)}', flush=True)
    bad = 0
    for number, (name, function) in enumerate(points, 1):
        try:
            complaints = list(function() or [])
        except Skip as reason:
            print(f'ok {number} - {name} # SKIP {reason}', flush=True)
            continue
        except Exception:  # whatever went wrong, the point has failed, and the others still run
            complaints = traceback.format_exc().splitlines()
        bad += bool(complaints)
        print(f'{"not ok" if complaints else "ok"} {number} - {name}')
        for line in complaints:
            print(f'# {line}')
        sys.stdout.flush()
    sys.exit(1 if bad else 0)


def caught(complaints, *words):
    """For a negative control: the complaints that are missing. Each of words must occur in one line of complaints."""
    complaints = list(complaints)
    return [f'not caught: {word}, only {complaints}' for word in words
            if not any(word in line for line in complaints)]
