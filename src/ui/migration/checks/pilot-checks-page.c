/* pilot-checks-page.c: the pre-flight checks: what is wrong with the legacy records, and how to mend it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-checks-page.h"

#include "pilot-check-row.h"
#include "pilot-error.h"
#include "pilot-format.h"
#include "pilot-import-assistant.h"
#include "pilot-outcome-counts.h"
#include "pilot-run-chooser.h"
#include "pilot-switch-off-dialog.h"

#include <glib/gi18n-lib.h>

#define AGE_SECS 30 /* so often “5 minutes ago” is brought up to date */
#define MAX_SHOWN 10000

struct _PilotChecksPage
{
  AdwBin parent_instance;

  PilotContext *context;        /* (owned) */
  PilotPreflightRun *preflight; /* (owned) (nullable) */
  GPtrArray *rows;              /* (owned) (element-type PilotCheckRow): borrowed from the window, one for each rule */
  GPtrArray *sections;          /* (owned) (element-type PilotOutcomeCounts): borrowed from the window, one for each group */
  GSimpleActionGroup *actions;  /* (owned) */
  GCancellable *cancellable;    /* (owned) (nullable): of the check that runs */
  char *rule;                   /* (owned) (nullable): that is being saved */
  guint age_id;

  PilotRunChooser *run_chooser;
  GtkButton *check_button;
  GtkButton *cancel_button;
  GtkWidget *summary_box;
  GtkImage *summary_icon;
  GtkLabel *summary_label;
  GtkProgressBar *progress_bar;
  GtkWidget *empty_page;
  GtkWidget *empty_button;
  char *invitation; /* (owned): what the empty page says where something can be checked */
  GtkBox *groups;
};

/* What is done with what one rule found. */
typedef struct
{
  PilotChecksPage *page;        /* (owned) */
  PilotPreflightRun *preflight; /* (owned) */
  char *rule;                   /* (owned) */
} Request;

static Request *
request_new (PilotChecksPage *page, GVariant *rule)
{
  Request *self = g_new0 (Request, 1);

  self->page = g_object_ref (page);
  self->preflight = g_object_ref (page->preflight);
  self->rule = g_variant_dup_string (rule, NULL);
  return self;
}

static void
request_free (gpointer data)
{
  Request *self = data;

  g_object_unref (self->page);
  g_object_unref (self->preflight);
  g_free (self->rule);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

G_DEFINE_FINAL_TYPE (PilotChecksPage, pilot_checks_page, ADW_TYPE_BIN)

static void update (PilotChecksPage *self);

static guint
get_count (PilotChecksPage *self, const char *property)
{
  guint n = 0;

  if (self->preflight != NULL)
    g_object_get (self->preflight, property, &n, NULL);
  return n;
}

static void
update_section (PilotChecksPage *self, PilotCheckGroup group, PilotOutcomeCounts *widget)
{
  guint counts[PILOT_N_PREFLIGHT_OUTCOMES] = { 0 };

  for (guint i = 0; i < self->rows->len; i++)
    {
      PilotPreflightRow *row = pilot_check_row_get_row (self->rows->pdata[i]);

      if (pilot_preflight_row_get_rule (row)->group == group)
        counts[pilot_preflight_row_get_result (row)->outcome]++;
    }
  pilot_outcome_counts_set (widget, counts);
}

static PilotPreflightOutcome
get_worst (PilotChecksPage *self)
{
  static const char *const properties[] = { "n-errors", "n-warnings" };

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    if (get_count (self, properties[i]) > 0)
      return i;
  return get_count (self, "n-not-checked") + get_count (self, "n-stale") > 0 ? PILOT_PREFLIGHT_NOT_CHECKED : PILOT_PREFLIGHT_PASSED;
}

/* (transfer full): @frozen: (nullable): why nothing is checked any more. */
static char *
dup_summary (PilotChecksPage *self, const char *frozen)
{
  g_autofree char *found = pilot_preflight_run_dup_summary (self->preflight, g_get_real_time ());

  /* Translators: two sentences */
  return frozen != NULL ? g_strdup_printf (_("%1$s %2$s"), found, frozen) : g_steal_pointer (&found);
}

static void
update_summary (PilotChecksPage *self, gboolean checking, const char *frozen)
{
  const char *style;
  g_autofree char *summary = checking ? g_strdup (_("Checking…")) : dup_summary (self, frozen);
  double progress;

  for (guint i = 0; i < PILOT_N_PREFLIGHT_OUTCOMES; i++)
    {
      pilot_check_outcome_get_icon (i, &style);
      gtk_widget_remove_css_class (GTK_WIDGET (self->summary_icon), style);
    }
  gtk_image_set_from_icon_name (self->summary_icon, pilot_check_outcome_get_icon (get_worst (self), &style));
  gtk_widget_add_css_class (GTK_WIDGET (self->summary_icon), style);
  gtk_widget_set_visible (GTK_WIDGET (self->summary_icon), !checking);
  gtk_label_set_text (self->summary_label, summary);
  g_object_get (self->preflight, "progress", &progress, NULL);
  gtk_progress_bar_set_fraction (self->progress_bar, progress);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), checking);
}

