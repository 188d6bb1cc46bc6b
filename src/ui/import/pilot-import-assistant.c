/* pilot-import-assistant.c: brings records from a file, step by step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-assistant.h"

#include "pilot-error.h"
#include "pilot-format.h"
#include "pilot-import-columns-page.h"
#include "pilot-import-rows-page.h"
#include "pilot-import-source-page.h"
#include "pilot-workspace-import.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_WIDTH 880
#define MIN_HEIGHT 540
#define MAX_HEIGHT 760

struct _PilotImportAssistant
{
  AdwWindow parent_instance;

  PilotContext *context;     /* (owned) */
  PilotImporter *importer;   /* (owned) */
  PilotImportStep step;
  PilotImportStep step_before; /* where a cancelled or failed work goes back to */
  const char *failed;        /* (nullable): what is said when the work fails */
  GCancellable *cancellable; /* (owned) (nullable): of what runs */
  guint n_left_out;          /* rows of what is written */
  PilotImportResult written;
  gboolean waited;           /* it was seen to wait to be sent */

  AdwWindowTitle *window_title;
  GtkButton *back_button;
  GtkButton *forward_button;
  AdwToastOverlay *toast_overlay;
  GtkStack *stack;
  PilotImportSourcePage *source_page;
  PilotImportColumnsPage *columns_page;
  PilotImportRowsPage *rows_page;
  AdwStatusPage *work_page;
  GtkProgressBar *progress_bar;
  AdwStatusPage *done_page;
};

G_DEFINE_FINAL_TYPE (PilotImportAssistant, pilot_import_assistant, ADW_TYPE_WINDOW)

/* What each step is called, and what its buttons say; no label: no button. */
static const struct
{
  const char *page;
  const char *subtitle;
  const char *back;
  const char *forward;
} steps[] = {
  [PILOT_IMPORT_STEP_SOURCE] = { "source", N_("What and where from"), N_("_Cancel"), NULL },
  [PILOT_IMPORT_STEP_COLUMNS] = { "columns", N_("Columns"), N_("_Back"), N_("_Check Rows") },
  [PILOT_IMPORT_STEP_ROWS] = { "rows", N_("What becomes of each row"), N_("_Back"), N_("_Import") },
  [PILOT_IMPORT_STEP_WORK] = { "work", N_("Working"), N_("_Cancel"), NULL },
  [PILOT_IMPORT_STEP_DONE] = { "done", N_("Done"), NULL, N_("_Close") },
};

/* (transfer full) (nullable): why the step can't go on; NULL: it can. */
static char *
dup_hindrance (PilotImportAssistant *self)
{
  g_autoptr (GError) error = NULL;

  if (self->step == PILOT_IMPORT_STEP_COLUMNS && !pilot_importer_check_mapping (self->importer, &error))
    return g_strdup (error->message);
  if (self->step == PILOT_IMPORT_STEP_ROWS && pilot_importer_count (self->importer, PILOT_IMPORT_NEW) == 0 &&
      pilot_importer_count (self->importer, PILOT_IMPORT_CHANGED) == 0)
    return g_strdup (_("No row is new or changed"));
  return NULL;
}

static void
update (PilotImportAssistant *self)
{
  const char *back = steps[self->step].back;
  const char *forward = steps[self->step].forward;
  g_autofree char *hindrance = dup_hindrance (self);

  gtk_stack_set_visible_child_name (self->stack, steps[self->step].page);
  adw_window_title_set_subtitle (self->window_title, _(steps[self->step].subtitle));
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), back != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->back_button), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->forward_button), forward != NULL);
  if (back != NULL)
    gtk_button_set_label (self->back_button, _(back));
  if (forward != NULL)
    gtk_button_set_label (self->forward_button, _(forward));
  gtk_widget_set_sensitive (GTK_WIDGET (self->forward_button), hindrance == NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->forward_button), hindrance);
}

/* Enter goes on, never back. */
static void
focus_step (PilotImportAssistant *self)
{
  if (self->step == PILOT_IMPORT_STEP_SOURCE)
    pilot_import_source_page_focus (self->source_page);
  else if (gtk_widget_get_visible (GTK_WIDGET (self->forward_button)) && gtk_widget_get_sensitive (GTK_WIDGET (self->forward_button)))
    gtk_widget_grab_focus (GTK_WIDGET (self->forward_button));
  else if (self->step == PILOT_IMPORT_STEP_COLUMNS)
    pilot_import_columns_page_focus (self->columns_page);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->back_button));
}

static void
go_to (PilotImportAssistant *self, PilotImportStep step)
{
  self->step = step;
  update (self);
  focus_step (self);
}

