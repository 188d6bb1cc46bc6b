/* pilot-import-verdict.h: what may become of a row of a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-types.h"

G_BEGIN_DECLS

/**
 * PilotImportVerdict:
 * @PILOT_IMPORT_NEW: nobody knows it: it is created
 * @PILOT_IMPORT_CHANGED: a record is known, and some of its fields change
 * @PILOT_IMPORT_UNCHANGED: a record is known and says the same already
 * @PILOT_IMPORT_INVALID: it breaks a rule and is left out
 * @PILOT_IMPORT_DUPLICATE: an earlier row of the file means the same record; it is left out
 */
typedef enum {
  PILOT_IMPORT_NEW,
  PILOT_IMPORT_CHANGED,
  PILOT_IMPORT_UNCHANGED,
  PILOT_IMPORT_INVALID,
  PILOT_IMPORT_DUPLICATE,
  PILOT_IMPORT_N_VERDICTS
} PilotImportVerdict;

/**
 * PilotImportReason: why the id that a row has in the column “Pilotage ID” leads to no record.
 * @PILOT_IMPORT_SAME_ID: a duplicate: an earlier row has the same id
 * @PILOT_IMPORT_UNKNOWN_ID: invalid, like those that follow: nobody knows it
 * @PILOT_IMPORT_OTHER_KIND: it is that of a record of another kind
 * @PILOT_IMPORT_OTHER_DATASET: it is that of a record in the other data set
 * @PILOT_IMPORT_DELETED: the record was deleted
 */
typedef enum {
  PILOT_IMPORT_NO_REASON,
  PILOT_IMPORT_SAME_ID,
  PILOT_IMPORT_UNKNOWN_ID,
  PILOT_IMPORT_OTHER_KIND,
  PILOT_IMPORT_OTHER_DATASET,
  PILOT_IMPORT_DELETED,
} PilotImportReason;

/** What stands for "any verdict" and for "rows with a remark" where a verdict is asked for. */
enum {
  PILOT_IMPORT_ANY = -1,
  PILOT_IMPORT_REMARKED = -2,
};

/** pilot_import_verdict_to_label: (transfer none): for people, translated. */
const char *pilot_import_verdict_to_label (PilotImportVerdict verdict);

/** pilot_import_verdict_to_name: (transfer none): for programs: "new", "changed", "unchanged", "invalid", "duplicate". */
const char *pilot_import_verdict_to_name (PilotImportVerdict verdict);

G_END_DECLS