static gboolean
was_checked (PilotChecksPage *self)
{
  return self->rows->len > 0 && get_count (self, "n-not-checked") + get_count (self, "n-off") < self->rows->len;
}

/* What the empty page says: that something can be checked, or that it is too late for it. */
static void
invite (PilotChecksPage *self, gboolean may_check)
{
  AdwStatusPage *page = ADW_STATUS_PAGE (self->empty_page);

  gtk_widget_set_visible (self->empty_button, may_check);
  /* Without its button it has nothing for the keyboard: what it would scroll by itself is whole. */
  gtk_widget_set_can_focus (self->empty_page, may_check);
  adw_status_page_set_title (page, may_check ? _("Nothing Was Checked Yet") : _("No Results Are Kept"));
  adw_status_page_set_description (
    page, may_check ? self->invitation : _("The portal itself judged the run when it was requested. What the checks found was not kept before that."));
}

/* Whether the keyboard is on the page, on something that can have it. */
static gboolean
has_focus_inside (PilotChecksPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) && gtk_widget_get_mapped (focus) && gtk_widget_is_sensitive (focus);
}

static void
update (PilotChecksPage *self)
{
  gboolean checking = self->preflight != NULL && pilot_preflight_run_get_checking (self->preflight);
  gboolean any = was_checked (self);
  g_autofree char *frozen = NULL;
  g_autofree char *reason = NULL;
  gboolean had_focus = gtk_widget_has_focus (GTK_WIDGET (self->cancel_button));
  gboolean inside = has_focus_inside (self);
  gboolean may_check = self->preflight != NULL && pilot_preflight_run_may_check (self->preflight, &frozen);
  gboolean may_switch;

  gtk_widget_set_visible (GTK_WIDGET (self->check_button), !checking && any && frozen == NULL);
  invite (self, frozen == NULL);
  /* What had the focus goes: the keyboard is not to begin at the window's top. */
  if (had_focus && !checking)
    gtk_widget_grab_focus (any ? GTK_WIDGET (self->check_button) : self->empty_button);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), checking);
  gtk_widget_set_visible (self->summary_box, checking || any);
  gtk_widget_set_visible (self->empty_page, !checking && !any);
  gtk_widget_set_visible (GTK_WIDGET (self->groups), any);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "check-all")),
                               may_check && !checking);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "check")), may_check && !checking);
  if (self->preflight == NULL)
    return;
  may_switch = pilot_preflight_run_may_switch (self->preflight, &reason);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "switch-off")), may_switch);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "switch-on")), may_switch);
  for (guint i = 0; i < self->rows->len; i++)
    pilot_check_row_update (self->rows->pdata[i], reason);
  for (guint i = 0; i < self->sections->len; i++)
    update_section (self, i, self->sections->pdata[i]);
  update_summary (self, checking, frozen);
  if (inside && frozen != NULL && !has_focus_inside (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->run_chooser));
}

