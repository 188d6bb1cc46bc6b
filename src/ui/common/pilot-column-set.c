/* pilot-column-set.c: the columns of a list, as the schema has them and the person wants them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-column-set.h"

#include "pilot-column-sorter.h"
#include "pilot-row.h"
#include "pilot-short-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SAVE_DELAY_MSECS 400
#define TITLE_MIN_CHARS 24
#define MAX_CHARS 22
#define ARROW_WIDTH 20  /* of the sign of the order, in a heading; a heading is bold */
#define CELL_CHARS 300
#define CELL_PADDING 18 /* on both sides of a cell, and the line between */
#define LIST_ITEM_KEY "pilot-list-item"
#define SET_KEY "pilot-column-set"

struct _PilotColumnSet
{
  GObject parent_instance;

  PilotColumnTextFunc text_func; /* (nullable) */
  gpointer text_data;
  GtkColumnView *view; /* not owned: the view's page owns this */
  const PilotSchema *schema;
  GSettings *settings;         /* (owned) */
  GSimpleActionGroup *actions; /* (owned) */
  GMenu *menu;                 /* (owned) */
  GtkColumnViewColumn *columns[PILOT_MAX_FIELDS]; /* (owned) (nullable): by field */
  int widths[PILOT_MAX_FIELDS]; /* by field; in application pixels, -1: by itself */
  guint lead_field; /* of the column that comes first, takes the room that is left, and tells of what waits */
  guint sort_field; /* without a remembered order */
  gboolean descending;
  guint save_id;
  guint reset_id;
};

G_DEFINE_FINAL_TYPE (PilotColumnSet, pilot_column_set, G_TYPE_OBJECT)

enum {
  SIGNAL_SORT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* How many characters a value of the kind has as a rule; the first line that fits counts. */
static const struct
{
  PilotFieldType type;
  PilotCheck check;
  int n_chars;
} typical_lengths[] = {
  { PILOT_FIELD_INTEGER, PILOT_CHECK_NONE, 6 },   { PILOT_FIELD_BOOLEAN, PILOT_CHECK_NONE, 5 },
  { PILOT_FIELD_DATE, PILOT_CHECK_NONE, 12 },     { PILOT_FIELD_TIME, PILOT_CHECK_NONE, 18 },
  { PILOT_FIELD_REF, PILOT_CHECK_NONE, 20 },      { PILOT_FIELD_TEXT, PILOT_CHECK_COUNTRY, 4 },
  { PILOT_FIELD_TEXT, PILOT_CHECK_LANGUAGE, 6 },  { PILOT_FIELD_TEXT, PILOT_CHECK_CURRENCY, 4 },
  { PILOT_FIELD_TEXT, PILOT_CHECK_EMAIL, 21 },    { PILOT_FIELD_TEXT, PILOT_CHECK_PHONE, 17 },
  { PILOT_FIELD_TEXT, PILOT_CHECK_URL, 26 },      { PILOT_FIELD_TEXT, PILOT_CHECK_NONE, 14 },
};

static int
text_width (GtkWidget *widget, const char *text)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

static int
typical_width (GtkWidget *widget, const PilotField *field)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics;
  int n_chars = MAX_CHARS;
  int width = 0;

  if (field->type == PILOT_FIELD_CHOICE)
    for (guint i = 0; field->choices != NULL && field->choices[i].value != NULL; i++)
      width = MAX (width, text_width (widget, _(field->choices[i].label)));
  for (guint i = 0; i < G_N_ELEMENTS (typical_lengths); i++)
    if (typical_lengths[i].type == field->type && typical_lengths[i].check == field->check)
      n_chars = typical_lengths[i].n_chars;
  metrics = pango_context_get_metrics (context, NULL, NULL);
  n_chars *= pango_font_metrics_get_approximate_char_width (metrics);
  pango_font_metrics_unref (metrics);
  if (field->type == PILOT_FIELD_CHOICE)
    return MIN (width, PANGO_PIXELS (n_chars));
  return PANGO_PIXELS (n_chars);
}

/* What names a record; where that is empty for some, what names those; where nothing does, what is listed first: an id tells
 * a person nothing. */
static guint
find_lead (const PilotSchema *schema)
{
  if (schema->title_else != PILOT_FIELD_ID)
    return schema->title_else;
  if (schema->title_field != PILOT_FIELD_ID)
    return schema->title_field;
  for (guint f = PILOT_FIELD_FIRST; f < schema->n_fields; f++)
    if ((schema->fields[f].flags & PILOT_FIELD_LISTED) != 0)
      return f;
  return schema->title_field;
}

