/* pilot-migration-edits.c: what an admin writes about the migration: steps, the project, the portal's settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "PilotMigration"

#include "pilot-migration-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pilot-check.h"
#include "pilot-error.h"
#include "pilot-name-uuid.h"
#include "pilot-workspace-private.h"

#define BUFFER_BYTES 65536
/* A number of days that somebody typed wrong is rather a year than a decade. */
#define MAX_DAYS 3650
#define MAX_PLACES 100000

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

/* What a field will hold once @text is saved. */
static gboolean
will_be_given (const char *text, const PilotRecord *before, guint field)
{
  return text != NULL ? *text != '\0' : before != NULL && is_given (pilot_record_get_text (before, field));
}

static gboolean
check_done (PilotMigration *self, const PilotPlanStep *step, const PilotStepEdit *edit, const PilotRecord *before, GError **error)
{
  const PilotPlanFacts *facts = pilot_migration_get_facts (self);
  gboolean was_done = before != NULL && g_strcmp0 (pilot_record_get_text (before, PILOT_STEP_STATE), "done") == 0;

  if (!was_done && !pilot_plan_may_confirm (facts, step))
    {
      g_autofree char *reason = NULL;

      pilot_plan_judge (facts, step, &reason);
      return refuse (error, reason != NULL ? reason : _("This step can’t be confirmed by hand."));
    }
  if ((step->flags & PILOT_STEP_NEEDS_NOTE) != 0 && !will_be_given (edit->note, before, PILOT_STEP_NOTE))
    return refuse (error, _("A note is needed: what was found, and why it is accepted."));
  if ((step->flags & PILOT_STEP_NEEDS_REFERENCE) != 0 && !will_be_given (edit->reference, before, PILOT_STEP_REFERENCE))
    return refuse (error, _("The ticket’s number is needed."));
  return TRUE;
}

static gboolean
check_step (PilotMigration *self, const PilotPlanStep *step, const PilotStepEdit *edit, const PilotRecord *before, GError **error)
{
  const PilotPlanFacts *facts = pilot_migration_get_facts (self);
  g_autofree char *reason = NULL;
  GDate date;

  if (!pilot_migration_may_edit (self, &reason))
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_FORBIDDEN, reason);
      return FALSE;
    }
  if (step == NULL || facts == NULL)
    return refuse (error, _("The plan is not read yet. Try again in a moment."));
  if (is_given (edit->due) && !pilot_downtime_parse_date (edit->due, &date))
    return refuse (error, _("The day is to be written like 2026-12-25."));
  if (g_strcmp0 (edit->state, "done") == 0)
    return check_done (self, step, edit, before, error);
  if (g_strcmp0 (edit->state, "skipped") == 0 && !pilot_plan_is_optional (facts, step))
    return refuse (error, _("This step can’t be left out."));
  return TRUE;
}

static void
set_text (PilotRecord *changes, guint field, const char *text)
{
  if (text != NULL)
    pilot_record_set_text (changes, field, *text != '\0' ? text : NULL);
}

static void
apply (GTask *task, PilotRecord *changes)
{
  PilotMigration *self = g_task_get_source_object (task);
  PilotEdits *edits = pilot_edits_new ();

  pilot_edits_add (edits, changes);
  pilot_edits_apply_async (pilot_migration_get_workspace (self), edits, g_task_get_cancellable (task), pilot_migration_forward_edits_cb,
                           g_object_ref (task));
}

static void
hash_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GFileInputStream) stream = g_file_read (task_data, cancellable, NULL);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *buffer = g_malloc (BUFFER_BYTES);
  g_autofree char *name = g_file_get_parse_name (task_data);
  GError *error = NULL;
  gssize n = stream != NULL ? 1 : -1;

  while (n > 0)
    {
      n = g_input_stream_read (G_INPUT_STREAM (stream), buffer, BUFFER_BYTES, cancellable, &error);
      if (n > 0)
        g_checksum_update (checksum, buffer, n);
    }
  if (n == 0)
    g_task_return_pointer (task, g_strdup (g_checksum_get_string (checksum)), g_free);
  else if (error != NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, error);
  else
    {
      g_clear_error (&error);
      /* Translators: %s is the name of a file */
      g_task_return_new_error (task, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _("The file %s can’t be read. Nothing was changed."), name);
    }
}

