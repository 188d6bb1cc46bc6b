/* pilot-preflight-run.c: the pre-flight checks of a workspace, with what they found
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "PilotPreflight"

#include "pilot-preflight-run.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pilot-error.h"
#include "pilot-preflight-job.h"
#include "pilot-preflight-keep.h"
#include "pilot-run-rules.h"
#include "pilot-workspace-private.h"

struct _PilotPreflightRun
{
  GObject parent_instance;

  PilotWorkspace *workspace; /* (owned) */
  char *run_id;              /* (owned) (nullable) */
  GPtrArray *rows;           /* (owned) (element-type PilotPreflightRow) */
  GCancellable *cancellable; /* (owned): of what it reads by itself; cancelled when it is disposed of */
  gboolean checking;
  double progress;
  guint counts[PILOT_N_PREFLIGHT_OUTCOMES];
  guint n_stale;
  gint64 checked_unix_usec;
  gboolean peeking;          /* it is being found out whether results are out of date */
  gboolean peek_again;
  PilotPreflightScan *state; /* (owned) (nullable): as the data stand */
};

static void pilot_preflight_run_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PilotPreflightRun, pilot_preflight_run, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pilot_preflight_run_list_init))

enum {
  PROP_0,
  PROP_CHECKING,
  PROP_PROGRESS,
  PROP_N_ERRORS,
  PROP_N_WARNINGS,
  PROP_N_PASSED,
  PROP_N_OFF,
  PROP_N_NOT_CHECKED,
  PROP_N_STALE,
  PROP_CHECKED_AT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void peek (PilotPreflightRun *self);

static PilotPreflightJob *
job_new (PilotPreflightRun *self, const char *const *rules)
{
  return pilot_preflight_job_new (pilot_workspace_get_store (self->workspace), self->run_id, rules);
}

static PilotRecord *
get_run (PilotPreflightRun *self)
{
  PilotStore *store = pilot_workspace_get_store (self->workspace);

  return self->run_id != NULL ? pilot_store_get_record (store, PILOT_ENTITY_RUN, self->run_id, NULL, NULL) : NULL;
}

/* What a run was ordered with is kept as it was found then. */
static gboolean
is_frozen (const PilotRecord *run)
{
  return run != NULL && pilot_run_get_state (run) > PILOT_RUN_CHECKED;
}

/* Whether something changed since that the rule looks at. */
static gboolean
is_stale (PilotPreflightRun *self, const PilotRecord *run, const char *rule, const PilotPreflightResult *result)
{
  return self->state != NULL && !is_frozen (run) && pilot_preflight_scan_is_stale (self->state, rule, result);
}

static void
notify (PilotPreflightRun *self, guint first, guint last)
{
  for (guint i = first; i <= last; i++)
    g_object_notify_by_pspec (G_OBJECT (self), props[i]);
}

/* Reads what is kept: some twenty indexed look-ups. */
static void
load (PilotPreflightRun *self)
{
  PilotStore *store = pilot_workspace_get_store (self->workspace);
  g_autoptr (PilotRecord) run = get_run (self);

  memset (self->counts, 0, sizeof self->counts);
  self->n_stale = 0;
  self->checked_unix_usec = G_MAXINT64;
  for (guint i = 0; i < self->rows->len; i++)
    {
      const char *key = pilot_preflight_row_get_rule (self->rows->pdata[i])->key;
      g_auto (PilotPreflightResult) result = { 0 };
      g_autofree char *off = pilot_preflight_find_off (run, key);
      gboolean stale;

      pilot_preflight_load (store, self->run_id, key, &result);
      if (off != NULL)
        {
          result.outcome = PILOT_PREFLIGHT_OFF;
          g_free (result.reason);
          result.reason = g_steal_pointer (&off);
        }
      else if (result.outcome == PILOT_PREFLIGHT_OFF)
        result.outcome = PILOT_PREFLIGHT_NOT_CHECKED;
      stale = is_stale (self, run, key, &result);
      self->counts[result.outcome]++;
      self->n_stale += stale;
      if (result.outcome != PILOT_PREFLIGHT_OFF)
        self->checked_unix_usec = MIN (self->checked_unix_usec, result.checked_unix_usec);
      pilot_preflight_row_set (self->rows->pdata[i], &result, stale);
    }
  if (self->checked_unix_usec == G_MAXINT64)
    self->checked_unix_usec = 0;
  notify (self, PROP_N_ERRORS, PROP_CHECKED_AT);
}

static void
peeked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotPreflightScan) scan = g_task_propagate_pointer (G_TASK (result), &error);
  GWeakRef *weak = user_data;
  g_autoptr (PilotPreflightRun) self = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);
  if (self == NULL)
    return;
  self->peeking = FALSE;
  if (!pilot_workspace_is_open (self->workspace))
    return;
  /* The run may be gone, and the cache about to be closed. */
  if (scan == NULL && !g_error_matches (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND) && !g_error_matches (error, PILOT_ERROR, PILOT_ERROR_BUSY))
    g_warning ("It can't be found out whether the checks are out of date: %s", error->message);
  if (scan != NULL)
    {
      g_clear_pointer (&self->state, pilot_preflight_scan_free);
      self->state = g_steal_pointer (&scan);
      load (self);
    }
  if (self->peek_again)
    peek (self);
}