/* As wide as its values, and its heading with the arrow, are as a rule; the title takes what is left. */
static int
default_width (PilotColumnSet *self, guint field)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  int heading;

  if (field == self->lead_field)
    return -1;
  heading = text_width (view, _(self->schema->fields[field].label)) * 11 / 10 + ARROW_WIDTH;
  return MAX (heading, typical_width (view, &self->schema->fields[field])) + CELL_PADDING;
}

/* One inscription in each cell: it does not ask for a size that depends on its text, so a row scrolls in without a
 * new layout of the column. */
static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  /* An inscription's alignment does not follow the direction. */
  gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), gtk_widget_get_direction (cell) == GTK_TEXT_DIR_RTL ? 1 : 0);
  if (pilot_column_sorter_is_title (user_data))
    gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), TITLE_MIN_CHARS);
  g_object_set_data (G_OBJECT (cell), LIST_ITEM_KEY, item);
  gtk_list_item_set_child (item, cell);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  PilotRow *row = gtk_list_item_get_item (item);
  guint field = pilot_column_sorter_get_field (user_data);
  PilotColumnSet *self = g_object_get_data (G_OBJECT (factory), SET_KEY);
  char *text = self != NULL && self->text_func != NULL ? self->text_func (row, field, self->text_data) : NULL;

  if (text == NULL)
    text = pilot_row_dup_display (row, field);
  /* Notes may have pages; what is laid out of them is what a cell can show. */
  if (strlen (text) > CELL_CHARS)
    {
      char *whole = text;

      text = pilot_short_line (whole, CELL_CHARS);
      g_free (whole);
    }
  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)), text);
  g_free (text);
}

/* The leading one also shows whether a change of the record waits to be sent. */
static void
bind_lead_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  gboolean pending = pilot_row_get_pending (gtk_list_item_get_item (item));

  bind_cb (factory, item, user_data);
  if (pending != gtk_widget_has_css_class (cell, "pending"))
    {
      if (pending)
        {
          gtk_widget_add_css_class (cell, "pending");
          gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                          _("waits to be sent"), -1);
        }
      else
        {
          gtk_widget_remove_css_class (cell, "pending");
          gtk_accessible_reset_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
        }
    }
}

static char *
width_key (PilotColumnSet *self, guint field)
{
  return g_strconcat (self->schema->name, ".", self->schema->fields[field].name, NULL);
}

/* GTK 4.8 gives hidden columns of a fixed width room that it then lacks (and from right to left draws the rows beside
 * the headers): so only what is shown has one. */
static void
show_column (PilotColumnSet *self, guint field, gboolean visible)
{
  GtkColumnViewColumn *column = self->columns[field];

  if (!visible && gtk_column_view_column_get_visible (column))
    self->widths[field] = gtk_column_view_column_get_fixed_width (column);
  gtk_column_view_column_set_visible (column, visible);
  gtk_column_view_column_set_fixed_width (column, visible ? self->widths[field] : -1);
}

static void
save_widths (PilotColumnSet *self)
{
  g_autoptr (GVariant) before = g_settings_get_value (self->settings, "column-widths");
  GVariantBuilder builder;
  GVariantIter iter;
  const char *key;
  int width;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{si}"));
  g_variant_iter_init (&iter, before);
  while (g_variant_iter_next (&iter, "{&si}", &key, &width))
    if (!g_str_has_prefix (key, self->schema->name) || key[strlen (self->schema->name)] != '.')
      g_variant_builder_add (&builder, "{si}", key, width);
  for (guint f = 0; f < self->schema->n_fields; f++)
    if (self->columns[f] != NULL)
      {
        g_autofree char *name = width_key (self, f);

        if (gtk_column_view_column_get_visible (self->columns[f]))
          self->widths[f] = gtk_column_view_column_get_fixed_width (self->columns[f]);
        width = self->widths[f];
        if (width > 0 && width != default_width (self, f))
          g_variant_builder_add (&builder, "{si}", name, width);
      }
  g_settings_set_value (self->settings, "column-widths", g_variant_builder_end (&builder));
}