static void
progress_cb (PilotChecksPage *self)
{
  if (pilot_preflight_run_get_checking (self->preflight))
    update_summary (self, TRUE, NULL);
}

static gboolean
age_cb (gpointer user_data)
{
  update (user_data);
  return G_SOURCE_CONTINUE;
}

static void
fill_section (PilotChecksPage *self, PilotCheckGroup group, AdwPreferencesGroup *section)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->preflight)); i++)
    {
      g_autoptr (PilotPreflightRow) row = g_list_model_get_item (G_LIST_MODEL (self->preflight), i);
      GtkWidget *widget;

      if (pilot_preflight_row_get_rule (row)->group != group)
        continue;
      widget = pilot_check_row_new (row);
      adw_preferences_group_add (section, widget);
      g_ptr_array_add (self->rows, widget);
    }
}

/* The rows of the rules, in the place of those before. */
static void
fill_groups (PilotChecksPage *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->sections, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  if (self->preflight == NULL)
    return;
  for (guint group = 0; group < PILOT_N_CHECK_GROUPS; group++)
    {
      GtkWidget *section = adw_preferences_group_new ();
      GtkWidget *counts = pilot_outcome_counts_new ();

      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (section), _(pilot_check_group_get_title (group)));
      adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (section), counts);
      gtk_box_append (self->groups, section);
      g_ptr_array_add (self->sections, counts);
      fill_section (self, group, ADW_PREFERENCES_GROUP (section));
    }
}

static void
set_preflight (PilotChecksPage *self, PilotPreflightRun *preflight)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->preflight != NULL)
    g_signal_handlers_disconnect_by_data (self->preflight, self);
  g_clear_object (&self->preflight);
  self->preflight = preflight;
  fill_groups (self);
  if (preflight != NULL)
    {
      g_signal_connect_object (preflight, "notify::checking", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (preflight, "notify::progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
      /* Told last of all that is told when results are read. */
      g_signal_connect_object (preflight, "notify::checked-at", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  update (self);
}

static void
chosen_cb (PilotChecksPage *self)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);

  set_preflight (self, workspace != NULL ? pilot_preflight_run_new (workspace, pilot_run_chooser_get_run_id (self->run_chooser)) : NULL);
}

static void
workspace_cb (PilotChecksPage *self)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);

  pilot_run_chooser_set_workspace (self->run_chooser, workspace);
  chosen_cb (self);
  if (workspace != NULL)
    g_signal_connect_object (workspace, "notify::role", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
show_run_cb (PilotChecksPage *self, const char *page, const char *run_id)
{
  if (g_str_equal (page, "checks"))
    pilot_checks_page_show_run (self, run_id);
}

static void
checked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotChecksPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!pilot_preflight_run_check_finish (PILOT_PREFLIGHT_RUN (object), result, &error))
    pilot_context_toast_error (self->context, error);
  if (self->preflight == PILOT_PREFLIGHT_RUN (object))
    update (self);
}

static void
check (PilotChecksPage *self, const char *const *rules)
{
  if (self->preflight == NULL)
    return;
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  pilot_preflight_run_check_async (self->preflight, rules, self->cancellable, checked_cb, g_object_ref (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->cancel_button));
}

static void
check_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  check (user_data, NULL);
}

static void
check_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotChecksPage *self = user_data;

  if (self->preflight == NULL)
    return;
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  pilot_preflight_run_check_async (self->preflight, (const char *const[]){ g_variant_get_string (parameter, NULL), NULL },
                                   self->cancellable, checked_cb, g_object_ref (self));
}

