/* pilot-preflight-keep.c: results of the pre-flight as they are kept
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-preflight-keep.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pilot-name-uuid.h"

#define N_HERE_PARTS 6

PilotRecord *
pilot_preflight_make_record (const char *run_id, const char *rule, const PilotPreflightResult *result)
{
  PilotRecord *record = pilot_record_new (PILOT_ENTITY_CHECK);
  g_autofree char *id = pilot_check_make_id (run_id, rule);

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, PILOT_CHECK_RUN_ID, run_id);
  pilot_record_set_text (record, PILOT_CHECK_RULE, rule);
  pilot_record_set_text (record, PILOT_CHECK_OUTCOME, pilot_check_outcome_choices[result->outcome].value);
  pilot_record_set_integer (record, PILOT_CHECK_N_FOUND, result->n_found);
  pilot_record_set_integer (record, PILOT_CHECK_N_CHECKED, result->n_checked);
  pilot_record_set_integer (record, PILOT_CHECK_DATA_REVISION, result->data_revision);
  pilot_record_set_integer (record, PILOT_CHECK_CHECKED_AT, result->checked_unix_usec);
  pilot_record_set_text (record, PILOT_CHECK_REASON, result->reason);
  pilot_record_set_text (record, PILOT_CHECK_DECISIONS, result->decisions);
  return record;
}

gboolean
pilot_preflight_save (PilotStore *store, const char *run_id, const char *const *rules, const PilotPreflightResult *results,
                      guint n_rules, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  gboolean local = pilot_store_is_local (store, PILOT_ENTITY_CHECK);
  PilotStoreImport *import;

  for (guint i = 0; i < n_rules; i++)
    {
      g_autoptr (PilotRecord) record = pilot_preflight_make_record (run_id, rules[i], &results[i]);

      if (n_rules > 1 && !local)
        pilot_batch_add_record (batch, record);
      else if (!pilot_store_save (store, record, NULL, error))
        return FALSE;
    }
  if (n_rules <= 1 || local)
    return TRUE;
  import = pilot_store_import_begin (store, PILOT_ENTITY_CHECK, _("Pre-flight checks"), n_rules, error);
  if (import == NULL)
    return FALSE;
  if (pilot_store_import_add (import, batch, cancellable, error))
    return pilot_store_import_commit (import, NULL, cancellable, error);
  pilot_store_import_abort (import);
  return FALSE;
}

static char *
make_key (const char *run_id, const char *rule)
{
  return run_id != NULL ? g_strdup_printf ("check.%s.%s", rule, run_id) : g_strdup_printf ("check.%s", rule);
}

static gboolean
wait_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

void
pilot_preflight_save_here (PilotStore *store, const char *run_id, const char *const *rules, const PilotPreflightResult *results,
                           guint n_rules)
{
  for (guint i = 0; i < n_rules; i++)
    {
      g_autofree char *key = make_key (run_id, rules[i]);
      g_autofree char *text =
        g_strdup_printf ("%s\n%" G_GUINT64_FORMAT "\n%" G_GUINT64_FORMAT "\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT "\n%s",
                         pilot_check_outcome_choices[results[i].outcome].value, results[i].n_found, results[i].n_checked,
                         results[i].data_revision, results[i].checked_unix_usec, results[i].decisions != NULL ? results[i].decisions : "");

      pilot_store_set_setting (store, key, text);
    }
  /* The writer takes one after the other: what was given to it before is written then. */
  pilot_writer_run (pilot_store_get_writer (store), wait_func, NULL, NULL, NULL);
}

static PilotPreflightOutcome
find_outcome (const char *name)
{
  for (guint i = 0; name != NULL && i < PILOT_PREFLIGHT_NOT_CHECKED; i++)
    if (strcmp (pilot_check_outcome_choices[i].value, name) == 0)
      return i;
  return PILOT_PREFLIGHT_NOT_CHECKED;
}

static void
load_here (PilotStore *store, const char *run_id, const char *rule, PilotPreflightResult *result)
{
  g_autofree char *key = make_key (run_id, rule);
  g_autofree char *text = pilot_store_get_setting (store, key);
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, "\n", N_HERE_PARTS) : NULL;

  *result = (PilotPreflightResult){ .outcome = PILOT_PREFLIGHT_NOT_CHECKED };
  if (parts == NULL || g_strv_length (parts) != N_HERE_PARTS)
    return;
  *result = (PilotPreflightResult){
    .outcome = find_outcome (parts[0]),
    .n_found = g_ascii_strtoull (parts[1], NULL, 10),
    .n_checked = g_ascii_strtoull (parts[2], NULL, 10),
    .data_revision = g_ascii_strtoll (parts[3], NULL, 10),
    .checked_unix_usec = g_ascii_strtoll (parts[4], NULL, 10),
    .decisions = g_strdup (parts[5]),
  };
}

void
pilot_preflight_result_from_record (const PilotRecord *record, PilotPreflightResult *result)
{
  *result = (PilotPreflightResult){
    .outcome = find_outcome (pilot_record_get_text (record, PILOT_CHECK_OUTCOME)),
    .n_found = pilot_record_get_integer (record, PILOT_CHECK_N_FOUND),
    .n_checked = pilot_record_get_integer (record, PILOT_CHECK_N_CHECKED),
    .data_revision = pilot_record_get_integer (record, PILOT_CHECK_DATA_REVISION),
    .checked_unix_usec = pilot_record_get_integer (record, PILOT_CHECK_CHECKED_AT),
    .decisions = g_strdup (pilot_record_get_text (record, PILOT_CHECK_DECISIONS)),
    .reason = g_strdup (pilot_record_get_text (record, PILOT_CHECK_REASON)),
  };
}

void
pilot_preflight_load (PilotStore *store, const char *run_id, const char *rule, PilotPreflightResult *result)
{
  g_autofree char *id = pilot_check_make_id (run_id, rule);
  g_autoptr (PilotRecord) record = pilot_store_get_record (store, PILOT_ENTITY_CHECK, id, NULL, NULL);

  load_here (store, run_id, rule, result);
  if (record == NULL || pilot_record_get_integer (record, PILOT_CHECK_CHECKED_AT) < result->checked_unix_usec)
    return;
  pilot_preflight_result_clear (result);
  pilot_preflight_result_from_record (record, result);
}
