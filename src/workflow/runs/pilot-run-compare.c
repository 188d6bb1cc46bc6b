/* pilot-run-compare.c: what two runs have in common, and what not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-compare.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pilot-error.h"
#include "pilot-preflight.h"
#include "pilot-run-walk.h"
#include "pilot-workspace-private.h"

/* What an admin chose, and what came of it. */
static const guint options[] = {
  PILOT_RUN_KIND,    PILOT_RUN_STATE,       PILOT_RUN_CHOICE,    PILOT_RUN_HISTORY,      PILOT_RUN_ON_HOLD, PILOT_RUN_TRANSFERRED,
  PILOT_RUN_SOW,     PILOT_RUN_EFFORT_KNOWN, PILOT_RUN_RULES_OFF, PILOT_RUN_SCHEDULED_ON,
};
static const guint numbers[] = { PILOT_RUN_N_EXPECTED, PILOT_RUN_N_MOVED, PILOT_RUN_N_LINKED, PILOT_RUN_N_SKIPPED, PILOT_RUN_N_FAILED };
static const PilotEntity kinds[] = { PILOT_ENTITY_AGENCY, PILOT_ENTITY_RECRUITER, PILOT_ENTITY_JOB, PILOT_ENTITY_ASSIGNMENT, PILOT_ENTITY_CANDIDATE };

typedef struct
{
  char *first_id;  /* (owned) */
  char *second_id; /* (owned) */
} CompareJob;

typedef struct
{
  GHashTable *agencies; /* (owned): id → name */
  guint64 n[PILOT_N_ENTITIES];
} Side;

static void
compare_job_free (gpointer data)
{
  CompareJob *self = data;

  g_free (self->first_id);
  g_free (self->second_id);
  g_free (self);
}

static void
difference_free (gpointer data)
{
  PilotRunDifference *self = data;

  g_free (self->label);
  g_free (self->first);
  g_free (self->second);
  g_free (self);
}

void
pilot_run_comparison_free (PilotRunComparison *self)
{
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->only_first);
  g_ptr_array_unref (self->only_second);
  g_free (self);
}

static gboolean
side_cb (PilotEntity entity, const PilotValue *values, const PilotScopeFinding *finding, gpointer user_data)
{
  Side *side = user_data;

  if (finding->verdict != PILOT_SCOPE_IN && finding->verdict != PILOT_SCOPE_LIGHT)
    return TRUE;
  side->n[entity]++;
  if (entity == PILOT_ENTITY_AGENCY)
    g_hash_table_insert (side->agencies, g_strdup (values[PILOT_FIELD_ID].text), g_strdup (values[PILOT_AGENCY_NAME].text));
  return TRUE;
}

static gboolean
walk_side (PilotStore *store, const PilotRecord *run, Side *side, GCancellable *cancellable, GError **error)
{
  const guint64 extra[PILOT_N_ENTITIES] = { [PILOT_ENTITY_AGENCY] = 1u << PILOT_AGENCY_NAME };

  side->agencies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return pilot_run_walk (store, run, FALSE, extra, side_cb, side, cancellable, error);
}

static void
add_line (PilotRunComparison *self, PilotFieldType type, const char *label, char *first, char *second)
{
  PilotRunDifference *line = g_new0 (PilotRunDifference, 1);

  line->type = type;
  line->label = g_strdup (label);
  line->first = first;
  line->second = second;
  line->differs = strcmp (first, second) != 0;
  g_ptr_array_add (self->lines, line);
}

/* The checks that are switched off by their titles, each with its reason. */
static char *
dup_off (const PilotRecord *run)
{
  GString *text = g_string_new (NULL);
  guint n_rules;
  const PilotPreflightRule *rules = pilot_preflight_get_rules (&n_rules);

  for (guint i = 0; i < n_rules; i++)
    {
      g_autofree char *reason = pilot_preflight_find_off (run, rules[i].key);

      if (reason == NULL)
        continue;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      /* Translators: %1$s is the title of a check, %2$s why it was switched off */
      g_string_append_printf (text, _("%1$s: %2$s"), g_dgettext (GETTEXT_PACKAGE, rules[i].title), reason);
    }
  return g_string_free (text, FALSE);
}

