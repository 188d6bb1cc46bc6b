/* pilot-archive-question.c: with which password is an archive encrypted?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-archive-question.h"

#include "pilot-archive-password.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PilotArchiveQuestion
{
  AdwMessageDialog parent_instance;

  GtkWidget *asker; /* (owned) (nullable): until it is answered */
  PilotArchiveQuestionFunc func;

  GtkCheckButton *made_check;
  GtkCheckButton *own_check;
  GtkWidget *own_group;
  GtkEditable *password_row;
  GtkEditable *again_row;
  GtkLevelBar *strength_bar;
  GtkLabel *hint_label;
};

G_DEFINE_FINAL_TYPE (PilotArchiveQuestion, pilot_archive_question, ADW_TYPE_MESSAGE_DIALOG)

static gboolean
wants_own (PilotArchiveQuestion *self)
{
  return gtk_check_button_get_active (self->own_check);
}

static void
changed_cb (PilotArchiveQuestion *self)
{
  const char *password = gtk_editable_get_text (self->password_row);
  const char *again = gtk_editable_get_text (self->again_row);
  const char *hint;
  PilotPasswordStrength strength = pilot_archive_password_judge (password, &hint);
  g_autoptr (GError) error = NULL;
  gboolean good = pilot_archive_password_check (password, again, &error);

  gtk_level_bar_set_value (self->strength_bar, strength);
  /* That the two differ is said once there is something of the second. */
  gtk_label_set_text (self->hint_label, !good && strength != PILOT_PASSWORD_TOO_SHORT && *again != '\0' ? error->message : hint);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "save", good || !wants_own (self));
}

static void
toggled_cb (PilotArchiveQuestion *self)
{
  changed_cb (self);
  if (wants_own (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
}

static void
pilot_archive_question_response (AdwMessageDialog *dialog, const char *response)
{
  PilotArchiveQuestion *self = PILOT_ARCHIVE_QUESTION (dialog);
  g_autoptr (GtkWidget) asker = g_steal_pointer (&self->asker);

  if (asker != NULL && strcmp (response, "save") == 0)
    self->func (asker, wants_own (self) ? gtk_editable_get_text (self->password_row) : NULL);
  gtk_editable_set_text (self->password_row, "");
  gtk_editable_set_text (self->again_row, "");
}

static void
pilot_archive_question_dispose (GObject *object)
{
  g_clear_object (&PILOT_ARCHIVE_QUESTION (object)->asker);
  G_OBJECT_CLASS (pilot_archive_question_parent_class)->dispose (object);
}

static void
pilot_archive_question_class_init (PilotArchiveQuestionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_archive_question_dispose;
  ADW_MESSAGE_DIALOG_CLASS (klass)->response = pilot_archive_question_response;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/migration/handoffs/pilot-archive-question.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, PilotArchiveQuestion, name)
  CHILD (made_check);
  CHILD (own_check);
  CHILD (own_group);
  CHILD (password_row);
  CHILD (again_row);
  CHILD (strength_bar);
  CHILD (hint_label);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
pilot_archive_question_init (PilotArchiveQuestion *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  changed_cb (self);
}

GtkWidget *
pilot_archive_question_ask (GtkWidget *widget, PilotArchiveQuestionFunc func)
{
  PilotArchiveQuestion *self = g_object_new (PILOT_TYPE_ARCHIVE_QUESTION, "transient-for", gtk_widget_get_root (widget), "modal", TRUE, NULL);

  self->asker = g_object_ref (widget);
  self->func = func;
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
