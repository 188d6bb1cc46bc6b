#!/usr/bin/env python3
# check-source.py: the rules of the house that a program can judge
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-source.py [ROOT | --write-potfiles]: prints one line for each offence, `path:line: rule: what`, and exits 1 if there is one.

The tables at the top are the rules; CONTRIBUTING.md says why. tests/lint/fixtures holds a small tree for each rule
that breaks it and nothing else; test-check-source.py proves that each is found."""

import os
import re
import statistics
import subprocess
import sys

# Which folder of src/ may include which others' headers (its own always). Nothing may include ui.
LAYERS = {
    'core': (),
    'match': ('core',),
    'sqlite': ('core',),
    'http': ('core',),
    'wire': ('core',),
    'files': ('core',),
    'portal': ('core', 'wire', 'http'),
    'smartrecruiters': ('core', 'http'),
    'store': ('core', 'sqlite'),
    'sync': ('core', 'store'),
    'workflow': ('core', 'match', 'files', 'store', 'sync'),
    'ui': ('core', 'workflow'),
    'server': ('core', 'match', 'sqlite', 'wire', 'files'),
}
ALL_BUT_UI = tuple(layer for layer in LAYERS if layer != 'ui') + ('cli',)
LAYERS['cli'] = ALL_BUT_UI
# A program's main file wires both ends together; the application's sees ui too.
MAIN = re.compile(r'-main\.c$')
APPLICATION_MAIN = 'src/cli/pilotage-main.c'

# Which folders may include a library's headers; what is in neither table is refused, so that a new dependency is a
# decision.
LIBRARIES = (
    (r'(gtk|gdk|gsk|graphene)/|adwaita\.h|gtk/', ('ui',)),
    (r'cairo(-pdf)?\.h|pango/', ('ui', 'files')),
    (r'sqlite3\.h', ('sqlite',)),
    (r'libsoup/', ('http', 'server')),
    (r'json-glib/', ('wire', 'http', 'portal', 'server', 'smartrecruiters')),
    (r'yajl/', ('wire',)),
    (r'csv\.h', ('files',)),
    (r'gmime/|libical/|archive(_entry)?\.h', ('files',)),
    (r'libpsl\.h', ('match',)),
    (r'libsecret/', ('portal',)),
    (r'crypt\.h', ('server',)),
)
SYSTEM = re.compile(
    r'(glib|glib-object|glib-unix|gmodule)\.h$|(glib|gio|gobject)/'
    r'|(assert|ctype|errno|fcntl|float|inttypes|langinfo|limits|locale|malloc|math|netdb|poll|pthread|sched|signal|stdarg'
    r'|stdbool|stddef|stdint|stdio|stdlib|string|strings|termios|time|unistd|wchar|wctype)\.h$|(sys|netinet|arpa|linux|gnu)/')

MAX_LINES = 1000
MEDIAN_LINES = 300
REASON_LINES = 600  # above this a file is named in the report

# Strings that would tie the sources to somebody's machine or mirror.
MACHINE = re.compile(r'/home/[a-z]|/root/|/work/|/Users/|[a-z0-9.-]+\.internal\b|registry\.npmjs|artifactory|deb\.debian\.org')
UNFINISHED = re.compile(r'\b(TODO|FIXME|XXX|HACK)\b|\b(not implemented|unimplemented|stubbed)\b', re.IGNORECASE)
TEXT_SUFFIXES = ('.c', '.h', '.ui', '.py', '.sh', '.json', '.xml', '.in', '.build', '.md', '.css', '.sql', '.svg')

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+([<"])([^>"]+)[>"]', re.MULTILINE)
COMMENT_OR_STRING = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)
COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*|("(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\')', re.DOTALL)
TRANSLATED = re.compile(r'(?<![A-Za-z0-9_])(_|N_|Q_|C_|NC_|NP_|ngettext|g_dngettext|g_dpgettext2)[ \t]?\(')
LOGGING = re.compile(r'\b(g_print|g_printerr|g_message|g_debug|g_info|g_warning|g_critical|g_log|g_log_structured)\s*\(')
SECRET = re.compile(r'\b(?:\w+(?:_|->|\.))?(?:token|password|passphrase|secret|cookie)(?!_id|_file|_path|_store|_hash)\b')
PROTOTYPE = re.compile(r'^(?!static\b|typedef\b|struct\b|enum\b|union\b|extern\b|#|G_|return\b)[A-Za-z_][\w \t*]*?\b'
                       r'(pilot_\w+)[ \t]*\([^;{]*\)[^;{]*;', re.MULTILINE)
# Functions whose name says it all: boilerplate of a type, plain accessors.
PLAIN = re.compile(r'_(get_type|error_quark|new|free|ref|unref|copy|clear|equal|get|finish)$|_(get|set|is|has|bind)_\w+$|_(to|from)_name$')


def blank(text, pattern, keep_strings=False):
    """@text with what @pattern matches turned into blanks, line breaks kept."""
    def replace(match):
        if keep_strings and match.group(1) is not None:
            return match.group(0)
        return re.sub(r'[^\n]', ' ', match.group(0))
    return pattern.sub(replace, text)


class Checker:
    def __init__(self, root):
        self.root = root
        self.offences = []
        self.files = self.list_files()
        self.headers = {}  # name: folder
        self.notes = []

    def list_files(self):
        """Paths below the root that are, or would be, under version control."""
        git = subprocess.run(['git', '-C', self.root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard', '.'],
                             capture_output=True, check=False)
        listed = git.stdout.decode().split('\0') if git.returncode == 0 else []
        if not any(listed):  # no repository, e.g. an unpacked archive
            listed = [os.path.relpath(os.path.join(folder, name), self.root)
                      for folder, _, names in os.walk(self.root) for name in names]
        return sorted(path for path in set(listed) if path and '/fixtures/' not in '/' + path and not path.startswith('build')
                      and os.path.isfile(os.path.join(self.root, path)))

    def read(self, path):
        with open(os.path.join(self.root, path), encoding='utf-8', errors='replace') as file:
            return file.read()

    def offend(self, path, text, position, rule, what):
        line = text.count('\n', 0, position) + 1 if text is not None else 1
        self.offences.append(f'{path}:{line}: {rule}: {what}')

    def run(self):
        sources = [path for path in self.files if path.endswith(('.c', '.h')) and path.startswith(('src/', 'tests/'))]
        self.map_headers(sources)
        for path in sources:
            text = self.read(path)
            self.check_header(path, text)
            self.check_includes(path, text)
            self.check_code(path, text)
        self.check_sizes(sources)
        for path in self.files:
            if path.endswith('.py') or (path.endswith('.sh')):
                self.check_header(path, self.read(path))
            if path.endswith(TEXT_SUFFIXES) or path in ('dev', '.ci/run'):
                self.check_marks(path, self.read(path))
            if path.endswith('.ui'):
                self.check_ui(path, self.read(path))
        self.check_docs(sources)
        self.check_potfiles()
        self.check_top_level()

    # --- layers

    def map_headers(self, sources):
        for path in sources:
            if path.startswith('src/') and path.endswith('.h'):
                folder, name = path.split('/')[1], os.path.basename(path)
                if name in self.headers:
                    self.offend(path, None, 0, 'include', f'a header of this name is in {self.headers[name]} too')
                self.headers[name] = folder

    def check_includes(self, path, text):
        if not path.startswith('src/'):
            return
        parts = path.split('/')
        folder = parts[1] if len(parts) > 2 else ''
        allowed = LAYERS.get(folder)
        main = MAIN.search(path) is not None
        if main:
            allowed = ALL_BUT_UI + (('ui',) if path == APPLICATION_MAIN else ())
        if allowed is None:
            self.offend(path, None, 0, 'include', f'the folder {folder} is not in the table of layers')
            return
        for match in INCLUDE.finditer(blank(text, COMMENT, keep_strings=True)):
            kind, name = match.groups()
            if kind == '"':
                self.check_own_include(path, text, match.start(), name, folder, allowed)
            else:
                self.check_system_include(path, text, match.start(), name, folder)

    def check_own_include(self, path, text, position, name, folder, allowed):
        if '/' in name:
            self.offend(path, text, position, 'include', f'"{name}": headers are included by their bare name')
        elif name not in self.headers:
            if not name.endswith('-resources.h'):
                self.offend(path, text, position, 'include', f'"{name}" is not a header of ours')
        elif self.headers[name] != folder and self.headers[name] not in allowed:
            self.offend(path, text, position, 'include', f'{folder} may not include {self.headers[name]}\'s "{name}"')

    def check_system_include(self, path, text, position, name, folder):
        for pattern, folders in LIBRARIES:
            if re.match(pattern, name):
                if folder not in folders and path != APPLICATION_MAIN:
                    self.offend(path, text, position, 'include', f'<{name}> belongs to {", ".join(folders)} alone')
                return
        if SYSTEM.match(name) is None:
            self.offend(path, text, position, 'include', f'<{name}>: this library is in no table of {os.path.basename(__file__)}')

    # --- sources

    def check_header(self, path, text):
        lines = text.split('\n', 3)
        if path.endswith(('.c', '.h')):
            if not lines[0].startswith(f'/* {os.path.basename(path)}: '):
                self.offend(path, None, 0, 'header', f'the first line says what the file is: /* {os.path.basename(path)}: …')
        if 'SPDX-License-Identifier: GPL-3.0-or-later' not in '\n'.join(text.split('\n', 8)[:8]):
            self.offend(path, None, 0, 'header', 'no SPDX-License-Identifier: GPL-3.0-or-later in the first lines')

    def check_code(self, path, text):
        code = blank(text, COMMENT_OR_STRING)
        for match in re.finditer(r'\bgoto\b', code):
            self.offend(path, text, match.start(), 'goto', 'no goto: g_autoptr cleans up')
        if path.startswith('src/'):
            for match in re.finditer(r'\bg_signal_connect(_swapped|_after|_data)?\s*\(', code):
                self.offend(path, text, match.start(), 'signal', 'g_signal_connect_object() only: the handler ends with its object')
            for match in re.finditer(r'\bg_signal_connect_object\s*\([^;]*?G_CALLBACK\s*\(\s*(\w+)[^;]*;', code):
                swapped = 'G_CONNECT_SWAPPED' in match.group(0)  # then a method of the object may be the callback
                if not match.group(1).endswith('_cb') and not swapped:
                    self.offend(path, text, match.start(), 'callback', f'{match.group(1)}: a callback\'s name ends with _cb')
            for match in LOGGING.finditer(code):
                if match.group(1) == 'g_print' and MAIN.search(path):
                    continue  # a program's answer to who asked for it
                end = code.find(';', match.end())
                secret = SECRET.search(code[match.end():end])
                if secret is not None:
                    self.offend(path, text, match.start(), 'secret', f'{secret.group(0)} must not be logged')
        for match in re.finditer(r'(?<![A-Za-z0-9_])(?:N?_|ngettext)[ \t]?\((?:"(?:\\.|[^"\\\n])*"|[\s,])*(?<!\w)(G_G[A-Z0-9]+_FORMAT|PRI\w+)', text):
            self.offend(path, text, match.start(), 'broken-string', f'{match.group(1)} cuts a string for people in two: translators never see it whole')
        for match in re.finditer(r'\t', text):
            self.offend(path, text, match.start(), 'tab', 'indent with blanks')
            break

    def check_sizes(self, sources):
        sizes = {path: self.read(path).count('\n') for path in sources}
        for path, lines in sizes.items():
            if lines > MAX_LINES:
                self.offend(path, None, 0, 'size', f'{lines} lines; over {MAX_LINES} is refused')
            elif lines > REASON_LINES:
                self.notes.append(f'{path}: {lines} lines: is it one thing?')
        if sizes:
            median = statistics.median(sizes.values())
            self.notes.append(f'{len(sizes)} C files, median {median:.0f} lines')
            if median > MEDIAN_LINES:
                self.offend('src', None, 0, 'size', f'the median is {median:.0f} lines; the house keeps it under {MEDIAN_LINES}')

    def check_marks(self, path, text):
        if path in ('tests/lint/check-source.py', 'tests/lib/report.py'):  # they name what they look for
            return
        for match in UNFINISHED.finditer(text):
            self.offend(path, text, match.start(), 'unfinished', match.group(0))
        for match in MACHINE.finditer(text):
            self.offend(path, text, match.start(), 'machine', f'{match.group(0)}: a path or host of one machine')

    def check_docs(self, sources):
        """A public function has its words: what, units, nullability, transfer, thread, errors."""
        for path in sources:
            if not path.endswith('.h') or path.endswith('-private.h') or not path.startswith('src/'):
                continue
            text = self.read(path)
            comments = ' '.join(re.findall(r'/\*.*?\*/', text, re.DOTALL))
            for match in PROTOTYPE.finditer(blank(text, COMMENT)):
                name = match.group(1)
                if PLAIN.search(name) is None and name not in comments and not self.is_commented(text, match):
                    self.offend(path, text, match.start(), 'doc', f'{name}() has no words in the header')

    @staticmethod
    def is_commented(text, match):
        """A comment above it or above the group of lines that it stands in, or at the end of its line."""
        group = text[text.rfind('\n\n', 0, match.start()) + 1:match.start()]
        line_end = text.find('\n', match.end())
        return '*/' in group or '/*' in text[match.end():line_end]

    # --- translations and interface files

    def check_ui(self, path, text):
        pattern = r'<property\s+([^>]*name="(?:label|title|subtitle|tooltip-text|placeholder-text|description|heading|body)"[^>]*)>([^<]+)</property>'
        for match in re.finditer(pattern, text):
            if 'translatable="' not in match.group(1) and re.search(r'[A-Za-z]{2}', match.group(2)) and 'bind-' not in match.group(1):
                self.offend(path, text, match.start(), 'translatable', f'"{match.group(2).strip()}" is not marked translatable')

    def translated(self):
        """Paths of the files that hold strings for people."""
        for path in self.files:
            if not path.startswith(('src/', 'data/')):
                continue
            if path.endswith(('.desktop.in', '.metainfo.xml.in')):
                yield path
            elif path.endswith(('.c', '.h')) and TRANSLATED.search(blank(self.read(path), COMMENT_OR_STRING)):
                yield path
            elif path.endswith('.ui') and 'translatable="' in self.read(path):
                yield path

    def check_potfiles(self):
        if 'po/POTFILES' not in self.files:
            return
        text = self.read('po/POTFILES')
        listed = [line.strip() for line in text.split('\n') if line.strip() and not line.startswith('#')]
        for path in listed:
            if path not in self.files:
                self.offend('po/POTFILES', text, text.find(path), 'potfiles', f'{path} does not exist')
        for path in self.translated():
            if path not in listed:
                self.offend('po/POTFILES', None, 0, 'potfiles', f'{path} has strings for people and is not listed')

    def write_potfiles(self):
        with open(os.path.join(self.root, 'po/POTFILES'), 'w', encoding='utf-8') as file:
            file.write('# Files with strings for people, in order: python3 tests/lint/check-source.py --write-potfiles\n')
            file.writelines(f'{path}\n' for path in self.translated())

    def check_top_level(self):
        if 'meson.build' not in self.files:
            return
        allowed = {'meson.build', 'README.md', 'src', 'data', 'po', 'tests', 'flatpak', 'dev', 'LICENSE', 'CONTRIBUTING.md', '.ci'}
        for name in sorted({path.split('/')[0] for path in self.files}):
            if name not in allowed and not name.startswith('.'):
                self.offend(name, None, 0, 'top-level', 'not an entry of the top folder')


def main(root='.'):
    if root == '--write-potfiles':
        Checker('.').write_potfiles()
        return 0
    checker = Checker(root)
    checker.run()
    for note in checker.notes:
        print(f'note: {note}')
    for offence in checker.offences:
        print(offence)
    print(f'{len(checker.files)} files, {len(checker.offences)} offences')
    return 1 if checker.offences else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
