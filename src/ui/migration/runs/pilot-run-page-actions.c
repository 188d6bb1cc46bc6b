/* pilot-run-page-actions.c: what is done with a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-page-private.h"

#include "pilot-calendar-save.h"
#include "pilot-format.h"
#include "pilot-handoff-dialog.h"
#include "pilot-reason-dialog.h"
#include "pilot-run-agency-dialog.h"
#include "pilot-run-compare-dialog.h"
#include "pilot-run-manifest.h"
#include "pilot-run-order.h"
#include "pilot-run-schedule-dialog.h"
#include "pilot-runs.h"

#include <glib/gi18n-lib.h>

static GtkWindow *
get_window (PilotRunPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
ordered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotRunPage) self = user_data;
  g_autoptr (GError) error = NULL;

  self->busy = FALSE;
  if (!pilot_run_order_finish (PILOT_WORKSPACE (source), result, &error) && self->run_id != NULL)
    self->refusal = pilot_format_error (error);
  pilot_run_page_update (self);
}

static void
order (PilotRunPage *self, const char *command, const char *argument)
{
  if (self->run_id == NULL || self->busy)
    return;
  self->busy = TRUE;
  self->refocus = TRUE;
  self->told = FALSE;
  g_clear_pointer (&self->refusal, g_free);
  pilot_run_page_update (self);
  pilot_run_order_async (self->workspace, self->run_id, command, argument, NULL, ordered_cb, g_object_ref (self));
}

static void
approved_cb (GtkWidget *widget, const char *reason, gpointer user_data)
{
  order (PILOT_RUN_PAGE (widget), "approve-run", reason);
}

static void
cancelled_cb (GtkWidget *widget, const char *reason, gpointer user_data)
{
  order (PILOT_RUN_PAGE (widget), "cancel-run", reason);
}

static void
scheduled_cb (PilotRunPage *self, const char *date)
{
  order (self, "schedule-run", date);
}

static void
request_answered_cb (PilotRunPage *self, const char *response)
{
  if (g_str_equal (response, "request"))
    order (self, "request-run", NULL);
}

static void
ask_request (PilotRunPage *self)
{
  GtkWidget *dialog = adw_message_dialog_new (get_window (self), _("Request This Run?"),
                                              _("With the request the scope is settled: agencies and decisions can’t be changed any more. The "
                                                "list of expected records and its checksum are sent, and what is moved is checked against it."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "request", _("_Request"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "request", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "request");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (request_answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
ask_schedule (PilotRunPage *self)
{
  GtkWidget *dialog = pilot_run_schedule_dialog_new (self->context, get_window (self), self->run);

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (scheduled_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
ask_approval (PilotRunPage *self)
{
  gint64 n_left = pilot_record_get_integer (self->run, PILOT_RUN_N_SKIPPED) + pilot_record_get_integer (self->run, PILOT_RUN_N_FAILED);
  g_autofree char *skipped = pilot_format_records ((guint64) n_left);
  /* Translators: %s is e.g. “12 records” */
  g_autofree char *body = g_strdup_printf (_("%s did not go. The run is then complete without them, and it can’t be tried again. The reason is "
                                             "part of the closing report."), skipped);

  pilot_reason_dialog_ask (GTK_WIDGET (self), _("Approve What Stayed Behind?"), body, _("_Approve"), FALSE, approved_cb, NULL);
}

static void
ask_cancel (PilotRunPage *self)
{
  g_autofree char *where = pilot_run_order_dup_where (self->run);
  gboolean retry = pilot_run_is_retry (self->run);
  /* Translators: %s is a sentence that says how many records are in which portal */
  g_autofree char *body = where != NULL ? g_strdup_printf (_("%s They stay there; a later run links what was moved."), where)
                                        : g_strdup (_("Nothing was moved yet. The run stays in the list, with the reason."));

  if (retry)
    pilot_reason_dialog_ask (GTK_WIDGET (self), _("Cancel Trying Again?"),
                             _("What was moved stays moved. The run is then completed with skipped records again: approve these, or have them "
                               "tried again later."),
                             _("_Stop Trying"), TRUE, cancelled_cb, NULL);
  else
    pilot_reason_dialog_ask (GTK_WIDGET (self), _("Cancel This Run?"), body, _("Cancel the _Run"), TRUE, cancelled_cb, NULL);
}