static void
save_columns (PilotColumnSet *self)
{
  g_autoptr (GVariant) before = g_settings_get_value (self->settings, "columns");
  g_autoptr (GArray) visible = pilot_column_set_get_visible (self);
  GVariantBuilder builder;
  GVariantIter iter;
  GVariant *names;
  const char *list;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sas}"));
  g_variant_iter_init (&iter, before);
  while (g_variant_iter_next (&iter, "{&s@as}", &list, &names))
    {
      if (!g_str_equal (list, self->schema->name))
        g_variant_builder_add (&builder, "{s@as}", list, names);
      g_variant_unref (names);
    }
  g_variant_builder_open (&builder, G_VARIANT_TYPE ("{sas}"));
  g_variant_builder_add (&builder, "s", self->schema->name);
  g_variant_builder_open (&builder, G_VARIANT_TYPE ("as"));
  for (guint i = 0; i < visible->len; i++)
    g_variant_builder_add (&builder, "s", self->schema->fields[g_array_index (visible, guint, i)].name);
  g_variant_builder_close (&builder);
  g_variant_builder_close (&builder);
  g_settings_set_value (self->settings, "columns", g_variant_builder_end (&builder));
}

static void
save_sort (PilotColumnSet *self)
{
  g_autoptr (GVariant) before = g_settings_get_value (self->settings, "sorts");
  GVariantBuilder builder;
  GVariantIter iter;
  const char *list;
  const char *name;
  gboolean descending;
  guint field;

  pilot_column_set_get_sort (self, &field, &descending);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{s(sb)}"));
  g_variant_builder_add (&builder, "{s(sb)}", self->schema->name, self->schema->fields[field].name, descending);
  g_variant_iter_init (&iter, before);
  while (g_variant_iter_next (&iter, "{&s(&sb)}", &list, &name, &descending))
    if (!g_str_equal (list, self->schema->name))
      g_variant_builder_add (&builder, "{s(sb)}", list, name, descending);
  g_settings_set_value (self->settings, "sorts", g_variant_builder_end (&builder));
}

static gboolean
save_cb (gpointer user_data)
{
  PilotColumnSet *self = user_data;

  self->save_id = 0;
  save_columns (self);
  save_widths (self);
  save_sort (self);
  return G_SOURCE_REMOVE;
}

static void
save_soon (PilotColumnSet *self)
{
  if (self->save_id == 0)
    self->save_id = g_timeout_add (SAVE_DELAY_MSECS, save_cb, self);
}

static void
sorter_changed_cb (PilotColumnSet *self)
{
  save_soon (self);
  g_signal_emit (self, signals[SIGNAL_SORT_CHANGED], 0);
}

static void
toggle_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  PilotColumnSet *self = user_data;
  int field = pilot_schema_find_field (self->schema, g_action_get_name (G_ACTION (action)));
  g_autoptr (GArray) visible = pilot_column_set_get_visible (self);

  /* A list without a column shows nothing that could be clicked to get one back. */
  if (field < 0 || (!g_variant_get_boolean (value) && visible->len <= 1))
    return;
  g_simple_action_set_state (action, value);
  show_column (self, (guint) field, g_variant_get_boolean (value));
  save_soon (self);
}

