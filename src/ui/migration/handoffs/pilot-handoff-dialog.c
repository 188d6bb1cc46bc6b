/* pilot-handoff-dialog.c: the text to hand over, and what became of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-dialog.h"

#include "pilot-format.h"
#include "pilot-handoff-acts.h"
#include "pilot-handoff-kind.h"
#include "pilot-handoff-files.h"
#include "pilot-handoff-languages.h"
#include "pilot-handoff-maker.h"
#include "pilot-handoff-ways.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PilotHandoffDialog
{
  AdwWindow parent_instance;

  PilotContext *context;        /* (owned) */
  PilotWorkspace *workspace;    /* (owned) */
  PilotHandoffBatch *batch;     /* (owned) (nullable): until it is made */
  PilotHandoff *current;        /* (nullable): of the batch */
  char *kind;                   /* (owned) (nullable): of what is made here */
  char *run_id;                 /* (owned) (nullable) */
  guint index;
  gboolean filling;             /* what changes is not the person's doing */
  gboolean touched;             /* drafts are to be kept */
  gboolean kept;                /* some of it were there before, or are kept */
  gboolean busy;                /* being handed over or confirmed */
  gboolean all;                 /* the next draft is handed over, too */

  AdwWindowTitle *window_title;
  GtkWidget *turn_box;
  GtkWidget *previous_button;
  GtkWidget *next_button;
  GtkButton *act_button;
  AdwToastOverlay *toast_overlay;
  GtkStack *stack;
  AdwStatusPage *error_page;
  GtkLabel *error_label;
  GtkWidget *result_group;
  AdwEntryRow *reference_row;
  AdwActionRow *handed_row;
  AdwActionRow *confirmed_row;
  AdwActionRow *sha256_row;
  AdwEntryRow *recipient_row;
  AdwEntryRow *subject_row;
  GtkTextView *body_view;
  PilotHandoffFiles *files_group;
  PilotHandoffWays *ways;
  PilotHandoffLanguages *languages;
  GtkWidget *all_button;
};

G_DEFINE_FINAL_TYPE (PilotHandoffDialog, pilot_handoff_dialog, ADW_TYPE_WINDOW)

static void show_current (PilotHandoffDialog *self);

static void
show_error (PilotHandoffDialog *self, const GError *error)
{
  g_autofree char *text = error != NULL ? pilot_format_error (error) : NULL;

  gtk_label_set_text (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
}

static void
toast (PilotHandoffDialog *self, const char *text)
{
  AdwToast *message = adw_toast_new (text);

  adw_toast_set_timeout (message, 3);
  adw_toast_overlay_add_toast (self->toast_overlay, message);
}

static gboolean
is_draft (PilotHandoffDialog *self)
{
  return self->current != NULL && pilot_handoff_record_is_draft (self->current->record);
}

static const char *
get_text (PilotHandoffDialog *self, guint field)
{
  const char *text = pilot_record_get_text (self->current->record, field);

  return text != NULL ? text : "";
}

static void
set_field (PilotRecord *record, guint field, const char *text)
{
  pilot_record_set_text (record, field, *text != '\0' ? text : NULL);
}

/* What the person typed, into the record. */
static void
take_fields (PilotHandoffDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->body_view);
  GtkTextIter start, end;
  g_autofree char *body = NULL;

  if (!is_draft (self))
    return;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  body = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  set_field (self->current->record, PILOT_HANDOFF_RECIPIENT, gtk_editable_get_text (GTK_EDITABLE (self->recipient_row)));
  set_field (self->current->record, PILOT_HANDOFF_SUBJECT, gtk_editable_get_text (GTK_EDITABLE (self->subject_row)));
  set_field (self->current->record, PILOT_HANDOFF_BODY, body);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotContext) context = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (pilot_handoff_act_finish (PILOT_WORKSPACE (source), result, &error))
    return;
  text = pilot_format_error (error);
  pilot_context_toast (context, text);
}

/* All that belong together are kept together: a notice that lacks a language would not be missed. */
static void
keep_drafts (PilotHandoffDialog *self)
{
  if (!self->touched || self->batch == NULL)
    return;
  take_fields (self);
  self->touched = FALSE;
  self->kept = TRUE;
  for (guint i = 0; i < self->batch->handoffs->len; i++)
    {
      const PilotHandoff *handoff = g_ptr_array_index (self->batch->handoffs, i);

      if (pilot_handoff_record_is_draft (handoff->record))
        pilot_handoff_save_async (self->workspace, handoff, kept_cb, g_object_ref (self->context));
    }
}

/* --- what is shown */

