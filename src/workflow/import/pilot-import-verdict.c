/* pilot-import-verdict.c: what may become of a row of a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-verdict.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *name;
  const char *label;
} verdicts[PILOT_IMPORT_N_VERDICTS] = {
  /* Translators: what becomes of a row of a file that is imported */
  [PILOT_IMPORT_NEW] = { "new", N_ ("New") },
  [PILOT_IMPORT_CHANGED] = { "changed", N_ ("Changed") },
  [PILOT_IMPORT_UNCHANGED] = { "unchanged", N_ ("Unchanged") },
  [PILOT_IMPORT_INVALID] = { "invalid", N_ ("Invalid") },
  [PILOT_IMPORT_DUPLICATE] = { "duplicate", N_ ("Duplicate") },
};

const char *
pilot_import_verdict_to_label (PilotImportVerdict verdict)
{
  g_return_val_if_fail (verdict < PILOT_IMPORT_N_VERDICTS, "");
  return g_dgettext (GETTEXT_PACKAGE, verdicts[verdict].label);
}

const char *
pilot_import_verdict_to_name (PilotImportVerdict verdict)
{
  g_return_val_if_fail (verdict < PILOT_IMPORT_N_VERDICTS, "");
  return verdicts[verdict].name;
}