static void
cancel_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotChecksPage *self = user_data;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  PilotChecksPage *self = request->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = pilot_preflight_run_find_ids_finish (request->preflight, result, &error);
  g_auto (PilotQuery) query = { 0 };
  g_autofree char *list = NULL;

  if (ids == NULL)
    {
      pilot_context_toast_error (self->context, error);
      return;
    }
  if (ids->len == 0)
    {
      pilot_context_toast (self->context, _("Nothing is wrong any more."));
      return;
    }
  if (ids->len == MAX_SHOWN)
    pilot_context_toast (self->context, _("These are the first 10,000. Save them as CSV to have all."));
  g_ptr_array_add (ids, NULL);
  list = g_strjoinv (",", (char **) ids->pdata);
  pilot_query_init (&query, pilot_preflight_find_rule (request->rule)->entity);
  pilot_query_set_filter (&query, PILOT_FIELD_ID, list, FALSE);
  pilot_context_show_query (self->context, &query);
}

static void
show_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotChecksPage *self = user_data;

  if (self->preflight != NULL)
    pilot_preflight_run_find_ids_async (self->preflight, g_variant_get_string (parameter, NULL), MAX_SHOWN, NULL, found_cb,
                                        request_new (self, parameter));
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotChecksPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *records = NULL;
  guint64 n_rows;

  if (!pilot_preflight_run_export_finish (PILOT_PREFLIGHT_RUN (object), result, &n_rows, &error))
    {
      pilot_context_toast_error (self->context, error);
      return;
    }
  records = pilot_format_records (n_rows);
  /* Translators: %s is e.g. “12 records” */
  text = g_strdup_printf (_("%s saved. Correct them there, then load the file back."), records);
  pilot_context_toast (self->context, text);
}

static void
file_chosen_cb (PilotChecksPage *self, int response, GtkNativeDialog *chooser)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && self->preflight != NULL)
    pilot_preflight_run_export_async (self->preflight, self->rule, file, NULL, saved_cb, g_object_ref (self));
  g_object_unref (chooser);
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotChecksPage *self = user_data;
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Save Records"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));
  g_autofree char *name = NULL;

  g_free (self->rule);
  self->rule = g_variant_dup_string (parameter, NULL);
  name = g_strconcat (self->rule, ".csv", NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect_object (chooser, "response", G_CALLBACK (file_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
load_back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotChecksPage *self = user_data;
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  const PilotPreflightRule *rule = pilot_preflight_find_rule (g_variant_get_string (parameter, NULL));
  g_autofree char *reason = NULL;
  GtkWidget *assistant;

  if (workspace == NULL || rule == NULL)
    return;
  if (!pilot_workspace_may (workspace, PILOT_ACTION_IMPORT, rule->entity, &reason))
    {
      pilot_context_toast (self->context, reason);
      return;
    }
  assistant = pilot_import_assistant_new (self->context, rule->entity);
  gtk_window_set_transient_for (GTK_WINDOW (assistant), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_present (GTK_WINDOW (assistant));
}

static void
switched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotChecksPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!pilot_preflight_run_switch_finish (PILOT_PREFLIGHT_RUN (object), result, &error))
    pilot_context_toast_error (self->context, error);
}

static void
reason_given_cb (const char *reason, gpointer user_data)
{
  Request *self = user_data;

  pilot_preflight_run_switch_async (self->preflight, self->rule, reason, NULL, switched_cb, g_object_ref (self->page));
}

static void
switch_off_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotChecksPage *self = user_data;
  const PilotPreflightRule *rule = pilot_preflight_find_rule (g_variant_get_string (parameter, NULL));

  pilot_switch_off_dialog_show (GTK_WIDGET (self), _(rule->title), reason_given_cb, G_OBJECT (self), request_new (self, parameter), request_free);
}

static void
switch_on_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotChecksPage *self = user_data;

  pilot_preflight_run_switch_async (self->preflight, g_variant_get_string (parameter, NULL), NULL, NULL, switched_cb, g_object_ref (self));
}