/* Begins something that takes a while; @failed, translated, is the heading of why it could not be done. */
static GCancellable *
begin_work (PilotImportAssistant *self, const char *title, const char *description, const char *failed)
{
  self->step_before = self->step;
  self->failed = failed;
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  adw_status_page_set_title (self->work_page, title);
  adw_status_page_set_description (self->work_page, description);
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  go_to (self, PILOT_IMPORT_STEP_WORK);
  adw_window_title_set_subtitle (self->window_title, title);
  return self->cancellable;
}

static void
tell (PilotImportAssistant *self, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toast_overlay, adw_toast_new (markup));
}

/* It stays until it is read: what failed, and that nothing was done by halves. */
static void
show_failure (PilotImportAssistant *self, const char *text)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), self->failed, text);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Goes back where the work began, and says why unless the person cancelled it. */
static void
end_with_error (PilotImportAssistant *self, const GError *error)
{
  g_autofree char *text = NULL;

  /* The window is gone. */
  if (self->importer == NULL)
    return;
  text = pilot_format_error (error);
  go_to (self, self->step_before);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (self->step == PILOT_IMPORT_STEP_SOURCE)
    pilot_import_source_page_set_error (self->source_page, text);
  else if (g_error_matches (error, PILOT_ERROR, PILOT_ERROR_CONFLICT))
    tell (self, text);
  else
    show_failure (self, text);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotImportAssistant) self = user_data;
  g_autoptr (GError) error = NULL;
  const char *name;

  if (!pilot_importer_open_finish (PILOT_IMPORTER (source), result, &error))
    {
      end_with_error (self, error);
      return;
    }
  if (self->importer == NULL)
    return;
  name = pilot_importer_get_source_name (self->importer);
  adw_window_title_set_title (self->window_title, name != NULL ? name : _("From the Clipboard"));
  go_to (self, PILOT_IMPORT_STEP_COLUMNS);
}

static void
judged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotImportAssistant) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!pilot_importer_judge_finish (PILOT_IMPORTER (source), result, &error))
    {
      end_with_error (self, error);
      return;
    }
  if (self->importer == NULL)
    return;
  pilot_import_rows_page_show (self->rows_page, self->importer);
  go_to (self, PILOT_IMPORT_STEP_ROWS);
}

static void
judge (PilotImportAssistant *self)
{
  GCancellable *cancellable;

  /* Every row would lack it; the page says what. */
  if (!pilot_importer_check_mapping (self->importer, NULL))
    return;
  cancellable = begin_work (self, _("Checking the Rows…"), _("Nothing is written yet."), _("The Rows Can’t Be Checked"));

  pilot_importer_judge_async (self->importer, cancellable, judged_cb, g_object_ref (self));
}

/* Where what was written is now: here, on its way, or there. */
static const char *
get_whereabouts (PilotImportAssistant *self)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  PilotSyncState state = workspace != NULL ? pilot_workspace_get_sync_state (workspace) : PILOT_SYNC_OFFLINE;
  guint n_waiting = 0;
  guint n_blocked = 0;
  guint n_conflicts = 0;

  if (workspace != NULL)
    g_object_get (workspace, "n-waiting", &n_waiting, "n-blocked", &n_blocked, "n-conflicts", &n_conflicts, NULL);
  self->waited |= n_waiting > 0;
  if (n_blocked + n_conflicts > 0)
    return _("The portal has not taken every change. The page Activity shows which, and why.");
  if (self->waited && n_waiting == 0)
    return _("All of it has arrived in the portal.");
  if (state == PILOT_SYNC_OFFLINE || state == PILOT_SYNC_SIGN_IN)
    return _("It is kept on this computer, and sent as one change once the portal can be reached and you are signed in.");
  if (state == PILOT_SYNC_FAILED)
    return _("It is kept on this computer. Sync has stopped; the button at the top of the window says why. Once that is mended, it is sent as one change.");
  return _("All of it is sent to the portal as one change.");
}

static void
add_line (GString *text, guint64 n, const char *sentence)
{
  g_autofree char *count = pilot_format_count (n);

  if (n == 0)
    return;
  g_string_append_printf (text, sentence, count);
  g_string_append_c (text, '\n');
}

/* One line for each thing that happened, and what happens next. */
static void
show_written (PilotImportAssistant *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  add_line (text, self->written.n_created, ngettext ("%s record was created.", "%s records were created.", self->written.n_created));
  add_line (text, self->written.n_changed, ngettext ("%s record was changed.", "%s records were changed.", self->written.n_changed));
  add_line (text, self->n_left_out, ngettext ("%s row was left out: import the file again to see why.",
                                              "%s rows were left out: import the file again to see why.", self->n_left_out));
  g_string_append (text, get_whereabouts (self));
  adw_status_page_set_description (self->done_page, text->str);
}