static void
add_column (PilotColumnSet *self, guint f, gboolean visible, GVariant *widths)
{
  const PilotField *field = &self->schema->fields[f];
  g_autoptr (GtkColumnViewColumn) column = NULL;
  g_autoptr (GtkSorter) sorter = pilot_column_sorter_new (f, f == self->lead_field);
  g_autoptr (GSimpleAction) action = NULL;
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autofree char *key = width_key (self, f);
  int width = default_width (self, f);

  g_object_set_data (G_OBJECT (factory), SET_KEY, self);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), sorter, 0);
  if (f == self->lead_field)
    g_signal_connect_object (factory, "bind", G_CALLBACK (bind_lead_cb), sorter, 0);
  else
    g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), sorter, 0);
  g_variant_lookup (widths, key, "i", &width);
  column = gtk_column_view_column_new (_(field->label), factory);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_resizable (column, TRUE);
  self->widths[f] = width < 0 ? -1 : CLAMP (width, 40, 2000);
  gtk_column_view_column_set_expand (column, f == self->lead_field);
  gtk_column_view_column_set_header_menu (column, G_MENU_MODEL (self->menu));
  self->columns[f] = g_object_ref (column);
  show_column (self, f, visible);
  gtk_column_view_append_column (self->view, column);
  g_signal_connect_object (column, "notify::fixed-width", G_CALLBACK (save_soon), self, G_CONNECT_SWAPPED);

  action = g_simple_action_new_stateful (field->name, NULL, g_variant_new_boolean (visible));
  g_signal_connect_object (action, "change-state", G_CALLBACK (toggle_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
}

static gboolean
is_column (const PilotSchema *schema, guint field)
{
  return field != PILOT_FIELD_ID && field != PILOT_FIELD_REVISION;
}

/* Shown while nobody chose. What is sorted by a time of its own happened then, and changes no more. */
static gboolean
is_listed (PilotColumnSet *self, guint field)
{
  return (self->schema->fields[field].flags & PILOT_FIELD_LISTED) != 0
         && (field != PILOT_FIELD_UPDATED_AT || self->schema->fields[self->sort_field].type != PILOT_FIELD_TIME);
}

/* The remembered ones first, in their order; then the rest, hidden. */
static void
add_columns (PilotColumnSet *self)
{
  g_autoptr (GVariant) all = g_settings_get_value (self->settings, "columns");
  g_autoptr (GVariant) widths = g_settings_get_value (self->settings, "column-widths");
  g_auto (GStrv) wanted = NULL;

  g_variant_lookup (all, self->schema->name, "^as", &wanted);
  for (guint i = 0; wanted != NULL && wanted[i] != NULL; i++)
    {
      int field = pilot_schema_find_field (self->schema, wanted[i]);

      if (field >= 0 && is_column (self->schema, (guint) field) && self->columns[field] == NULL)
        add_column (self, (guint) field, TRUE, widths);
    }
  if (wanted == NULL || self->columns[self->lead_field] == NULL)
    add_column (self, self->lead_field, TRUE, widths);
  for (guint step = 0; step < 2; step++)
    for (guint f = 0; f < self->schema->n_fields; f++)
      {
        /* What the portal sets for every record comes last. */
        guint at = (f + PILOT_FIELD_FIRST) % self->schema->n_fields;
        gboolean listed = is_listed (self, at);

        if (is_column (self->schema, at) && self->columns[at] == NULL && listed == (step == 0))
          add_column (self, at, wanted == NULL && listed, widths);
      }
  for (guint f = 0; f < self->schema->n_fields; f++)
    {
      guint at = (f + PILOT_FIELD_FIRST) % self->schema->n_fields;
      g_autofree char *action = g_strconcat ("columns.", self->schema->fields[at].name, NULL);

      if (self->columns[at] != NULL)
        g_menu_append (self->menu, _(self->schema->fields[at].label), action);
    }
}

static void
remove_columns (PilotColumnSet *self)
{
  g_menu_remove_all (self->menu);
  for (guint f = 0; f < PILOT_MAX_FIELDS; f++)
    if (self->columns[f] != NULL)
      {
        g_object_set_data (G_OBJECT (gtk_column_view_column_get_factory (self->columns[f])), SET_KEY, NULL);
        gtk_column_view_remove_column (self->view, self->columns[f]);
        g_clear_object (&self->columns[f]);
      }
}

static gboolean
reset_cb (gpointer user_data)
{
  PilotColumnSet *self = user_data;

  self->reset_id = 0;
  g_clear_handle_id (&self->save_id, g_source_remove);
  remove_columns (self);
  add_columns (self);
  pilot_column_set_sort_by (self, self->sort_field, self->descending);
  return G_SOURCE_REMOVE;
}

/* The preferences reset several keys in one go; what this writes itself is no reset. */
static void
settings_cb (PilotColumnSet *self, const char *key)
{
  g_autoptr (GVariant) mine = g_settings_get_user_value (self->settings, key);

  if (mine != NULL)
    return;
  /* What was to be saved would come before the reset, and undo it. */
  g_clear_handle_id (&self->save_id, g_source_remove);
  if (self->reset_id == 0)
    self->reset_id = g_idle_add (reset_cb, self);
}

static void
pilot_column_set_dispose (GObject *object)
{
  PilotColumnSet *self = PILOT_COLUMN_SET (object);

  g_clear_handle_id (&self->reset_id, g_source_remove);
  if (self->save_id != 0)
    {
      g_source_remove (self->save_id);
      save_cb (self);
    }
  for (guint f = 0; f < PILOT_MAX_FIELDS; f++)
    {
      /* The view may bind once more. */
      if (self->columns[f] != NULL)
        g_object_set_data (G_OBJECT (gtk_column_view_column_get_factory (self->columns[f])), SET_KEY, NULL);
      g_clear_object (&self->columns[f]);
    }
  g_clear_object (&self->settings);
  g_clear_object (&self->actions);
  g_clear_object (&self->menu);
  G_OBJECT_CLASS (pilot_column_set_parent_class)->dispose (object);
}

static void
pilot_column_set_class_init (PilotColumnSetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_column_set_dispose;
  signals[SIGNAL_SORT_CHANGED] = g_signal_new ("sort-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                               NULL, G_TYPE_NONE, 0);
}

static void
pilot_column_set_init (PilotColumnSet *self)
{
  self->actions = g_simple_action_group_new ();
  self->menu = g_menu_new ();
}

PilotColumnSet *
pilot_column_set_new (GtkColumnView *view, const PilotSchema *schema, GSettings *settings, guint sort_field, gboolean descending)
{
  PilotColumnSet *self = g_object_new (PILOT_TYPE_COLUMN_SET, NULL);
  g_autoptr (GVariant) sorts = g_settings_get_value (settings, "sorts");
  const char *name = NULL;
  int field = -1;

  self->view = view;
  self->schema = schema;
  self->settings = g_object_ref (settings);
  self->lead_field = find_lead (schema);
  self->sort_field = sort_field != PILOT_FIELD_ID ? sort_field : self->lead_field;
  self->descending = descending;
  add_columns (self);
  if (g_variant_lookup (sorts, schema->name, "(&sb)", &name, &descending))
    field = pilot_schema_find_field (schema, name);
  if (field < 0 || self->columns[field] == NULL)
    field = (int) self->sort_field;
  pilot_column_set_sort_by (self, (guint) field, descending);
  g_signal_connect_object (gtk_column_view_get_sorter (view), "changed", G_CALLBACK (sorter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_columns (view), "items-changed", G_CALLBACK (save_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::columns", G_CALLBACK (settings_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::column-widths", G_CALLBACK (settings_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::sorts", G_CALLBACK (settings_cb), self, G_CONNECT_SWAPPED);
  return self;
}

GMenuModel *
pilot_column_set_get_menu (PilotColumnSet *self)
{
  return G_MENU_MODEL (self->menu);
}

GActionGroup *
pilot_column_set_get_actions (PilotColumnSet *self)
{
  return G_ACTION_GROUP (self->actions);
}

const PilotSchema *
pilot_column_set_get_schema (PilotColumnSet *self)
{
  return self->schema;
}

gboolean
pilot_column_set_has_field (PilotColumnSet *self, guint field)
{
  return field < PILOT_MAX_FIELDS && self->columns[field] != NULL;
}

void
pilot_column_set_get_sort (PilotColumnSet *self, guint *field, gboolean *descending)
{
  if (!pilot_column_sorter_read (self->view, field, descending))
    {
      *field = self->lead_field;
      *descending = FALSE;
    }
}

void
pilot_column_set_sort_by (PilotColumnSet *self, guint field, gboolean descending)
{
  g_return_if_fail (field < PILOT_MAX_FIELDS && self->columns[field] != NULL);
  /* Otherwise GTK 4.8 leaves the arrow of the column before. */
  gtk_column_view_sort_by_column (self->view, NULL, GTK_SORT_ASCENDING);
  gtk_column_view_sort_by_column (self->view, self->columns[field], descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

GArray *
pilot_column_set_get_visible (PilotColumnSet *self)
{
  GArray *visible = g_array_new (FALSE, FALSE, sizeof (guint));
  GListModel *columns = gtk_column_view_get_columns (self->view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      for (guint f = 0; f < PILOT_MAX_FIELDS; f++)
        if (self->columns[f] == column && gtk_column_view_column_get_visible (column))
          g_array_append_val (visible, f);
    }
  return visible;
}

GtkListItem *
pilot_column_set_get_list_item (GtkWidget *widget)
{
  for (; widget != NULL && !GTK_IS_COLUMN_VIEW (widget); widget = gtk_widget_get_parent (widget))
    {
      GtkWidget *at = widget;

      /* A click beside the text hits the cell or the row: look into what is in them. */
      for (guint depth = 0; at != NULL && depth < 3; depth++, at = gtk_widget_get_first_child (at))
        {
          GtkListItem *item = g_object_get_data (G_OBJECT (at), LIST_ITEM_KEY);

          if (item != NULL)
            return item;
        }
    }
  return NULL;
}


void
pilot_column_set_set_text_func (PilotColumnSet *self, PilotColumnTextFunc func, gpointer user_data)
{
  self->text_func = func;
  self->text_data = user_data;
}
