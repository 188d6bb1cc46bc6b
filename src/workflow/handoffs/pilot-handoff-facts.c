/* pilot-handoff-facts.c: what a hand-off tells of a company, from the cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-facts.h"

#include "pilot-error.h"
#include "pilot-name-uuid.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BIT(field) (G_GUINT64_CONSTANT (1) << (field))

/* One reading. */
typedef struct
{
  PilotHandoffFacts *facts; /* not owned */
  PilotStore *store;        /* not owned */
  PilotDatabase *reader;    /* (owned) */
  GHashTable *included;     /* (owned) (nullable): ids of the agencies that the run takes; %NULL: all */
  const char *run_id;       /* (nullable) */
} Reading;

static const struct
{
  PilotEntity entity;
  guint dataset_field;
} counted[] = {
  { PILOT_ENTITY_AGENCY, PILOT_AGENCY_DATASET },
  { PILOT_ENTITY_RECRUITER, PILOT_RECRUITER_DATASET },
  { PILOT_ENTITY_JOB, PILOT_JOB_DATASET },
  { PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_DATASET },
};

static void
agency_free (gpointer data)
{
  PilotHandoffAgency *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->email);
  g_free (self->language);
  g_free (self);
}

static void
user_free (gpointer data)
{
  PilotHandoffUser *self = data;

  g_free (self->agency_id);
  g_free (self->name);
  g_free (self->email);
  g_free (self);
}

static void
mapping_free (gpointer data)
{
  PilotHandoffMapping *self = data;

  g_free (self->process);
  g_free (self->status);
  g_free (self->sub_status);
  g_free (self->stage_status);
  g_free (self->stage_sub_status);
  g_free (self);
}

static char *
dup_text (const PilotValue *value)
{
  return value->kind == PILOT_VALUE_TEXT && *value->text != '\0' ? g_strdup (value->text) : NULL;
}

static gboolean
choice_cb (const PilotValue *values, gpointer user_data)
{
  Reading *self = user_data;

  if (g_strcmp0 (values[PILOT_SCOPE_CHOICE_RUN_ID].text, self->run_id) == 0 && values[PILOT_SCOPE_CHOICE_INCLUDED].integer != 0)
    g_hash_table_add (self->included, g_strdup (values[PILOT_SCOPE_CHOICE_AGENCY_ID].text));
  return TRUE;
}

static gboolean
agency_cb (const PilotValue *values, gpointer user_data)
{
  Reading *self = user_data;
  PilotHandoffAgency *agency;

  if (g_strcmp0 (values[PILOT_AGENCY_STATUS].text, "inactive") == 0 ||
      (self->included != NULL && !g_hash_table_contains (self->included, values[PILOT_FIELD_ID].text)))
    return TRUE;
  agency = g_new0 (PilotHandoffAgency, 1);
  agency->id = g_strdup (values[PILOT_FIELD_ID].text);
  agency->name = dup_text (&values[PILOT_AGENCY_NAME]);
  agency->email = dup_text (&values[PILOT_AGENCY_EMAIL]);
  agency->language = dup_text (&values[PILOT_AGENCY_LANGUAGE]);
  g_ptr_array_add (self->facts->agencies, agency);
  return TRUE;
}

static gboolean
user_cb (const PilotValue *values, gpointer user_data)
{
  Reading *self = user_data;
  PilotHandoffUser *user;

  if (g_strcmp0 (values[PILOT_RECRUITER_STATUS].text, "inactive") == 0)
    return TRUE;
  user = g_new0 (PilotHandoffUser, 1);
  user->agency_id = dup_text (&values[PILOT_RECRUITER_AGENCY_ID]);
  user->name = dup_text (&values[PILOT_RECRUITER_NAME]);
  user->email = dup_text (&values[PILOT_RECRUITER_EMAIL]);
  g_ptr_array_add (self->facts->users, user);
  return TRUE;
}

static gboolean
mapping_cb (const PilotValue *values, gpointer user_data)
{
  Reading *self = user_data;
  PilotHandoffMapping *mapping = g_new0 (PilotHandoffMapping, 1);
  g_autofree char *stage_id = dup_text (&values[PILOT_MAPPING_STAGE_ID]);
  g_autoptr (PilotRecord) stage = stage_id != NULL ? pilot_store_get_record (self->store, PILOT_ENTITY_STAGE, stage_id, NULL, NULL) : NULL;

  mapping->process = pilot_store_dup_title (self->store, PILOT_ENTITY_PROCESS, values[PILOT_MAPPING_PROCESS_ID].text);
  mapping->status = dup_text (&values[PILOT_MAPPING_STATUS]);
  mapping->sub_status = dup_text (&values[PILOT_MAPPING_SUB_STATUS]);
  if (stage != NULL)
    {
      mapping->stage_status = g_strdup (pilot_record_get_text (stage, PILOT_STAGE_STATUS));
      mapping->stage_sub_status = g_strdup (pilot_record_get_text (stage, PILOT_STAGE_SUB_STATUS));
    }
  g_ptr_array_add (self->facts->mappings, mapping);
  return TRUE;
}

static int
compare_agencies (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(PilotHandoffAgency *const *) a)->name, (*(PilotHandoffAgency *const *) b)->name);
}

static int
compare_users (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(PilotHandoffUser *const *) a)->name, (*(PilotHandoffUser *const *) b)->name);
}

