/* pilot-filter-bar.c: what a list is narrowed to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-filter-bar.h"

#include "pilot-combo.h"
#include "pilot-format.h"
#include "pilot-wrap-box.h"

#include <glib/gi18n-lib.h>

struct _PilotFilterBar
{
  GtkBox parent_instance;

  PilotContext *context; /* (owned) */
  const PilotSchema *schema;
  GtkWidget *drop_downs[PILOT_MAX_FIELDS]; /* (nullable): by field */
  PilotQuery query;      /* only its filters count */
  GtkBox *chips;
  gboolean setting;      /* a change by program, not by a person */
};

G_DEFINE_FINAL_TYPE (PilotFilterBar, pilot_filter_bar, GTK_TYPE_BOX)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
field_of (PilotFilterBar *self, GtkWidget *widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "pilot-field"));
}

/* How many ids there are, parted by commas. */
static char *
dup_chosen_label (const char *ids)
{
  guint n = 1;

  for (const char *c = ids; *c != '\0'; c++)
    n += *c == ',';
  return pilot_format_count (n);
}

static char *
dup_value_label (PilotFilterBar *self, const PilotField *field, const char *value)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);

  if (value == NULL)
    return g_strdup (_("none"));
  if (field == &self->schema->fields[PILOT_FIELD_ID])
    return dup_chosen_label (value);
  if (field->type == PILOT_FIELD_REF && workspace != NULL)
    return pilot_workspace_dup_title (workspace, field->ref, value);
  if (field->type == PILOT_FIELD_CHOICE)
    return g_strdup (_(pilot_choice_label (field->choices, value)));
  /* An id says nothing to a person. */
  return g_str_has_suffix (field->name, "_id") ? g_strdup (_("the same")) : g_strdup (value);
}

static char *
dup_filter_text (const char *label, const char *value)
{
  /* Translators: a filter of a list: name of a field, and the content that it must have */
  return g_strdup_printf (_("%s: %s"), label, value);
}

static void chip_clicked_cb (PilotFilterBar *self, GtkWidget *button);

static void
update_chips (PilotFilterBar *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_box_remove (self->chips, child);
  for (guint i = 0; i < self->query.n_filters; i++)
    {
      const PilotFilter *filter = &self->query.filters[i];
      const PilotField *field = &self->schema->fields[filter->field];
      g_autofree char *value = NULL;
      g_autofree char *text = NULL;
      g_autofree char *tip = NULL;
      GtkWidget *button;
      GtkWidget *box;
      GtkWidget *label;

      /* What a drop-down shows needs no chip; "empty" is not among its choices. */
      if (self->drop_downs[filter->field] != NULL && filter->value != NULL)
        continue;
      value = dup_value_label (self, field, filter->value);
      text = dup_filter_text (filter->field == PILOT_FIELD_ID ? _("Chosen records") : _(field->label), value);
      tip = g_strdup_printf (_("Remove the filter “%s”"), text);
      box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      label = gtk_label_new (text);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
      gtk_box_append (GTK_BOX (box), label);
      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
      button = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (button), box);
      gtk_widget_add_css_class (button, "chip");
      gtk_widget_set_tooltip_text (button, tip);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
      g_object_set_data (G_OBJECT (button), "pilot-field", GUINT_TO_POINTER (filter->field));
      g_signal_connect_object (button, "clicked", G_CALLBACK (chip_clicked_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->chips, button);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->chips), gtk_widget_get_first_child (GTK_WIDGET (self->chips)) != NULL);
}

static void
show_filters (PilotFilterBar *self)
{
  self->setting = TRUE;
  for (guint f = 0; f < self->schema->n_fields; f++)
    if (self->drop_downs[f] != NULL)
      {
        /* Position 0 is "any". */
        guint position = 0;

        for (guint i = 0; i < self->query.n_filters; i++)
          if (self->query.filters[i].field == f)
            position = (guint) (pilot_choice_find (self->schema->fields[f].choices, self->query.filters[i].value) + 1);
        gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drop_downs[f]), position);
      }
  self->setting = FALSE;
  update_chips (self);
}

