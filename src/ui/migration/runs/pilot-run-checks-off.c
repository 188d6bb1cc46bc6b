/* pilot-run-checks-off.c: the checks that are switched off for a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-checks-off.h"

#include "pilot-edit.h"
#include "pilot-preflight.h"
#include "pilot-switch-off-dialog.h"

#include <glib/gi18n-lib.h>

struct _PilotRunChecksOff
{
  AdwPreferencesGroup parent_instance;

  PilotContext *context; /* (owned) */
  PilotRecord *run;      /* (owned) (nullable) */
  GSimpleActionGroup *actions; /* (owned) */
  GPtrArray *rows;       /* (owned) (element-type GtkWidget): borrowed from the group */
  GtkWidget *menu_button;
};

/* What the dialog is about. */
typedef struct
{
  PilotRunChecksOff *widget; /* not owned: the dialog asks no longer once it is gone */
  char *run_id;              /* (owned) */
  char *rule;                /* (owned) */
} Request;

G_DEFINE_FINAL_TYPE (PilotRunChecksOff, pilot_run_checks_off, ADW_TYPE_PREFERENCES_GROUP)

static void
request_free (gpointer data)
{
  Request *self = data;

  g_free (self->run_id);
  g_free (self->rule);
  g_free (self);
}

static void
save (PilotRunChecksOff *self, const char *rule, const char *reason)
{
  g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_RUN);
  g_autofree char *off = pilot_preflight_make_off (self->run, rule, reason);

  pilot_record_set_text (changes, PILOT_FIELD_ID, pilot_record_get_id (self->run));
  pilot_record_set_text (changes, PILOT_RUN_RULES_OFF, *off != '\0' ? off : NULL);
  pilot_edit_save (self->context, changes, NULL, NULL);
}

static void
reason_given_cb (const char *reason, gpointer user_data)
{
  Request *request = user_data;
  PilotRunChecksOff *self = request->widget;

  /* Another run may be shown by now. */
  if (self->run != NULL && g_strcmp0 (pilot_record_get_id (self->run), request->run_id) == 0)
    save (self, request->rule, reason);
}

static void
switch_off_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotRunChecksOff *self = user_data;
  const PilotPreflightRule *rule = pilot_preflight_find_rule (g_variant_get_string (parameter, NULL));
  Request *request;

  if (rule == NULL || self->run == NULL)
    return;
  request = g_new0 (Request, 1);
  request->widget = self;
  request->run_id = g_strdup (pilot_record_get_id (self->run));
  request->rule = g_strdup (rule->key);
  pilot_switch_off_dialog_show (GTK_WIDGET (self), _(rule->title), reason_given_cb, G_OBJECT (self), request, request_free);
}

static void
switch_on_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotRunChecksOff *self = user_data;

  /* The button goes with its row. */
  gtk_widget_grab_focus (self->menu_button);
  if (self->run != NULL)
    save (self, g_variant_get_string (parameter, NULL), NULL);
}

/* The checks that are on, by group; not in submenus: who leaves one by Escape has no working keyboard after it. */
static GMenuModel *
make_menu (const PilotRecord *run)
{
  GMenu *menu = g_menu_new ();
  guint n_rules;
  const PilotPreflightRule *rules = pilot_preflight_get_rules (&n_rules);

  for (guint group = 0; group < PILOT_N_CHECK_GROUPS; group++)
    {
      g_autoptr (GMenu) section = g_menu_new ();

      for (guint i = 0; i < n_rules; i++)
        {
          g_autofree char *off = pilot_preflight_find_off (run, rules[i].key);
          g_autoptr (GMenuItem) item = NULL;

          if (rules[i].group != group || off != NULL)
            continue;
          item = g_menu_item_new (_(rules[i].title), NULL);
          g_menu_item_set_action_and_target (item, "checks-off.switch-off", "s", rules[i].key);
          g_menu_append_item (section, item);
        }
      if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
        g_menu_append_section (menu, _(pilot_check_group_get_title (group)), G_MENU_MODEL (section));
    }
  return G_MENU_MODEL (menu);
}