static void
order_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotRunPage *self = PILOT_RUN_PAGE (user_data);
  const char *command = g_variant_get_string (parameter, NULL);
  g_autofree char *reason = NULL;

  if (self->run == NULL || self->busy)
    return;
  if (!pilot_run_order_may (self->workspace, self->run, command, NULL, &reason))
    pilot_context_toast (self->context, reason);
  else if (g_str_equal (command, "request-run"))
    ask_request (self);
  else if (g_str_equal (command, "schedule-run"))
    ask_schedule (self);
  else if (g_str_equal (command, "approve-run"))
    ask_approval (self);
  else
    order (self, command, NULL);
}

static void
cancel_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotRunPage *self = PILOT_RUN_PAGE (user_data);

  if (self->run != NULL && !self->busy)
    ask_cancel (self);
}

/* Choosing the day the first time is what comes next in the run; this is for who thinks again. */
static void
reschedule_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotRunPage *self = PILOT_RUN_PAGE (user_data);

  if (self->run != NULL && !self->busy)
    ask_schedule (self);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotRunPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = pilot_runs_copy_finish (PILOT_WORKSPACE (source), result, &error);

  if (id != NULL)
    g_signal_emit_by_name (self, "show-run", id);
  else
    pilot_context_toast_error (self->context, error);
}

static void
copy (PilotRunPage *self, const char *how)
{
  g_autofree char *title = self->run != NULL ? pilot_record_dup_title (self->run) : NULL;
  g_autofree char *name = NULL;
  g_autofree char *free_name = NULL;
  PilotRunsCopy kind = PILOT_RUNS_DUPLICATE;

  if (self->run == NULL)
    return;
  if (g_str_equal (how, "rest"))
    {
      kind = PILOT_RUNS_REST;
      name = g_strdup (_("All the rest"));
    }
  else if (g_str_equal (how, "wider"))
    {
      kind = PILOT_RUNS_WIDER;
      /* Translators: the name of a run that takes more agencies than the run %s */
      name = g_strdup_printf (_("%s, wider"), title);
    }
  else
    /* Translators: the name of a copy of the run %s */
    name = g_strdup_printf (_("Copy of %s"), title);
  /* In lists of runs only the name tells one from the other. */
  free_name = pilot_runs_dup_free_name (self->workspace, name);
  pilot_runs_copy_async (self->workspace, self->run_id, kind, free_name, NULL, copied_cb, g_object_ref (self));
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  copy (PILOT_RUN_PAGE (user_data), g_variant_get_string (parameter, NULL));
}

static void
widen_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  copy (PILOT_RUN_PAGE (user_data), "wider");
}

static void
compare_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotRunPage *self = PILOT_RUN_PAGE (user_data);
  GtkWidget *dialog;

  if (self->run_id == NULL)
    return;
  dialog = pilot_run_compare_dialog_new (self->context, self->run_id);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), get_window (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_checks_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotRunPage *self = PILOT_RUN_PAGE (user_data);

  if (self->run_id != NULL)
    pilot_context_show_run (self->context, "checks", self->run_id);
}

static void
choose_agencies_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotRunPage *self = PILOT_RUN_PAGE (user_data);
  GtkWidget *dialog;

  if (self->choices == NULL)
    return;
  dialog = pilot_run_agency_dialog_new (self->context, self->choices);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), get_window (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotContext) context = user_data;
  g_autoptr (GError) error = NULL;

  if (!pilot_runs_restore_finish (PILOT_WORKSPACE (source), result, &error))
    pilot_context_toast_error (context, error);
}

static void
undo_delete_cb (PilotContext *context, gpointer user_data)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (context);

  if (workspace != NULL)
    pilot_runs_restore_async (workspace, user_data, NULL, restored_cb, g_object_ref (context));
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotRunPage) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *undo = NULL;

  if (!pilot_runs_delete_finish (PILOT_WORKSPACE (source), result, &undo, &error))
    {
      pilot_context_toast_error (self->context, error);
      return;
    }
  pilot_context_toast_undo (self->context, _("Draft deleted"), undo_delete_cb, undo, (GDestroyNotify) g_ptr_array_unref);
  g_signal_emit_by_name (self, "back");
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotRunPage *self = PILOT_RUN_PAGE (user_data);

  if (self->run_id != NULL)
    pilot_runs_delete_async (self->workspace, self->run_id, NULL, deleted_cb, g_object_ref (self));
}