static void
show_titles (PilotHandoffDialog *self)
{
  const char *kind = get_text (self, PILOT_HANDOFF_KIND);
  g_autofree char *place = NULL;

  adw_window_title_set_title (self->window_title, g_dgettext (GETTEXT_PACKAGE, pilot_choice_label (pilot_handoff_kind_choices, kind)));
  if (self->batch->handoffs->len > 1)
    {
      g_autofree char *state = pilot_record_dup_display (self->current->record, PILOT_HANDOFF_STATE);

      /* Translators: a number, how many there are, a language such as “de”, and a state such as “Draft” */
      place = g_strdup_printf (_("%u of %u, %s, %s"), self->index + 1, self->batch->handoffs->len, get_text (self, PILOT_HANDOFF_LANGUAGE), state);
    }
  else
    place = pilot_record_dup_display (self->current->record, PILOT_HANDOFF_STATE);
  adw_window_title_set_subtitle (self->window_title, place);
  gtk_widget_set_visible (self->turn_box, self->batch->handoffs->len > 1);
  gtk_widget_set_sensitive (self->previous_button, self->index > 0);
  gtk_widget_set_sensitive (self->next_button, self->index + 1 < self->batch->handoffs->len);
}

/* Another language is another text: offered until somebody did something with this one. */
static gboolean
may_choose_language (PilotHandoffDialog *self)
{
  return self->kind != NULL && !self->touched && !self->kept;
}

static void
show_result (PilotHandoffDialog *self)
{
  const char *state = get_text (self, PILOT_HANDOFF_STATE);
  gboolean confirmed = strcmp (state, "confirmed") == 0;
  g_autofree char *handed_at = pilot_record_dup_display (self->current->record, PILOT_HANDOFF_HANDED_AT);
  g_autofree char *confirmed_at = pilot_record_dup_display (self->current->record, PILOT_HANDOFF_CONFIRMED_AT);

  gtk_widget_set_visible (self->result_group, !is_draft (self));
  adw_action_row_set_subtitle (self->handed_row, handed_at);
  adw_action_row_set_subtitle (self->confirmed_row, confirmed_at);
  adw_action_row_set_subtitle (self->sha256_row, get_text (self, PILOT_HANDOFF_SHA256));
  gtk_widget_set_visible (GTK_WIDGET (self->confirmed_row), confirmed);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reference_row),
                                 pilot_handoff_kind_get_means (get_text (self, PILOT_HANDOFF_KIND)) & PILOT_HANDOFF_NEEDS_REFERENCE
                                   ? _("Ticket number") : _("Reference, if there is one"));
  gtk_editable_set_text (GTK_EDITABLE (self->reference_row), get_text (self, PILOT_HANDOFF_REFERENCE));
  gtk_button_set_label (self->act_button, is_draft (self) ? _("Mark as _Handed Over") : confirmed ? _("Save _Number") : _("Con_firm"));
  gtk_widget_set_visible (GTK_WIDGET (self->act_button), TRUE);
}

static void
show_rights (PilotHandoffDialog *self)
{
  g_autofree char *reason = NULL;
  gboolean may = pilot_workspace_may (self->workspace, PILOT_ACTION_CHANGE, PILOT_ENTITY_HANDOFF, &reason);
  gboolean edits = may && is_draft (self);

  gtk_editable_set_editable (GTK_EDITABLE (self->recipient_row), edits);
  gtk_editable_set_editable (GTK_EDITABLE (self->subject_row), edits);
  gtk_text_view_set_editable (self->body_view, edits);
  gtk_editable_set_editable (GTK_EDITABLE (self->reference_row), may);
  pilot_handoff_files_show (self->files_group, self->workspace, self->current, may);
  gtk_widget_set_visible (self->all_button, pilot_handoff_batch_count_drafts (self->batch) > 1);
  gtk_widget_set_sensitive (self->all_button, may && !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->act_button), may && !self->busy);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->act_button), reason);
}

static void
show_current (PilotHandoffDialog *self)
{
  gboolean is_mail = *get_text (self, PILOT_HANDOFF_RECIPIENT) != '\0';

  self->filling = TRUE;
  show_titles (self);
  pilot_handoff_languages_show (self->languages, self->batch, may_choose_language (self));
  show_result (self);
  show_error (self, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->recipient_row), get_text (self, PILOT_HANDOFF_RECIPIENT));
  gtk_editable_set_text (GTK_EDITABLE (self->subject_row), get_text (self, PILOT_HANDOFF_SUBJECT));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->body_view), get_text (self, PILOT_HANDOFF_BODY), -1);
  show_rights (self);
  gtk_widget_set_visible (GTK_WIDGET (self->recipient_row), is_draft (self) || is_mail);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->recipient_row),
                                 pilot_handoff_kind_get_means (get_text (self, PILOT_HANDOFF_KIND)) & PILOT_HANDOFF_NEEDS_RECIPIENT
                                   ? _("To") : _("To (empty: for a support form)"));
  pilot_handoff_ways_show (self->ways, self->batch, self->current);
  gtk_stack_set_visible_child_name (self->stack, "text");
  self->filling = FALSE;
}

