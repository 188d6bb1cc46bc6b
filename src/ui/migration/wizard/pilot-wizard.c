/* pilot-wizard.c: phase A step by step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-wizard.h"

#include "pilot-project-form.h"
#include "pilot-step-panel.h"
#include "pilot-step-text.h"
#include "pilot-window.h"
#include "pilot-wizard-pages.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_PAGES 16

struct _PilotWizard
{
  AdwWindow parent_instance;

  PilotContext *context;     /* (owned) */
  PilotMigration *migration; /* (owned) */
  gboolean placed;           /* a page was shown: by request, or where the work goes on */
  gboolean wanted;           /* a step was asked for */
  guint page;
  GtkListBoxRow *rows[MAX_PAGES];
  GtkImage *icons[MAX_PAGES];

  AdwWindowTitle *window_title;
  GtkButton *close_button;
  GtkButton *back_button;
  GtkButton *forward_button;
  AdwToastOverlay *toast_overlay;
  GtkListBox *list;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (PilotWizard, pilot_wizard, ADW_TYPE_WINDOW)

static gboolean
is_here (PilotWizard *self, guint index)
{
  guint n;
  const PilotWizardPage *pages = pilot_wizard_pages_get (&n);

  return index < n && pilot_wizard_pages_judge (self->migration, &pages[index]) != PILOT_STEP_NOT_HERE;
}

/* The next page that is there, or the same. */
static guint
beside (PilotWizard *self, int by)
{
  guint n;
  guint at = self->page;

  pilot_wizard_pages_get (&n);
  do
    at += (guint) by;
  while (at < n && !is_here (self, at));
  return at < n ? at : self->page;
}

static void
show_page (PilotWizard *self, guint index)
{
  guint n;
  const PilotWizardPage *page = &pilot_wizard_pages_get (&n)[index];
  g_autofree char *subtitle = NULL;
  guint n_here = 0;
  guint number = 0;

  if (gtk_stack_get_child_by_name (self->stack, page->name) == NULL)
    gtk_stack_add_named (self->stack, page->create (self->context, page->steps), page->name);
  self->page = index;
  gtk_stack_set_visible_child_name (self->stack, page->name);
  gtk_list_box_select_row (self->list, self->rows[index]);
  for (guint i = 0; i < n; i++)
    if (is_here (self, i))
      {
        n_here++;
        if (i <= index)
          number++;
      }
  /* Translators: which page of how many */
  subtitle = g_strdup_printf (_("%u of %u"), number, n_here);
  adw_window_title_set_subtitle (self->window_title, subtitle);
  gtk_widget_set_sensitive (GTK_WIDGET (self->back_button), beside (self, -1) != index);
  gtk_widget_set_sensitive (GTK_WIDGET (self->forward_button), beside (self, 1) != index);
  /* Enter goes on, never back; who goes through the list stays in it. */
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->rows[index]));
  else
    gtk_widget_grab_focus (GTK_WIDGET (beside (self, 1) != index ? self->forward_button : self->close_button));
}

/* Whether something was done, or only decided: who did has read the first page. */
static gboolean
is_begun (PilotWizard *self)
{
  guint n;
  const PilotWizardPage *pages = pilot_wizard_pages_get (&n);

  for (guint i = 0; i < n; i++)
    for (guint s = 0; s < PILOT_WIZARD_MAX_STEPS && pages[i].steps[s] != NULL; s++)
      {
        PilotPlanRow *row = pilot_migration_find_row (self->migration, pages[i].steps[s]);
        PilotStepStanding standing = row != NULL ? pilot_plan_row_get_standing (row) : PILOT_STEP_NOT_HERE;

        if (standing == PILOT_STEP_WAITING || (standing != PILOT_STEP_NOT_HERE && pilot_plan_settles (standing)))
          return TRUE;
      }
  return FALSE;
}

/* Where the work goes on: the first page on which something can be done, or is waited for. */
static guint
find_current (PilotWizard *self)
{
  static const PilotStepStanding wanted[] = { PILOT_STEP_READY, PILOT_STEP_WAITING };
  guint n;
  const PilotWizardPage *pages = pilot_wizard_pages_get (&n);

  if (!is_begun (self))
    return 0;
  for (guint w = 0; w < G_N_ELEMENTS (wanted); w++)
    for (guint i = 0; i < n; i++)
      if (pilot_wizard_pages_judge (self->migration, &pages[i]) == wanted[w])
        return i;
  return n - 1;
}

static void
update (PilotWizard *self)
{
  guint n;
  const PilotWizardPage *pages = pilot_wizard_pages_get (&n);

  if (pilot_migration_get_facts (self->migration) == NULL)
    return;
  for (guint i = 0; i < n; i++)
    {
      PilotStepStanding standing = pilot_wizard_pages_judge (self->migration, &pages[i]);

      gtk_widget_set_visible (GTK_WIDGET (self->rows[i]), standing != PILOT_STEP_NOT_HERE);
      if (pages[i].steps[0] != NULL)
        pilot_standing_show (standing, self->icons[i]);
      else
        gtk_image_set_from_icon_name (self->icons[i], "help-about-symbolic");
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->rows[i]), pages[i].steps[0] != NULL ? _(pilot_standing_get_look (standing)->label) : NULL);
    }
  if (!self->placed)
    {
      self->placed = TRUE;
      show_page (self, self->wanted ? self->page : find_current (self));
    }
}

static void
row_selected_cb (PilotWizard *self, GtkListBoxRow *row)
{
  if (row != NULL && gtk_list_box_row_get_index (row) != (int) self->page)
    show_page (self, (guint) gtk_list_box_row_get_index (row));
}

