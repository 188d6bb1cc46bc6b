/* pilot-check.h: the rules that a field's content must keep
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-record.h"

G_BEGIN_DECLS

/**
 * pilot_check_text:
 * @check: the form
 * @text: UTF-8, not empty
 *
 * Pure syntax, the same for the window, the import and the portal. An e-mail address is judged by the HTML
 * standard's rule plus a dot in the domain; blanks around a value are not forgiven here (pilot_check_clean() takes
 * them away before).
 *
 * Returns: (transfer none) (nullable): %NULL if it is well-formed, or the untranslated reason (N_())
 */
const char *pilot_check_text (PilotCheck check, const char *text);

/**
 * pilot_check_clean:
 * @field: the field
 * @text: (nullable): what a person typed or a file held; any bytes up to the NUL
 *
 * Takes away blanks at both ends (no-break and zero-width ones too), control characters, and for one-line fields
 * line breaks (to one blank); invalid UTF-8 is replaced; e-mail addresses are put in lower case in their domain.
 *
 * Returns: (transfer full) (nullable): the cleaned text, %NULL if nothing is left
 */
char *pilot_check_clean (const PilotField *field, const char *text);

/**
 * pilot_check_value:
 * @field: the field
 * @value: the value; unset passes
 * @error: PILOT_ERROR_INVALID; the message is translated and names the field by its label
 */
gboolean pilot_check_value (const PilotField *field, const PilotValue *value, GError **error);

/**
 * pilot_check_record:
 * @record: the record
 * @complete: %TRUE for a new record: required fields must be there; %FALSE for a change
 * @field_out: (out) (optional): the index of the first field that fails
 * @error: PILOT_ERROR_INVALID
 */
gboolean pilot_check_record (const PilotRecord *record, gboolean complete, guint *field_out, GError **error);

/**
 * pilot_check_parse:
 * @field: the field
 * @text: (nullable): what a person typed or a file held
 * @record: where to set the value
 * @index: the field's index
 * @error: PILOT_ERROR_INVALID
 *
 * Cleans @text, converts it to the field's type (choices by value or by label in English or the current language,
 * without regard to case; booleans by yes/no, true/false, 1/0; dates and times by ISO 8601), checks it and sets it.
 * Empty text sets null.
 */
gboolean pilot_check_parse (const PilotField *field, const char *text, PilotRecord *record, guint index, GError **error);

G_END_DECLS
