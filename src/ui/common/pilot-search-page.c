/* pilot-search-page.c: one search over all kinds of records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-search-page.h"

#include "pilot-format.h"
#include "pilot-page-spec.h"

#include <glib/gi18n-lib.h>

#define ROWS_OF_EACH 5

static const PilotEntity kinds[] = { PILOT_ENTITY_AGENCY, PILOT_ENTITY_RECRUITER, PILOT_ENTITY_JOB, PILOT_ENTITY_CANDIDATE };

typedef struct
{
  PilotList *list; /* (owned) (nullable) */
  AdwPreferencesGroup *group;
  GtkButton *all_button;
  GPtrArray *rows; /* (owned): not the widgets */
} Kind;

struct _PilotSearchPage
{
  AdwBin parent_instance;

  PilotContext *context; /* (owned) */
  char *search;          /* (owned) (nullable) */
  Kind kinds[G_N_ELEMENTS (kinds)];
  GtkStack *stack;
  guint update_id;
};

G_DEFINE_FINAL_TYPE (PilotSearchPage, pilot_search_page, ADW_TYPE_BIN)

enum {
  SIGNAL_SHOW_ALL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
row_cb (PilotSearchPage *self, GtkWidget *row)
{
  pilot_context_show_record (self->context, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "pilot-entity")),
                             g_object_get_data (G_OBJECT (row), "pilot-id"));
}

static void
all_cb (PilotSearchPage *self, GtkWidget *button)
{
  g_signal_emit (self, signals[SIGNAL_SHOW_ALL], 0, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "pilot-entity")));
}

/* The second line: the other fields that the list shows, as far as they say something. */
static char *
dup_subtitle (PilotRow *row, const PilotSchema *schema)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint f = PILOT_FIELD_FIRST; f < schema->n_fields && text->len < 120; f++)
    if (f != schema->title_field && (schema->fields[f].flags & PILOT_FIELD_LISTED))
      {
        g_autofree char *display = pilot_row_dup_display (row, f);

        if (*display != '\0')
          {
            if (text->len > 0)
              g_string_append (text, " · ");
            g_string_append (text, display);
          }
      }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
update_kind (PilotSearchPage *self, guint index)
{
  Kind *kind = &self->kinds[index];
  const PilotSchema *schema = pilot_schema_get (kinds[index]);
  guint n = kind->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (kind->list)) : 0;
  g_autofree char *count = pilot_format_count (n);
  g_autofree char *text = NULL;

  for (guint i = 0; i < kind->rows->len; i++)
    adw_preferences_group_remove (kind->group, g_ptr_array_index (kind->rows, i));
  g_ptr_array_set_size (kind->rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (kind->group), n > 0);
  for (guint i = 0; i < MIN (n, ROWS_OF_EACH); i++)
    {
      g_autoptr (PilotRow) item = g_list_model_get_item (G_LIST_MODEL (kind->list), i);
      g_autofree char *title = pilot_record_dup_title (pilot_row_get_record (item));
      g_autofree char *subtitle = dup_subtitle (item, schema);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name (pilot_page_spec_get (kinds[index])->icon));
      g_object_set_data (G_OBJECT (row), "pilot-entity", GUINT_TO_POINTER (kinds[index]));
      g_object_set_data_full (G_OBJECT (row), "pilot-id", g_strdup (pilot_row_get_id (item)), g_free);
      g_signal_connect_object (row, "activated", G_CALLBACK (row_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (kind->group, row);
      g_ptr_array_add (kind->rows, row);
    }
  /* Translators: a button below the first matches; %s is how many there are in all */
  text = g_strdup_printf (_("Show All %s"), count);
  gtk_button_set_label (kind->all_button, text);
  gtk_widget_set_visible (GTK_WIDGET (kind->all_button), n > ROWS_OF_EACH);
}

static gboolean
update_cb (gpointer user_data)
{
  PilotSearchPage *self = user_data;
  gboolean any = FALSE;
  gboolean loading = FALSE;

  self->update_id = 0;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      update_kind (self, i);
      any = any || gtk_widget_get_visible (GTK_WIDGET (self->kinds[i].group));
      loading = loading || (self->kinds[i].list != NULL && pilot_list_get_loading (self->kinds[i].list));
    }
  if (any || !loading)
    gtk_stack_set_visible_child_name (self->stack, any ? "results" : "nothing");
  return G_SOURCE_REMOVE;
}

static void
update_soon (PilotSearchPage *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add (update_cb, self);
}

static void
run (PilotSearchPage *self)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_auto (PilotQuery) query = { 0 };

      if (self->search == NULL || workspace == NULL)
        {
          g_clear_object (&self->kinds[i].list);
          continue;
        }
      if (self->kinds[i].list == NULL)
        {
          self->kinds[i].list = pilot_workspace_create_list (workspace, kinds[i]);
          g_signal_connect_object (self->kinds[i].list, "items-changed", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
          g_signal_connect_object (self->kinds[i].list, "notify::loading", G_CALLBACK (update_soon), self,
                                   G_CONNECT_SWAPPED);
        }
      pilot_query_init (&query, kinds[i]);
      query.search = g_strdup (self->search);
      query.once = TRUE;
      pilot_list_set_query (self->kinds[i].list, &query);
    }
  update_soon (self);
}

static void
workspace_cb (PilotSearchPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_clear_object (&self->kinds[i].list);
  run (self);
}

static void
pilot_search_page_dispose (GObject *object)
{
  PilotSearchPage *self = PILOT_SEARCH_PAGE (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_clear_object (&self->kinds[i].list);
      g_clear_pointer (&self->kinds[i].rows, g_ptr_array_unref);
    }
  g_clear_pointer (&self->search, g_free);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_search_page_parent_class)->dispose (object);
}

static void
pilot_search_page_class_init (PilotSearchPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_search_page_dispose;
  signals[SIGNAL_SHOW_ALL] = g_signal_new ("show-all", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
pilot_search_page_init (PilotSearchPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *nothing = adw_status_page_new ();

  gtk_widget_add_css_class (box, "page-box");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      Kind *kind = &self->kinds[i];

      kind->rows = g_ptr_array_new ();
      kind->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      adw_preferences_group_set_title (kind->group, _(pilot_schema_get (kinds[i])->label_many));
      kind->all_button = GTK_BUTTON (gtk_button_new ());
      gtk_widget_add_css_class (GTK_WIDGET (kind->all_button), "flat");
      g_object_set_data (G_OBJECT (kind->all_button), "pilot-entity", GINT_TO_POINTER (kinds[i]));
      g_signal_connect_object (kind->all_button, "clicked", G_CALLBACK (all_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_set_header_suffix (kind->group, GTK_WIDGET (kind->all_button));
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (kind->group));
    }
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (nothing), "edit-find-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (nothing), _("Nothing Found"));
  adw_status_page_set_description (ADW_STATUS_PAGE (nothing),
                                   _("No agency, recruiter, job or candidate matches. Each word may be the beginning of a word."));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, scroller, "results");
  gtk_stack_add_named (self->stack, nothing, "nothing");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
pilot_search_page_new (PilotContext *context)
{
  PilotSearchPage *self = g_object_new (PILOT_TYPE_SEARCH_PAGE, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "notify::workspace", G_CALLBACK (workspace_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
pilot_search_page_set_search (PilotSearchPage *self, const char *text)
{
  const char *search = text != NULL && *text != '\0' ? text : NULL;

  if (g_strcmp0 (self->search, search) == 0)
    return;
  g_free (self->search);
  self->search = g_strdup (search);
  run (self);
}