static void
back_cb (PilotWizard *self)
{
  show_page (self, beside (self, -1));
}

static void
forward_cb (PilotWizard *self)
{
  show_page (self, beside (self, 1));
}

/* Tab would go from row to row, and with it from page to page: it leaves the list, arrows go through it. */
static gboolean
tab_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  PilotWizard *self = user_data;

  return gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static gboolean
back_tab_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  PilotWizard *self = user_data;

  return gtk_widget_grab_focus (GTK_WIDGET (self->close_button));
}

static void
add_tab (PilotWizard *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Tab, 0), gtk_callback_action_new (tab_cb, self, NULL)));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Tab, GDK_SHIFT_MASK),
                                                          gtk_callback_action_new (back_tab_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

/* FALSE: something that was typed below @widget can't be saved; it says why. */
static gboolean
leave (GtkWidget *widget)
{
  PilotProjectForm *form = g_object_get_data (G_OBJECT (widget), PILOT_WIZARD_FORM);
  gboolean go = form == NULL || pilot_project_form_leave (form);

  if (PILOT_IS_STEP_PANEL (widget))
    return pilot_step_panel_leave (PILOT_STEP_PANEL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && go; child = gtk_widget_get_next_sibling (child))
    go = leave (child);
  return go;
}

/* What is wrong may be out of sight. */
static void
focus_wrong (GtkWidget *page)
{
  PilotProjectForm *form = g_object_get_data (G_OBJECT (page), PILOT_WIZARD_FORM);

  if (form != NULL)
    pilot_project_form_focus_wrong (form);
}

/* What was typed and not yet applied is meant to be kept; what can't be saved holds the window open once. */
static gboolean
pilot_wizard_close_request (GtkWindow *window)
{
  PilotWizard *self = PILOT_WIZARD (window);
  guint n;
  const PilotWizardPage *pages = pilot_wizard_pages_get (&n);

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *page = gtk_stack_get_child_by_name (self->stack, pages[i].name);

      if (page != NULL && !leave (page))
        {
          show_page (self, i);
          focus_wrong (page);
          return TRUE;
        }
    }
  return GTK_WINDOW_CLASS (pilot_wizard_parent_class)->close_request (window);
}

static void
pilot_wizard_dispose (GObject *object)
{
  PilotWizard *self = PILOT_WIZARD (object);

  g_clear_object (&self->migration);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_wizard_parent_class)->dispose (object);
}

static void
pilot_wizard_class_init (PilotWizardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_wizard_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = pilot_wizard_close_request;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/migration/wizard/pilot-wizard.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotWizard, window_title);
  gtk_widget_class_bind_template_child (widget_class, PilotWizard, close_button);
  gtk_widget_class_bind_template_child (widget_class, PilotWizard, back_button);
  gtk_widget_class_bind_template_child (widget_class, PilotWizard, forward_button);
  gtk_widget_class_bind_template_child (widget_class, PilotWizard, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, PilotWizard, list);
  gtk_widget_class_bind_template_child (widget_class, PilotWizard, stack);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, forward_cb);
}

static void
pilot_wizard_init (PilotWizard *self)
{
  guint n;
  const PilotWizardPage *pages = pilot_wizard_pages_get (&n);

  gtk_widget_init_template (GTK_WIDGET (self));
  pilot_window_take_toasts (GTK_WINDOW (self), self->toast_overlay);
  add_tab (self);
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
      GtkWidget *label = gtk_label_new (_(pages[i].title));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_widget_set_margin_top (box, 6);
      gtk_widget_set_margin_bottom (box, 6);
      self->icons[i] = GTK_IMAGE (gtk_image_new ());
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->icons[i]));
      gtk_box_append (GTK_BOX (box), label);
      self->rows[i] = GTK_LIST_BOX_ROW (gtk_list_box_row_new ());
      gtk_list_box_row_set_child (self->rows[i], box);
      gtk_list_box_append (self->list, GTK_WIDGET (self->rows[i]));
    }
}

static PilotWizard *
find_open (PilotContext *context)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (PILOT_IS_WIZARD (window) && PILOT_WIZARD (window)->context == context && gtk_widget_get_visible (window))
        return PILOT_WIZARD (window);
    }
  return NULL;
}

PilotWizard *
pilot_wizard_present (PilotContext *context, GtkWidget *parent, const char *key)
{
  PilotWizard *self = find_open (context);
  gboolean known = self != NULL;

  if (!known)
    {
      self = g_object_new (PILOT_TYPE_WIZARD, NULL);
      self->context = g_object_ref (context);
      self->migration = g_object_ref (pilot_context_get_migration (context));
      g_signal_connect_object (self->migration, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  pilot_wizard_show_step (self, key);
  if (known)
    gtk_window_present (GTK_WINDOW (self));
  else
    pilot_window_present_dialog (GTK_WINDOW (self), context, parent);
  return self;
}

void
pilot_wizard_show_step (PilotWizard *self, const char *key)
{
  guint n;
  const PilotWizardPage *pages = pilot_wizard_pages_get (&n);

  for (guint i = 0; key != NULL && i < n; i++)
    for (guint s = 0; s < PILOT_WIZARD_MAX_STEPS && pages[i].steps[s] != NULL; s++)
      if (strcmp (pages[i].steps[s], key) == 0)
        {
          self->page = i;
          self->wanted = TRUE;
        }
  self->placed = FALSE;
  update (self);
}

const char *
pilot_wizard_get_page (PilotWizard *self)
{
  guint n;

  return pilot_wizard_pages_get (&n)[self->page].name;
}
