/* pilot-handoffs-page.c: what somebody outside was asked to do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoffs-page.h"

#include "pilot-calendar-save.h"
#include "pilot-closing-report.h"
#include "pilot-format.h"
#include "pilot-handoff-dialog.h"
#include "pilot-handoff-groups.h"
#include "pilot-handoff-kind.h"
#include "pilot-handoff-maker.h"
#include "pilot-handoff-row.h"
#include "pilot-run-question.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PilotHandoffsPage
{
  AdwBin parent_instance;

  PilotContext *context; /* (owned) */
  PilotList *list;       /* (owned) (nullable): hand-offs */
  GHashTable *groups;    /* (owned) (nullable): its lines, by their lead's id */
  GtkFilter *leads;      /* (owned): those that have a line */
  PilotList *runs;       /* (owned) (nullable) */

  GtkMenuButton *new_button;
  GtkMenuButton *report_button;
  GtkStack *stack;
  GtkListBox *list_box;
};

G_DEFINE_FINAL_TYPE (PilotHandoffsPage, pilot_handoffs_page, ADW_TYPE_BIN)

/* A file that is being saved. */
typedef struct
{
  PilotHandoffsPage *page; /* (owned) */
  GFile *file;             /* (owned) */
} Saving;

static Saving *
saving_new (PilotHandoffsPage *page, GFile *file)
{
  Saving *self = g_new0 (Saving, 1);

  self->page = g_object_ref (page);
  self->file = g_object_ref (file);
  return self;
}

static void
saving_free (Saving *self)
{
  g_object_unref (self->page);
  g_object_unref (self->file);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

/* (nullable): of which the item leads the line. */
static const PilotHandoffGroup *
find_group (PilotHandoffsPage *self, gpointer item)
{
  const char *id = pilot_row_get_id (item);

  return self->groups != NULL && id != NULL ? g_hash_table_lookup (self->groups, id) : NULL;
}

/* --- rows */

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  PilotHandoffsPage *self = user_data;
  GtkWidget *row = pilot_handoff_row_new (pilot_row_get_id (item));
  const PilotHandoffGroup *group = find_group (self, item);

  if (group != NULL)
    pilot_handoff_row_show (PILOT_HANDOFF_ROW (row), group);
  return row;
}

/* The others of a notice are in its line. */
static gboolean
leads_cb (gpointer item, gpointer user_data)
{
  return find_group (user_data, item) != NULL;
}

/* A line may have changed though its own record did not. */
static void
show_groups (PilotHandoffsPage *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list_box)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      const PilotHandoffGroup *group =
        PILOT_IS_HANDOFF_ROW (row) ? g_hash_table_lookup (self->groups, pilot_handoff_row_get_lead_id (PILOT_HANDOFF_ROW (row))) : NULL;

      if (group != NULL)
        pilot_handoff_row_show (PILOT_HANDOFF_ROW (row), group);
    }
}

/* Before the lines follow: they ask for their groups. */
static void
changed_cb (PilotHandoffsPage *self)
{
  g_clear_pointer (&self->groups, g_hash_table_unref);
  self->groups = pilot_handoff_groups_make (G_LIST_MODEL (self->list));
}

/* After them: another one may lead now. */
static void
items_cb (PilotHandoffsPage *self)
{
  gboolean any = self->list != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0;

  if (any)
    {
      gtk_filter_changed (self->leads, GTK_FILTER_CHANGE_DIFFERENT);
      show_groups (self);
    }
  gtk_stack_set_visible_child_name (self->stack, any ? "rows" : "empty");
}

static void
activated_cb (PilotHandoffsPage *self, GtkListBoxRow *row)
{
  pilot_handoff_dialog_present_record (self->context, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                       pilot_handoff_row_get_open_id (PILOT_HANDOFF_ROW (row)));
}

/* --- actions */