static void
turn (PilotHandoffDialog *self, int step)
{
  take_fields (self);
  self->index += step;
  self->current = g_ptr_array_index (self->batch->handoffs, self->index);
  show_current (self);
}

/* --- callbacks */

static void
previous_cb (PilotHandoffDialog *self)
{
  if (self->index > 0)
    turn (self, -1);
}

static void
next_cb (PilotHandoffDialog *self)
{
  if (self->index + 1 < self->batch->handoffs->len)
    turn (self, 1);
}

static void
changed_cb (PilotHandoffDialog *self)
{
  if (self->filling)
    return;
  self->touched = TRUE;
  show_error (self, NULL);
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
      pilot_handoff_files_show (self->files_group, NULL, NULL, FALSE);
      pilot_handoff_ways_show (self->ways, NULL, NULL);
    }
  g_clear_pointer (&self->batch, pilot_handoff_batch_free);
  self->batch = batch;
  self->kept = is_kept (self, g_ptr_array_index (batch->handoffs, 0));
  self->index = 0;
  self->current = g_ptr_array_index (batch->handoffs, 0);
  show_current (self);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotHandoffDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  PilotHandoffBatch *batch = pilot_handoff_resume_finish (PILOT_WORKSPACE (source), result, &error);

  if (self->workspace == NULL) /* closed meanwhile */
    g_clear_pointer (&batch, pilot_handoff_batch_free);
  else if (batch != NULL)
    take_batch (self, batch);
  else
    fail (self, error);
}

/* Made anew in the language that was chosen. */
static void
language_cb (PilotHandoffDialog *self, const char *language)
{
  if (self->batch == NULL || !may_choose_language (self))
    return;
  gtk_stack_set_visible_child_name (self->stack, "loading");
  pilot_handoff_make_async (self->workspace, self->kind, self->run_id, language, NULL, made_cb, g_object_ref (self));
}

static void
prepare_cb (PilotHandoffDialog *self)
{
  show_error (self, NULL);
  take_fields (self);
}

static void
files_changed_cb (PilotHandoffDialog *self, gboolean draft_changed)
{
  self->touched = self->touched || draft_changed;
  show_current (self);
}

static void
used_cb (PilotHandoffDialog *self, const char *text)
{
  self->touched = self->touched || is_draft (self);
  keep_drafts (self);
  pilot_handoff_languages_show (self->languages, self->batch, may_choose_language (self));
  if (text != NULL)
    toast (self, text);
}

static gboolean
turn_to_draft (PilotHandoffDialog *self)
{
  for (guint i = 0; i < self->batch->handoffs->len; i++)
    {
      PilotHandoff *handoff = g_ptr_array_index (self->batch->handoffs, i);

      if (!pilot_handoff_record_is_draft (handoff->record))
        continue;
      self->index = i;
      self->current = handoff;
      show_current (self);
      return TRUE;
    }
  return FALSE;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotHandoffDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  PilotHandoff *handoff = pilot_handoff_open_finish (PILOT_WORKSPACE (source), result, &error);
  PilotHandoffBatch *batch;

  if (self->workspace == NULL || handoff == NULL)
    {
      g_clear_pointer (&handoff, pilot_handoff_free);
      if (self->workspace != NULL)
        fail (self, error);
      return;
    }
  batch = pilot_handoff_batch_new (NULL);
  g_ptr_array_add (batch->handoffs, handoff);
  take_batch (self, batch);
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
      show_current (self);
      if (self->all && turn_to_draft (self))
        {
          pilot_handoff_dialog_act (self);
          return;
        }
      self->all = FALSE;
      toast (self, strcmp (get_text (self, PILOT_HANDOFF_STATE), "confirmed") == 0 ? _("Confirmed") : _("Handed over: the text stays as it is"));
    }
  else
    {
      self->all = FALSE;
      show_rights (self);
      show_error (self, error);
    }
}

static void
again_cb (PilotHandoffDialog *self)
{
  PilotHandoff *again = pilot_handoff_new_again (self->current);

  self->touched = TRUE;
  self->index++;
  g_ptr_array_insert (self->batch->handoffs, self->index, again);
  self->current = again;
  show_current (self);
}

static gboolean
close_request_cb (PilotHandoffDialog *self)
{
  keep_drafts (self);
  return FALSE;
}

