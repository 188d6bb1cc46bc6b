/* pilot-detail-page-notice.c: what the head of the details says of the record
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-detail-page-private.h"

#include <glib/gi18n-lib.h>

/* (nullable): the change of this record that waits, if there is one. */
static PilotPending *
find_pending (PilotDetailPage *self)
{
  GListModel *outbox = self->workspace != NULL ? pilot_workspace_get_outbox (self->workspace) : NULL;
  guint n = outbox != NULL ? g_list_model_get_n_items (outbox) : 0;

  /* The outbox is short while the portal answers; after a long time offline the newest are the likeliest. */
  for (guint i = n; i > 0 && n - i < 2000; i--)
    {
      g_autoptr (PilotPending) pending = g_list_model_get_item (outbox, i - 1);

      if (g_strcmp0 (pilot_pending_get (pending)->entity_id, self->id) == 0)
        return g_steal_pointer (&pending);
    }
  return NULL;
}

void
pilot_detail_page_show_notice (PilotDetailPage *self, const char *icon, const char *text, const char *css_class)
{
  static const char *const classes[] = { "warning", "error", "accent", "dim-label" };

  gtk_widget_set_visible (GTK_WIDGET (self->notice), text != NULL);
  if (text == NULL)
    return;
  gtk_image_set_from_icon_name (self->notice_icon, icon);
  gtk_label_set_text (self->notice_label, text);
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->notice), classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->notice), css_class);
}

void
pilot_detail_page_update_notice (PilotDetailPage *self)
{
  g_autofree char *reason = NULL;
  g_autoptr (PilotPending) pending = NULL;
  const PilotPendingData *data;

  if (self->workspace == NULL || self->schema == NULL)
    return;
  pending = self->creating ? NULL : find_pending (self);
  if (self->gone && (pending == NULL || pilot_pending_get (pending)->state != PILOT_PENDING_CONFLICT))
    {
      pilot_detail_page_show_notice (self, "user-trash-symbolic",
                                     _("This record was deleted. What is shown can still be copied."), "warning");
      return;
    }
  if (!pilot_workspace_may (self->workspace, self->creating ? PILOT_ACTION_CREATE : PILOT_ACTION_CHANGE, self->schema->entity,
                            &reason))
    {
      pilot_detail_page_show_notice (self, "changes-prevent-symbolic", reason, "dim-label");
      return;
    }
  /* Whatever else happens, as long as it is typed. */
  if (self->save_error != NULL)
    {
      pilot_detail_page_show_notice (self, "dialog-error-symbolic", self->save_error, "error");
      return;
    }
  if (pending == NULL)
    {
      pilot_detail_page_show_notice (self, NULL, NULL, NULL);
      return;
    }
  data = pilot_pending_get (pending);
  switch (data->state)
    {
    case PILOT_PENDING_BLOCKED:
      pilot_detail_page_show_notice (self, "dialog-error-symbolic", data->message != NULL ? data->message : _("The portal refused a change."),
                   "error");
      break;
    case PILOT_PENDING_CONFLICT:
      pilot_detail_page_show_notice (self, "dialog-warning-symbolic",
                   data->theirs_deleted ? _("Somebody else deleted this record while you changed it. Choose under Activity what holds.")
                                        : _("Somebody else changed the same fields. Choose under Activity which content holds."),
                   "warning");
      break;
    case PILOT_PENDING_HANDED_OFF:
      pilot_detail_page_show_notice (self, "mail-send-symbolic", _("A change was handed over and waits for the confirmation."), "accent");
      break;
    case PILOT_PENDING_HELD:
      pilot_detail_page_show_notice (self, "emblem-synchronizing-symbolic",
                   data->message != NULL ? data->message : _("A change is saved here and waits to be sent."), "accent");
      break;
    case PILOT_PENDING_WAITING:
    case PILOT_PENDING_SENDING:
    default:
      pilot_detail_page_show_notice (self, "emblem-synchronizing-symbolic", _("A change is saved here and waits to be sent."), "accent");
      break;
    }
}
