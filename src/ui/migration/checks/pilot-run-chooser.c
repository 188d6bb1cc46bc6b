/* pilot-run-chooser.c: what is checked: all legacy records, or those of a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-chooser.h"

#include "pilot-runs.h"

#include <glib/gi18n-lib.h>

struct _PilotRunChooser
{
  AdwBin parent_instance;

  PilotList *runs;    /* (owned) (nullable) */
  GPtrArray *run_ids; /* (owned) (element-type utf8): of the entries behind the first */
  char *run_id;       /* (owned) (nullable) */
  gboolean filling;   /* the drop-down is changed by program */
  GtkDropDown *drop_down;
};

G_DEFINE_FINAL_TYPE (PilotRunChooser, pilot_run_chooser, ADW_TYPE_BIN)

enum {
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_run_id (PilotRunChooser *self, const char *run_id)
{
  char *copy = g_strdup (run_id);

  g_free (self->run_id);
  self->run_id = copy;
}

static void
selected_cb (PilotRunChooser *self)
{
  guint position = gtk_drop_down_get_selected (self->drop_down);
  const char *run_id = position > 0 && position <= self->run_ids->len ? self->run_ids->pdata[position - 1] : NULL;

  if (self->filling || g_strcmp0 (run_id, self->run_id) == 0)
    return;
  set_run_id (self, run_id);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

/* The drop-down follows the runs; what is chosen stays, if it is still there. */
static void
runs_cb (PilotRunChooser *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint n_runs = self->runs != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->runs)) : 0;
  guint chosen = 0;

  if (self->runs != NULL && pilot_list_get_loading (self->runs))
    return;
  g_ptr_array_set_size (self->run_ids, 0);
  gtk_string_list_append (labels, _("All legacy records"));
  for (guint i = 0; i < n_runs; i++)
    {
      g_autoptr (PilotRow) row = g_list_model_get_item (G_LIST_MODEL (self->runs), i);
      g_autofree char *title = row != NULL ? pilot_record_dup_title (pilot_row_get_record (row)) : NULL;
      /* Translators: %s is the name of a migration run */
      g_autofree char *label = row != NULL ? g_strdup_printf (_("Run “%s”"), title) : NULL;

      if (row == NULL || pilot_runs_is_list (pilot_row_get_record (row)))
        continue;
      gtk_string_list_append (labels, label);
      g_ptr_array_add (self->run_ids, g_strdup (pilot_row_get_id (row)));
      if (g_strcmp0 (pilot_row_get_id (row), self->run_id) == 0)
        chosen = self->run_ids->len;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->drop_down, chosen);
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), self->run_ids->len > 0);
  if (chosen == 0 && self->run_id != NULL)
    {
      set_run_id (self, NULL);
      g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
    }
}

static gboolean
pilot_run_chooser_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (PILOT_RUN_CHOOSER (widget)->drop_down));
}

static void
pilot_run_chooser_dispose (GObject *object)
{
  g_clear_object (&PILOT_RUN_CHOOSER (object)->runs);
  G_OBJECT_CLASS (pilot_run_chooser_parent_class)->dispose (object);
}

static void
pilot_run_chooser_finalize (GObject *object)
{
  PilotRunChooser *self = PILOT_RUN_CHOOSER (object);

  g_ptr_array_unref (self->run_ids);
  g_free (self->run_id);
  G_OBJECT_CLASS (pilot_run_chooser_parent_class)->finalize (object);
}

static void
pilot_run_chooser_class_init (PilotRunChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_run_chooser_dispose;
  G_OBJECT_CLASS (klass)->finalize = pilot_run_chooser_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = pilot_run_chooser_grab_focus;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pilot_run_chooser_init (PilotRunChooser *self)
{
  self->run_ids = g_ptr_array_new_with_free_func (g_free);
  self->drop_down = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->drop_down), _("What Is Checked"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What Is Checked"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->drop_down));
  g_signal_connect_object (self->drop_down, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
pilot_run_chooser_set_workspace (PilotRunChooser *self, PilotWorkspace *workspace)
{
  if (self->runs != NULL)
    g_signal_handlers_disconnect_by_data (self->runs, self);
  g_clear_object (&self->runs);
  set_run_id (self, NULL);
  if (workspace != NULL)
    {
      self->runs = pilot_workspace_create_list (workspace, PILOT_ENTITY_RUN);
      g_signal_connect_object (self->runs, "items-changed", G_CALLBACK (runs_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->runs, "notify::loading", G_CALLBACK (runs_cb), self, G_CONNECT_SWAPPED);
    }
  runs_cb (self);
}

const char *
pilot_run_chooser_get_run_id (PilotRunChooser *self)
{
  return self->run_id;
}

void
pilot_run_chooser_choose (PilotRunChooser *self, const char *run_id)
{
  if (g_strcmp0 (run_id, self->run_id) != 0)
    {
      set_run_id (self, run_id);
      g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
    }
  runs_cb (self);
}