static void
chip_clicked_cb (PilotFilterBar *self, GtkWidget *button)
{
  pilot_query_set_filter (&self->query, field_of (self, button), NULL, TRUE);
  show_filters (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
selected_cb (PilotFilterBar *self, GParamSpec *pspec, GtkDropDown *drop_down)
{
  guint field = field_of (self, GTK_WIDGET (drop_down));
  guint position = gtk_drop_down_get_selected (drop_down);

  if (position == 0)
    gtk_widget_remove_css_class (GTK_WIDGET (drop_down), "active-filter");
  else
    gtk_widget_add_css_class (GTK_WIDGET (drop_down), "active-filter");
  if (self->setting)
    return;
  pilot_query_set_filter (&self->query, field, position > 0 ? self->schema->fields[field].choices[position - 1].value : NULL,
                          position == 0);
  update_chips (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
setup_button_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  pilot_combo_add_label (item);
  gtk_label_set_ellipsize (GTK_LABEL (gtk_list_item_get_child (item)), PANGO_ELLIPSIZE_END);
}

/* What is chosen says of which field it is; in the list below it that goes without saying. */
static void
bind_button_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  const char *field = g_object_get_data (G_OBJECT (factory), "label");
  const char *value = gtk_string_object_get_string (gtk_list_item_get_item (item));
  g_autofree char *text = gtk_list_item_get_position (item) > 0 ? dup_filter_text (field, value) : g_strdup (value);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
setup_choice_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_list_item_set_child (item, box);
}

static void
mark_choice_cb (GtkDropDown *drop_down, GParamSpec *pspec, GtkListItem *item)
{
  GtkWidget *mark = gtk_widget_get_last_child (gtk_list_item_get_child (item));

  gtk_widget_set_opacity (mark, gtk_drop_down_get_selected (drop_down) == gtk_list_item_get_position (item) ? 1 : 0);
}

static void
bind_choice_cb (GtkSignalListItemFactory *factory, GtkListItem *item, GtkDropDown *drop_down)
{
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  gtk_label_set_text (GTK_LABEL (label), gtk_string_object_get_string (gtk_list_item_get_item (item)));
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (mark_choice_cb), item, 0);
  mark_choice_cb (drop_down, NULL, item);
}

static void
unbind_choice_cb (GtkSignalListItemFactory *factory, GtkListItem *item, GtkDropDown *drop_down)
{
  g_signal_handlers_disconnect_by_func (drop_down, mark_choice_cb, item);
}

static void
set_factories (GtkDropDown *drop_down, const char *label)
{
  g_autoptr (GtkListItemFactory) button = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) choices = gtk_signal_list_item_factory_new ();

  g_object_set_data (G_OBJECT (button), "label", (gpointer) label);
  g_signal_connect_object (button, "setup", G_CALLBACK (setup_button_cb), drop_down, 0);
  g_signal_connect_object (button, "bind", G_CALLBACK (bind_button_cb), drop_down, 0);
  g_signal_connect_object (choices, "setup", G_CALLBACK (setup_choice_cb), drop_down, 0);
  g_signal_connect_object (choices, "bind", G_CALLBACK (bind_choice_cb), drop_down, 0);
  g_signal_connect_object (choices, "unbind", G_CALLBACK (unbind_choice_cb), drop_down, 0);
  gtk_drop_down_set_factory (drop_down, button);
  gtk_drop_down_set_list_factory (drop_down, choices);
}

static GtkWidget *
make_drop_down (PilotFilterBar *self, guint f)
{
  const PilotField *field = &self->schema->fields[f];
  GtkStringList *labels = gtk_string_list_new (NULL);
  /* Translators: a drop-down that filters a list by a field: the field may have any content */
  g_autofree char *any = g_strdup_printf (_("%s: any"), _(field->label));
  g_autofree char *name = g_strdup_printf (_("Filter by %s"), _(field->label));
  GtkWidget *drop_down;

  gtk_string_list_append (labels, any);
  for (guint i = 0; field->choices[i].value != NULL; i++)
    gtk_string_list_append (labels, _(field->choices[i].label));
  drop_down = gtk_drop_down_new (G_LIST_MODEL (labels), NULL);
  set_factories (GTK_DROP_DOWN (drop_down), _(field->label));
  gtk_widget_set_tooltip_text (drop_down, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (drop_down), "pilot-field", GUINT_TO_POINTER (f));
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  return drop_down;
}

static void
pilot_filter_bar_finalize (GObject *object)
{
  PilotFilterBar *self = PILOT_FILTER_BAR (object);

  g_clear_object (&self->context);
  pilot_query_clear (&self->query);
  G_OBJECT_CLASS (pilot_filter_bar_parent_class)->finalize (object);
}

static void
pilot_filter_bar_class_init (PilotFilterBarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_filter_bar_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
pilot_filter_bar_init (PilotFilterBar *self)
{
  self->chips = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
}

GtkWidget *
pilot_filter_bar_new (PilotContext *context, const PilotSchema *schema)
{
  PilotFilterBar *self = g_object_new (PILOT_TYPE_FILTER_BAR, NULL);
  GtkWidget *lines = g_object_new (PILOT_TYPE_WRAP_BOX, "hexpand", TRUE, NULL);

  self->context = g_object_ref (context);
  self->schema = schema;
  pilot_query_init (&self->query, schema->entity);
  gtk_box_append (GTK_BOX (self), lines);
  gtk_widget_set_parent (GTK_WIDGET (self->chips), lines);
  gtk_widget_set_visible (GTK_WIDGET (self->chips), FALSE);
  for (guint f = PILOT_FIELD_FIRST; f < schema->n_fields; f++)
    if (schema->fields[f].type == PILOT_FIELD_CHOICE && schema->fields[f].choices != NULL)
      {
        self->drop_downs[f] = make_drop_down (self, f);
        gtk_widget_set_parent (self->drop_downs[f], lines);
      }
  return GTK_WIDGET (self);
}

void
pilot_filter_bar_set_filters (PilotFilterBar *self, const PilotQuery *query)
{
  g_auto (PilotQuery) filters = { .entity = self->query.entity, .sort_field = self->query.sort_field };

  for (guint i = 0; query != NULL && i < query->n_filters; i++)
    pilot_query_set_filter (&filters, query->filters[i].field, query->filters[i].value, FALSE);
  if (pilot_query_equal (&filters, &self->query))
    return;
  pilot_query_clear (&self->query);
  pilot_query_copy (&filters, &self->query);
  show_filters (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
pilot_filter_bar_clear (PilotFilterBar *self)
{
  pilot_filter_bar_set_filters (self, NULL);
}

void
pilot_filter_bar_apply (PilotFilterBar *self, PilotQuery *query)
{
  for (guint i = 0; i < self->query.n_filters; i++)
    pilot_query_set_filter (query, self->query.filters[i].field, self->query.filters[i].value, FALSE);
}

gboolean
pilot_filter_bar_get_active (PilotFilterBar *self)
{
  return self->query.n_filters > 0;
}

void
pilot_filter_bar_leave_out (PilotFilterBar *self, guint field)
{
  if (self->drop_downs[field] != NULL)
    gtk_widget_set_visible (self->drop_downs[field], FALSE);
}