static char *
dup_option (const PilotRecord *run, guint field)
{
  return field == PILOT_RUN_RULES_OFF ? dup_off (run) : pilot_record_dup_display (run, field);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(char *const *) a, *(char *const *) b);
}

/* Names of agencies that @side takes and @other doesn't. */
static GPtrArray *
list_only (const Side *side, const Side *other, guint *n_both)
{
  GPtrArray *only = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  const char *id, *name;

  *n_both = 0;
  g_hash_table_iter_init (&iter, side->agencies);
  while (g_hash_table_iter_next (&iter, (gpointer *) &id, (gpointer *) &name))
    if (g_hash_table_contains (other->agencies, id))
      ++*n_both;
    else
      g_ptr_array_add (only, g_strdup (name != NULL ? name : ""));
  g_ptr_array_sort (only, compare_names);
  return only;
}

static PilotRunComparison *
make_comparison (const PilotRecord *first, const PilotRecord *second, const Side *a, const Side *b)
{
  const PilotSchema *schema = pilot_schema_get (PILOT_ENTITY_RUN);
  PilotRunComparison *self = g_new0 (PilotRunComparison, 1);

  self->lines = g_ptr_array_new_with_free_func (difference_free);
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    add_line (self, schema->fields[options[i]].type, g_dgettext (GETTEXT_PACKAGE, schema->fields[options[i]].label),
              dup_option (first, options[i]), dup_option (second, options[i]));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      /* Translators: a kind of record in a migration's scope, e.g. “Candidates in scope now” */
      g_autofree char *label = g_strdup_printf (_("%s in scope now"), g_dgettext (GETTEXT_PACKAGE, pilot_schema_get (kinds[i])->label_many));

      add_line (self, PILOT_FIELD_INTEGER, label, g_strdup_printf ("%" G_GUINT64_FORMAT, a->n[kinds[i]]),
                g_strdup_printf ("%" G_GUINT64_FORMAT, b->n[kinds[i]]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    add_line (self, PILOT_FIELD_INTEGER, g_dgettext (GETTEXT_PACKAGE, schema->fields[numbers[i]].label),
              pilot_record_dup_display (first, numbers[i]), pilot_record_dup_display (second, numbers[i]));
  self->only_first = list_only (a, b, &self->n_both);
  self->only_second = list_only (b, a, &self->n_both);
  return self;
}

static PilotRunComparison *
compare (PilotWorkspace *workspace, const CompareJob *job, GCancellable *cancellable, GError **error)
{
  PilotStore *store = pilot_workspace_get_store (workspace);
  g_autoptr (PilotRecord) first = pilot_store_get_record (store, PILOT_ENTITY_RUN, job->first_id, NULL, NULL);
  g_autoptr (PilotRecord) second = pilot_store_get_record (store, PILOT_ENTITY_RUN, job->second_id, NULL, NULL);
  Side a = { NULL };
  Side b = { NULL };
  PilotRunComparison *self = NULL;

  if (first == NULL || second == NULL)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _("This run is not here: it may have been deleted."));
      return NULL;
    }
  if (walk_side (store, first, &a, cancellable, error) && walk_side (store, second, &b, cancellable, error))
    self = make_comparison (first, second, &a, &b);
  g_clear_pointer (&a.agencies, g_hash_table_unref);
  g_clear_pointer (&b.agencies, g_hash_table_unref);
  return self;
}

static void
compare_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  PilotRunComparison *comparison = compare (source, task_data, cancellable, &error);

  if (comparison != NULL)
    g_task_return_pointer (task, comparison, (GDestroyNotify) pilot_run_comparison_free);
  else
    g_task_return_error (task, error);
}

void
pilot_run_compare_async (PilotWorkspace *workspace, const char *first_id, const char *second_id, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  CompareJob *job = g_new0 (CompareJob, 1);

  job->first_id = g_strdup (first_id);
  job->second_id = g_strdup (second_id);
  g_task_set_source_tag (task, pilot_run_compare_async);
  g_task_set_task_data (task, job, compare_job_free);
  g_task_run_in_thread (task, compare_thread);
}

PilotRunComparison *
pilot_run_compare_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
