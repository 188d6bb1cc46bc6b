/* pilot-wizard-jobs.c: the published jobs, one of which must be visited
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-wizard-jobs.h"

#include "pilot-format.h"

#include <glib/gi18n-lib.h>

#define COMMAND "visit-job"
#define MAX_SHOWN 12

/* What counts as published: the command and the plan go by the same. Public jobs are what integrations show first. */
static const char *const postings[] = { "PUBLIC", "INTERNAL" };

struct _PilotWizardJobs
{
  AdwPreferencesGroup parent_instance;

  PilotContext *context;     /* (owned) */
  PilotMigration *migration; /* (owned) */
  PilotList *jobs[G_N_ELEMENTS (postings)]; /* (owned): of each posting */
  GPtrArray *rows;           /* (owned): not the widgets */
  gboolean busy;
  GtkLabel *message;
};

G_DEFINE_FINAL_TYPE (PilotWizardJobs, pilot_wizard_jobs, ADW_TYPE_PREFERENCES_GROUP)

static void
show_message (PilotWizardJobs *self, const char *text)
{
  gtk_label_set_text (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

static void
visited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotWizardJobs) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) values = pilot_migration_command_finish (PILOT_MIGRATION (source), result, &error);

  self->busy = FALSE;
  if (values == NULL && self->migration != NULL)
    {
      g_autofree char *text = pilot_format_error (error);

      show_message (self, text);
    }
}

static void
visit (PilotWizardJobs *self, const char *id)
{
  PilotCommand *command = pilot_command_new (COMMAND);

  self->busy = TRUE;
  pilot_command_set (command, "job_id", id);
  pilot_migration_command_async (self->migration, command, NULL, visited_cb, g_object_ref (self));
}

static void
clicked_cb (PilotWizardJobs *self, GtkWidget *button)
{
  visit (self, g_object_get_data (G_OBJECT (button), "pilot-id"));
}

static gboolean
is_open (const PilotRecord *job)
{
  const char *status = pilot_record_get_text (job, PILOT_JOB_STATUS);

  return g_strcmp0 (status, "FILLED") != 0 && g_strcmp0 (status, "CANCELLED") != 0;
}

static void
add_job (PilotWizardJobs *self, PilotRow *item, const char *visited_id, gboolean may, const char *reason)
{
  PilotRecord *job = pilot_row_get_record (item);
  GtkWidget *row = adw_action_row_new ();
  gboolean visited = g_strcmp0 (pilot_row_get_id (item), visited_id) == 0;
  GtkWidget *button = gtk_button_new_with_label (visited ? _("Visit Again") : _("Visit"));
  const char *title = pilot_record_get_text (job, PILOT_JOB_TITLE);
  g_autofree char *status = pilot_row_dup_display (item, PILOT_JOB_STATUS);
  g_autofree char *city = pilot_row_dup_display (item, PILOT_JOB_CITY);
  /* Translators: where a job is, then its status */
  g_autofree char *subtitle = *city != '\0' ? g_strdup_printf (_("%s · %s"), city, status) : g_strdup (status);
  /* Translators: a button's name for those who don't see it; %s is a job's title */
  g_autofree char *name = g_strdup_printf (_("Visit “%s”"), title != NULL ? title : "");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  if (visited)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name ("emblem-ok-symbolic");

      gtk_widget_add_css_class (icon, "success");
      gtk_widget_set_tooltip_text (icon, _("Visited after the activation"));
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
    }
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, may && !self->busy);
  gtk_widget_set_tooltip_text (button, may ? NULL : reason);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "pilot-id", g_strdup (pilot_row_get_id (item)), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_object_set_data (G_OBJECT (row), "pilot-button", button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
update (PilotWizardJobs *self)
{
  const PilotPlanFacts *facts = pilot_migration_get_facts (self->migration);
  gboolean loading = FALSE;
  const char *visited_id = NULL;
  g_autofree char *reason = NULL;
  gboolean may = pilot_migration_may_command (self->migration, COMMAND, &reason);

  if (facts != NULL && facts->project != NULL && pilot_record_get_integer (facts->project, PILOT_PROJECT_VISITED_AT) != 0)
    visited_id = pilot_record_get_text (facts->project, PILOT_PROJECT_VISITED_JOB_ID);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint list = 0; list < G_N_ELEMENTS (postings); list++)
    {
      guint n = g_list_model_get_n_items (G_LIST_MODEL (self->jobs[list]));

      loading = loading || pilot_list_get_loading (self->jobs[list]);
      for (guint i = 0; i < n && self->rows->len < MAX_SHOWN; i++)
        {
          g_autoptr (PilotRow) item = g_list_model_get_item (G_LIST_MODEL (self->jobs[list]), i);

          if (is_open (pilot_row_get_record (item)))
            add_job (self, item, visited_id, may, reason);
        }
    }
  if (self->rows->len == 0 && !loading)
    show_message (self, _("No job is published. Publish one in SmartRecruiters; it shows here as soon as it is there."));
  else
    show_message (self, may ? NULL : reason);
}

static void
pilot_wizard_jobs_dispose (GObject *object)
{
  PilotWizardJobs *self = PILOT_WIZARD_JOBS (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  for (guint i = 0; i < G_N_ELEMENTS (postings); i++)
    g_clear_object (&self->jobs[i]);
  g_clear_object (&self->migration);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_wizard_jobs_parent_class)->dispose (object);
}

static void
pilot_wizard_jobs_class_init (PilotWizardJobsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_wizard_jobs_dispose;
}

static void
pilot_wizard_jobs_init (PilotWizardJobs *self)
{
  self->rows = g_ptr_array_new ();
  self->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->message, TRUE);
  gtk_label_set_xalign (self->message, 0);
  gtk_widget_set_margin_top (GTK_WIDGET (self->message), 12);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Published Jobs"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->message));
}

AdwPreferencesGroup *
pilot_wizard_jobs_new (PilotContext *context)
{
  PilotWizardJobs *self = g_object_new (PILOT_TYPE_WIZARD_JOBS, NULL);

  self->context = g_object_ref (context);
  self->migration = g_object_ref (pilot_context_get_migration (context));
  for (guint i = 0; i < G_N_ELEMENTS (postings); i++)
    {
      g_auto (PilotQuery) query = { 0 };

      self->jobs[i] = pilot_workspace_create_list (pilot_context_get_workspace (context), PILOT_ENTITY_JOB);
      pilot_query_init (&query, PILOT_ENTITY_JOB);
      pilot_query_set_filter (&query, PILOT_JOB_POSTING_STATUS, postings[i], FALSE);
      pilot_list_set_query (self->jobs[i], &query);
    }
  for (guint i = 0; i < G_N_ELEMENTS (postings); i++)
    g_signal_connect_object (self->jobs[i], "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->migration, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pilot_context_get_workspace (context), "notify::sync-state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return ADW_PREFERENCES_GROUP (self);
}

guint
pilot_wizard_jobs_get_n_shown (PilotWizardJobs *self)
{
  return self->rows->len;
}

void
pilot_wizard_jobs_visit (PilotWizardJobs *self, guint position)
{
  GtkWidget *button = g_object_get_data (self->rows->pdata[position], "pilot-button");

  if (gtk_widget_get_sensitive (button))
    clicked_cb (self, button);
}
