/* pilot-wizard-mapping.c: in which stage each status lands, for every hiring process
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-wizard-mapping.h"

#include "pilot-edits-toast.h"
#include "pilot-format.h"
#include "pilot-mapping-row.h"
#include "pilot-migration-mapping.h"
#include "pilot-scope.h"
#include "pilot-step-group.h"

#include <glib/gi18n-lib.h>

struct _PilotWizardMapping
{
  AdwBin parent_instance;

  PilotContext *context;     /* (owned) */
  PilotMigration *migration; /* (owned) */
  PilotList *processes;      /* (owned) */
  PilotList *stages;         /* (owned): of all processes */
  GPtrArray *groups;         /* (owned): not the widgets */
  GPtrArray *rows;           /* (owned): not the widgets */
  char *shape;               /* (owned) (nullable): of what the rows were made */
  AdwPreferencesPage *page;
  GtkButton *fill_button;
  GtkLabel *message;
};

G_DEFINE_FINAL_TYPE (PilotWizardMapping, pilot_wizard_mapping, ADW_TYPE_BIN)

/* (element-type PilotRecord) (transfer full): the stages of a process, in their order. */
static GPtrArray *
dup_stages (PilotWizardMapping *self, const char *process_id)
{
  GPtrArray *stages = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->stages));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PilotRow) row = g_list_model_get_item (G_LIST_MODEL (self->stages), i);
      PilotRecord *stage = pilot_row_get_record (row);

      if (g_strcmp0 (pilot_record_get_text (stage, PILOT_STAGE_PROCESS_ID), process_id) == 0)
        g_ptr_array_add (stages, pilot_record_ref (stage));
    }
  return stages;
}

static void
add_row (PilotWizardMapping *self, AdwPreferencesGroup *group, const char *process_id, const char *status, const char *sub_status,
         GPtrArray *stages)
{
  GtkWidget *row = pilot_mapping_row_new (self->context, process_id, status, sub_status, stages);

  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

/* A line for each status that goes along, and one for each sub-status of the process below it. */
static void
add_process (PilotWizardMapping *self, PilotRecord *process, const PilotScopeOptions *options)
{
  const char *id = pilot_record_get_id (process);
  const char *name = pilot_record_get_text (process, PILOT_PROCESS_NAME);
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *title = g_markup_escape_text (name != NULL ? name : "", -1);
  g_autoptr (GPtrArray) stages = dup_stages (self, id);

  adw_preferences_group_set_title (group, title);
  if (pilot_record_get_integer (process, PILOT_PROCESS_ACTIVE) == 0)
    adw_preferences_group_set_description (group, _("Not active any more, but jobs in scope have it."));
  for (guint i = 0; pilot_candidate_status_choices[i].value != NULL; i++)
    {
      const char *status = pilot_candidate_status_choices[i].value;
      PilotScopeVerdict verdict = pilot_scope_judge (options, PILOT_ENTITY_CANDIDATE, status);

      /* What goes read only keeps its status. */
      if (verdict == PILOT_SCOPE_OUT || verdict == PILOT_SCOPE_LIGHT)
        continue;
      add_row (self, group, id, status, NULL, stages);
      for (guint s = 0; s < stages->len; s++)
        {
          const char *sub_status = pilot_record_get_text (stages->pdata[s], PILOT_STAGE_SUB_STATUS);

          if (sub_status != NULL && g_strcmp0 (pilot_record_get_text (stages->pdata[s], PILOT_STAGE_STATUS), status) == 0)
            add_row (self, group, id, status, sub_status, stages);
        }
    }
  adw_preferences_page_add (self->page, group);
  g_ptr_array_add (self->groups, group);
}

/* (transfer full): what the rows depend on. */
static char *
dup_shape (PilotWizardMapping *self, const PilotScopeOptions *options)
{
  PilotList *lists[] = { self->processes, self->stages };
  GString *shape = g_string_new (NULL);

  g_string_append_printf (shape, "%s %s", options->transferred, options->history);
  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (lists[l])); i++)
      {
        g_autoptr (PilotRow) row = g_list_model_get_item (G_LIST_MODEL (lists[l]), i);

        g_string_append_printf (shape, " %s:%" G_GINT64_FORMAT, pilot_row_get_id (row),
                                pilot_record_get_integer (pilot_row_get_record (row), PILOT_FIELD_REVISION));
        if (lists[l] == self->processes && pilot_migration_maps_process (self->migration, pilot_row_get_record (row)))
          g_string_append_c (shape, '+');
      }
  return g_string_free (shape, FALSE);
}

static void
rebuild (PilotWizardMapping *self, const PilotScopeOptions *options)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->processes));

  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (self->page, self->groups->pdata[i]);
  g_ptr_array_set_size (self->groups, 0);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PilotRow) row = g_list_model_get_item (G_LIST_MODEL (self->processes), i);

      if (pilot_migration_maps_process (self->migration, pilot_row_get_record (row)))
        add_process (self, pilot_row_get_record (row), options);
    }
}

