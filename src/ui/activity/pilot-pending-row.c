/* pilot-pending-row.c: a change that waits, and what can be done with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-pending-row.h"

#include "pilot-conflict-dialog.h"
#include "pilot-format.h"

#include <glib/gi18n-lib.h>

struct _PilotPendingRow
{
  AdwBin parent_instance;

  PilotContext *context; /* (owned) */
  PilotPending *pending; /* (owned) (nullable) */
  PilotWorkspace *workspace; /* (owned) (nullable): whose state the row follows */

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *message;
  GtkLabel *state;
  GtkButton *resolve_button;
  GtkButton *retry_button;
  GtkButton *open_button;
  GtkButton *discard_button;
};

G_DEFINE_FINAL_TYPE (PilotPendingRow, pilot_pending_row, ADW_TYPE_BIN)

static const struct
{
  const char *label;
  const char *css_class; /* (nullable) */
} states[] = {
  [PILOT_PENDING_WAITING] = { N_("Waiting"), NULL },
  [PILOT_PENDING_SENDING] = { N_("Sending"), "accent" },
  [PILOT_PENDING_HELD] = { N_("Held"), NULL },
  [PILOT_PENDING_BLOCKED] = { N_("Refused"), "error" },
  [PILOT_PENDING_CONFLICT] = { N_("Conflict"), "warning" },
  [PILOT_PENDING_HANDED_OFF] = { N_("Handed over"), "accent" },
};

static const struct
{
  const char *icon;
  const char *label;
} kinds[] = {
  [PILOT_OPERATION_CREATE] = { "list-add-symbolic", N_("Added") },
  [PILOT_OPERATION_UPDATE] = { "document-edit-symbolic", N_("Changed") },
  [PILOT_OPERATION_DELETE] = { "user-trash-symbolic", N_("Deleted") },
  [PILOT_OPERATION_IMPORT] = { "document-open-symbolic", N_("Imported") },
};

/* What becomes of a record whose change is given up. */
static const char *const discard_bodies[] = {
  /* Translators: %s is the name of a record, here and below */
  [PILOT_OPERATION_CREATE] = N_("“%s” is not in the portal yet, and is lost. This can’t be undone."),
  [PILOT_OPERATION_UPDATE] = N_("“%s” goes back to what the portal has. This can’t be undone."),
  [PILOT_OPERATION_DELETE] = N_("“%s” stays in the portal, and comes back here. This can’t be undone."),
  /* Translators: %s is the name of a file */
  [PILOT_OPERATION_IMPORT] = N_("What was imported with “%s” goes back to what the portal has. This can’t be undone."),
};

/* (transfer full): "Changed · Agency · Phone, E-mail" */
static char *
dup_subtitle (const PilotPendingData *data)
{
  const PilotSchema *schema = pilot_schema_get (data->entity);
  g_autoptr (GString) fields = g_string_new (NULL);
  guint n = 0;

  if (data->kind == PILOT_OPERATION_IMPORT)
    {
      g_autofree char *records = pilot_format_records (data->n_rows);

      /* Translators: what was done, what kind of records, how many */
      return g_strdup_printf (_("%s · %s · %s"), _(kinds[data->kind].label), _(schema->label_many), records);
    }
  if (data->kind == PILOT_OPERATION_UPDATE && data->mine != NULL)
    for (guint f = PILOT_FIELD_FIRST; f < schema->n_fields; f++)
      if (pilot_record_is_set (data->mine, f))
        {
          if (n++ > 0)
            /* Translators: between the names of fields in a list */
            g_string_append (fields, _(", "));
          g_string_append (fields, _(schema->fields[f].label));
        }
  if (n > 0)
    /* Translators: what was done, with what kind of record, in which fields */
    return g_strdup_printf (_("%s · %s · %s"), _(kinds[data->kind].label), _(schema->label), fields->str);
  /* Translators: what was done, with what kind of record */
  return g_strdup_printf (_("%s · %s"), _(kinds[data->kind].label), _(schema->label));
}

/* What was sent without an answer is sent again as it is; while nothing is under way it only waits. */
static void
update_state (PilotPendingRow *self)
{
  PilotPendingState state = pilot_pending_get (self->pending)->state;
  gboolean waits_again = state == PILOT_PENDING_SENDING && self->workspace != NULL
                         && pilot_workspace_get_sync_state (self->workspace) != PILOT_SYNC_RUNNING;
  const char *css_class = waits_again ? NULL : states[state].css_class;

  gtk_label_set_text (self->state, waits_again ? _("Waiting, sent before") : _(states[state].label));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->state),
                               waits_again ? _("It was sent, but no answer came. It is sent again, and counts once.") : NULL);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (states[i].css_class != NULL)
      gtk_widget_remove_css_class (GTK_WIDGET (self->state), states[i].css_class);
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->state), css_class);
}

