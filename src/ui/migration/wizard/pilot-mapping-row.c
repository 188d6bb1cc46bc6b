/* pilot-mapping-row.c: the stage in which a status lands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-mapping-row.h"

#include "pilot-combo.h"
#include "pilot-edits-toast.h"
#include "pilot-name-uuid.h"

#include <glib/gi18n-lib.h>

struct _PilotMappingRow
{
  AdwComboRow parent_instance;

  PilotContext *context; /* (owned) */
  char *process_id;      /* (owned) */
  char *status;          /* (owned) */
  char *sub_status;      /* (owned) (nullable) */
  GPtrArray *stages;     /* (owned) */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (PilotMappingRow, pilot_mapping_row, ADW_TYPE_COMBO_ROW)

static char *
dup_name (const char *status, const char *sub_status)
{
  const char *label = _(pilot_choice_label (pilot_candidate_status_choices, status));

  /* Translators: a status, then its sub-status */
  return sub_status != NULL && *sub_status != '\0' ? g_strdup_printf (_("%s · %s"), label, sub_status) : g_strdup (label);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotMappingRow) self = user_data;
  g_autoptr (GError) error = NULL;
  PilotEdits *undo = NULL;

  if (!pilot_edits_apply_finish (PILOT_WORKSPACE (source), result, &undo, &error))
    {
      pilot_context_toast_error (self->context, error);
      pilot_mapping_row_update (self);
    }
  else if (pilot_context_get_workspace (self->context) == PILOT_WORKSPACE (source))
    pilot_edits_toast (self->context, _("The mapping is changed"), undo);
  else
    g_clear_pointer (&undo, pilot_edits_free);
}

static void
selected_cb (PilotMappingRow *self)
{
  guint position = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  PilotEdits *edits;
  PilotRecord *record;
  g_autofree char *id = NULL;

  if (self->filling || position > self->stages->len)
    return;
  id = pilot_mapping_make_id (self->process_id, self->status, self->sub_status);
  record = pilot_record_new (PILOT_ENTITY_MAPPING);
  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, PILOT_MAPPING_PROCESS_ID, self->process_id);
  pilot_record_set_text (record, PILOT_MAPPING_STATUS, self->status);
  pilot_record_set_text (record, PILOT_MAPPING_SUB_STATUS, self->sub_status);
  pilot_record_set_text (record, PILOT_MAPPING_STAGE_ID,
                         position > 0 ? pilot_record_get_id (self->stages->pdata[position - 1]) : NULL);
  edits = pilot_edits_new ();
  pilot_edits_add (edits, record);
  pilot_edits_apply_async (pilot_context_get_workspace (self->context), edits, NULL, saved_cb, g_object_ref (self));
}

static void
pilot_mapping_row_dispose (GObject *object)
{
  PilotMappingRow *self = PILOT_MAPPING_ROW (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->process_id, g_free);
  g_clear_pointer (&self->status, g_free);
  g_clear_pointer (&self->sub_status, g_free);
  g_clear_pointer (&self->stages, g_ptr_array_unref);
  G_OBJECT_CLASS (pilot_mapping_row_parent_class)->dispose (object);
}

static void
pilot_mapping_row_class_init (PilotMappingRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_mapping_row_dispose;
}

static void
pilot_mapping_row_init (PilotMappingRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

GtkWidget *
pilot_mapping_row_new (PilotContext *context, const char *process_id, const char *status, const char *sub_status, GPtrArray *stages)
{
  PilotMappingRow *self = g_object_new (PILOT_TYPE_MAPPING_ROW, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *title = dup_name (status, sub_status);

  self->context = g_object_ref (context);
  self->process_id = g_strdup (process_id);
  self->status = g_strdup (status);
  self->sub_status = g_strdup (sub_status);
  self->stages = g_ptr_array_ref (stages);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_string_list_append (names, _("Not decided"));
  for (guint i = 0; i < stages->len; i++)
    {
      g_autofree char *name = dup_name (pilot_record_get_text (stages->pdata[i], PILOT_STAGE_STATUS),
                                        pilot_record_get_text (stages->pdata[i], PILOT_STAGE_SUB_STATUS));

      gtk_string_list_append (names, name);
    }
  self->filling = TRUE;
  pilot_combo_show_whole (ADW_COMBO_ROW (self));
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
  self->filling = FALSE;
  pilot_mapping_row_update (self);
  g_signal_connect_object (self, "notify::selected", G_CALLBACK (selected_cb), self, 0);
  return GTK_WIDGET (self);
}

void
pilot_mapping_row_update (PilotMappingRow *self)
{
  g_autofree char *id = pilot_mapping_make_id (self->process_id, self->status, self->sub_status);
  g_autoptr (PilotRecord) record = pilot_workspace_get_record (pilot_context_get_workspace (self->context), PILOT_ENTITY_MAPPING, id);
  const char *stage_id = record != NULL ? pilot_record_get_text (record, PILOT_MAPPING_STAGE_ID) : NULL;
  guint position = 0;

  for (guint i = 0; stage_id != NULL && i < self->stages->len; i++)
    if (g_strcmp0 (pilot_record_get_id (self->stages->pdata[i]), stage_id) == 0)
      position = i + 1;
  self->filling = TRUE;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), position);
  self->filling = FALSE;
}

gboolean
pilot_mapping_row_get_decided (PilotMappingRow *self)
{
  return adw_combo_row_get_selected (ADW_COMBO_ROW (self)) > 0;
}