static void
hashed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PilotRecord *changes = g_task_get_task_data (task);
  g_autofree char *name = g_file_get_basename (g_task_get_task_data (G_TASK (result)));
  g_autofree char *shown = g_filename_display_name (name);
  GError *error = NULL;
  g_autofree char *sha256 = g_task_propagate_pointer (G_TASK (result), &error);

  if (sha256 == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  pilot_record_set_text (changes, PILOT_STEP_EVIDENCE_NAME, shown);
  pilot_record_set_text (changes, PILOT_STEP_EVIDENCE_SHA256, sha256);
  apply (task, pilot_record_ref (changes));
}

void
pilot_migration_forward_edits_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PilotEdits *undo = NULL;
  GError *error = NULL;

  if (pilot_edits_apply_finish (PILOT_WORKSPACE (source), result, &undo, &error))
    g_task_return_pointer (task, undo, (GDestroyNotify) pilot_edits_free);
  else
    g_task_return_error (task, error);
}

PilotRecord *
pilot_migration_make_step_changes (PilotMigration *self, const PilotPlanStep *step, const PilotStepEdit *edit)
{
  PilotRecord *before = g_hash_table_lookup (pilot_migration_get_facts (self)->steps, step->key);
  PilotRecord *changes = pilot_record_new (PILOT_ENTITY_STEP);
  g_autofree char *id = before != NULL ? g_strdup (pilot_record_get_id (before)) : pilot_step_make_id (step->key);
  const char *old_state = before != NULL ? pilot_record_get_text (before, PILOT_STEP_STATE) : NULL;
  const char *state = edit->state != NULL ? edit->state : before == NULL ? "open" : NULL;

  pilot_record_set_text (changes, PILOT_FIELD_ID, id);
  if (before == NULL)
    pilot_record_set_text (changes, PILOT_STEP_KEY, step->key);
  set_text (changes, PILOT_STEP_NOTE, edit->note);
  set_text (changes, PILOT_STEP_REFERENCE, edit->reference);
  set_text (changes, PILOT_STEP_DUE, edit->due);
  if (state == NULL || g_strcmp0 (state, old_state) == 0)
    return changes;
  pilot_record_set_text (changes, PILOT_STEP_STATE, state);
  if (strcmp (state, "done") == 0)
    {
      g_autofree char *actor = pilot_migration_dup_actor (self);
      PilotStore *store = pilot_workspace_get_store (pilot_migration_get_workspace (self));

      pilot_record_set_integer (changes, PILOT_STEP_DONE_AT, pilot_clock_get_unix_usec (pilot_store_get_clock (store)));
      pilot_record_set_text (changes, PILOT_STEP_DONE_BY, actor);
    }
  else if (before != NULL)
    {
      pilot_record_set_null (changes, PILOT_STEP_DONE_AT);
      pilot_record_set_null (changes, PILOT_STEP_DONE_BY);
    }
  return changes;
}

gboolean
pilot_migration_may_edit (PilotMigration *self, char **reason)
{
  return pilot_workspace_may (pilot_migration_get_workspace (self), PILOT_ACTION_CHANGE, PILOT_ENTITY_STEP, reason);
}

void
pilot_migration_save_step_async (PilotMigration *self, const char *key, const PilotStepEdit *edit, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const PilotPlanFacts *facts = pilot_migration_get_facts (self);
  const PilotPlanStep *step = pilot_plan_find_step (key);
  PilotRecord *before = facts != NULL ? g_hash_table_lookup (facts->steps, key) : NULL;
  g_autoptr (PilotRecord) changes = NULL;
  g_autoptr (GTask) hash = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, pilot_migration_save_step_async);
  if (!check_step (self, step, edit, before, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  changes = pilot_migration_make_step_changes (self, step, edit);
  if (edit->evidence == NULL)
    {
      apply (task, g_steal_pointer (&changes));
      return;
    }
  g_task_set_task_data (task, g_steal_pointer (&changes), (GDestroyNotify) pilot_record_unref);
  hash = g_task_new (self, cancellable, hashed_cb, g_steal_pointer (&task));
  g_task_set_source_tag (hash, hash_thread);
  g_task_set_task_data (hash, g_object_ref (edit->evidence), g_object_unref);
  g_task_run_in_thread (hash, hash_thread);
}

/* Numbers that make sense; days are counted, places may be without limit (0). */
static gboolean
check_number (const PilotRecord *changes, guint index, int max, GError **error)
{
  const PilotField *field = &pilot_record_get_schema (changes)->fields[index];
  const PilotValue *value = pilot_record_get_value (changes, index);

  if (value->kind != PILOT_VALUE_INTEGER || (value->integer >= 0 && value->integer <= max))
    return TRUE;
  /* Translators: %1$s is the name of a field, %2$s the highest number that is allowed */
  g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("%1$s: a number from 0 to %2$d is needed."),
               g_dgettext (GETTEXT_PACKAGE, field->label), max);
  return FALSE;
}

