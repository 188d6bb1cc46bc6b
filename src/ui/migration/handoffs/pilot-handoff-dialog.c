/* pilot-handoff-dialog.c: the text to hand over, and what became of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-dialog-private.h"

#include "pilot-format.h"
#include "pilot-frozen.h"
#include "pilot-handoff-kind.h"
#include "pilot-handoff-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (PilotHandoffDialog, pilot_handoff_dialog, ADW_TYPE_WINDOW)

static void
show_titles (PilotHandoffDialog *self)
{
  const char *kind = pilot_handoff_dialog_get_text (self, PILOT_HANDOFF_KIND);
  g_autofree char *place = NULL;

  adw_window_title_set_title (self->window_title, g_dgettext (GETTEXT_PACKAGE, pilot_choice_label (pilot_handoff_kind_choices, kind)));
  if (self->batch->handoffs->len > 1)
    {
      g_autofree char *state = pilot_record_dup_display (self->current->record, PILOT_HANDOFF_STATE);
      g_autofree char *language = pilot_format_language (pilot_handoff_dialog_get_text (self, PILOT_HANDOFF_LANGUAGE));

      /* Translators: a number, how many there are, a language such as “Deutsch (de)”, and a state such as “Draft” */
      place = g_strdup_printf (_("%u of %u, %s, %s"), self->index + 1, self->batch->handoffs->len, language, state);
    }
  else
    place = pilot_record_dup_display (self->current->record, PILOT_HANDOFF_STATE);
  adw_window_title_set_subtitle (self->window_title, place);
  gtk_widget_set_visible (self->turn_box, self->batch->handoffs->len > 1);
}

/* What is done with it now, for who sees such a thing the first time; NULL: nothing is left to do. */
static const char *
get_hint (PilotHandoffDialog *self)
{
  PilotHandoffMeans means = pilot_handoff_kind_get_means (pilot_handoff_dialog_get_text (self, PILOT_HANDOFF_KIND));
  gboolean numbered = (means & PILOT_HANDOFF_NEEDS_REFERENCE) != 0;

  if (strcmp (pilot_handoff_dialog_get_text (self, PILOT_HANDOFF_STATE), "confirmed") == 0)
    return NULL;
  if (!pilot_handoff_dialog_is_draft (self))
    return numbered ? _("Enter the number that the ticket got, and confirm.") : _("Confirm once you know that it arrived.");
  if (numbered)
    return _("Copy the text into the support form, or mail it; then mark it as handed over. The ticket’s number confirms it.");
  if (means & PILOT_HANDOFF_HIDES_RECIPIENTS)
    return _("Send the mails: open each, or save all files for your mail program. Then mark them as handed over.");
  if (pilot_handoff_list_names_people (self->current))
    return _("Save it encrypted, send the archive and pass the password on another way; then mark it as handed over.");
  return _("Mail it, or copy the text; then mark it as handed over. Confirm once you know that it arrived.");
}

static void
show_result (PilotHandoffDialog *self)
{
  const char *state = pilot_handoff_dialog_get_text (self, PILOT_HANDOFF_STATE);
  gboolean confirmed = strcmp (state, "confirmed") == 0;
  g_autofree char *handed_at = pilot_record_dup_display (self->current->record, PILOT_HANDOFF_HANDED_AT);
  g_autofree char *confirmed_at = pilot_record_dup_display (self->current->record, PILOT_HANDOFF_CONFIRMED_AT);
  g_autofree char *shown = pilot_format_checksum (pilot_handoff_dialog_get_text (self, PILOT_HANDOFF_SHA256));
  g_autofree char *sha256 = NULL;

  gtk_widget_set_visible (self->result_group, !pilot_handoff_dialog_is_draft (self));
  adw_action_row_set_subtitle (self->handed_row, handed_at);
  adw_action_row_set_subtitle (self->confirmed_row, confirmed_at);
  /* A hyphen at the end of a line would belong to it. */
  sha256 = g_markup_printf_escaped ("<span insert_hyphens=\"false\">%s</span>", shown);
  adw_action_row_set_subtitle (self->sha256_row, sha256);
  gtk_widget_set_visible (GTK_WIDGET (self->confirmed_row), confirmed);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reference_row),
                                 pilot_handoff_kind_get_means (pilot_handoff_dialog_get_text (self, PILOT_HANDOFF_KIND)) & PILOT_HANDOFF_NEEDS_REFERENCE
                                   ? _("Ticket number") : _("Reference, if there is one"));
  gtk_editable_set_text (GTK_EDITABLE (self->reference_row), pilot_handoff_dialog_get_text (self, PILOT_HANDOFF_REFERENCE));
  gtk_button_set_label (self->act_button, pilot_handoff_dialog_is_draft (self) ? _("Mark as _Handed Over") : confirmed ? _("Save _Number") : _("Con_firm"));
  pilot_handoff_dialog_show_act (self);
}