static void
add_row (PilotRunChecksOff *self, const PilotPreflightRule *rule, const char *off, gboolean frozen)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *on = gtk_button_new_with_label (_("Switch On"));
  /* Translators: %s is the title of a check */
  g_autofree char *name = g_strdup_printf (_("Switch on “%s”"), _(rule->title));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(rule->title));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), off);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (on, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (on, !frozen);
  gtk_accessible_update_property (GTK_ACCESSIBLE (on), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (on), "s", rule->key);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (on), "checks-off.switch-on");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), on);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
fill (PilotRunChecksOff *self, gboolean frozen)
{
  guint n_rules;
  const PilotPreflightRule *rules = pilot_preflight_get_rules (&n_rules);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < n_rules; i++)
    {
      g_autofree char *off = pilot_preflight_find_off (self->run, rules[i].key);

      if (off != NULL)
        add_row (self, &rules[i], off, frozen);
    }
}

static void
pilot_run_checks_off_dispose (GObject *object)
{
  PilotRunChecksOff *self = PILOT_RUN_CHECKS_OFF (object);

  g_clear_pointer (&self->run, pilot_record_unref);
  g_clear_object (&self->actions);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_run_checks_off_parent_class)->dispose (object);
}

static void
pilot_run_checks_off_finalize (GObject *object)
{
  g_ptr_array_unref (PILOT_RUN_CHECKS_OFF (object)->rows);
  G_OBJECT_CLASS (pilot_run_checks_off_parent_class)->finalize (object);
}

static void
pilot_run_checks_off_class_init (PilotRunChecksOffClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_run_checks_off_dispose;
  G_OBJECT_CLASS (klass)->finalize = pilot_run_checks_off_finalize;
}

static void
pilot_run_checks_off_init (PilotRunChecksOff *self)
{
  static const GActionEntry entries[] = {
    { .name = "switch-off", .activate = switch_off_cb, .parameter_type = "s" },
    { .name = "switch-on", .activate = switch_on_cb, .parameter_type = "s" },
  };

  self->rows = g_ptr_array_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "checks-off", G_ACTION_GROUP (self->actions));
  self->menu_button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->menu_button), _("S_witch Off a Check"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (self->menu_button), TRUE);
  gtk_widget_set_valign (self->menu_button, GTK_ALIGN_CENTER);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Checks Switched Off"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->menu_button);
}

GtkWidget *
pilot_run_checks_off_new (PilotContext *context)
{
  PilotRunChecksOff *self = g_object_new (PILOT_TYPE_RUN_CHECKS_OFF, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

void
pilot_run_checks_off_show (PilotRunChecksOff *self, PilotRecord *run, const char *reason)
{
  const char *shown = self->run != NULL ? pilot_record_get_text (self->run, PILOT_RUN_RULES_OFF) : NULL;
  gboolean frozen = !gtk_widget_get_visible (self->menu_button);
  g_autoptr (GMenuModel) menu = NULL;

  /* The same again is shown already: what has the focus keeps it. */
  if (self->run == NULL || frozen != (reason != NULL) || g_strcmp0 (shown, pilot_record_get_text (run, PILOT_RUN_RULES_OFF)) != 0
      || g_strcmp0 (pilot_record_get_id (self->run), pilot_record_get_id (run)) != 0)
    {
      g_clear_pointer (&self->run, pilot_record_unref);
      self->run = pilot_record_ref (run);
      fill (self, reason != NULL);
      menu = make_menu (run);
      gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu_button), menu);
    }
  gtk_widget_set_visible (self->menu_button, reason == NULL);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         reason != NULL        ? _("They are frozen with the run, and part of the closing report.")
                                         : self->rows->len > 0 ? NULL
                                                               : _("All checks count. One that doesn’t apply to this run can be switched off, with a reason."));
  gtk_widget_set_visible (GTK_WIDGET (self), reason == NULL || self->rows->len > 0);
}
