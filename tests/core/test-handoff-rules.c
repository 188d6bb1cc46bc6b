/* test-handoff-rules.c: what of a hand-off stays as it was handed over
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-handoff-kind.h"
#include "pilot-handoff-rules.h"
#include "pilot-test.h"

static PilotRecord *
make (const char *state)
{
  PilotRecord *record = pilot_record_new (PILOT_ENTITY_HANDOFF);

  pilot_record_set_text (record, PILOT_FIELD_ID, "00000000-0000-4000-8000-000000000001");
  pilot_record_set_text (record, PILOT_HANDOFF_KIND, "csm_notice");
  pilot_record_set_text (record, PILOT_HANDOFF_STATE, state);
  pilot_record_set_text (record, PILOT_HANDOFF_RECIPIENT, "kim@vendor.example");
  pilot_record_set_text (record, PILOT_HANDOFF_SUBJECT, "Hello");
  pilot_record_set_text (record, PILOT_HANDOFF_BODY, "We begin.");
  pilot_record_set_text (record, PILOT_HANDOFF_ATTACHMENTS, "0123  a.csv");
  return record;
}

static void
assert_judged (const PilotRecord *before, guint field, const char *text, gboolean passes)
{
  g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_HANDOFF);
  g_autoptr (GError) error = NULL;

  pilot_record_set_text (changes, field, text);
  g_assert_cmpint (pilot_handoff_judge_record (before, changes, &error), ==, passes);
  if (!passes)
    g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
}

static void
test_document (void)
{
  g_autoptr (PilotRecord) record = make ("draft");
  g_autofree char *mail = pilot_handoff_dup_document (pilot_record_get_value (record, 0));
  g_autofree char *notice = NULL;
  g_autofree char *ticket = NULL;

  g_assert_cmpstr (mail, ==, "To: kim@vendor.example\nSubject: Hello\n\nWe begin.\n\nAttachments (SHA-256):\n0123  a.csv\n");
  pilot_record_set_text (record, PILOT_HANDOFF_KIND, "downtime_notice");
  notice = pilot_handoff_dup_document (pilot_record_get_value (record, 0));
  g_assert_true (g_str_has_prefix (notice, "Bcc: kim@"));
  pilot_record_set_null (record, PILOT_HANDOFF_RECIPIENT);
  pilot_record_set_null (record, PILOT_HANDOFF_ATTACHMENTS);
  ticket = pilot_handoff_dup_document (pilot_record_get_value (record, 0));
  g_assert_cmpstr (ticket, ==, "Subject: Hello\n\nWe begin.\n");
}

/* Every field of the table: whoever adds one decides here whether it stays. */
static void
test_fields (void)
{
  for (guint field = PILOT_FIELD_FIRST; field < PILOT_HANDOFF_N_FIELDS; field++)
    {
      gboolean tracked = field == PILOT_HANDOFF_STATE || field == PILOT_HANDOFF_REFERENCE || field == PILOT_HANDOFF_CONFIRMED_AT;
      g_autoptr (PilotRecord) draft = make ("draft");
      g_autoptr (PilotRecord) handed = make ("handed_over");
      g_autoptr (PilotRecord) confirmed = make ("confirmed");
      const char *text = field == PILOT_HANDOFF_STATE ? "confirmed" : "other";

      assert_judged (draft, field, text, TRUE);
      assert_judged (handed, field, text, tracked);
      assert_judged (confirmed, field, text, tracked);
      /* Empty and not said are the same. */
      assert_judged (handed, field, pilot_record_get_text (handed, field), TRUE);
    }
}

static void
test_states (void)
{
  g_autoptr (PilotRecord) draft = make ("draft");
  g_autoptr (PilotRecord) handed = make ("handed_over");
  g_autoptr (PilotRecord) confirmed = make ("confirmed");

  assert_judged (handed, PILOT_HANDOFF_STATE, "draft", FALSE);
  assert_judged (handed, PILOT_HANDOFF_STATE, NULL, FALSE);
  assert_judged (confirmed, PILOT_HANDOFF_STATE, "handed_over", TRUE); /* confirmed by mistake */
  g_assert_true (pilot_handoff_judge_record (draft, NULL, NULL));
  g_assert_false (pilot_handoff_judge_record (handed, NULL, NULL));
  g_assert_false (pilot_handoff_judge_record (confirmed, NULL, NULL));
}

static void
test_checksum (void)
{
  g_autoptr (PilotRecord) draft = make ("draft");
  g_autoptr (PilotRecord) handed = make ("handed_over");
  g_autofree char *sha256 = pilot_handoff_dup_document_sha256 (pilot_record_get_value (draft, 0));

  pilot_record_set_text (handed, PILOT_HANDOFF_SHA256, sha256);
  g_assert_true (pilot_handoff_judge_record (draft, handed, NULL));
  g_assert_true (pilot_handoff_judge_record (NULL, handed, NULL));
  pilot_record_set_text (handed, PILOT_HANDOFF_BODY, "We begin tomorrow.");
  g_assert_false (pilot_handoff_judge_record (draft, handed, NULL));
  g_assert_false (pilot_handoff_judge_record (NULL, handed, NULL));
}

/* A kind without means would be taken for one that needs nothing. */
static void
test_kinds (void)
{
  for (guint i = 0; pilot_handoff_kind_choices[i].value != NULL; i++)
    g_assert_cmpuint (pilot_handoff_kind_get_means (pilot_handoff_kind_choices[i].value), !=, 0);
  g_assert_cmpuint (pilot_handoff_kind_get_means ("unknown"), ==, 0);
  g_assert_cmpuint (pilot_handoff_kind_get_means (NULL), ==, 0);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/core/handoff-rules/the document says all that is handed over", test_document);
  g_test_add_func ("/core/handoff-rules/what was handed over stays, field by field", test_fields);
  g_test_add_func ("/core/handoff-rules/it is not a draft again, and not deleted", test_states);
  g_test_add_func ("/core/handoff-rules/a checksum is that of what is handed over", test_checksum);
  g_test_add_func ("/core/handoff-rules/every kind has its means", test_kinds);
  return g_test_run ();
}
