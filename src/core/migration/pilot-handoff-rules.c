/* pilot-handoff-rules.c: what of a hand-off stays as it was handed over
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-rules.h"

#include "pilot-error.h"
#include "pilot-handoff-kind.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const guint frozen[] = { PILOT_HANDOFF_KIND, PILOT_HANDOFF_RECIPIENT,   PILOT_HANDOFF_LANGUAGE, PILOT_HANDOFF_SUBJECT,
                                PILOT_HANDOFF_BODY, PILOT_HANDOFF_ATTACHMENTS, PILOT_HANDOFF_SHA256,   PILOT_HANDOFF_HANDED_AT,
                                PILOT_HANDOFF_RUN_ID, PILOT_HANDOFF_BATCH_ID };

static const char *
get_text (const PilotValue *values, guint field)
{
  return values[field].kind == PILOT_VALUE_TEXT ? values[field].text : "";
}

static gboolean
is_draft (const PilotValue *values)
{
  const char *state = get_text (values, PILOT_HANDOFF_STATE);

  return *state == '\0' || strcmp (state, "draft") == 0;
}

static gboolean
is_empty (const PilotValue *value)
{
  return value->kind == PILOT_VALUE_UNSET || value->kind == PILOT_VALUE_NULL || (value->kind == PILOT_VALUE_TEXT && value->length_bytes == 0);
}

static gboolean
fail (const char *message, GError **error)
{
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
judge_handed_over (const PilotValue *before, const PilotValue *after, GError **error)
{
  if (after == NULL)
    return fail (_("This was handed over: it stays as what was said."), error);
  for (guint i = 0; i < G_N_ELEMENTS (frozen); i++)
    if (!(is_empty (&before[frozen[i]]) && is_empty (&after[frozen[i]])) && !pilot_value_equal (&before[frozen[i]], &after[frozen[i]]))
      return fail (_("This was handed over already. Another text is another hand-off."), error);
  if (is_draft (after))
    return fail (_("This was handed over already: it can’t become a draft again."), error);
  return TRUE;
}

gboolean
pilot_handoff_record_is_draft (const PilotRecord *record)
{
  const char *state = pilot_record_get_text (record, PILOT_HANDOFF_STATE);

  return state == NULL || *state == '\0' || strcmp (state, "draft") == 0;
}

char *
pilot_handoff_dup_document (const PilotValue *values)
{
  GString *text = g_string_new (NULL);
  const char *recipient = get_text (values, PILOT_HANDOFF_RECIPIENT);
  const char *files = get_text (values, PILOT_HANDOFF_ATTACHMENTS);
  gboolean hides = (pilot_handoff_kind_get_means (get_text (values, PILOT_HANDOFF_KIND)) & PILOT_HANDOFF_HIDES_RECIPIENTS) != 0;

  if (*recipient != '\0')
    g_string_append_printf (text, "%s: %s\n", hides ? "Bcc" : "To", recipient);
  g_string_append_printf (text, "Subject: %s\n\n%s\n", get_text (values, PILOT_HANDOFF_SUBJECT), get_text (values, PILOT_HANDOFF_BODY));
  if (*files != '\0')
    g_string_append_printf (text, "\nAttachments (SHA-256):\n%s\n", files);
  return g_string_free (text, FALSE);
}

char *
pilot_handoff_dup_document_sha256 (const PilotValue *values)
{
  g_autofree char *document = pilot_handoff_dup_document (values);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, document, -1);
}

gboolean
pilot_handoff_judge_change (const PilotValue *before, const PilotValue *after, GError **error)
{
  g_autofree char *sha256 = NULL;

  if (before != NULL && !is_draft (before))
    return judge_handed_over (before, after, error);
  if (after == NULL || is_draft (after) || is_empty (&after[PILOT_HANDOFF_SHA256]))
    return TRUE;
  sha256 = pilot_handoff_dup_document_sha256 (after);
  return strcmp (get_text (after, PILOT_HANDOFF_SHA256), sha256) == 0 ||
         fail (_("The checksum is not that of this text: it was changed meanwhile. Look at it, and hand it over again."), error);
}

gboolean
pilot_handoff_judge_record (const PilotRecord *before, const PilotRecord *changes, GError **error)
{
  g_autoptr (PilotRecord) whole = NULL;

  if (changes != NULL)
    {
      whole = before != NULL ? pilot_record_copy (before) : pilot_record_new (PILOT_ENTITY_HANDOFF);
      pilot_record_merge (whole, changes);
    }
  return pilot_handoff_judge_change (before != NULL ? pilot_record_get_value (before, 0) : NULL,
                                     whole != NULL ? pilot_record_get_value (whole, 0) : NULL, error);
}