static void
update (PilotWizardMapping *self)
{
  const PilotPlanFacts *facts = pilot_migration_get_facts (self->migration);
  PilotPlanRow *step = pilot_migration_find_row (self->migration, PILOT_PLAN_MAPPING);
  PilotScopeOptions options = { NULL };
  g_autofree char *shape = NULL;
  g_autofree char *reason = NULL;
  gboolean may = pilot_migration_may_edit (self->migration, &reason);

  /* A list tells of its first rows while the other is still made. */
  if (self->processes == NULL || self->stages == NULL)
    return;
  if (facts != NULL && facts->project != NULL)
    pilot_scope_options_from_record (&options, facts->project);
  shape = dup_shape (self, &options);
  if (g_strcmp0 (shape, self->shape) != 0)
    {
      rebuild (self, &options);
      g_free (self->shape);
      self->shape = g_steal_pointer (&shape);
    }
  for (guint i = 0; i < self->rows->len; i++)
    {
      pilot_mapping_row_update (self->rows->pdata[i]);
      gtk_widget_set_sensitive (self->rows->pdata[i], may);
    }
  if (step != NULL && pilot_plan_row_get_standing (step) == PILOT_STEP_DONE)
    gtk_widget_remove_css_class (GTK_WIDGET (self->fill_button), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->fill_button), "suggested-action");
  gtk_widget_set_sensitive (GTK_WIDGET (self->fill_button), may);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->fill_button), reason);
}

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotWizardMapping) self = user_data;
  g_autoptr (GError) error = NULL;
  PilotEdits *undo = NULL;

  if (!pilot_edits_apply_finish (PILOT_WORKSPACE (source), result, &undo, &error))
    {
      g_autofree char *text = pilot_format_error (error);

      gtk_label_set_text (self->message, text);
    }
  else if (pilot_context_get_workspace (self->context) == PILOT_WORKSPACE (source))
    pilot_edits_toast (self->context, _("The mapping is filled in, like for like"), undo);
  else
    g_clear_pointer (&undo, pilot_edits_free);
}

static void
proposed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotWizardMapping) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotMappingProposal) proposal = pilot_migration_propose_mapping_finish (PILOT_MIGRATION (source), result, &error);
  g_autofree char *text = NULL;

  if (self->migration == NULL)
    return;
  if (proposal == NULL)
    text = pilot_format_error (error);
  else if (proposal->n_left > 0)
    text = g_strdup_printf (ngettext ("%u status has no stage of its name: choose one for it.",
                                      "%u statuses have no stage of their name: choose one for each.", proposal->n_left),
                            proposal->n_left);
  else if (proposal->n_lines == 0)
    text = g_strdup (_("Nothing is missing."));
  gtk_label_set_text (self->message, text != NULL ? text : "");
  if (proposal != NULL && proposal->n_lines > 0)
    pilot_edits_apply_async (pilot_migration_get_workspace (self->migration), g_steal_pointer (&proposal->edits), NULL, filled_cb,
                             g_object_ref (self));
}

static void
pilot_wizard_mapping_dispose (GObject *object)
{
  PilotWizardMapping *self = PILOT_WIZARD_MAPPING (object);

  g_clear_object (&self->processes);
  g_clear_object (&self->stages);
  g_clear_object (&self->migration);
  g_clear_object (&self->context);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->shape, g_free);
  G_OBJECT_CLASS (pilot_wizard_mapping_parent_class)->dispose (object);
}

static void
pilot_wizard_mapping_class_init (PilotWizardMappingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_wizard_mapping_dispose;
}

static void
pilot_wizard_mapping_init (PilotWizardMapping *self)
{
  self->groups = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->page));
}

static void
add_fill (PilotWizardMapping *self, const char *key)
{
  AdwPreferencesGroup *step = pilot_step_group_new (self->context, key);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->fill_button = GTK_BUTTON (gtk_button_new_with_mnemonic (_("_Fill In Like for Like")));
  gtk_widget_add_css_class (GTK_WIDGET (self->fill_button), "suggested-action");
  g_signal_connect_object (self->fill_button, "clicked", G_CALLBACK (pilot_wizard_mapping_fill), self, G_CONNECT_SWAPPED);
  self->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->message, TRUE);
  gtk_label_set_xalign (self->message, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->message), TRUE);
  gtk_widget_set_margin_top (box, 12);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->fill_button));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->message));
  adw_preferences_group_add (step, box);
  adw_preferences_page_add (self->page, step);
}

static PilotList *
create_list (PilotWizardMapping *self, PilotEntity entity, guint sort_field)
{
  PilotList *list = pilot_workspace_create_list (pilot_context_get_workspace (self->context), entity);
  g_auto (PilotQuery) query = { 0 };

  pilot_query_init (&query, entity);
  query.sort_field = sort_field;
  pilot_list_set_query (list, &query);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return list;
}

GtkWidget *
pilot_wizard_mapping_new (PilotContext *context, const char *key)
{
  PilotWizardMapping *self = g_object_new (PILOT_TYPE_WIZARD_MAPPING, NULL);

  self->context = g_object_ref (context);
  self->migration = g_object_ref (pilot_context_get_migration (context));
  add_fill (self, key);
  self->processes = create_list (self, PILOT_ENTITY_PROCESS, PILOT_PROCESS_NAME);
  self->stages = create_list (self, PILOT_ENTITY_STAGE, PILOT_STAGE_POSITION);
  g_signal_connect_object (self->migration, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

void
pilot_wizard_mapping_fill (PilotWizardMapping *self)
{
  pilot_migration_propose_mapping_async (self->migration, NULL, proposed_cb, g_object_ref (self));
}

guint
pilot_wizard_mapping_count (PilotWizardMapping *self, guint *n_decided)
{
  *n_decided = 0;
  for (guint i = 0; i < self->rows->len; i++)
    *n_decided += pilot_mapping_row_get_decided (self->rows->pdata[i]);
  return self->rows->len;
}