static int
compare_mappings (gconstpointer a, gconstpointer b)
{
  const PilotHandoffMapping *one = *(PilotHandoffMapping *const *) a;
  const PilotHandoffMapping *other = *(PilotHandoffMapping *const *) b;
  int order = g_strcmp0 (one->process, other->process);

  if (order == 0)
    order = g_strcmp0 (one->status, other->status);
  return order != 0 ? order : g_strcmp0 (one->sub_status, other->sub_status);
}

static gboolean
first_cb (PilotRecord *record, gpointer user_data)
{
  *(PilotRecord **) user_data = pilot_record_ref (record);
  return FALSE;
}

static gboolean
read_run (Reading *self, GError **error)
{
  if (self->run_id == NULL)
    return TRUE;
  self->facts->run = pilot_store_get_record (self->store, PILOT_ENTITY_RUN, self->run_id, NULL, error);
  if (self->facts->run == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _("The run is not there any more."));
      return FALSE;
    }
  if (g_strcmp0 (pilot_record_get_text (self->facts->run, PILOT_RUN_CHOICE), "chosen") != 0)
    return TRUE;
  self->included = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return pilot_store_walk (self->reader, PILOT_ENTITY_SCOPE_CHOICE,
                           BIT (PILOT_SCOPE_CHOICE_RUN_ID) | BIT (PILOT_SCOPE_CHOICE_AGENCY_ID) | BIT (PILOT_SCOPE_CHOICE_INCLUDED),
                           NULL, NULL, choice_cb, self, NULL, error);
}

static gboolean
read_network (Reading *self, const char *dataset, GCancellable *cancellable, GError **error)
{
  const char *where = g_strcmp0 (dataset, "portal") == 0 ? "dataset='portal'" : "dataset='legacy'";

  if (!pilot_store_walk (self->reader, PILOT_ENTITY_AGENCY,
                         BIT (PILOT_AGENCY_NAME) | BIT (PILOT_AGENCY_EMAIL) | BIT (PILOT_AGENCY_LANGUAGE) | BIT (PILOT_AGENCY_STATUS),
                         where, NULL, agency_cb, self, cancellable, error) ||
      !pilot_store_walk (self->reader, PILOT_ENTITY_RECRUITER,
                         BIT (PILOT_RECRUITER_NAME) | BIT (PILOT_RECRUITER_EMAIL) | BIT (PILOT_RECRUITER_AGENCY_ID) | BIT (PILOT_RECRUITER_STATUS),
                         where, NULL, user_cb, self, cancellable, error) ||
      !pilot_store_walk (self->reader, PILOT_ENTITY_MAPPING,
                         BIT (PILOT_MAPPING_PROCESS_ID) | BIT (PILOT_MAPPING_STATUS) | BIT (PILOT_MAPPING_SUB_STATUS) | BIT (PILOT_MAPPING_STAGE_ID),
                         NULL, NULL, mapping_cb, self, cancellable, error))
    return FALSE;
  g_ptr_array_sort (self->facts->agencies, compare_agencies);
  g_ptr_array_sort (self->facts->users, compare_users);
  g_ptr_array_sort (self->facts->mappings, compare_mappings);
  return TRUE;
}

static gboolean
read_all (Reading *self, const char *dataset, GCancellable *cancellable, GError **error)
{
  g_autofree char *project_id = pilot_project_make_id ();
  g_autofree char *settings_id = pilot_settings_make_id ();
  g_autoptr (GError) failed = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    if (!pilot_store_count_now (self->store, counted[i].entity, counted[i].dataset_field, "legacy",
                                &self->facts->n_legacy[counted[i].entity], error))
      return FALSE;
  if (!pilot_store_scan (self->store, PILOT_ENTITY_COMPANY, first_cb, &self->facts->company, cancellable, error))
    return FALSE;
  self->facts->project = pilot_store_get_record (self->store, PILOT_ENTITY_PROJECT, project_id, NULL, &failed);
  if (failed == NULL)
    self->facts->settings = pilot_store_get_record (self->store, PILOT_ENTITY_SETTINGS, settings_id, NULL, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  return read_run (self, error) && read_network (self, dataset, cancellable, error);
}

PilotHandoffFacts *
pilot_handoff_facts_read (PilotStore *store, const char *run_id, const char *dataset, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotHandoffFacts) facts = g_new0 (PilotHandoffFacts, 1);
  g_autoptr (PilotDatabase) reader = pilot_store_open_reader (store, error);
  Reading reading = { .facts = facts, .store = store, .reader = reader, .run_id = run_id };
  gboolean done;

  facts->agencies = g_ptr_array_new_with_free_func (agency_free);
  facts->users = g_ptr_array_new_with_free_func (user_free);
  facts->mappings = g_ptr_array_new_with_free_func (mapping_free);
  done = reader != NULL && read_all (&reading, dataset, cancellable, error);
  g_clear_pointer (&reading.included, g_hash_table_unref);
  return done ? g_steal_pointer (&facts) : NULL;
}

void
pilot_handoff_facts_free (PilotHandoffFacts *self)
{
  g_clear_pointer (&self->company, pilot_record_unref);
  g_clear_pointer (&self->project, pilot_record_unref);
  g_clear_pointer (&self->settings, pilot_record_unref);
  g_clear_pointer (&self->run, pilot_record_unref);
  g_ptr_array_unref (self->agencies);
  g_ptr_array_unref (self->users);
  g_ptr_array_unref (self->mappings);
  g_free (self);
}
