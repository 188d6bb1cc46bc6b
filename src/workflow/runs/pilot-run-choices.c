/* pilot-run-choices.c: which agencies and users a run takes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "PilotWorkspace"

#include "pilot-run-choices.h"

#include "pilot-workspace-private.h"

/* What is known of one agency's choices. */
typedef struct
{
  gboolean whole;
  GHashTable *users; /* (owned) (nullable): recruiter's id → included (0 or 1) */
  guint n_in;        /* users with a choice that takes them */
  guint n_out;
} Agency;

struct _PilotRunChoices
{
  GObject parent_instance;

  PilotWorkspace *workspace; /* (owned) */
  char *run_id;              /* (owned) */
  GHashTable *agencies;      /* (owned): id → Agency */
  guint n_agencies;
  gboolean loaded;
  gboolean loading;
  gboolean again; /* changed while it was read */
};

typedef enum {
  PROP_N_AGENCIES = 1,
} PilotRunChoicesProperty;

static GParamSpec *properties[PROP_N_AGENCIES + 1];
static guint changed_signal;

G_DEFINE_FINAL_TYPE (PilotRunChoices, pilot_run_choices, G_TYPE_OBJECT)

static void load (PilotRunChoices *self);

static void
agency_free (gpointer data)
{
  Agency *self = data;

  g_clear_pointer (&self->users, g_hash_table_unref);
  g_free (self);
}

static gboolean
row_cb (const PilotValue *values, gpointer user_data)
{
  GHashTable *agencies = user_data;
  const char *id = values[PILOT_SCOPE_CHOICE_AGENCY_ID].text;
  gboolean included = values[PILOT_SCOPE_CHOICE_INCLUDED].integer != 0;
  Agency *agency;

  if (values[PILOT_SCOPE_CHOICE_AGENCY_ID].kind != PILOT_VALUE_TEXT)
    return TRUE;
  agency = g_hash_table_lookup (agencies, id);
  if (agency == NULL)
    {
      agency = g_new0 (Agency, 1);
      g_hash_table_insert (agencies, g_strdup (id), agency);
    }
  if (values[PILOT_SCOPE_CHOICE_RECRUITER_ID].kind != PILOT_VALUE_TEXT)
    {
      agency->whole = included;
      return TRUE;
    }
  if (agency->users == NULL)
    agency->users = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_insert (agency->users, g_strdup (values[PILOT_SCOPE_CHOICE_RECRUITER_ID].text), GINT_TO_POINTER (included));
  if (included)
    agency->n_in++;
  else
    agency->n_out++;
  return TRUE;
}

static void
load_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GHashTable *agencies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, agency_free);
  GError *error = NULL;
  g_autoptr (PilotDatabase) reader = pilot_store_open_reader (task_data, &error);
  const char *run_id = g_object_get_data (G_OBJECT (task), "run-id");
  g_autofree char *where = g_strdup_printf ("run_id='%s'", run_id);
  guint64 fields = (1u << PILOT_SCOPE_CHOICE_AGENCY_ID) | (1u << PILOT_SCOPE_CHOICE_RECRUITER_ID) | (1u << PILOT_SCOPE_CHOICE_INCLUDED);

  if (reader != NULL && pilot_store_walk (reader, PILOT_ENTITY_SCOPE_CHOICE, fields, where, NULL, row_cb, agencies, cancellable, &error))
    {
      g_task_return_pointer (task, agencies, (GDestroyNotify) g_hash_table_unref);
      return;
    }
  g_hash_table_unref (agencies);
  g_task_return_error (task, error);
}

static PilotRunChosen
judge (const Agency *agency)
{
  if (agency->whole)
    return agency->n_out > 0 ? PILOT_RUN_CHOSEN_PARTLY : PILOT_RUN_CHOSEN_WHOLE;
  return agency->n_in > 0 ? PILOT_RUN_CHOSEN_PARTLY : PILOT_RUN_CHOSEN_NOT;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PilotRunChoices *self = PILOT_RUN_CHOICES (source);
  g_autoptr (GError) error = NULL;
  GHashTable *agencies = g_task_propagate_pointer (G_TASK (result), &error);
  GHashTableIter iter;
  Agency *agency;

  self->loading = FALSE;
  if (agencies == NULL)
    {
      g_warning ("The choices of a run can't be read: %s", error->message);
      return;
    }
  g_hash_table_unref (self->agencies);
  self->agencies = agencies;
  self->loaded = TRUE;
  self->n_agencies = 0;
  g_hash_table_iter_init (&iter, agencies);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &agency))
    self->n_agencies += judge (agency) != PILOT_RUN_CHOSEN_NOT;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_AGENCIES]);
  g_signal_emit (self, changed_signal, 0);
  if (self->again)
    load (self);
}

static void
load (PilotRunChoices *self)
{
  g_autoptr (GTask) task = NULL;

  self->again = self->loading;
  if (self->loading)
    return;
  self->loading = TRUE;
  task = g_task_new (self, NULL, loaded_cb, NULL);
  g_task_set_task_data (task, g_object_ref (pilot_workspace_get_store (self->workspace)), g_object_unref);
  g_object_set_data_full (G_OBJECT (task), "run-id", g_strdup (self->run_id), g_free);
  g_task_run_in_thread (task, load_thread);
}

