/* pilot-catalog.h: our texts in a language that is not the program's own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-types.h"

G_BEGIN_DECLS

/**
 * PilotCatalog:
 *
 * An agency is written to in its language, whatever the admin's is, and whether or not the system has that locale: gettext()
 * knows one language for a process. Reads the same files as gettext() does (GNU MO). Immutable; any thread.
 */
typedef struct _PilotCatalog PilotCatalog;

/**
 * pilot_catalog_open:
 * @folder: (nullable): `<folder>/<language>/LC_MESSAGES/pilotage.mo`; %NULL: where gettext() looks
 * @language: BCP 47, e.g. "pt-BR": its own catalogue, or that of "pt"
 *
 * Returns: (transfer full) (nullable): %NULL where there is none that can be read
 */
PilotCatalog *pilot_catalog_open (const char *folder, const char *language);

/** pilot_catalog_free: (nullable). */
void pilot_catalog_free (PilotCatalog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotCatalog, pilot_catalog_free)

/** pilot_catalog_find: (transfer none) (nullable): the translation of @text, if there is one; @self (nullable). */
const char *pilot_catalog_find (PilotCatalog *self, const char *text);

/** pilot_catalog_get: (transfer none): the translation, or @text itself; @self (nullable). */
const char *pilot_catalog_get (PilotCatalog *self, const char *text);

/** pilot_catalog_list_languages: (transfer full): the languages that have a catalogue, sorted; "en" is always among them. */
char **pilot_catalog_list_languages (const char *folder);

G_END_DECLS
