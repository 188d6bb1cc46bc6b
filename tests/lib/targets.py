#!/usr/bin/env python3
# targets.py: what must be built for some suites
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""targets.py BUILD-FOLDER SUITE…: prints the files that the tests of these suites are and need, for ninja: a build
under a sanitizer takes long, and the window's part of it is not run there."""

import json
import os
import subprocess
import sys


def introspect(folder, what):
    return json.loads(subprocess.run(['meson', 'introspect', folder, what], capture_output=True, check=True).stdout)


def main(folder, *suites):
    folder = os.path.abspath(folder)
    files = {target['id']: target['filename'][0] for target in introspect(folder, '--targets')}
    for test in introspect(folder, '--tests'):
        if any(suite.split(':')[-1] in suites for suite in test['suite']):
            for target in test['depends']:
                print(os.path.relpath(files[target], folder))


if __name__ == '__main__':
    main(*sys.argv[1:])