static void
show_all_button (PilotHandoffDialog *self, gboolean may)
{
  const char *all = pilot_handoff_dialog_get_all (self);
  gboolean drafts = g_strcmp0 (all, "draft") == 0;

  gtk_widget_set_visible (GTK_WIDGET (self->all_button), all != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->all_button), may && !self->busy);
  gtk_button_set_label (self->all_button, drafts ? _("Mark A_ll") : _("Confirm A_ll"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->all_button), drafts ? _("Mark all these drafts as handed over") : _("Confirm that all these arrived"));
}

/* Who is to see that a hundred get it counts no commas. */
static void
show_recipient_title (PilotHandoffDialog *self)
{
  PilotHandoffMeans means = pilot_handoff_kind_get_means (pilot_handoff_dialog_get_text (self, PILOT_HANDOFF_KIND));
  guint n = pilot_handoff_count_recipients (gtk_editable_get_text (GTK_EDITABLE (self->recipient_row)));
  g_auto (GStrv) addresses = g_strsplit (gtk_editable_get_text (GTK_EDITABLE (self->recipient_row)), ", ", -1);
  g_autofree char *lines = NULL;
  g_autofree char *hidden = NULL;

  if (means & PILOT_HANDOFF_HIDES_RECIPIENTS)
    hidden = g_strdup_printf (ngettext ("Bcc: %u address", "Bcc: %u addresses, which don’t see each other", n), n);
  lines = g_strjoinv (",\n", addresses);
  /* A hundred don't fit beside each other. */
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->recipient_row), n > 1 ? lines : NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->recipient_row),
                                 hidden != NULL ? hidden : means & PILOT_HANDOFF_NEEDS_RECIPIENT ? _("To") : _("To (empty: for a support form)"));
}

/* One thing is suggested at a time. What names people is not for a plain mail: it is packed before it can go. */
static void
show_suggested (PilotHandoffDialog *self)
{
  if (pilot_handoff_ways_is_next (self->ways))
    gtk_widget_remove_css_class (GTK_WIDGET (self->act_button), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->act_button), "suggested-action");
}

static void
turn (PilotHandoffDialog *self, int step)
{
  pilot_handoff_dialog_take_fields (self);
  self->index += step;
  self->current = g_ptr_array_index (self->batch->handoffs, self->index);
  pilot_handoff_dialog_show_current (self);
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
  show_recipient_title (self);
  pilot_handoff_dialog_show_error (self, NULL);
}

static void
prepare_cb (PilotHandoffDialog *self)
{
  pilot_handoff_dialog_show_error (self, NULL);
  pilot_handoff_dialog_take_fields (self);
}

static void
files_changed_cb (PilotHandoffDialog *self, gboolean draft_changed)
{
  self->touched = self->touched || draft_changed;
  pilot_handoff_dialog_show_current (self);
}

static void
used_cb (PilotHandoffDialog *self, const char *text)
{
  self->touched = self->touched || pilot_handoff_dialog_is_draft (self);
  pilot_handoff_dialog_keep_drafts (self);
  pilot_handoff_languages_show (self->languages, self->batch, pilot_handoff_dialog_may_choose_language (self));
  show_suggested (self);
  if (text != NULL)
    pilot_handoff_dialog_tell (self, text);
}

static gboolean
close_request_cb (PilotHandoffDialog *self)
{
  pilot_handoff_dialog_keep_drafts (self);
  return FALSE;
}

