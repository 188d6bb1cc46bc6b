/* pilot-context-toast.c: what is told in passing, and what can be taken back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-context.h"

#include "pilot-format.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define UNDO_SECS 8

typedef struct
{
  PilotUndoFunc undo;
  gpointer user_data;
  GDestroyNotify destroy;
  gboolean done;
} UndoData;

static void
undo_data_free (UndoData *self)
{
  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_free (self);
}

static void
undo_clicked_cb (PilotContext *self, AdwToast *toast)
{
  g_autoptr (AdwToast) held = g_object_ref (toast);
  UndoData *data = g_object_get_data (G_OBJECT (toast), "pilot-undo");

  /* Once: by its button or by the keyboard. */
  if (data->done)
    return;
  data->done = TRUE;
  if (pilot_context_get_undo_toast (self) == G_OBJECT (toast))
    pilot_context_set_undo_toast (self, NULL);
  adw_toast_dismiss (held);
  data->undo (self, data->user_data);
}

void
pilot_context_toast (PilotContext *self, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  g_autoptr (AdwToast) toast = adw_toast_new (markup);

  g_signal_emit_by_name (self, "toast", toast);
}

void
pilot_context_toast_error (PilotContext *self, const GError *error)
{
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = pilot_format_error (error);
  pilot_context_toast (self, text);
}

void
pilot_context_toast_saved (PilotContext *self, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  /* Translators: the name of a file */
  g_autofree char *text = g_strdup_printf (_("Saved as “%s”"), name);

  pilot_context_toast (self, text);
}

void
pilot_context_toast_undo (PilotContext *self, const char *text, PilotUndoFunc undo, gpointer user_data, GDestroyNotify destroy)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  g_autoptr (AdwToast) toast = adw_toast_new (markup);
  UndoData *data = g_new0 (UndoData, 1);

  data->undo = undo;
  data->user_data = user_data;
  data->destroy = destroy;
  adw_toast_set_timeout (toast, UNDO_SECS);
  adw_toast_set_button_label (toast, _("Undo"));
  g_object_set_data_full (G_OBJECT (toast), "pilot-undo", data, (GDestroyNotify) undo_data_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), self, G_CONNECT_SWAPPED);
  pilot_context_set_undo_toast (self, G_OBJECT (toast));
  g_signal_emit_by_name (self, "toast", toast);
}

void
pilot_context_undo (PilotContext *self)
{
  GObject *toast = pilot_context_get_undo_toast (self);

  if (toast != NULL)
    undo_clicked_cb (self, ADW_TOAST (toast));
}
