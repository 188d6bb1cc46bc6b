/* pilot-handoff-dialog-acts.c: what is done with what the dialog shows: made, kept, handed over, confirmed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-dialog-private.h"

#include "pilot-format.h"
#include "pilot-handoff-acts.h"
#include "pilot-handoff-kind.h"
#include "pilot-handoff-maker.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
set_field (PilotRecord *record, guint field, const char *text)
{
  pilot_record_set_text (record, field, *text != '\0' ? text : NULL);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotContext) context = user_data;
  g_autoptr (GError) error = NULL;

  if (!pilot_handoff_act_finish (PILOT_WORKSPACE (source), result, &error))
    pilot_context_toast_error (context, error);
}

static void
fail (PilotHandoffDialog *self, const GError *error)
{
  g_autofree char *text = pilot_format_error (error);

  adw_status_page_set_description (self->error_page, text);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

/* What is there already is not made in another language. */
static gboolean
is_kept (PilotHandoffDialog *self, const PilotHandoff *handoff)
{
  g_autoptr (PilotRecord) record = pilot_workspace_get_record (self->workspace, PILOT_ENTITY_HANDOFF, pilot_record_get_id (handoff->record));

  return record != NULL;
}

static void
take_batch (PilotHandoffDialog *self, PilotHandoffBatch *batch)
{
  if (self->current != NULL)
    {
      pilot_handoff_files_show (self->files_group, NULL, NULL, FALSE, NULL);
      pilot_handoff_ways_show (self->ways, NULL, NULL);
    }
  g_clear_pointer (&self->batch, pilot_handoff_batch_free);
  self->batch = batch;
  self->kept = is_kept (self, g_ptr_array_index (batch->handoffs, 0));
  self->index = batch->first;
  self->current = g_ptr_array_index (batch->handoffs, batch->first);
  pilot_handoff_dialog_show_current (self);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotHandoffDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  PilotHandoffBatch *batch = pilot_handoff_resume_finish (PILOT_WORKSPACE (source), result, &error); /* or made, or opened */

  if (self->workspace == NULL) /* closed meanwhile */
    g_clear_pointer (&batch, pilot_handoff_batch_free);
  else if (batch != NULL)
    take_batch (self, batch);
  else
    fail (self, error);
}

/* The first that is in @state is shown; %FALSE: there is none any more. */
static gboolean
turn_to (PilotHandoffDialog *self, const char *state)
{
  for (guint i = 0; i < self->batch->handoffs->len; i++)
    {
      PilotHandoff *handoff = g_ptr_array_index (self->batch->handoffs, i);

      if (g_strcmp0 (pilot_record_get_text (handoff->record, PILOT_HANDOFF_STATE), state) != 0)
        continue;
      self->index = i;
      self->current = handoff;
      pilot_handoff_dialog_show_current (self);
      return TRUE;
    }
  return FALSE;
}

/* The button that was pressed could not be for a while, and has lost the focus: what comes next gets it. */
static void
focus_next (PilotHandoffDialog *self)
{
  gboolean numbered = (pilot_handoff_kind_get_means (pilot_handoff_dialog_get_text (self, PILOT_HANDOFF_KIND)) & PILOT_HANDOFF_NEEDS_REFERENCE) != 0;
  gboolean asks = numbered && *pilot_handoff_dialog_get_text (self, PILOT_HANDOFF_REFERENCE) == '\0';

  gtk_widget_grab_focus (asks ? GTK_WIDGET (self->reference_row)
                         : gtk_widget_get_visible (GTK_WIDGET (self->act_button)) ? GTK_WIDGET (self->act_button) : self->close_button);
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotHandoffDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotRecord) record = NULL;
  gboolean done = pilot_handoff_act_finish (PILOT_WORKSPACE (source), result, &error);

  self->busy = FALSE;
  if (self->workspace == NULL)
    return;
  if (done)
    record = pilot_workspace_get_record (self->workspace, PILOT_ENTITY_HANDOFF, pilot_record_get_id (self->current->record));
  if (record != NULL)
    {
      pilot_record_unref (self->current->record);
      self->current->record = g_steal_pointer (&record);
      pilot_handoff_dialog_show_current (self);
      if (self->all != NULL && turn_to (self, self->all))
        {
          pilot_handoff_dialog_act (self);
          return;
        }
      self->all = NULL;
      focus_next (self);
      pilot_handoff_dialog_tell (self, strcmp (pilot_handoff_dialog_get_text (self, PILOT_HANDOFF_STATE), "confirmed") == 0 ? _("Confirmed") : _("Handed over: the text stays as it is"));
    }
  else
    {
      self->all = NULL;
      pilot_handoff_dialog_show_rights (self);
      pilot_handoff_dialog_show_error (self, error);
    }
}