static void
workspace_cb (PilotHandoffDialog *self)
{
  if (pilot_context_get_workspace (self->context) == self->workspace)
    return;
  pilot_handoff_dialog_keep_drafts (self); /* it is closed when what was begun before is done */
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
pilot_handoff_dialog_dispose (GObject *object)
{
  PilotHandoffDialog *self = PILOT_HANDOFF_DIALOG (object);

  if (self->current != NULL)
    {
      pilot_handoff_files_show (self->files_group, NULL, NULL, FALSE, NULL);
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
  CHILD (close_button);
  CHILD (hint_label);
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
  gtk_widget_class_bind_template_callback (widget_class, gtk_spinner_start);
  gtk_widget_class_bind_template_callback (widget_class, gtk_spinner_stop);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pilot_handoff_dialog_make_again);
  gtk_widget_class_bind_template_callback (widget_class, pilot_handoff_dialog_show_act);
  gtk_widget_class_bind_template_callback (widget_class, pilot_handoff_dialog_choose_language);
  gtk_widget_class_bind_template_callback (widget_class, prepare_cb);
  gtk_widget_class_bind_template_callback (widget_class, files_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, used_cb);
  gtk_widget_class_bind_template_callback (widget_class, pilot_handoff_dialog_show_error);
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

void
pilot_handoff_dialog_show_error (PilotHandoffDialog *self, const GError *error)
{
  g_autofree char *text = error != NULL ? pilot_format_error (error) : NULL;

  gtk_label_set_text (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
}

gboolean
pilot_handoff_dialog_is_draft (PilotHandoffDialog *self)
{
  return self->current != NULL && pilot_handoff_record_is_draft (self->current->record);
}

const char *
pilot_handoff_dialog_get_text (PilotHandoffDialog *self, guint field)
{
  const char *text = pilot_record_get_text (self->current->record, field);

  return text != NULL ? text : "";
}

const char *
pilot_handoff_dialog_get_all (PilotHandoffDialog *self)
{
  /* Each ticket has a number of its own. */
  gboolean numbered = (pilot_handoff_kind_get_means (pilot_handoff_dialog_get_text (self, PILOT_HANDOFF_KIND)) & PILOT_HANDOFF_NEEDS_REFERENCE) != 0;

  if (pilot_handoff_batch_count_drafts (self->batch) > 1)
    return "draft";
  if (!numbered && pilot_handoff_batch_count_drafts (self->batch) == 0 && pilot_handoff_batch_count_unconfirmed (self->batch) > 1)
    return "handed_over";
  return NULL;
}

void
pilot_handoff_dialog_show_rights (PilotHandoffDialog *self)
{
  g_autofree char *reason = NULL;
  gboolean may = pilot_workspace_may (self->workspace, PILOT_ACTION_CHANGE, PILOT_ENTITY_HANDOFF, &reason);
  gboolean edits = may && pilot_handoff_dialog_is_draft (self);
  const char *hint = may || get_hint (self) == NULL ? get_hint (self) : reason;

  gtk_label_set_text (self->hint_label, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint_label), hint != NULL);

  pilot_frozen_set (GTK_WIDGET (self->recipient_row), !edits);
  pilot_frozen_set (GTK_WIDGET (self->subject_row), !edits);
  gtk_text_view_set_editable (self->body_view, edits);
  pilot_frozen_set (GTK_WIDGET (self->reference_row), !may);
  pilot_handoff_files_show (self->files_group, self->workspace, self->current, may, self->batch->hint);
  /* What is on its way is the one that is shown. */
  gtk_widget_set_sensitive (self->previous_button, !self->busy && self->index > 0);
  gtk_widget_set_sensitive (self->next_button, !self->busy && self->index + 1 < self->batch->handoffs->len);
  show_all_button (self, may);
  gtk_widget_set_sensitive (GTK_WIDGET (self->act_button), may && !self->busy);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->act_button), reason);
}

void
pilot_handoff_dialog_show_current (PilotHandoffDialog *self)
{
  gboolean is_mail = *pilot_handoff_dialog_get_text (self, PILOT_HANDOFF_RECIPIENT) != '\0';

  self->filling = TRUE;
  show_titles (self);
  pilot_handoff_languages_show (self->languages, self->batch, pilot_handoff_dialog_may_choose_language (self));
  show_result (self);
  pilot_handoff_dialog_show_error (self, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->recipient_row), pilot_handoff_dialog_get_text (self, PILOT_HANDOFF_RECIPIENT));
  gtk_editable_set_text (GTK_EDITABLE (self->subject_row), pilot_handoff_dialog_get_text (self, PILOT_HANDOFF_SUBJECT));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->body_view), pilot_handoff_dialog_get_text (self, PILOT_HANDOFF_BODY), -1);
  pilot_handoff_dialog_show_rights (self);
  gtk_widget_set_visible (GTK_WIDGET (self->recipient_row), pilot_handoff_dialog_is_draft (self) || is_mail);
  show_recipient_title (self);
  pilot_handoff_ways_show (self->ways, self->batch, self->current);
  show_suggested (self);
  gtk_stack_set_visible_child_name (self->stack, "text");
  self->filling = FALSE;
}

void
pilot_handoff_dialog_show_act (PilotHandoffDialog *self)
{
  gboolean confirmed = self->current != NULL && strcmp (pilot_handoff_dialog_get_text (self, PILOT_HANDOFF_STATE), "confirmed") == 0;

  gtk_widget_set_visible (GTK_WIDGET (self->act_button),
                          self->current != NULL && (!confirmed || strcmp (gtk_editable_get_text (GTK_EDITABLE (self->reference_row)),
                                                                          pilot_handoff_dialog_get_text (self, PILOT_HANDOFF_REFERENCE)) != 0));
}

GtkWidget *
pilot_handoff_dialog_present (PilotContext *context, GtkWindow *parent, const char *kind, const char *run_id)
{
  PilotHandoffDialog *self = make_dialog (context, parent);

  if (self == NULL)
    return NULL;
  adw_window_title_set_title (self->window_title, g_dgettext (GETTEXT_PACKAGE, pilot_choice_label (pilot_handoff_kind_choices, kind)));
  pilot_handoff_languages_set_kind (self->languages, kind);
  pilot_handoff_dialog_load (self, kind, run_id);
  return GTK_WIDGET (self);
}

GtkWidget *
pilot_handoff_dialog_present_record (PilotContext *context, GtkWindow *parent, const char *id)
{
  PilotHandoffDialog *self = make_dialog (context, parent);

  if (self == NULL)
    return NULL;
  pilot_handoff_dialog_load_record (self, id);
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