static void
workspace_cb (PilotHandoffDialog *self)
{
  if (pilot_context_get_workspace (self->context) == self->workspace)
    return;
  self->touched = FALSE; /* there is nothing any more to keep it in */
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
pilot_handoff_dialog_dispose (GObject *object)
{
  PilotHandoffDialog *self = PILOT_HANDOFF_DIALOG (object);

  if (self->current != NULL)
    {
      pilot_handoff_files_show (self->files_group, NULL, NULL, FALSE);
      pilot_handoff_ways_show (self->ways, NULL, NULL);
    }
  self->current = NULL;
  g_clear_pointer (&self->batch, pilot_handoff_batch_free);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->run_id, g_free);
  g_clear_object (&self->workspace);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_handoff_dialog_parent_class)->dispose (object);
}

static void
pilot_handoff_dialog_class_init (PilotHandoffDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_handoff_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/migration/handoffs/pilot-handoff-dialog.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, PilotHandoffDialog, name)
  CHILD (window_title);
  CHILD (turn_box);
  CHILD (previous_button);
  CHILD (next_button);
  CHILD (act_button);
  CHILD (toast_overlay);
  CHILD (stack);
  CHILD (error_page);
  CHILD (error_label);
  CHILD (result_group);
  CHILD (reference_row);
  CHILD (handed_row);
  CHILD (confirmed_row);
  CHILD (sha256_row);
  CHILD (recipient_row);
  CHILD (subject_row);
  CHILD (body_view);
  CHILD (files_group);
  CHILD (ways);
  CHILD (languages);
  CHILD (all_button);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_cb);
  gtk_widget_class_bind_template_callback (widget_class, prepare_cb);
  gtk_widget_class_bind_template_callback (widget_class, files_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, used_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_error);
  gtk_widget_class_bind_template_callback (widget_class, pilot_handoff_dialog_act_all);
  gtk_widget_class_bind_template_callback (widget_class, pilot_handoff_dialog_act);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pilot_handoff_dialog_init (PilotHandoffDialog *self)
{
  g_type_ensure (PILOT_TYPE_HANDOFF_FILES);
  g_type_ensure (PILOT_TYPE_HANDOFF_LANGUAGES);
  g_type_ensure (PILOT_TYPE_HANDOFF_WAYS);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->body_view), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "close-request", G_CALLBACK (close_request_cb), self, 0);
}

static PilotHandoffDialog *
make_dialog (PilotContext *context, GtkWindow *parent)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (context);
  PilotHandoffDialog *self;

  if (workspace == NULL)
    return NULL;
  self = g_object_new (PILOT_TYPE_HANDOFF_DIALOG, "transient-for", parent, NULL);
  self->context = g_object_ref (context);
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (context, "notify::workspace", G_CALLBACK (workspace_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

GtkWidget *
pilot_handoff_dialog_present (PilotContext *context, GtkWindow *parent, const char *kind, const char *run_id)
{
  PilotHandoffDialog *self = make_dialog (context, parent);

  if (self == NULL)
    return NULL;
  adw_window_title_set_title (self->window_title, g_dgettext (GETTEXT_PACKAGE, pilot_choice_label (pilot_handoff_kind_choices, kind)));
  self->kind = g_strdup (kind);
  self->run_id = g_strdup (run_id);
  pilot_handoff_languages_set_kind (self->languages, kind);
  pilot_handoff_resume_async (self->workspace, kind, run_id, NULL, made_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

GtkWidget *
pilot_handoff_dialog_present_record (PilotContext *context, GtkWindow *parent, const char *id)
{
  PilotHandoffDialog *self = make_dialog (context, parent);

  if (self == NULL)
    return NULL;
  pilot_handoff_open_async (self->workspace, id, NULL, opened_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

gboolean
pilot_handoff_dialog_is_ready (PilotHandoffDialog *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "loading") != 0 && !self->busy;
}

void
pilot_handoff_dialog_save_files (PilotHandoffDialog *self, GFile *folder)
{
  pilot_handoff_ways_save_files (self->ways, folder);
}

void
pilot_handoff_dialog_save_archive (PilotHandoffDialog *self, GFile *file, const char *own)
{
  pilot_handoff_ways_save_archive (self->ways, file, own);
}

void
pilot_handoff_dialog_attach (PilotHandoffDialog *self, GFile *file)
{
  pilot_handoff_files_attach (self->files_group, file);
}

void
pilot_handoff_dialog_give_again (PilotHandoffDialog *self, GFile *file)
{
  pilot_handoff_files_give_again (self->files_group, file);
}

void
pilot_handoff_dialog_act (PilotHandoffDialog *self)
{
  if (self->busy || self->current == NULL)
    return;
  take_fields (self);
  show_error (self, NULL);
  if (is_draft (self))
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
  show_rights (self);
}

void
pilot_handoff_dialog_act_all (PilotHandoffDialog *self)
{
  if (self->busy || self->batch == NULL)
    return;
  take_fields (self);
  self->all = TRUE;
  if (turn_to_draft (self))
    pilot_handoff_dialog_act (self);
}