static void
sync_cb (PilotImportAssistant *self)
{
  if (self->step == PILOT_IMPORT_STEP_DONE && self->context != NULL)
    show_written (self);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotImportAssistant) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!pilot_importer_run_finish (PILOT_IMPORTER (source), result, &self->written, &error))
    {
      end_with_error (self, error);
      if (self->importer != NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        tell (self, _("Cancelled. Nothing is written."));
      /* What the rows were judged by has changed: the person sees them anew. */
      if (self->importer != NULL && g_error_matches (error, PILOT_ERROR, PILOT_ERROR_CONFLICT))
        judge (self);
      return;
    }
  if (self->importer == NULL)
    return;
  self->waited = FALSE;
  go_to (self, PILOT_IMPORT_STEP_DONE);
  show_written (self);
}

static void
errors_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotImportAssistant) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!pilot_importer_save_errors_finish (PILOT_IMPORTER (source), result, &error))
    {
      end_with_error (self, error);
      return;
    }
  if (self->importer == NULL)
    return;
  go_to (self, PILOT_IMPORT_STEP_ROWS);
  tell (self, _("The refused rows are saved. Mend them and import that file."));
}

static void
file_chosen_cb (PilotImportAssistant *self, GFile *file)
{
  pilot_import_assistant_open_file (self, file);
}

static void
text_pasted_cb (PilotImportAssistant *self, const char *text)
{
  pilot_import_assistant_open_text (self, text);
}

static void
format_chosen_cb (PilotImportAssistant *self, guint encoding, guint delimiter)
{
  GCancellable *cancellable = begin_work (self, _("Reading the File…"), NULL, _("The File Can’t Be Read"));

  pilot_importer_set_format_numbers_async (self->importer, encoding, delimiter, cancellable, opened_cb, g_object_ref (self));
}

static void
save_errors_cb (PilotImportAssistant *self, GFile *file)
{
  GCancellable *cancellable = begin_work (self, _("Saving the Refused Rows…"), NULL, _("The Refused Rows Can’t Be Saved"));

  pilot_importer_save_errors_async (self->importer, file, cancellable, errors_saved_cb, g_object_ref (self));
}

static void
progress_cb (PilotImportAssistant *self)
{
  double progress;

  g_object_get (self->importer, "progress", &progress, NULL);
  gtk_progress_bar_set_fraction (self->progress_bar, progress);
}

static void
back_cb (PilotImportAssistant *self)
{
  switch (self->step)
    {
    case PILOT_IMPORT_STEP_WORK:
      g_cancellable_cancel (self->cancellable);
      adw_status_page_set_title (self->work_page, _("Cancelling…"));
      gtk_widget_set_sensitive (GTK_WIDGET (self->back_button), FALSE);
      break;
    case PILOT_IMPORT_STEP_COLUMNS:
      adw_window_title_set_title (self->window_title, _("Import a File"));
      pilot_import_source_page_set_error (self->source_page, NULL);
      go_to (self, PILOT_IMPORT_STEP_SOURCE);
      break;
    case PILOT_IMPORT_STEP_ROWS:
      go_to (self, PILOT_IMPORT_STEP_COLUMNS);
      break;
    case PILOT_IMPORT_STEP_SOURCE:
    case PILOT_IMPORT_STEP_DONE:
    default:
      gtk_window_close (GTK_WINDOW (self));
    }
}

/* Escape does what the button at the left says: what was chosen is not lost by a key. */
static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  back_cb (PILOT_IMPORT_ASSISTANT (widget));
  return TRUE;
}

/* As high as the window below leaves room for: there are rows to read. */
static void
transient_for_cb (PilotImportAssistant *self)
{
  GtkWindow *below = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (below != NULL)
    gtk_window_set_default_size (GTK_WINDOW (self), DEFAULT_WIDTH, CLAMP (gtk_widget_get_height (GTK_WIDGET (below)) - 60, MIN_HEIGHT, MAX_HEIGHT));
}

static gboolean
pilot_import_assistant_close_request (GtkWindow *window)
{
  PilotImportAssistant *self = PILOT_IMPORT_ASSISTANT (window);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  return GTK_WINDOW_CLASS (pilot_import_assistant_parent_class)->close_request (window);
}

static void
pilot_import_assistant_dispose (GObject *object)
{
  PilotImportAssistant *self = PILOT_IMPORT_ASSISTANT (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->importer);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_import_assistant_parent_class)->dispose (object);
}