/* One at a time, however often the data change. */
static void
peek (PilotPreflightRun *self)
{
  g_autoptr (GTask) task = NULL;
  GWeakRef *weak;

  self->peek_again = self->peeking;
  if (self->peeking || !pilot_workspace_is_open (self->workspace))
    return;
  self->peeking = TRUE;
  weak = g_new (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  /* Nobody asked for it: it doesn't keep the object, nor the workspace. */
  task = g_task_new (NULL, self->cancellable, peeked_cb, weak);
  g_task_set_source_tag (task, peek);
  g_task_set_task_data (task, job_new (self, (const char *const[]){ NULL }), pilot_preflight_job_free);
  g_task_run_in_thread (task, pilot_preflight_job_peek);
}

static void
changed_cb (PilotWorkspace *workspace, guint entity_mask, PilotPreflightRun *self)
{
  guint kinds = 1u << PILOT_ENTITY_PROJECT | 1u << PILOT_ENTITY_RUN | 1u << PILOT_ENTITY_SCOPE_CHOICE;

  if (!pilot_workspace_is_open (workspace))
    return;
  for (guint i = 0; i < self->rows->len; i++)
    kinds |= pilot_preflight_get_kinds (pilot_preflight_row_get_rule (self->rows->pdata[i])->key);
  if (entity_mask & kinds)
    peek (self);
  if (entity_mask & (1u << PILOT_ENTITY_CHECK | 1u << PILOT_ENTITY_RUN))
    load (self);
}

static gboolean
tell_progress_cb (gpointer user_data)
{
  PilotPreflightJob *job = g_task_get_task_data (user_data);
  PilotPreflightRun *self = g_task_get_source_object (user_data);

  if (!self->checking)
    return G_SOURCE_REMOVE;
  self->progress = g_atomic_int_get (&job->percent) / 100.0;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROGRESS]);
  return G_SOURCE_REMOVE;
}

static void
checked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  PilotPreflightRun *self = PILOT_PREFLIGHT_RUN (object);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  self->checking = FALSE;
  self->progress = 0;
  notify (self, PROP_CHECKING, PROP_PROGRESS);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  pilot_workspace_wake (self->workspace);
  load (self);
  peek (self);
  g_task_return_boolean (task, TRUE);
}

static void
switched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PilotPreflightRun *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!pilot_workspace_save_finish (PILOT_WORKSPACE (object), result, NULL, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  load (self);
  g_task_return_boolean (task, TRUE);
}

static GType
pilot_preflight_run_get_item_type (GListModel *list)
{
  return PILOT_TYPE_PREFLIGHT_ROW;
}

static guint
pilot_preflight_run_get_n_items (GListModel *list)
{
  return PILOT_PREFLIGHT_RUN (list)->rows->len;
}

static gpointer
pilot_preflight_run_get_item (GListModel *list, guint position)
{
  PilotPreflightRun *self = PILOT_PREFLIGHT_RUN (list);

  return position < self->rows->len ? g_object_ref (self->rows->pdata[position]) : NULL;
}

static void
pilot_preflight_run_list_init (GListModelInterface *iface)
{
  iface->get_item_type = pilot_preflight_run_get_item_type;
  iface->get_n_items = pilot_preflight_run_get_n_items;
  iface->get_item = pilot_preflight_run_get_item;
}

