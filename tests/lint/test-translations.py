#!/usr/bin/env python3
# test-translations.py: every translation is well-formed
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-translations.py SOURCE-ROOT: each language of po/LINGUAS has a file that msgfmt accepts, format strings and
all, and each file of po/ is a language of LINGUAS. Speaks TAP."""

import os
import shutil
import subprocess
import sys


def cases(po):
    with open(os.path.join(po, 'LINGUAS'), encoding='utf-8') as file:
        languages = ' '.join(line for line in file.read().splitlines() if not line.startswith('#')).split()
    files = sorted(name[:-3] for name in os.listdir(po) if name.endswith('.po'))
    yield '/lint/translations/LINGUAS names every file', sorted(languages) == files, f'{sorted(languages)} {files}'
    for language in languages:
        name = f'/lint/translations/{language} is well-formed'
        if shutil.which('msgfmt') is None:
            yield name + ' # SKIP no msgfmt', True, ''
            continue
        run = subprocess.run(['msgfmt', '--check', '--statistics', '-o', os.devnull, os.path.join(po, language + '.po')],
                             capture_output=True, text=True, check=False)
        yield name, run.returncode == 0, run.stderr


def main(root):
    number, failed = 0, 0
    for name, good, output in cases(os.path.join(root, 'po')):
        number += 1
        failed += not good
        print(f'{"ok" if good else "not ok"} {number} {name}')
        if not good:
            print(''.join(f'# {line}\n' for line in output.splitlines()), end='')
    print(f'1..{number}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
