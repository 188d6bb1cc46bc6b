#!/usr/bin/env python3
# report.py: counts the single cases of test runs
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""report.py SUMMARY LOG…: reads meson's JSON test logs, names the cases that failed, prints `N passed, N failed,
N skipped` as its last line and writes it to SUMMARY. Exits 1 if a case failed or none ran."""

import json
import re
import sys

CASE = re.compile(r'^(not ok|ok)\b(?:\s+\d+)?\s*-?\s*(.*?)(?:\s#\s*(SKIP|TODO)\b.*)?$', re.IGNORECASE)
GOOD = ('OK', 'EXPECTEDFAIL')
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


def main(summary, *logs):
    passed, skipped, failed = 0, 0, []
    for log in logs:
        try:
            with open(log, encoding='utf-8', errors='replace') as lines:
                tests = [json.loads(line) for line in lines if line.strip()]
        except FileNotFoundError:
            continue  # no test of that kind
        for test in tests:
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
    sys.exit(main(*sys.argv[1:]))