static void
pilot_preflight_run_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PilotPreflightRun *self = PILOT_PREFLIGHT_RUN (object);

  switch (id)
    {
    case PROP_CHECKING:
      g_value_set_boolean (value, self->checking);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_N_ERRORS:
    case PROP_N_WARNINGS:
    case PROP_N_PASSED:
    case PROP_N_OFF:
    case PROP_N_NOT_CHECKED:
      g_value_set_uint (value, self->counts[id - PROP_N_ERRORS]);
      break;
    case PROP_N_STALE:
      g_value_set_uint (value, self->n_stale);
      break;
    case PROP_CHECKED_AT:
      g_value_set_int64 (value, self->checked_unix_usec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pilot_preflight_run_dispose (GObject *object)
{
  PilotPreflightRun *self = PILOT_PREFLIGHT_RUN (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (pilot_preflight_run_parent_class)->dispose (object);
}

static void
pilot_preflight_run_finalize (GObject *object)
{
  PilotPreflightRun *self = PILOT_PREFLIGHT_RUN (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->state, pilot_preflight_scan_free);
  g_ptr_array_unref (self->rows);
  g_free (self->run_id);
  G_OBJECT_CLASS (pilot_preflight_run_parent_class)->finalize (object);
}

static void
pilot_preflight_run_class_init (PilotPreflightRunClass *klass)
{
  static const char *const counts[] = { "n-errors", "n-warnings", "n-passed", "n-off", "n-not-checked", "n-stale" };
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pilot_preflight_run_get_property;
  object_class->dispose = pilot_preflight_run_dispose;
  object_class->finalize = pilot_preflight_run_finalize;
  props[PROP_CHECKING] = g_param_spec_boolean ("checking", NULL, NULL, FALSE, flags);
  props[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    props[PROP_N_ERRORS + i] = g_param_spec_uint (counts[i], NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_CHECKED_AT] = g_param_spec_int64 ("checked-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
pilot_preflight_run_init (PilotPreflightRun *self)
{
  guint n_rules;
  const PilotPreflightRule *rules = pilot_preflight_get_rules (&n_rules);

  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n_rules; i++)
    g_ptr_array_add (self->rows, pilot_preflight_row_new (&rules[i]));
}

PilotPreflightRun *
pilot_preflight_run_new (PilotWorkspace *workspace, const char *run_id)
{
  PilotPreflightRun *self = g_object_new (PILOT_TYPE_PREFLIGHT_RUN, NULL);

  self->workspace = g_object_ref (workspace);
  self->run_id = g_strdup (run_id);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (changed_cb), self, 0);
  load (self);
  peek (self);
  return self;
}

const char *
pilot_preflight_run_get_run_id (PilotPreflightRun *self)
{
  g_return_val_if_fail (PILOT_IS_PREFLIGHT_RUN (self), NULL);
  return self->run_id;
}

gboolean
pilot_preflight_run_get_checking (PilotPreflightRun *self)
{
  g_return_val_if_fail (PILOT_IS_PREFLIGHT_RUN (self), FALSE);
  return self->checking;
}

PilotPreflightRow *
pilot_preflight_run_find (PilotPreflightRun *self, const char *rule)
{
  g_return_val_if_fail (PILOT_IS_PREFLIGHT_RUN (self), NULL);
  for (guint i = 0; i < self->rows->len; i++)
    if (strcmp (pilot_preflight_row_get_rule (self->rows->pdata[i])->key, rule) == 0)
      return self->rows->pdata[i];
  return NULL;
}

char *
pilot_preflight_run_dup_summary (PilotPreflightRun *self, gint64 now_unix_usec)
{
  guint n_errors = self->counts[PILOT_PREFLIGHT_ERROR];
  guint n_warnings = self->counts[PILOT_PREFLIGHT_WARNING];
  guint n_passed = self->counts[PILOT_PREFLIGHT_PASSED];
  g_autofree char *errors = g_strdup_printf (ngettext ("%u error", "%u errors", n_errors), n_errors);
  g_autofree char *warnings = g_strdup_printf (ngettext ("%u warning", "%u warnings", n_warnings), n_warnings);
  g_autofree char *age = pilot_preflight_dup_age (self->checked_unix_usec, now_unix_usec);

  g_return_val_if_fail (PILOT_IS_PREFLIGHT_RUN (self), NULL);
  if (self->counts[PILOT_PREFLIGHT_NOT_CHECKED] + self->counts[PILOT_PREFLIGHT_OFF] == self->rows->len)
    return g_strdup (_("Nothing was checked yet."));
  if (self->counts[PILOT_PREFLIGHT_NOT_CHECKED] > 0)
    /* Translators: “2 errors”, “3 warnings” */
    return g_strdup_printf (_("%1$s, %2$s; not everything was checked."), errors, warnings);
  if (n_errors == 0 && n_warnings == 0)
    {
      /* Translators: %u checks found nothing wrong; %s is an age, e.g. “5 minutes ago” */
      const char *format = self->n_stale > 0 ? ngettext ("%u check passed, checked %s. Data changed since: check again.",
                                                         "%u checks passed, checked %s. Data changed since: check again.", n_passed)
                                             : ngettext ("%u check passed, checked %s. Nothing stands in the way.",
                                                         "%u checks passed, checked %s. Nothing stands in the way.", n_passed);

      return g_strdup_printf (format, n_passed, age);
    }
  if (self->n_stale > 0)
    /* Translators: “2 errors”, “3 warnings”, “5 minutes ago” */
    return g_strdup_printf (_("%1$s, %2$s, checked %3$s. Data changed since: check again."), errors, warnings, age);
  /* Translators: “2 errors”, “3 warnings”, “5 minutes ago” */
  return g_strdup_printf (_("%1$s, %2$s, checked %3$s."), errors, warnings, age);
}

/* Whether results can't be given to all: what can't be sent, or might meet what others found meanwhile, stays here. */
static gboolean
keeps_here (PilotPreflightRun *self)
{
  PilotSyncState state = pilot_workspace_get_sync_state (self->workspace);

  /* Where the plan lives in this cache, so do its checks. */
  if (pilot_workspace_is_local (self->workspace, PILOT_ENTITY_CHECK))
    return FALSE;
  return pilot_workspace_get_connection (self->workspace) == NULL || state == PILOT_SYNC_OFFLINE || state == PILOT_SYNC_SIGN_IN ||
         (pilot_workspace_get_capabilities (self->workspace) & PILOT_CAPABILITY_IMPORT) == 0 ||
         !pilot_workspace_may (self->workspace, PILOT_ACTION_IMPORT, PILOT_ENTITY_CHECK, NULL);
}

/* (transfer full): the rules that are to be checked: those that are off have a reason already. */
static char **
choose_rules (PilotPreflightRun *self, const char *const *rules)
{
  g_autoptr (PilotRecord) run = get_run (self);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      const char *key = pilot_preflight_row_get_rule (self->rows->pdata[i])->key;
      g_autofree char *off = pilot_preflight_find_off (run, key);

      if (rules == NULL || (off == NULL && g_strv_contains (rules, key)))
        g_ptr_array_add (chosen, g_strdup (key));
    }
  g_ptr_array_add (chosen, NULL);
  return (char **) g_ptr_array_steal (chosen, NULL);
}

void
pilot_preflight_run_check_async (PilotPreflightRun *self, const char *const *rules, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_auto (GStrv) chosen = choose_rules (self, rules);
  g_autoptr (GTask) work = NULL;
  g_autofree char *why = NULL;
  PilotPreflightJob *job;

  g_return_if_fail (PILOT_IS_PREFLIGHT_RUN (self));
  g_task_set_source_tag (task, pilot_preflight_run_check_async);
  if (!pilot_preflight_run_may_check (self, &why))
    {
      g_task_return_new_error (task, PILOT_ERROR, PILOT_ERROR_REJECTED, "%s", why);
      return;
    }
  if (self->checking)
    {
      g_task_return_new_error (task, PILOT_ERROR, PILOT_ERROR_BUSY, "%s", _("The checks are running already."));
      return;
    }
  self->checking = TRUE;
  self->progress = 0;
  notify (self, PROP_CHECKING, PROP_PROGRESS);
  job = job_new (self, (const char *const *) chosen);
  job->here = keeps_here (self);
  job->tell = tell_progress_cb;
  work = g_task_new (self, cancellable, checked_cb, g_steal_pointer (&task));
  g_task_set_source_tag (work, pilot_preflight_job_check);
  g_task_set_task_data (work, job, pilot_preflight_job_free);
  g_task_run_in_thread (work, pilot_preflight_job_check);
}

gboolean
pilot_preflight_run_check_finish (PilotPreflightRun *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
pilot_preflight_run_may_check (PilotPreflightRun *self, char **reason)
{
  g_autoptr (PilotRecord) run = get_run (self);

  g_return_val_if_fail (PILOT_IS_PREFLIGHT_RUN (self), FALSE);
  if (!is_frozen (run))
    return TRUE;
  if (reason != NULL)
    *reason = g_strdup (_("The run was requested, and its checks are frozen with it."));
  return FALSE;
}

gboolean
pilot_preflight_run_may_switch (PilotPreflightRun *self, char **reason)
{
  g_autoptr (PilotRecord) run = get_run (self);
  g_autofree char *why = NULL;

  g_return_val_if_fail (PILOT_IS_PREFLIGHT_RUN (self), FALSE);
  if (self->run_id == NULL)
    {
      /* Who may only read is not told how to begin. */
      if (pilot_workspace_may (self->workspace, PILOT_ACTION_CHANGE, PILOT_ENTITY_RUN, &why))
        why = g_strdup (_("A check is switched off for a run: choose it above, or begin one on the page “Runs”."));
    }
  else if (run == NULL)
    why = g_strdup (_("There is no such run. It may have been deleted."));
  else if (pilot_preflight_run_may_check (self, &why) && pilot_workspace_may (self->workspace, PILOT_ACTION_CHANGE, PILOT_ENTITY_RUN, &why))
    return TRUE;
  if (reason != NULL)
    *reason = g_steal_pointer (&why);
  return FALSE;
}

void
pilot_preflight_run_switch_async (PilotPreflightRun *self, const char *rule, const char *reason, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (PilotRecord) run = get_run (self);
  g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_RUN);
  g_autofree char *clean = reason != NULL ? g_strstrip (g_strdup (reason)) : NULL;
  g_autofree char *why = NULL;
  g_autofree char *off = NULL;

  g_task_set_source_tag (task, pilot_preflight_run_switch_async);
  if (!pilot_preflight_run_may_switch (self, &why))
    {
      g_task_return_new_error (task, PILOT_ERROR, PILOT_ERROR_INVALID, "%s", why);
      return;
    }
  if (clean != NULL && *clean == '\0')
    {
      g_task_return_new_error (task, PILOT_ERROR, PILOT_ERROR_INVALID, "%s", _("Say why the check is switched off: it is kept with the run."));
      return;
    }
  off = pilot_preflight_make_off (run, rule, clean);
  pilot_record_set_text (changes, PILOT_FIELD_ID, self->run_id);
  pilot_record_set_text (changes, PILOT_RUN_RULES_OFF, *off != '\0' ? off : NULL);
  pilot_workspace_save_async (self->workspace, changes, cancellable, switched_cb, g_steal_pointer (&task));
}

gboolean
pilot_preflight_run_switch_finish (PilotPreflightRun *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
pilot_preflight_may_list (const PilotPreflightRule *rule)
{
  return pilot_preflight_may_save (rule) && rule->entity != PILOT_ENTITY_MAPPING;
}

gboolean
pilot_preflight_may_save (const PilotPreflightRule *rule)
{
  return rule->entity != PILOT_ENTITY_PROJECT && strcmp (rule->key, "company-published-job") != 0;
}

void
pilot_preflight_run_find_ids_async (PilotPreflightRun *self, const char *rule, guint limit, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  PilotPreflightJob *job = job_new (self, (const char *const[]){ rule, NULL });

  g_task_set_source_tag (task, pilot_preflight_run_find_ids_async);
  job->limit = limit;
  g_task_set_task_data (task, job, pilot_preflight_job_free);
  g_task_run_in_thread (task, pilot_preflight_job_find_ids);
}

GPtrArray *
pilot_preflight_run_find_ids_finish (PilotPreflightRun *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
pilot_preflight_run_export_async (PilotPreflightRun *self, const char *rule, GFile *file, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  PilotPreflightJob *job = job_new (self, (const char *const[]){ rule, NULL });

  g_task_set_source_tag (task, pilot_preflight_run_export_async);
  job->file = g_object_ref (file);
  g_task_set_task_data (task, job, pilot_preflight_job_free);
  g_task_run_in_thread (task, pilot_preflight_job_export);
}

gboolean
pilot_preflight_run_export_finish (PilotPreflightRun *self, GAsyncResult *result, guint64 *n_rows, GError **error)
{
  if (n_rows != NULL)
    *n_rows = ((PilotPreflightJob *) g_task_get_task_data (G_TASK (result)))->n_rows;
  return g_task_propagate_boolean (G_TASK (result), error);
}