static const GActionEntry action_entries[] = {
  { "check-all", check_all_cb },
  { "cancel", cancel_cb },
  { "check", check_cb, "s" },
  { "show", show_cb, "s" },
  { "save", save_cb, "s" },
  { "load-back", load_back_cb, "s" },
  { "switch-off", switch_off_cb, "s" },
  { "switch-on", switch_on_cb, "s" },
};

static void
pilot_checks_page_map (GtkWidget *widget)
{
  PilotChecksPage *self = PILOT_CHECKS_PAGE (widget);

  GTK_WIDGET_CLASS (pilot_checks_page_parent_class)->map (widget);
  update (self);
  if (self->age_id == 0)
    self->age_id = g_timeout_add_seconds (AGE_SECS, age_cb, self);
}

static void
pilot_checks_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&PILOT_CHECKS_PAGE (widget)->age_id, g_source_remove);
  GTK_WIDGET_CLASS (pilot_checks_page_parent_class)->unmap (widget);
}

static void
pilot_checks_page_dispose (GObject *object)
{
  PilotChecksPage *self = PILOT_CHECKS_PAGE (object);

  g_clear_handle_id (&self->age_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->preflight);
  g_clear_object (&self->actions);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_checks_page_parent_class)->dispose (object);
}

static void
pilot_checks_page_finalize (GObject *object)
{
  PilotChecksPage *self = PILOT_CHECKS_PAGE (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->sections);
  g_free (self->rule);
  g_free (self->invitation);
  G_OBJECT_CLASS (pilot_checks_page_parent_class)->finalize (object);
}

static void
pilot_checks_page_class_init (PilotChecksPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_checks_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = pilot_checks_page_finalize;
  widget_class->map = pilot_checks_page_map;
  widget_class->unmap = pilot_checks_page_unmap;
  g_type_ensure (PILOT_TYPE_RUN_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/migration/checks/pilot-checks-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotChecksPage, run_chooser);
  gtk_widget_class_bind_template_child (widget_class, PilotChecksPage, check_button);
  gtk_widget_class_bind_template_child (widget_class, PilotChecksPage, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, PilotChecksPage, summary_box);
  gtk_widget_class_bind_template_child (widget_class, PilotChecksPage, summary_icon);
  gtk_widget_class_bind_template_child (widget_class, PilotChecksPage, summary_label);
  gtk_widget_class_bind_template_child (widget_class, PilotChecksPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, PilotChecksPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, PilotChecksPage, empty_button);
  gtk_widget_class_bind_template_child (widget_class, PilotChecksPage, groups);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
pilot_checks_page_init (PilotChecksPage *self)
{
  self->rows = g_ptr_array_new ();
  self->sections = g_ptr_array_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), action_entries, G_N_ELEMENTS (action_entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "checks", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  self->invitation = g_strdup (adw_status_page_get_description (ADW_STATUS_PAGE (self->empty_page)));
}

GtkWidget *
pilot_checks_page_new (PilotContext *context)
{
  PilotChecksPage *self = g_object_new (PILOT_TYPE_CHECKS_PAGE, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "notify::workspace", G_CALLBACK (workspace_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "show-run", G_CALLBACK (show_run_cb), self, G_CONNECT_SWAPPED);
  workspace_cb (self);
  return GTK_WIDGET (self);
}

void
pilot_checks_page_show_run (PilotChecksPage *self, const char *run_id)
{
  pilot_run_chooser_choose (self->run_chooser, run_id);
  /* Who comes from a run asks what the checks say of it: then it is not said that there was none. */
  if (self->preflight != NULL && run_id != NULL && !pilot_preflight_run_get_checking (self->preflight) && !was_checked (self) &&
      pilot_preflight_run_may_switch (self->preflight, NULL))
    check (self, NULL);
}
