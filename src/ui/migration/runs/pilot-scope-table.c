/* pilot-scope-table.c: the framework's rules with the numbers of a run beside them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-scope-table.h"

#include "pilot-entity-count.h"
#include "pilot-format.h"
#include "pilot-scope.h"

#include <glib/gi18n-lib.h>

#define N_NUMBERS 5
#define NUMBER_CHARS 6
#define KIND_SPACE 10

typedef struct
{
  GtkLabel *verdict; /* (nullable): of a kind as a whole there is none */
  GtkLabel *numbers[N_NUMBERS];
  GtkWidget *name;
} Line;

struct _PilotScopeTable
{
  AdwBin parent_instance;

  GtkLabel *summary;
  GtkSpinner *spinner;
  GtkGrid *grid;
  GtkBox *reasons;
  GtkLabel *reasons_heading;
  gboolean counted;
  Line *lines; /* (owned): of the rules */
  Line kinds[PILOT_N_ENTITIES];
};

G_DEFINE_FINAL_TYPE (PilotScopeTable, pilot_scope_table, ADW_TYPE_BIN)

static const PilotEntity shown_kinds[] = { PILOT_ENTITY_AGENCY, PILOT_ENTITY_RECRUITER, PILOT_ENTITY_JOB, PILOT_ENTITY_ASSIGNMENT, PILOT_ENTITY_CANDIDATE };

static const struct
{
  const char *text;
  const char *css_class;
} verdicts[] = {
  /* Translators: what becomes of records in a migration */
  [PILOT_SCOPE_IN] = { N_("Go"), "success" },
  [PILOT_SCOPE_OUT] = { N_("Stay"), "dim-label" },
  [PILOT_SCOPE_LIGHT] = { N_("Go read only"), "accent" },
  [PILOT_SCOPE_UNDECIDED] = { N_("Decide"), "warning" },
};

static const char *const headings[] = { N_("Records"), N_("Go"), N_("Linked"), N_("Can’t go"), N_("Left behind") };
static const char *const heading_tips[] = {
  N_("Records of the chosen agencies and users"),
  N_("They move to the Advanced Agency Portal"),
  N_("An earlier run moved them: they are linked, not doubled"),
  N_("In scope, but something stands against it: below is why"),
  N_("Their agency or user is not chosen"),
};

static GtkLabel *
add_label (PilotScopeTable *self, const char *text, int column, int row, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column >= 2 ? 1 : 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  if (column >= 2)
    gtk_widget_add_css_class (label, "numeric");
  /* What becomes of a status stands beside its name, and the numbers don't move as they change. */
  if (column == 1)
    gtk_widget_set_hexpand (label, TRUE);
  else if (column >= 2 && css_class == NULL)
    gtk_label_set_width_chars (GTK_LABEL (label), NUMBER_CHARS);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
  return GTK_LABEL (label);
}

static void
add_line (PilotScopeTable *self, Line *line, const char *name, gboolean with_verdict, int row, const char *css_class)
{
  line->name = GTK_WIDGET (add_label (self, name, 0, row, css_class));
  gtk_label_set_ellipsize (GTK_LABEL (line->name), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (line->name), 14);
  if (with_verdict)
    line->verdict = add_label (self, "", 1, row, NULL);
  for (int i = 0; i < N_NUMBERS; i++)
    line->numbers[i] = add_label (self, "", 2 + i, row, css_class);
}

static const char *
get_status_label (const PilotScopeRule *rule)
{
  const PilotChoice *choices = rule->entity == PILOT_ENTITY_JOB ? pilot_job_status_choices
                               : rule->entity == PILOT_ENTITY_ASSIGNMENT ? pilot_assignment_status_choices : pilot_candidate_status_choices;

  return _(pilot_choice_label (choices, rule->status));
}

