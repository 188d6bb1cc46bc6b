/* pilot-run-question.c: which run is it about?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-question.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  GPtrArray *runs; /* (owned) */
  GtkDropDown *drop_down;
  PilotRunQuestionFunc func;
  gpointer user_data;
  GDestroyNotify destroy; /* (nullable) */
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_ptr_array_unref (self->runs);
  g_free (self);
}

static void
response_cb (GtkWidget *widget, const char *response, AdwMessageDialog *dialog)
{
  Question *self = g_object_get_data (G_OBJECT (dialog), "question");
  guint selected = gtk_drop_down_get_selected (self->drop_down);

  if (strcmp (response, "choose") == 0 && selected < self->runs->len)
    self->func (widget, pilot_record_get_id (g_ptr_array_index (self->runs, selected)), self->user_data);
}

static GtkDropDown *
make_drop_down (GPtrArray *runs)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < runs->len; i++)
    {
      g_autofree char *title = pilot_record_dup_title (g_ptr_array_index (runs, i));

      gtk_string_list_append (names, title);
    }
  return GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (names), NULL));
}

void
pilot_run_question_ask (GtkWidget *widget, GPtrArray *runs, PilotRunQuestionFunc func, gpointer user_data, GDestroyNotify destroy)
{
  GtkWidget *dialog;
  Question *self;

  if (runs->len == 1)
    {
      func (widget, pilot_record_get_id (g_ptr_array_index (runs, 0)), user_data);
      if (destroy != NULL)
        destroy (user_data);
      return;
    }
  self = g_new0 (Question, 1);
  self->runs = g_ptr_array_ref (runs);
  self->drop_down = make_drop_down (runs);
  gtk_widget_set_margin_top (GTK_WIDGET (self->drop_down), 12);
  self->func = func;
  self->user_data = user_data;
  self->destroy = destroy;
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), _("Which Run Is It About?"), NULL);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), GTK_WIDGET (self->drop_down));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "choose", _("C_hoose"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "choose", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "choose");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "question", self, question_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), widget, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