static void
pilot_import_assistant_class_init (PilotImportAssistantClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_import_assistant_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = pilot_import_assistant_close_request;
  g_type_ensure (PILOT_TYPE_IMPORT_SOURCE_PAGE);
  g_type_ensure (PILOT_TYPE_IMPORT_COLUMNS_PAGE);
  g_type_ensure (PILOT_TYPE_IMPORT_ROWS_PAGE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/import/pilot-import-assistant.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotImportAssistant, window_title);
  gtk_widget_class_bind_template_child (widget_class, PilotImportAssistant, back_button);
  gtk_widget_class_bind_template_child (widget_class, PilotImportAssistant, forward_button);
  gtk_widget_class_bind_template_child (widget_class, PilotImportAssistant, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, PilotImportAssistant, stack);
  gtk_widget_class_bind_template_child (widget_class, PilotImportAssistant, source_page);
  gtk_widget_class_bind_template_child (widget_class, PilotImportAssistant, columns_page);
  gtk_widget_class_bind_template_child (widget_class, PilotImportAssistant, rows_page);
  gtk_widget_class_bind_template_child (widget_class, PilotImportAssistant, work_page);
  gtk_widget_class_bind_template_child (widget_class, PilotImportAssistant, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, PilotImportAssistant, done_page);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, pilot_import_assistant_advance);
  gtk_widget_class_bind_template_callback (widget_class, file_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_pasted_cb);
  gtk_widget_class_bind_template_callback (widget_class, format_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, tell);
  gtk_widget_class_bind_template_callback (widget_class, save_errors_cb);
}

static void
pilot_import_assistant_init (PilotImportAssistant *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->forward_button));
  g_signal_connect_object (self, "notify::transient-for", G_CALLBACK (transient_for_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
pilot_import_assistant_new (PilotContext *context, PilotEntity entity)
{
  PilotImportAssistant *self = g_object_new (PILOT_TYPE_IMPORT_ASSISTANT, NULL);

  self->context = g_object_ref (context);
  self->importer = pilot_workspace_create_import (pilot_context_get_workspace (context),
                                                  pilot_importer_can_import (entity) ? entity : PILOT_ENTITY_AGENCY);
  g_signal_connect_object (self->importer, "notify::progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pilot_context_get_workspace (context), "notify::sync-state", G_CALLBACK (sync_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pilot_context_get_workspace (context), "notify::n-waiting", G_CALLBACK (sync_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pilot_context_get_workspace (context), "notify::n-blocked", G_CALLBACK (sync_cb), self, G_CONNECT_SWAPPED);
  pilot_import_source_page_set_importer (self->source_page, self->importer);
  pilot_import_columns_page_set_importer (self->columns_page, self->importer);
  update (self);
  focus_step (self);
  return GTK_WIDGET (self);
}

PilotImportStep
pilot_import_assistant_get_step (PilotImportAssistant *self)
{
  return self->step;
}

PilotImporter *
pilot_import_assistant_get_importer (PilotImportAssistant *self)
{
  return self->importer;
}

void
pilot_import_assistant_open_file (PilotImportAssistant *self, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = name != NULL ? g_filename_display_name (name) : NULL;
  g_autofree char *markup = shown != NULL ? g_markup_escape_text (shown, -1) : NULL;

  pilot_import_source_page_set_error (self->source_page, NULL);
  pilot_importer_open_file_async (self->importer, file, begin_work (self, _("Reading the File…"), markup, _("The File Can’t Be Read")), opened_cb,
                                  g_object_ref (self));
}

void
pilot_import_assistant_open_text (PilotImportAssistant *self, const char *text)
{
  pilot_import_source_page_set_error (self->source_page, NULL);
  pilot_importer_open_text_async (self->importer, text, begin_work (self, _("Reading the Cells…"), NULL, _("The Cells Can’t Be Read")), opened_cb, g_object_ref (self));
}

void
pilot_import_assistant_advance (PilotImportAssistant *self)
{
  switch (self->step)
    {
    case PILOT_IMPORT_STEP_COLUMNS:
      judge (self);
      break;
    case PILOT_IMPORT_STEP_ROWS:
      self->n_left_out = pilot_importer_count (self->importer, PILOT_IMPORT_INVALID) + pilot_importer_count (self->importer, PILOT_IMPORT_DUPLICATE);
      pilot_importer_run_async (self->importer,
                                begin_work (self, _("Importing…"), _("All rows or none: if you cancel now, nothing is written."),
                                            _("Nothing Was Imported")), written_cb,
                                g_object_ref (self));
      break;
    case PILOT_IMPORT_STEP_DONE:
      pilot_context_show_list (self->context, pilot_importer_get_entity (self->importer), PILOT_FIELD_ID, NULL);
      gtk_window_close (GTK_WINDOW (self));
      break;
    case PILOT_IMPORT_STEP_SOURCE:
    case PILOT_IMPORT_STEP_WORK:
    default:
      break;
    }
}