static void
sync_state_cb (PilotPendingRow *self)
{
  if (self->pending != NULL)
    update_state (self);
}

static void
follow (PilotPendingRow *self, PilotWorkspace *workspace)
{
  if (workspace == self->workspace)
    return;
  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_set_object (&self->workspace, workspace);
  if (workspace != NULL)
    g_signal_connect_object (workspace, "notify::sync-state", G_CALLBACK (sync_state_cb), self, G_CONNECT_SWAPPED);
}

static void
resolve_cb (PilotPendingRow *self)
{
  GtkWidget *dialog = pilot_conflict_dialog_new (self->context, self->pending);

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
retry_cb (PilotPendingRow *self)
{
  pilot_workspace_retry (pilot_context_get_workspace (self->context), pilot_pending_get (self->pending)->seq);
}

static void
open_cb (PilotPendingRow *self)
{
  const PilotPendingData *data = pilot_pending_get (self->pending);

  if (data->kind == PILOT_OPERATION_IMPORT)
    pilot_context_show_list (self->context, data->entity, PILOT_FIELD_ID, NULL);
  else
    pilot_context_show_record (self->context, data->entity, data->entity_id);
}

static void
discarded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotContext) context = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (pilot_workspace_discard_finish (PILOT_WORKSPACE (source), result, &error))
    text = g_strdup (_("Change discarded"));
  else
    text = pilot_format_error (error);
  pilot_context_toast (context, text);
}

static void
discard_confirmed_cb (AdwMessageDialog *dialog, const char *response, PilotContext *context)
{
  PilotPending *pending = g_object_get_data (G_OBJECT (dialog), "pilot-pending");
  PilotWorkspace *workspace = pilot_context_get_workspace (context);

  if (g_strcmp0 (response, "discard") == 0 && workspace != NULL)
    pilot_workspace_discard_async (workspace, pilot_pending_get (pending)->seq, discarded_cb, g_object_ref (context));
}

static void
discard_cb (PilotPendingRow *self)
{
  const PilotPendingData *data = pilot_pending_get (self->pending);
  g_autofree char *body = g_strdup_printf (_(discard_bodies[data->kind]), data->title);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _("Discard This Change?"),
                                              body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "discard", _("_Discard"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "pilot-pending", g_object_ref (self->pending), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (discard_confirmed_cb), self->context, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
pilot_pending_row_dispose (GObject *object)
{
  PilotPendingRow *self = PILOT_PENDING_ROW (object);

  g_clear_object (&self->pending);
  g_clear_object (&self->workspace);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_pending_row_parent_class)->dispose (object);
}

static void
pilot_pending_row_class_init (PilotPendingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_pending_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/activity/pilot-pending-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotPendingRow, icon);
  gtk_widget_class_bind_template_child (widget_class, PilotPendingRow, title);
  gtk_widget_class_bind_template_child (widget_class, PilotPendingRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, PilotPendingRow, message);
  gtk_widget_class_bind_template_child (widget_class, PilotPendingRow, state);
  gtk_widget_class_bind_template_child (widget_class, PilotPendingRow, resolve_button);
  gtk_widget_class_bind_template_child (widget_class, PilotPendingRow, retry_button);
  gtk_widget_class_bind_template_child (widget_class, PilotPendingRow, open_button);
  gtk_widget_class_bind_template_child (widget_class, PilotPendingRow, discard_button);
  gtk_widget_class_bind_template_callback (widget_class, resolve_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, discard_cb);
}

static void
pilot_pending_row_init (PilotPendingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pilot_pending_row_new (PilotContext *context)
{
  PilotPendingRow *self = g_object_new (PILOT_TYPE_PENDING_ROW, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

void
pilot_pending_row_set_pending (PilotPendingRow *self, PilotPending *pending)
{
  const PilotPendingData *data;
  g_autofree char *subtitle = NULL;

  g_set_object (&self->pending, pending);
  follow (self, pending != NULL ? pilot_context_get_workspace (self->context) : NULL);
  if (pending == NULL)
    return;
  data = pilot_pending_get (pending);
  subtitle = dup_subtitle (data);
  gtk_image_set_from_icon_name (self->icon, kinds[data->kind].icon);
  gtk_label_set_text (self->title, data->title != NULL && *data->title != '\0' ? data->title : data->entity_id);
  gtk_label_set_text (self->subtitle, subtitle);
  gtk_label_set_text (self->message, data->message != NULL ? data->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), data->message != NULL && *data->message != '\0');
  update_state (self);
  gtk_widget_set_visible (GTK_WIDGET (self->resolve_button), data->state == PILOT_PENDING_CONFLICT);
  gtk_widget_set_visible (GTK_WIDGET (self->retry_button), data->state == PILOT_PENDING_BLOCKED);
  gtk_widget_set_visible (GTK_WIDGET (self->open_button), data->kind != PILOT_OPERATION_DELETE);
}