gboolean
pilot_migration_check_project (const PilotRecord *changes, guint *field, GError **error)
{
  static const struct
  {
    PilotEntity entity;
    guint field;
    int max;
  } numbers[] = {
    { PILOT_ENTITY_PROJECT, PILOT_PROJECT_PREPARATION_DAYS, MAX_DAYS },
    { PILOT_ENTITY_PROJECT, PILOT_PROJECT_VENDOR_DAYS, MAX_DAYS },
    { PILOT_ENTITY_PROJECT, PILOT_PROJECT_RESERVE_DAYS, MAX_DAYS },
    { PILOT_ENTITY_SETTINGS, PILOT_SETTINGS_LOOK_BACK_DAYS, MAX_DAYS },
    { PILOT_ENTITY_SETTINGS, PILOT_SETTINGS_CREDITS, MAX_PLACES },
    { PILOT_ENTITY_SETTINGS, PILOT_SETTINGS_BUSY_SPOTS, MAX_PLACES },
  };
  guint failed = PILOT_FIELD_ID;
  gboolean valid = pilot_check_record (changes, FALSE, &failed, error);

  for (guint i = 0; valid && i < G_N_ELEMENTS (numbers); i++)
    if (pilot_record_get_entity (changes) == numbers[i].entity && !check_number (changes, numbers[i].field, numbers[i].max, error))
      {
        failed = numbers[i].field;
        valid = FALSE;
      }
  if (valid && pilot_record_get_entity (changes) == PILOT_ENTITY_PROJECT &&
      !pilot_downtime_check_holidays (pilot_record_get_text (changes, PILOT_PROJECT_HOLIDAYS), error))
    {
      failed = PILOT_PROJECT_HOLIDAYS;
      valid = FALSE;
    }
  if (!valid && field != NULL)
    *field = failed;
  return valid;
}

/* Where there is no portal that made it: complete, so that it can be saved. */
static void
complete_new (PilotRecord *record)
{
  static const guint decisions[] = { PILOT_PROJECT_HISTORY, PILOT_PROJECT_ON_HOLD, PILOT_PROJECT_TRANSFERRED };

  if (pilot_record_get_entity (record) == PILOT_ENTITY_SETTINGS)
    {
      if (!pilot_record_is_set (record, PILOT_SETTINGS_DUPLICATE_SCOPE))
        pilot_record_set_text (record, PILOT_SETTINGS_DUPLICATE_SCOPE, pilot_duplicate_scope_choices[0].value);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    if (!pilot_record_is_set (record, decisions[i]))
      pilot_record_set_text (record, decisions[i], "undecided");
}

void
pilot_migration_save_project_async (PilotMigration *self, PilotRecord *changes, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const PilotPlanFacts *facts = pilot_migration_get_facts (self);
  gboolean settings = pilot_record_get_entity (changes) == PILOT_ENTITY_SETTINGS;
  g_autoptr (PilotRecord) record = pilot_record_copy (changes);
  GError *error = NULL;

  g_return_if_fail (settings || pilot_record_get_entity (changes) == PILOT_ENTITY_PROJECT);
  g_task_set_source_tag (task, pilot_migration_save_project_async);
  if (facts == NULL)
    refuse (&error, _("The plan is not read yet. Try again in a moment."));
  else
    pilot_migration_check_project (changes, NULL, &error);
  if (error == NULL)
    {
      PilotRecord *before = settings ? facts->settings : facts->project;
      g_autofree char *id = before != NULL ? g_strdup (pilot_record_get_id (before)) :
                            settings       ? pilot_settings_make_id () :
                                             pilot_project_make_id ();

      pilot_record_set_text (record, PILOT_FIELD_ID, id);
      if (before == NULL)
        complete_new (record);
      apply (task, g_steal_pointer (&record));
    }
  else
    g_task_return_error (task, error);
}

gboolean
pilot_migration_save_finish (PilotMigration *self, GAsyncResult *result, PilotEdits **undo, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PilotEdits) edits = g_task_propagate_pointer (G_TASK (result), &local_error);

  if (undo != NULL)
    *undo = NULL;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (undo != NULL)
    *undo = g_steal_pointer (&edits);
  return TRUE;
}
