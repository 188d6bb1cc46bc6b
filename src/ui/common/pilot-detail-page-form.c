/* pilot-detail-page-form.c: the rows of the details, made once for each kind of record
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-detail-page-private.h"

#include "pilot-format.h"

#include <glib/gi18n-lib.h>

static void
link_cb (PilotDetailPage *self, AdwActionRow *row)
{
  guint index;

  if (g_ptr_array_find (self->links, row, &index))
    pilot_context_show_list (self->context, self->spec->relations[index].target, self->spec->relations[index].target_field,
                             g_object_get_data (G_OBJECT (row), "pilot-value"));
}

static GtkWidget *
add_group (PilotDetailPage *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *markup = title != NULL ? g_markup_escape_text (title, -1) : NULL;

  if (markup != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), markup);
  gtk_box_append (self->groups_box, group);
  return group;
}

static void
add_editor (PilotDetailPage *self, GtkWidget *group, guint field)
{
  PilotFieldEditor *editor = pilot_field_editor_new (self->context, self->schema, field);

  g_signal_connect_object (editor, "changed", G_CALLBACK (pilot_detail_page_update_save_button), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "apply", G_CALLBACK (pilot_detail_page_apply_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), pilot_field_editor_get_widget (editor));
  g_ptr_array_add (self->editors, editor);
}

static void
add_links (PilotDetailPage *self)
{
  GtkWidget *group;

  if (self->spec == NULL || self->spec->relations == NULL)
    return;
  group = add_group (self, _("Related"));
  for (const PilotRelation *relation = self->spec->relations; relation->label != NULL; relation++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *count = gtk_label_new (NULL);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(relation->label));
      gtk_widget_add_css_class (count, "dim-label");
      gtk_widget_add_css_class (count, "numeric");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), count);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data (G_OBJECT (row), "pilot-count", count);
      g_signal_connect_object (row, "activated", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      g_ptr_array_add (self->links, row);
    }
}

/* Makes the rows once for each kind of record; showing another record of the kind only fills them. */
void
pilot_detail_page_build (PilotDetailPage *self, PilotEntity entity)
{
  GtkWidget *child;
  GtkWidget *group;

  if (self->schema != NULL && self->schema->entity == entity)
    return;
  g_ptr_array_set_size (self->editors, 0);
  g_ptr_array_set_size (self->links, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups_box))) != NULL)
    gtk_box_remove (self->groups_box, child);
  self->schema = pilot_schema_get (entity);
  self->spec = pilot_page_spec_get (entity);
  if (self->spec != NULL && self->spec->groups != NULL)
    for (const PilotFieldGroup *fields = self->spec->groups; fields->label != NULL; fields++)
      {
        group = add_group (self, _(fields->label));
        for (guint i = 0; i < PILOT_GROUP_MAX_FIELDS && fields->fields[i] != PILOT_FIELD_ID; i++)
          add_editor (self, group, fields->fields[i]);
      }
  else
    {
      group = add_group (self, NULL);
      for (guint f = PILOT_FIELD_FIRST; f < self->schema->n_fields; f++)
        add_editor (self, group, f);
    }
  add_links (self);
  group = add_group (self, _("Record"));
  add_editor (self, group, PILOT_FIELD_UPDATED_AT);
}

void
pilot_detail_page_update_links (PilotDetailPage *self, PilotRecord *record)
{
  for (guint i = 0; i < self->links->len; i++)
    {
      AdwActionRow *row = g_ptr_array_index (self->links, i);
      const PilotRelation *relation = &self->spec->relations[i];
      const char *value = pilot_record_get_text (record, relation->source_field);
      guint count = value != NULL
                        ? pilot_workspace_count (self->workspace, relation->target, relation->target_field, value)
                        : 0;
      g_autofree char *text = pilot_format_count (count);
      GtkWidget *label = g_object_get_data (G_OBJECT (row), "pilot-count");

      gtk_label_set_text (GTK_LABEL (label), text);
      gtk_widget_set_sensitive (GTK_WIDGET (row), count > 0);
      g_object_set_data_full (G_OBJECT (row), "pilot-value", g_strdup (value), g_free);
    }
}

static PilotFieldEditor *
find_editor (PilotDetailPage *self, guint field)
{
  for (guint i = 0; i < self->editors->len; i++)
    if (pilot_field_editor_get_field (g_ptr_array_index (self->editors, i)) == field)
      return g_ptr_array_index (self->editors, i);
  return NULL;
}

gboolean
pilot_detail_page_type (PilotDetailPage *self, guint field, const char *text)
{
  PilotFieldEditor *editor = find_editor (self, field);

  if (editor == NULL || !self->may_change)
    return FALSE;
  pilot_field_editor_set_text (editor, text);
  return TRUE;
}

GtkWidget *
pilot_detail_page_get_row (PilotDetailPage *self, guint field)
{
  PilotFieldEditor *editor = find_editor (self, field);

  return editor != NULL ? pilot_field_editor_get_widget (editor) : NULL;
}