void
pilot_handoff_dialog_take_fields (PilotHandoffDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->body_view);
  GtkTextIter start, end;
  g_autofree char *body = NULL;

  if (!pilot_handoff_dialog_is_draft (self))
    return;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  body = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  set_field (self->current->record, PILOT_HANDOFF_RECIPIENT, gtk_editable_get_text (GTK_EDITABLE (self->recipient_row)));
  set_field (self->current->record, PILOT_HANDOFF_SUBJECT, gtk_editable_get_text (GTK_EDITABLE (self->subject_row)));
  set_field (self->current->record, PILOT_HANDOFF_BODY, body);
}

/* All that belong together are kept together: a notice that lacks a language would not be missed. */
void
pilot_handoff_dialog_keep_drafts (PilotHandoffDialog *self)
{
  if (!self->touched || self->batch == NULL)
    return;
  pilot_handoff_dialog_take_fields (self);
  self->touched = FALSE;
  self->kept = TRUE;
  for (guint i = 0; i < self->batch->handoffs->len; i++)
    {
      const PilotHandoff *handoff = g_ptr_array_index (self->batch->handoffs, i);

      if (pilot_handoff_record_is_draft (handoff->record))
        pilot_handoff_save_async (self->workspace, handoff, kept_cb, g_object_ref (self->context));
    }
}

gboolean
pilot_handoff_dialog_may_choose_language (PilotHandoffDialog *self)
{
  return self->kind != NULL && !self->touched && !self->kept;
}

void
pilot_handoff_dialog_choose_language (PilotHandoffDialog *self, const char *language)
{
  if (self->batch == NULL || !pilot_handoff_dialog_may_choose_language (self))
    return;
  gtk_stack_set_visible_child_name (self->stack, "loading");
  pilot_handoff_make_async (self->workspace, self->kind, self->run_id, language, NULL, made_cb, g_object_ref (self));
}

void
pilot_handoff_dialog_make_again (PilotHandoffDialog *self)
{
  PilotHandoff *again = pilot_handoff_new_again (self->current);

  self->touched = TRUE;
  self->index++;
  g_ptr_array_insert (self->batch->handoffs, self->index, again);
  self->current = again;
  pilot_handoff_dialog_show_current (self);
}

void
pilot_handoff_dialog_load (PilotHandoffDialog *self, const char *kind, const char *run_id)
{
  self->kind = g_strdup (kind);
  self->run_id = g_strdup (run_id);
  pilot_handoff_resume_async (self->workspace, kind, run_id, NULL, made_cb, g_object_ref (self));
}

void
pilot_handoff_dialog_load_record (PilotHandoffDialog *self, const char *id)
{
  pilot_handoff_open_async (self->workspace, id, NULL, made_cb, g_object_ref (self));
}

void
pilot_handoff_dialog_tell (PilotHandoffDialog *self, const char *text)
{
  AdwToast *message = adw_toast_new (text);

  adw_toast_set_timeout (message, 3);
  adw_toast_overlay_add_toast (self->toast_overlay, message);
}

void
pilot_handoff_dialog_act (PilotHandoffDialog *self)
{
  if (self->busy || self->current == NULL)
    return;
  pilot_handoff_dialog_take_fields (self);
  pilot_handoff_dialog_show_error (self, NULL);
  if (pilot_handoff_dialog_is_draft (self))
    {
      /* The others of the batch are kept as drafts; this one is written by what follows. */
      self->busy = TRUE;
      self->touched = TRUE;
      pilot_handoff_hand_over_async (self->workspace, self->current, acted_cb, g_object_ref (self));
    }
  else
    {
      self->busy = TRUE;
      pilot_handoff_confirm_async (self->workspace, pilot_record_get_id (self->current->record),
                                   gtk_editable_get_text (GTK_EDITABLE (self->reference_row)), acted_cb, g_object_ref (self));
    }
  pilot_handoff_dialog_show_rights (self);
}

void
pilot_handoff_dialog_act_all (PilotHandoffDialog *self)
{
  if (self->busy || self->batch == NULL)
    return;
  pilot_handoff_dialog_take_fields (self);
  self->all = pilot_handoff_dialog_get_all (self);
  if (self->all != NULL && turn_to (self, self->all))
    pilot_handoff_dialog_act (self);
}