static void
manifest_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotContext) context = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotRunManifest) manifest = pilot_run_manifest_make_finish (PILOT_WORKSPACE (source), result, &error);
  g_autofree char *records = NULL;
  g_autofree char *text = NULL;

  if (manifest == NULL)
    {
      pilot_context_toast_error (context, error);
      return;
    }
  records = pilot_format_records (manifest->n_expected);
  /* Translators: %1$s is e.g. “1,234 records”, %2$.12s the beginning of a checksum */
  text = g_strdup_printf (_("%1$s saved, checksum %2$.12s…"), records, manifest->sha256);
  pilot_context_toast (context, text);
}

static void
manifest_chosen_cb (PilotRunPage *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  if (file != NULL && self->run != NULL)
    pilot_run_manifest_save_async (self->workspace, self->run, file, NULL, manifest_saved_cb, g_object_ref (self->context));
  g_object_unref (dialog);
}

static void
save_manifest_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotRunPage *self = PILOT_RUN_PAGE (user_data);
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Save Expected Records"), get_window (self), GTK_FILE_CHOOSER_ACTION_SAVE,
                                                               _("_Save"), _("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), "expected.csv");
  g_signal_connect_object (chooser, "response", G_CALLBACK (manifest_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
save_calendar_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotRunPage *self = PILOT_RUN_PAGE (user_data);

  if (self->run_id != NULL)
    pilot_calendar_save_ask (GTK_WIDGET (self), self->context, self->run_id);
}

static void
tell_agencies_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotRunPage *self = PILOT_RUN_PAGE (user_data);

  if (self->run_id != NULL)
    pilot_handoff_dialog_present (self->context, get_window (self), "downtime_notice", self->run_id);
}

void
pilot_run_page_add_actions (PilotRunPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "order", .activate = order_cb, .parameter_type = "s" },
    { .name = "cancel", .activate = cancel_cb },
    { .name = "reschedule", .activate = reschedule_cb },
    { .name = "copy", .activate = copy_cb, .parameter_type = "s" },
    { .name = "widen", .activate = widen_cb },
    { .name = "compare", .activate = compare_cb },
    { .name = "show-checks", .activate = show_checks_cb },
    { .name = "choose-agencies", .activate = choose_agencies_cb },
    { .name = "delete", .activate = delete_cb },
    { .name = "save-manifest", .activate = save_manifest_cb },
    { .name = "save-calendar", .activate = save_calendar_cb },
    { .name = "tell-agencies", .activate = tell_agencies_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "run", G_ACTION_GROUP (self->actions));
}

static void
enable (PilotRunPage *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)), enabled);
}

void
pilot_run_page_update_actions (PilotRunPage *self)
{
  gboolean deletable = pilot_runs_may_delete (self->workspace, self->run, NULL);
  gboolean may_create = pilot_workspace_may (self->workspace, PILOT_ACTION_CREATE, PILOT_ENTITY_RUN, NULL);
  gboolean may_tell = pilot_run_get_state (self->run) == PILOT_RUN_SCHEDULED
                      && pilot_workspace_may (self->workspace, PILOT_ACTION_CREATE, PILOT_ENTITY_HANDOFF, NULL);

  enable (self, "order", !self->busy);
  enable (self, "reschedule", !self->busy && pilot_run_get_state (self->run) == PILOT_RUN_SCHEDULED
                                && pilot_run_order_may (self->workspace, self->run, "schedule-run", NULL, NULL));
  enable (self, "cancel", !self->busy && !pilot_runs_is_list (self->run) && !deletable
                            && pilot_run_order_may (self->workspace, self->run, "cancel-run", NULL, NULL));
  enable (self, "copy", may_create);
  /* Where all go nobody can be added. */
  enable (self, "widen", may_create && g_strcmp0 (pilot_record_get_text (self->run, PILOT_RUN_CHOICE), "chosen") == 0);
  enable (self, "delete", deletable);
  enable (self, "save-calendar", pilot_run_get_state (self->run) == PILOT_RUN_SCHEDULED);
  enable (self, "tell-agencies", may_tell);
  gtk_widget_set_visible (self->tell_button, may_tell);
}
