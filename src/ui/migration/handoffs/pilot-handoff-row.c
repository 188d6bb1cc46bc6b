/* pilot-handoff-row.c: a hand-off, or all mails of a notice, as a line of the list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-row.h"

#include "pilot-format.h"

#include <glib/gi18n-lib.h>

struct _PilotHandoffRow
{
  AdwActionRow parent_instance;

  char *lead_id; /* (owned) */
  char *open_id; /* (owned) (nullable) */
  GtkLabel *reference;
  GtkLabel *day;
  GtkLabel *state;
};

G_DEFINE_FINAL_TYPE (PilotHandoffRow, pilot_handoff_row, ADW_TYPE_ACTION_ROW)

static GtkLabel *
add_label (PilotHandoffRow *self, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, css_class);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), label);
  return GTK_LABEL (label);
}

static void
show_label (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/* What the person looks for: when it went, or when it was confirmed. */
static char *
dup_day (const PilotRecord *record)
{
  gint64 moment = pilot_record_get_integer (record, PILOT_HANDOFF_CONFIRMED_AT);

  if (moment == 0)
    moment = pilot_record_get_integer (record, PILOT_HANDOFF_HANDED_AT);
  return moment != 0 ? pilot_format_ago (moment, g_get_real_time ()) : NULL;
}

/* A name or two are read; a hundred are counted. */
static char *
dup_subtitle (const PilotHandoffGroup *group, const char *recipient)
{
  g_autofree char *kind = pilot_row_dup_display (group->shown, PILOT_HANDOFF_KIND);
  g_autofree char *mails = g_strdup_printf (ngettext ("%u mail", "%u mails", group->n_mails), group->n_mails);
  g_autofree char *addresses = g_strdup_printf (ngettext ("%u address", "%u addresses", group->n_addresses), group->n_addresses);

  if (group->n_mails > 1)
    /* Translators: what kind of hand-off, then e.g. “3 mails” and “295 addresses” */
    return g_strdup_printf (_("%1$s, %2$s to %3$s"), kind, mails, addresses);
  if (group->n_addresses > 2)
    /* Translators: what kind of hand-off, and to how many */
    return g_strdup_printf (ngettext ("%s, to %u address", "%s, to %u addresses", group->n_addresses), kind, group->n_addresses);
  /* Translators: what kind of hand-off, and to whom */
  return recipient != NULL ? g_strdup_printf (_("%s, to %s"), kind, recipient) : g_steal_pointer (&kind);
}

static void
pilot_handoff_row_finalize (GObject *object)
{
  PilotHandoffRow *self = PILOT_HANDOFF_ROW (object);

  g_free (self->lead_id);
  g_free (self->open_id);
  G_OBJECT_CLASS (pilot_handoff_row_parent_class)->finalize (object);
}

static void
pilot_handoff_row_class_init (PilotHandoffRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_handoff_row_finalize;
}

static void
pilot_handoff_row_init (PilotHandoffRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 1);
  self->reference = add_label (self, "numeric");
  self->day = add_label (self, "dim-label");
  self->state = add_label (self, "pill-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
}

GtkWidget *
pilot_handoff_row_new (const char *lead_id)
{
  PilotHandoffRow *self = g_object_new (PILOT_TYPE_HANDOFF_ROW, NULL);

  self->lead_id = g_strdup (lead_id);
  return GTK_WIDGET (self);
}

const char *
pilot_handoff_row_get_lead_id (PilotHandoffRow *self)
{
  return self->lead_id;
}

void
pilot_handoff_row_show (PilotHandoffRow *self, const PilotHandoffGroup *group)
{
  const PilotRecord *shown = pilot_row_get_record (group->shown);
  const PilotRecord *next = pilot_row_get_record (group->next);
  g_autofree char *subject = pilot_row_dup_display (group->shown, PILOT_HANDOFF_SUBJECT);
  g_autofree char *kind = pilot_row_dup_display (group->shown, PILOT_HANDOFF_KIND);
  g_autofree char *subtitle = dup_subtitle (group, pilot_record_get_text (shown, PILOT_HANDOFF_RECIPIENT));
  g_autofree char *state = pilot_row_dup_display (group->next, PILOT_HANDOFF_STATE);
  g_autofree char *day = dup_day (next);

  g_free (self->open_id);
  self->open_id = g_strdup (pilot_row_get_id (group->next));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), *subject != '\0' ? subject : kind);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  show_label (self->reference, pilot_record_get_text (next, PILOT_HANDOFF_REFERENCE));
  show_label (self->day, day);
  show_label (self->state, state);
  if (g_strcmp0 (pilot_record_get_text (next, PILOT_HANDOFF_STATE), "confirmed") == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->state), "success");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), "success");
}

const char *
pilot_handoff_row_get_open_id (PilotHandoffRow *self)
{
  return self->open_id;
}
