#!/usr/bin/env python3
# test-report.py: the counts of test runs are right
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs report.py on logs as meson writes them. Prints TAP."""

import json
import os
import subprocess
import sys
import tempfile

REPORT = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'report.py')
LEAK = '==1==ERROR: LeakSanitizer: detected memory leaks\nDirect leak of 1 byte\n'


def entry(name, result, stdout='', stderr=''):
    return {'name': f'unit / {name}', 'result': result, 'returncode': 0 if result == 'OK' else 1, 'stdout': stdout,
            'stderr': stderr}


def run(folder, first, again=None):
    """Returns (what --leaks names, the last line, the exit status)."""
    logs = [os.path.join(folder, 'first.json'), os.path.join(folder, 'again.json')]
    for log, tests in zip(logs, (first, again or [])):
        with open(log, 'w', encoding='utf-8') as out:
            out.writelines(json.dumps(test) + '\n' for test in tests)
    leaks = subprocess.run([sys.executable, REPORT, '--leaks', logs[0]], capture_output=True, text=True, check=True)
    arguments = [os.path.join(folder, 'summary'), logs[0]] + (['--instead', logs[1]] if again is not None else [])
    report = subprocess.run([sys.executable, REPORT] + arguments, capture_output=True, text=True, check=False)
    return leaks.stdout.split(), report.stdout.splitlines()[-1], report.returncode


GOOD = entry('good', 'OK', 'ok 1 /a/one\nok 2 /a/two # SKIP not here\n')
LEAKS = entry('leaks', 'ERROR', 'ok 1 /b/one\nok 2 /b/two\n', LEAK)
FINE = entry('leaks', 'OK', 'ok 1 /b/one\nok 2 /b/two\n')
BAD = entry('bad', 'ERROR', 'ok 1 /c/one\nnot ok 2 /c/two\n')
WORSE = entry('worse', 'ERROR', 'ok 1 /d/one\n', '==2==ERROR: AddressSanitizer: heap-use-after-free\n' + LEAK)
CASES = (
    ('cases are counted, not programs', ([GOOD],), ([], '1 passed, 0 failed, 1 skipped', 0)),
    ('a case that failed is counted once', ([GOOD, BAD],), ([], '2 passed, 1 failed, 1 skipped', 1)),
    ('a leak is a failure', ([LEAKS],), (['leaks'], '2 passed, 1 failed, 0 skipped', 1)),
    ('a leak that is nobody\'s is none', ([GOOD, LEAKS], [FINE]), (['leaks'], '3 passed, 0 failed, 1 skipped', 0)),
    ('a leak that stays is a failure', ([LEAKS], [LEAKS]), (['leaks'], '2 passed, 1 failed, 0 skipped', 1)),
    ('what is worse than a leak has no second chance', ([WORSE], [entry('worse', 'OK', 'ok 1 /d/one\n')]),
     ([], '1 passed, 1 failed, 0 skipped', 1)),
    ('a case that failed has no second chance', ([BAD], [entry('bad', 'OK', 'ok 1 /c/one\nok 2 /c/two\n')]),
     ([], '1 passed, 1 failed, 0 skipped', 1)),
    ('a case that failed beside a leak has none either', ([entry('both', 'ERROR', BAD['stdout'], LEAK)], []),
     ([], '1 passed, 1 failed, 0 skipped', 1)),
    ('neither has a test that broke off', ([entry('off', 'ERROR', 'ok 1 /e/one\nBail out! 1 is not 2\n', LEAK)], []),
     ([], '1 passed, 1 failed, 0 skipped', 1)),
    ('a program that a test ran may have leaked', ([entry('leaks', 'ERROR', 'Bail out! it said ' + LEAK)], [FINE]),
     (['leaks'], '2 passed, 0 failed, 0 skipped', 0)),
    ('a second run that says nothing saves nothing', ([LEAKS], []), (['leaks'], '2 passed, 1 failed, 0 skipped', 1)),
    ('no test is no success', ([],), ([], '0 passed, 0 failed, 0 skipped', 1)),
)


def main():
    wrong = 0
    print(f'1..{len(CASES)}')
    for number, (name, logs, expected) in enumerate(CASES, 1):
        with tempfile.TemporaryDirectory() as folder:
            found = run(folder, *logs)
        print(f"{'ok' if found == expected else 'not ok'} {number} {name}")
        if found != expected:
            print(f'# {found} is not {expected}')
            wrong += 1
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