static void
build (PilotScopeTable *self)
{
  guint n_rules;
  const PilotScopeRule *rules = pilot_scope_get_rules (&n_rules);
  int row = 1;

  self->lines = g_new0 (Line, n_rules);
  for (int i = 0; i < N_NUMBERS; i++)
    gtk_widget_set_tooltip_text (GTK_WIDGET (add_label (self, _(headings[i]), 2 + i, 0, "caption-heading")), _(heading_tips[i]));
  for (guint k = 0; k < G_N_ELEMENTS (shown_kinds); k++)
    {
      add_line (self, &self->kinds[shown_kinds[k]], _(pilot_schema_get (shown_kinds[k])->label_many), FALSE, row, "heading");
      for (GtkWidget *cell = self->kinds[shown_kinds[k]].name; cell != NULL; cell = gtk_widget_get_next_sibling (cell))
        gtk_widget_set_margin_top (cell, KIND_SPACE);
      row++;
      for (guint i = 0; i < n_rules; i++)
        if (rules[i].entity == shown_kinds[k])
          {
            add_line (self, &self->lines[i], get_status_label (&rules[i]), TRUE, row++, NULL);
            gtk_widget_set_margin_start (self->lines[i].name, 12);
            gtk_widget_set_tooltip_text (self->lines[i].name, _(rules[i].why));
          }
    }
}

static void
show_line (Line *line, const PilotRunLine *numbers)
{
  const guint64 values[N_NUMBERS] = { numbers != NULL ? numbers->n : 0, numbers != NULL ? numbers->n_goes : 0, numbers != NULL ? numbers->n_linked : 0,
                                      numbers != NULL ? numbers->n_skipped : 0, numbers != NULL ? numbers->n_left : 0 };

  for (guint i = 0; i < N_NUMBERS; i++)
    {
      g_autofree char *text = values[i] > 0 ? pilot_format_count (values[i]) : g_strdup (numbers != NULL ? "–" : "");

      gtk_label_set_text (line->numbers[i], text);
      gtk_widget_set_opacity (GTK_WIDGET (line->numbers[i]), values[i] > 0 ? 1 : 0.4);
      if (i == 3 && values[i] > 0)
        gtk_widget_add_css_class (GTK_WIDGET (line->numbers[i]), "warning");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (line->numbers[i]), "warning");
    }
}

static void
show_verdict (GtkLabel *label, PilotScopeVerdict verdict)
{
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (label), verdicts[i].css_class);
  gtk_widget_add_css_class (GTK_WIDGET (label), verdicts[verdict].css_class);
  gtk_label_set_text (label, _(verdicts[verdict].text));
}

static void
show_reasons (PilotScopeTable *self, const PilotRunCounts *counts)
{
  GtkWidget *child;
  guint n_shown = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->reasons))) != NULL)
    gtk_box_remove (self->reasons, child);
  for (guint k = 0; counts != NULL && k < G_N_ELEMENTS (shown_kinds); k++)
    for (const PilotChoice *reason = pilot_result_reason_choices; reason->value != NULL; reason++)
      {
        guint64 n = pilot_run_counts_get_reason (counts, shown_kinds[k], reason->value);
        g_autofree char *records = pilot_entity_dup_count (shown_kinds[k], n);
        g_autofree char *text = NULL;

        if (n == 0 || g_str_equal (reason->value, "moved_before"))
          continue;
        /* Translators: %1$s is e.g. “3 candidates”, %2$s why they can't go along */
        text = g_strdup_printf (_("%1$s: %2$s"), records, _(reason->label));
        child = gtk_label_new (text);
        gtk_label_set_xalign (GTK_LABEL (child), 0);
        gtk_label_set_wrap (GTK_LABEL (child), TRUE);
        gtk_box_append (self->reasons, child);
        n_shown++;
      }
  gtk_widget_set_visible (GTK_WIDGET (self->reasons), n_shown > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->reasons_heading), n_shown > 0);
}