static void
changed_cb (PilotWorkspace *workspace, guint mask, PilotRunChoices *self)
{
  if ((mask & (1u << PILOT_ENTITY_SCOPE_CHOICE)) != 0)
    load (self);
}

static void
pilot_run_choices_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((PilotRunChoicesProperty) prop_id)
    {
    case PROP_N_AGENCIES:
      g_value_set_uint (value, PILOT_RUN_CHOICES (object)->n_agencies);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pilot_run_choices_finalize (GObject *object)
{
  PilotRunChoices *self = PILOT_RUN_CHOICES (object);

  g_hash_table_unref (self->agencies);
  g_clear_object (&self->workspace);
  g_free (self->run_id);
  G_OBJECT_CLASS (pilot_run_choices_parent_class)->finalize (object);
}

static void
pilot_run_choices_class_init (PilotRunChoicesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pilot_run_choices_get_property;
  object_class->finalize = pilot_run_choices_finalize;
  properties[PROP_N_AGENCIES] = g_param_spec_uint ("n-agencies", NULL, NULL, 0, G_MAXUINT, 0,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  changed_signal = g_signal_new ("changed", PILOT_TYPE_RUN_CHOICES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pilot_run_choices_init (PilotRunChoices *self)
{
  self->agencies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, agency_free);
}

PilotRunChoices *
pilot_run_choices_new (PilotWorkspace *workspace, const char *run_id)
{
  PilotRunChoices *self = g_object_new (PILOT_TYPE_RUN_CHOICES, NULL);

  g_return_val_if_fail (g_uuid_string_is_valid (run_id), self);
  self->workspace = g_object_ref (workspace);
  self->run_id = g_strdup (run_id);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (changed_cb), self, 0);
  load (self);
  return self;
}

const char *
pilot_run_choices_get_run_id (PilotRunChoices *self)
{
  return self->run_id;
}

gboolean
pilot_run_choices_get_loaded (PilotRunChoices *self)
{
  return self->loaded;
}

PilotRunChosen
pilot_run_choices_get_agency (PilotRunChoices *self, const char *agency_id)
{
  const Agency *agency = g_hash_table_lookup (self->agencies, agency_id);

  return agency != NULL ? judge (agency) : PILOT_RUN_CHOSEN_NOT;
}

gboolean
pilot_run_choices_get_user (PilotRunChoices *self, const char *agency_id, const char *recruiter_id)
{
  const Agency *agency = g_hash_table_lookup (self->agencies, agency_id);
  gpointer included;

  if (agency == NULL)
    return FALSE;
  if (agency->users != NULL && g_hash_table_lookup_extended (agency->users, recruiter_id, NULL, &included))
    return GPOINTER_TO_INT (included);
  return agency->whole;
}

guint
pilot_run_choices_get_n_agencies (PilotRunChoices *self)
{
  return self->n_agencies;
}

GPtrArray *
pilot_run_choices_dup_all (PilotRunChoices *self)
{
  GPtrArray *all = pilot_run_choices_new_changes ();
  GHashTableIter iter, users;
  const char *id, *user;
  const Agency *agency;
  gpointer included;

  g_hash_table_iter_init (&iter, self->agencies);
  while (g_hash_table_iter_next (&iter, (gpointer *) &id, (gpointer *) &agency))
    {
      g_ptr_array_add (all, pilot_run_choice_new (id, NULL, agency->whole));
      if (agency->users == NULL)
        continue;
      g_hash_table_iter_init (&users, agency->users);
      while (g_hash_table_iter_next (&users, (gpointer *) &user, &included))
        g_ptr_array_add (all, pilot_run_choice_new (id, user, GPOINTER_TO_INT (included)));
    }
  return all;
}

GPtrArray *
pilot_run_choices_new_changes (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_run_choice_free);
}

void
pilot_run_choices_add_agency (PilotRunChoices *self, GPtrArray *changes, const char *agency_id, gboolean included)
{
  const Agency *agency = g_hash_table_lookup (self->agencies, agency_id);
  GHashTableIter users;
  const char *user;
  gpointer before;

  if (agency == NULL ? included : !agency->whole != !included)
    g_ptr_array_add (changes, pilot_run_choice_new (agency_id, NULL, included));
  if (agency == NULL || agency->users == NULL)
    return;
  g_hash_table_iter_init (&users, agency->users);
  while (g_hash_table_iter_next (&users, (gpointer *) &user, &before))
    if (!GPOINTER_TO_INT (before) != !included)
      g_ptr_array_add (changes, pilot_run_choice_new (agency_id, user, included));
}

static void
collect_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *ids = pilot_store_list_ids (pilot_workspace_get_store (source), task_data, cancellable, &error);

  if (ids != NULL)
    g_task_return_pointer (task, ids, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
query_free (gpointer data)
{
  pilot_query_clear (data);
  g_free (data);
}

void
pilot_run_choices_collect_async (PilotWorkspace *workspace, const PilotQuery *query, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  PilotQuery *copy = g_new0 (PilotQuery, 1);

  pilot_query_copy (query, copy);
  g_task_set_source_tag (task, pilot_run_choices_collect_async);
  g_task_set_task_data (task, copy, query_free);
  g_task_run_in_thread (task, collect_thread);
}

GPtrArray *
pilot_run_choices_collect_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