/* The runs that are not over by cancelling; with @scheduled those that have a Friday. */
static GPtrArray *
list_runs (PilotHandoffsPage *self, gboolean scheduled)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);
  guint n = self->runs != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->runs)) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PilotRow) row = g_list_model_get_item (G_LIST_MODEL (self->runs), i);
      PilotRecord *record = pilot_row_get_record (row);

      if (g_strcmp0 (pilot_record_get_text (record, PILOT_RUN_STATE), "cancelled") != 0 &&
          (!scheduled || pilot_record_get_text (record, PILOT_RUN_SCHEDULED_ON) != NULL))
        g_ptr_array_add (runs, pilot_record_ref (record));
    }
  return runs;
}

static void
run_chosen_for_new_cb (GtkWidget *widget, const char *run_id, gpointer user_data)
{
  pilot_handoff_dialog_present (PILOT_HANDOFFS_PAGE (widget)->context, GTK_WINDOW (gtk_widget_get_root (widget)), user_data, run_id);
}

static void
new_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PilotHandoffsPage *self = PILOT_HANDOFFS_PAGE (widget);
  const char *kind = g_variant_get_string (parameter, NULL);
  gboolean needs_run = (pilot_handoff_kind_get_means (kind) & PILOT_HANDOFF_NEEDS_RUN) != 0;
  g_autoptr (GPtrArray) runs = list_runs (self, strcmp (kind, "downtime_notice") == 0);

  if (needs_run && runs->len > 0)
    pilot_run_question_ask (widget, runs, run_chosen_for_new_cb, g_strdup (kind), g_free);
  else
    pilot_handoff_dialog_present (self->context, GTK_WINDOW (gtk_widget_get_root (widget)), kind, NULL);
}

static void
report_chosen_cb (PilotHandoffsPage *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  gboolean pdf = g_object_get_data (G_OBJECT (dialog), "pdf") != NULL;

  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
  if (file != NULL)
    pilot_handoffs_page_save_report (self, file, pdf);
}

static GtkFileChooserNative *
make_chooser (PilotHandoffsPage *self, const char *title, const char *name)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  return chooser;
}

static void
report_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gboolean pdf = strcmp (g_variant_get_string (parameter, NULL), "pdf") == 0;
  /* Translators: the names of files */
  GtkFileChooserNative *chooser = make_chooser (PILOT_HANDOFFS_PAGE (widget), _("Save the Closing Report"),
                                                pdf ? _("closing-report.pdf") : _("closing-report.csv"));

  g_object_set_data (G_OBJECT (chooser), "pdf", pdf ? chooser : NULL);
  g_signal_connect_object (chooser, "response", G_CALLBACK (report_chosen_cb), widget, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
run_chosen_for_calendar_cb (GtkWidget *widget, const char *run_id, gpointer user_data)
{
  pilot_calendar_save_ask (widget, PILOT_HANDOFFS_PAGE (widget)->context, run_id);
}

static void
calendar_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PilotHandoffsPage *self = PILOT_HANDOFFS_PAGE (widget);
  g_autoptr (GPtrArray) runs = list_runs (self, TRUE);

  if (runs->len == 0)
    pilot_context_toast (self->context, _("No run has a downtime Friday yet. Schedule one first."));
  else
    pilot_run_question_ask (widget, runs, run_chosen_for_calendar_cb, NULL, NULL);
}

static void
report_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;

  pilot_closing_report_write_finish (PILOT_WORKSPACE (source), result, &error);
  if (saving->page->context == NULL) /* closed meanwhile */
    return;
  if (error == NULL)
    pilot_context_toast_saved (saving->page->context, saving->file);
  else
    pilot_context_toast_error (saving->page->context, error);
}

/* --- the page */

static PilotList *
create_list (PilotWorkspace *workspace, PilotEntity entity, guint sort_field, gboolean descending)
{
  PilotList *list = pilot_workspace_create_list (workspace, entity);
  g_auto (PilotQuery) query = { 0 };

  pilot_query_init (&query, entity);
  query.sort_field = sort_field;
  query.descending = descending;
  pilot_list_set_query (list, &query);
  return list;
}

static void
update_rights (PilotHandoffsPage *self)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  g_autofree char *reason = NULL;
  gboolean may = workspace != NULL && pilot_workspace_may (workspace, PILOT_ACTION_CREATE, PILOT_ENTITY_HANDOFF, &reason);

  gtk_widget_set_sensitive (GTK_WIDGET (self->new_button), may);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->new_button), reason);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "handoffs.new", may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "handoffs.report", workspace != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "handoffs.calendar", workspace != NULL);
}

