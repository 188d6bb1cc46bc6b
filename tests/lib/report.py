#!/usr/bin/env python3
# report.py: counts the single cases of test runs
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""report.py SUMMARY LOG…: reads meson's JSON test logs, names the cases that failed, prints `N passed, N failed,
N skipped` as its last line and writes it to SUMMARY. Exits 1 if a case failed or none ran.

report.py --leaks LOG…: names the tests of which nothing is known but that they leaked, for another run that tells whose
leak it was. Its log comes after --instead: those tests count as they did there."""

import json
import re
import sys

CASE = re.compile(r'^(not ok|ok)\b(?:\s+\d+)?\s*-?\s*(.*?)(?:\s#\s*(SKIP|TODO)\b.*)?$', re.IGNORECASE)
GOOD = ('OK', 'EXPECTEDFAIL')
LEAK = 'LeakSanitizer: detected memory leaks'
WORSE = re.compile(r'ERROR: AddressSanitizer|: runtime error: |LeakSanitizer has encountered a fatal error')
NOISE = re.compile(r'^(ok \d|# (Start|End) of |# GLib-DEBUG: g_set_user_dirs|TAP version|# random seed)')
MAX_OUTPUT_LINES = 150


def count(test):
    """The cases of one test program: (passed, skipped, names of the failed)."""
    passed, skipped, failed = 0, 0, []
    for line in test.get('stdout', '').splitlines():
        match = CASE.match(line)
        if match is None:
            continue
        verdict, name, directive = match.groups()
        if directive is not None and directive.upper() == 'SKIP':
            skipped += 1
        elif verdict == 'ok':
            passed += 1
        elif directive is None:
            failed.append(name)
    if test['result'] == 'SKIP' and skipped == 0:
        skipped = 1
    elif test['result'] in GOOD and passed + skipped == 0:
        passed = 1  # says nothing but its exit status
    elif test['result'] not in GOOD + ('SKIP',) and not failed:
        failed.append(f"({test['result'].lower()}, exit status {test.get('returncode')})")
    return passed, skipped, failed


def show(test):
    """What a failed program said, without what went well."""
    output = (test.get('stdout', '') + test.get('stderr', '')).splitlines()
    lines = [line for line in output if not NOISE.match(line)][-MAX_OUTPUT_LINES:]
    print(f"----- {test['name']}: {test['result'].lower()}, exit status {test.get('returncode')}")
    print('\n'.join(lines))


def read(logs):
    """The tests of these logs; a log that isn't there holds no test of its kind."""
    tests = []
    for log in logs:
        try:
            with open(log, encoding='utf-8', errors='replace') as lines:
                tests += [json.loads(line) for line in lines if line.strip()]
        except FileNotFoundError:
            continue
    return tests


def leaked_only(test):
    """Whether nothing is known of a failed program but that it, or a program that it ran, leaked."""
    said = test.get('stdout', '')
    output = said + test.get('stderr', '')
    if test['result'] in GOOD + ('SKIP',) or LEAK not in output or WORSE.search(output) is not None:
        return False
    if re.search('^not ok', said, re.MULTILINE) is not None:
        return False
    # A portal that leaked ends with another status, which the test that stops it finds out.
    return 'Bail out!' not in said or LEAK in said.split('Bail out!', 1)[1] or 'pilot_test_portal_stop' in said.split('Bail out!', 1)[1]


def name_leaks(logs):
    for test in read(logs):
        if leaked_only(test):
            print(test['name'].split(' / ')[-1])
    return 0


def main(summary, *logs):
    passed, skipped, failed = 0, 0, []
    again = {}
    if '--instead' in logs:
        at = logs.index('--instead')
        again = {test['name']: test for test in read(logs[at + 1:])}
        logs = logs[:at]
    for test in read(logs):
        if leaked_only(test):
            test = again.get(test['name'], test)
        more_passed, more_skipped, more_failed = count(test)
        passed += more_passed
        skipped += more_skipped
        if more_failed:
            show(test)
        failed += [f"{test['name']}: {name}" for name in more_failed]
    for name in failed:
        print(f'failed: {name}')
    line = f'{passed} passed, {len(failed)} failed, {skipped} skipped'
    with open(summary, 'w', encoding='utf-8') as out:
        out.write(line + '\n')
    print(line)
    return 0 if not failed and passed > 0 else 1


if __name__ == '__main__':
    sys.exit(name_leaks(sys.argv[2:]) if sys.argv[1:2] == ['--leaks'] else main(*sys.argv[1:]))
