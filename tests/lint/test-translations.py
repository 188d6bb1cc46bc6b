#!/usr/bin/env python3
# test-translations.py: every translation is well-formed
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-translations.py SOURCE-ROOT: each language of po/LINGUAS has a file that msgfmt accepts, format strings and
all, and each file of po/ is a language of LINGUAS. What no compiler of messages knows is looked at too: the words in
braces that the program fills in, and the names of an entity's fields, which the columns of a file are found by.
Speaks TAP."""

import gettext
import glob
import io
import os
import re
import shutil
import subprocess
import sys

BRACES = re.compile(r'\{[a-z_]+\}')
LABEL = re.compile(r'"\w+", "\w+", N_\("([^"]+)"\)')
MACRO = re.compile(r'#define (PILOT_\w+_FIELDS?)\b((?:.*\\\n)*.*)')
TABLE = re.compile(r'static const PilotField (\w+)_fields\[\] = \{\n(.*?)\n\};', re.DOTALL)


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def tables(root):
    """The labels of each entity's fields, as the sources write them."""
    model = os.path.join(root, 'src', 'core', 'model')
    macros = {name: LABEL.findall(body) for name, body in MACRO.findall(read(os.path.join(model, 'pilot-entity-tables.h')))}
    found = {}
    for path in sorted(glob.glob(os.path.join(model, 'pilot-entity-*.c'))):
        for entity, body in TABLE.findall(read(path)):
            labels = LABEL.findall(body)
            for name, common in macros.items():
                labels += common if re.search(rf'\b{name}\b', body) else []
            found[entity] = labels
    return found


def twins(labels, translations):
    """What two fields of one entity would both be called."""
    names = [translations.gettext(label) for label in labels]
    return sorted({name for name in names if names.count(name) > 1})


def strange_braces(translations):
    """The translations that lost a word in braces, or made one up."""
    pairs = [(source, text) for source, text in translations._catalog.items() if isinstance(source, str)]
    return [text for source, text in pairs
            if source and BRACES.search(source) and set(BRACES.findall(source)) != set(BRACES.findall(text))]


def cases(root):
    po = os.path.join(root, 'po')
    with open(os.path.join(po, 'LINGUAS'), encoding='utf-8') as file:
        languages = ' '.join(line for line in file.read().splitlines() if not line.startswith('#')).split()
    files = sorted(name[:-3] for name in os.listdir(po) if name.endswith('.po'))
    fields = tables(root)
    yield '/lint/translations/LINGUAS names every file', sorted(languages) == files, f'{sorted(languages)} {files}'
    yield '/lint/translations/the fields of the entities are found', len(fields) > 15, f'{sorted(fields)}'
    for language in languages:
        name = f'/lint/translations/{language} is well-formed'
        if shutil.which('msgfmt') is None:
            yield name + ' # SKIP no msgfmt', True, ''
            continue
        run = subprocess.run(['msgfmt', '--check', '--statistics', '-o', '-', os.path.join(po, language + '.po')],
                             capture_output=True, check=False)
        yield name, run.returncode == 0, run.stderr.decode()
        if run.returncode != 0:
            continue
        translations = gettext.GNUTranslations(io.BytesIO(run.stdout))
        same = {entity: twins(labels, translations) for entity, labels in fields.items() if twins(labels, translations)}
        yield f'/lint/translations/{language} names no two fields of an entity alike', not same, f'{same}'
        strange = strange_braces(translations)
        yield f'/lint/translations/{language} keeps the words in braces', not strange, '\n'.join(strange)


def main(root):
    number, failed = 0, 0
    for name, good, output in cases(root):
        number += 1
        failed += not good
        print(f'{"ok" if good else "not ok"} {number} {name}')
        if not good:
            print(''.join(f'# {line}\n' for line in output.splitlines()), end='')
    print(f'1..{number}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