static void
show_summary (PilotScopeTable *self, const PilotRunCounts *counts)
{
  g_autofree char *in_scope = NULL;
  g_autofree char *left = NULL;
  g_autofree char *text = NULL;
  guint64 n_left;

  if (counts == NULL)
    {
      gtk_label_set_text (self->summary, _("Counting…"));
      return;
    }
  in_scope = pilot_format_records (counts->n_in_scope);
  n_left = counts->kinds[PILOT_ENTITY_CANDIDATE].n_left;
  left = pilot_entity_dup_count (PILOT_ENTITY_CANDIDATE, n_left);
  /* Jobs are in scope whoever goes, but without an agency nothing is ordered. */
  if (counts->kinds[PILOT_ENTITY_AGENCY].n == 0 && n_left > 0)
    /* Translators: %s is e.g. “20 candidates” */
    text = g_strdup_printf (ngettext ("No agency goes yet, which leaves %s behind.", "No agency goes yet, which leaves %s behind.", (gulong) n_left),
                            left);
  else if (n_left > 0)
    /* Translators: %1$s is e.g. “1,234 records”, %2$s e.g. “20 candidates” */
    text = g_strdup_printf (_("%1$s in scope. The choice of agencies leaves %2$s behind."), in_scope, left);
  else
    /* Translators: %s is e.g. “1,234 records” */
    text = g_strdup_printf (_("%s in scope."), in_scope);
  gtk_label_set_text (self->summary, text);
}

static void
pilot_scope_table_finalize (GObject *object)
{
  g_free (PILOT_SCOPE_TABLE (object)->lines);
  G_OBJECT_CLASS (pilot_scope_table_parent_class)->finalize (object);
}

static void
pilot_scope_table_class_init (PilotScopeTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_scope_table_finalize;
}

static void
pilot_scope_table_init (PilotScopeTable *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->summary = GTK_LABEL (gtk_label_new (""));
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  self->grid = GTK_GRID (gtk_grid_new ());
  self->reasons = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));
  self->reasons_heading = GTK_LABEL (gtk_label_new (_("What can’t go along, and why")));
  gtk_label_set_xalign (self->reasons_heading, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->reasons_heading), "heading");
  gtk_label_set_xalign (self->summary, 0);
  gtk_label_set_wrap (self->summary, TRUE);
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_grid_set_row_spacing (self->grid, 4);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What goes along"), -1);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "scope-grid");
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (self->summary));
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (self->spinner));
  /* Beside the details there is little room, and headings are longer in other languages. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->grid));
  gtk_box_append (GTK_BOX (card), scrolled);
  gtk_box_append (GTK_BOX (box), top);
  gtk_box_append (GTK_BOX (box), card);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reasons_heading));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reasons));
  adw_bin_set_child (ADW_BIN (self), box);
  build (self);
}

GtkWidget *
pilot_scope_table_new (void)
{
  return g_object_new (PILOT_TYPE_SCOPE_TABLE, NULL);
}

void
pilot_scope_table_show (PilotScopeTable *self, const PilotRecord *run, const PilotRunCounts *counts, gboolean loading)
{
  guint n_rules;
  const PilotScopeRule *rules = pilot_scope_get_rules (&n_rules);
  PilotScopeOptions options;

  pilot_scope_options_from_record (&options, run);
  for (guint i = 0; i < n_rules; i++)
    {
      show_verdict (self->lines[i].verdict, pilot_scope_judge_rule (&options, &rules[i]));
      show_line (&self->lines[i], counts != NULL ? &counts->lines[i] : NULL);
    }
  for (guint k = 0; k < G_N_ELEMENTS (shown_kinds); k++)
    show_line (&self->kinds[shown_kinds[k]], counts != NULL ? &counts->kinds[shown_kinds[k]] : NULL);
  show_reasons (self, counts);
  show_summary (self, counts);
  self->counted = counts != NULL;
  gtk_spinner_set_spinning (self->spinner, loading);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), loading);
}

const char *
pilot_scope_table_get_summary (PilotScopeTable *self)
{
  return gtk_label_get_text (self->summary);
}

gboolean
pilot_scope_table_is_counted (PilotScopeTable *self)
{
  return self->counted;
}
