#!/usr/bin/env python3
# test-check-source.py: each rule of check-source.py finds what breaks it
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""For every folder of fixtures/ the offences found must be those in its file `expected`, no more and no fewer; then
this checkout itself must keep the rules. Speaks TAP."""

import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
CHECK = os.path.join(HERE, 'check-source.py')
LICENCE = '/* {0}: long\n *\n * SPDX-License-Identifier: GPL-3.0-or-later\n */\n'


def offences(root):
    """What the checker finds below @root: (sorted list of `path:line: rule`, all that it printed)."""
    run = subprocess.run([sys.executable, CHECK, root], capture_output=True, text=True, check=False)
    found = sorted(match.group(0) for match in re.finditer(r'^[^\s:]+:\d+: [a-z-]+(?=:)', run.stdout, re.MULTILINE))
    assert (run.returncode == 1) == bool(found), run.stdout + run.stderr
    return found, run.stdout


def fixture_cases():
    folder = os.path.join(HERE, 'fixtures')
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name, 'expected'), encoding='utf-8') as file:
            expected = sorted(file.read().splitlines())
        found, output = offences(os.path.join(folder, name))
        yield f'/lint/source/the fixture {name} is found out', found == expected, f'expected {expected}\n{output}'


def size_case():
    """A file of 1,001 lines, made here because nobody wants to keep one."""
    with tempfile.TemporaryDirectory() as root:
        os.makedirs(os.path.join(root, 'src/core'))
        for name, lines in (('pilot-long.c', 1001), ('pilot-short.c', 1000), ('pilot-a.c', 10), ('pilot-b.c', 10), ('pilot-c.c', 10)):
            with open(os.path.join(root, 'src/core', name), 'w', encoding='utf-8') as file:
                file.write(LICENCE.format(name) + '\n' * (lines - 4))
        found, output = offences(root)
    yield '/lint/source/a file over 1,000 lines is refused', found == ['src/core/pilot-long.c:1: size'], output


def checkout_case():
    root = os.path.join(HERE, '..', '..')
    found, output = offences(root)
    yield '/lint/source/this checkout keeps the rules', not found, output


def main():
    number, failed = 0, 0
    for cases in (fixture_cases(), size_case(), checkout_case()):
        for name, good, output in cases:
            number += 1
            print(f'{"ok" if good else "not ok"} {number} {name}')
            if not good:
                failed += 1
                print(''.join(f'# {line}\n' for line in output.splitlines()), end='')
    print(f'1..{number}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