static void
workspace_cb (PilotHandoffsPage *self)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  g_autoptr (GtkFilterListModel) lines = NULL;

  gtk_list_box_bind_model (self->list_box, NULL, NULL, NULL, NULL);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  g_clear_object (&self->runs);
  g_clear_pointer (&self->groups, g_hash_table_unref);
  if (workspace != NULL)
    {
      self->list = create_list (workspace, PILOT_ENTITY_HANDOFF, PILOT_FIELD_UPDATED_AT, TRUE);
      self->runs = create_list (workspace, PILOT_ENTITY_RUN, PILOT_RUN_NAME, FALSE);
      g_signal_connect_object (self->list, "items-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (workspace, "notify::role", G_CALLBACK (update_rights), self, G_CONNECT_SWAPPED);
      lines = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->list)), g_object_ref (self->leads));
      gtk_list_box_bind_model (self->list_box, G_LIST_MODEL (lines), create_row, self, NULL);
      g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_cb), self, G_CONNECT_SWAPPED);
    }
  items_cb (self);
  update_rights (self);
}

static GMenuModel *
make_menu (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; pilot_handoff_kind_choices[i].value != NULL; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (g_dgettext (GETTEXT_PACKAGE, pilot_handoff_kind_choices[i].label), NULL);

      g_menu_item_set_action_and_target (item, "handoffs.new", "s", pilot_handoff_kind_choices[i].value);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

/* GTK 4.8 does not hand the label on to the toggle button in it, which is what takes the focus. */
static void
name_button (GtkMenuButton *button, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (button))), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
pilot_handoffs_page_dispose (GObject *object)
{
  PilotHandoffsPage *self = PILOT_HANDOFFS_PAGE (object);

  g_clear_pointer (&self->groups, g_hash_table_unref);
  g_clear_object (&self->leads);
  g_clear_object (&self->list);
  g_clear_object (&self->runs);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_handoffs_page_parent_class)->dispose (object);
}

static void
pilot_handoffs_page_class_init (PilotHandoffsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_handoffs_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/migration/handoffs/pilot-handoffs-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotHandoffsPage, new_button);
  gtk_widget_class_bind_template_child (widget_class, PilotHandoffsPage, report_button);
  gtk_widget_class_bind_template_child (widget_class, PilotHandoffsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PilotHandoffsPage, list_box);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "handoffs.new", "s", new_cb);
  gtk_widget_class_install_action (widget_class, "handoffs.report", "s", report_cb);
  gtk_widget_class_install_action (widget_class, "handoffs.calendar", NULL, calendar_cb);
}

static void
pilot_handoffs_page_init (PilotHandoffsPage *self)
{
  g_autoptr (GMenuModel) menu = make_menu ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->leads = GTK_FILTER (gtk_custom_filter_new (leads_cb, self, NULL));
  gtk_menu_button_set_menu_model (self->new_button, menu);
  name_button (self->new_button, _("New Hand-off"));
  name_button (self->report_button, _("Closing Report"));
}

GtkWidget *
pilot_handoffs_page_new (PilotContext *context)
{
  PilotHandoffsPage *self = g_object_new (PILOT_TYPE_HANDOFFS_PAGE, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "notify::workspace", G_CALLBACK (workspace_cb), self, G_CONNECT_SWAPPED);
  workspace_cb (self);
  return GTK_WIDGET (self);
}

guint
pilot_handoffs_page_get_n_rows (PilotHandoffsPage *self)
{
  return self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
}

guint
pilot_handoffs_page_get_n_runs (PilotHandoffsPage *self)
{
  return self->runs != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->runs)) : 0;
}

void
pilot_handoffs_page_save_report (PilotHandoffsPage *self, GFile *file, gboolean pdf)
{
  pilot_closing_report_write_async (pilot_context_get_workspace (self->context), file,
                                    pdf ? PILOT_CLOSING_REPORT_PDF : PILOT_CLOSING_REPORT_CSV, NULL, report_saved_cb, saving_new (self, file));
}
