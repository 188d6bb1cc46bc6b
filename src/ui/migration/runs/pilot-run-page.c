/* pilot-run-page.c: one migration run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-page-private.h"

#include "pilot-entity-count.h"
#include "pilot-format.h"
#include "pilot-run-checks-off.h"
#include "pilot-run-decisions.h"
#include "pilot-run-order.h"
#include "pilot-run-progress-view.h"
#include "pilot-run-results-view.h"
#include "pilot-run-words.h"
#include "pilot-runs.h"
#include "pilot-scope-table.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (PilotRunPage, pilot_run_page, ADW_TYPE_BIN)

/* How long it is to the day of the downtime; NULL: it is not chosen. */
static char *
dup_countdown (PilotRunPage *self)
{
  g_autofree char *day = NULL;
  GDate date;
  int days;

  if (!pilot_run_order_get_downtime (self->workspace, self->run, &date, &days))
    return NULL;
  day = pilot_format_date (&date);
  if (days <= 0)
    /* Translators: %s is a date */
    return g_strdup_printf (_("Downtime on %s."), day);
  /* Translators: %1$s is a date, %2$d at least 1 */
  return g_strdup_printf (ngettext ("Downtime on %1$s, in %2$d day.", "Downtime on %1$s, in %2$d days.", (gulong) days), day, days);
}

/* (transfer full); takes @text. */
static char *
append_sentence (char *text, const char *sentence)
{
  g_autofree char *before = text;

  /* Translators: two sentences */
  return g_strdup_printf (_("%1$s %2$s"), before, sentence);
}

/* (nullable): who let it stay behind, and when: what an auditor asks first. */
static char *
dup_approval (PilotRunPage *self)
{
  const char *by = pilot_record_get_text (self->run, PILOT_RUN_APPROVED_BY);
  PilotMigration *migration = pilot_context_get_migration (self->context);
  g_autofree char *name = by != NULL && migration != NULL ? pilot_migration_dup_member_name (migration, by) : NULL;
  g_autofree char *when = pilot_record_dup_display (self->run, PILOT_RUN_APPROVED_AT);

  /* Translators: a person's name, and a date with time */
  return name != NULL ? g_strdup_printf (_("Approved by %1$s, %2$s."), name, when) : NULL;
}

static void
update_next (PilotRunPage *self)
{
  const PilotRunNext *next = pilot_run_order_get_next (self->workspace, self->run);
  PilotRunState state = pilot_run_get_state (self->run);
  const char *because = pilot_record_get_text (self->run, PILOT_RUN_REASON);
  g_autofree char *countdown = state == PILOT_RUN_SCHEDULED ? dup_countdown (self) : NULL;
  gboolean stopped = state == PILOT_RUN_FAILED || state == PILOT_RUN_CANCELLED
                     || (state == PILOT_RUN_RUNNING && pilot_record_get_integer (self->run, PILOT_RUN_PAUSED) != 0);
  g_autofree char *where = stopped ? pilot_run_order_dup_where (self->run) : NULL;
  g_autofree char *approval = dup_approval (self);
  g_autofree char *reason = NULL;
  g_autofree char *text = NULL;

  if (pilot_runs_is_list (self->run))
    text = g_strdup (_("A saved list: runs take its agencies and users. It is never ordered itself."));
  else if (countdown != NULL)
    /* Translators: two sentences */
    text = g_strdup_printf (_("%1$s %2$s"), _(next->text), countdown);
  else
    text = g_strdup (_(next->text));
  if (where != NULL)
    text = append_sentence (text, where);
  if (approval != NULL)
    text = append_sentence (text, approval);
  if (because != NULL && state >= PILOT_RUN_COMPLETED && !pilot_runs_is_list (self->run))
    {
      /* Translators: %s is a reason that a person gave */
      g_autofree char *given = g_strdup_printf (_("Reason: %s"), because);

      text = append_sentence (text, given);
    }
  gtk_label_set_text (self->next_text, text);
  gtk_widget_set_visible (self->next_button, next->command != NULL && !pilot_runs_is_list (self->run));
  if (next->command != NULL && !pilot_runs_is_list (self->run))
    {
      gboolean may = pilot_run_order_may (self->workspace, self->run, next->command, NULL, &reason);

      gtk_button_set_label (GTK_BUTTON (self->next_button), _(next->label));
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->next_button), "s", next->command);
      gtk_widget_set_sensitive (self->next_button, may && !self->busy);
    }
  /* Beside the approval; where it is what comes next, the first button says it. */
  gtk_widget_set_visible (self->retry_button, g_strcmp0 (next->command, "approve-run") == 0 &&
                                                pilot_run_order_may (self->workspace, self->run, "request-retry", NULL, NULL));
  gtk_widget_set_sensitive (self->retry_button, !self->busy);
  /* What the portal said against a command stays until another is given. */
  if (reason == NULL)
    reason = g_strdup (self->refusal);
  gtk_label_set_text (self->next_reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->next_reason), reason != NULL);
  /* What the checks found is read and mended there. */
  gtk_widget_set_visible (self->checks_button, self->refusal != NULL && state <= PILOT_RUN_CHECKED);
  gtk_spinner_set_spinning (self->next_spinner, self->busy);
}

/* (transfer full): what the choice means; what an earlier run moved is told apart, as soon as it is counted. */
static char *
dup_choice (PilotRunPage *self, gboolean chosen, guint n)
{
  const PilotRunCounts *counts = pilot_run_scope_get_counts (self->scope);
  char *moved = counts != NULL && (!chosen || n > 0) ? pilot_run_counts_dup_moved (counts) : NULL;

  if (moved != NULL)
    return moved;
  if (chosen)
    return g_strdup (n == 0 ? _("Nobody goes yet: choose the agencies, or single users of them")
                            : _("An agency with all its users, or single users of it"));
  return g_strdup (g_strcmp0 (pilot_record_get_text (self->run, PILOT_RUN_CHOICE), "rest") == 0
                     ? _("Every agency goes; what an earlier run moved is linked, never doubled")
                     : _("Every agency with all its users goes"));
}

static void
update_agencies (PilotRunPage *self)
{
  const char *choice = pilot_record_get_text (self->run, PILOT_RUN_CHOICE);
  gboolean chosen = g_strcmp0 (choice, "chosen") == 0;
  guint n = pilot_run_choices_get_n_agencies (self->choices);
  g_autofree char *subtitle = dup_choice (self, chosen, n);
  guint all = pilot_workspace_count (self->workspace, PILOT_ENTITY_AGENCY, PILOT_AGENCY_DATASET, "legacy");
  g_autofree char *agencies = pilot_entity_dup_count (PILOT_ENTITY_AGENCY, all);
  g_autofree char *count = pilot_format_count (n);
  g_autofree char *title = NULL;

  if (chosen)
    /* Translators: %1$s is a number, %2$s e.g. “40 agencies” */
    title = g_strdup_printf (_("%1$s of %2$s"), count, agencies);
  else
    title = g_strdup (_(pilot_choice_label (pilot_run_choice_choices, choice)));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->agencies_row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->agencies_row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->agencies_row), subtitle);
  gtk_widget_set_visible (self->agencies_button, chosen);
  /* A row does what its button does, even where nobody sees that. */
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->agencies_row), chosen ? self->agencies_button : NULL);
  gtk_button_set_label (GTK_BUTTON (self->agencies_button),
                        pilot_run_choice_may_write (self->workspace, self->run, NULL) ? _("C_hoose…") : _("S_how…"));
}

static void
update_scope (PilotRunPage *self)
{
  pilot_scope_table_show (PILOT_SCOPE_TABLE (self->scope_table), self->run, pilot_run_scope_get_counts (self->scope),
                          pilot_run_scope_get_loading (self->scope));
}

static char *
dup_frozen_reason (PilotRunPage *self)
{
  g_autofree char *reason = NULL;

  if (pilot_run_get_state (self->run) > PILOT_RUN_CHECKED)
    return g_strdup (_("This run is ordered: what it takes along is settled. Duplicate it to change it."));
  pilot_workspace_may (self->workspace, PILOT_ACTION_CHANGE, PILOT_ENTITY_RUN, &reason);
  return g_steal_pointer (&reason);
}

static void
update_parts (PilotRunPage *self)
{
  PilotRunState state = pilot_run_get_state (self->run);
  gboolean begun = state >= PILOT_RUN_RUNNING && pilot_record_get_text (self->run, PILOT_RUN_STATE) != NULL
                   && (state != PILOT_RUN_CANCELLED || pilot_record_get_integer (self->run, PILOT_RUN_N_DONE) > 0);
  g_autofree char *frozen = dup_frozen_reason (self);

  gtk_widget_set_visible (self->progress, begun);
  gtk_widget_set_visible (self->results, begun);
  /* What has begun changes the data that it was judged by: its results say it better. */
  gtk_widget_set_visible (self->scope_group, !begun);
  if (begun)
    {
      pilot_run_progress_view_show (PILOT_RUN_PROGRESS_VIEW (self->progress), self->run);
      pilot_run_results_view_show (PILOT_RUN_RESULTS_VIEW (self->results), self->run);
    }
  pilot_run_decisions_show (PILOT_RUN_DECISIONS (self->decisions), self->run, frozen);
  /* A saved list is never checked. */
  if (pilot_runs_is_list (self->run))
    gtk_widget_set_visible (self->checks_off, FALSE);
  else
    pilot_run_checks_off_show (PILOT_RUN_CHECKS_OFF (self->checks_off), self->run, frozen);
  pilot_run_scope_set_run (self->scope, begun ? NULL : self->run);
}

/* What became of a command is told at the top, and it may have been given by its key from further down. */
static void
scroll_to_answer (PilotRunPage *self)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (self->next_button, GTK_TYPE_SCROLLED_WINDOW);

  if (scrolled != NULL)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)), 0);
}

/* What comes next gets the keyboard, unless the person has taken it elsewhere. */
static void
restore_focus (PilotRunPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (!self->refocus || self->busy || (!self->told && self->refusal == NULL))
    return;
  self->refocus = FALSE;
  scroll_to_answer (self);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || (focus != NULL && gtk_widget_get_mapped (focus) && gtk_widget_is_sensitive (focus)))
    return;
  if (gtk_widget_get_visible (self->next_button) && gtk_widget_is_sensitive (self->next_button))
    gtk_widget_grab_focus (self->next_button);
  else if (!gtk_widget_get_visible (self->progress) || !pilot_run_progress_view_focus (PILOT_RUN_PROGRESS_VIEW (self->progress)))
    gtk_widget_grab_focus (self->back_button);
}

void
pilot_run_page_update (PilotRunPage *self)
{
  g_autoptr (PilotRecord) before = NULL;
  g_autoptr (PilotRecord) changes = NULL;
  g_autofree char *title = NULL;

  if (self->run_id == NULL)
    return;
  before = g_steal_pointer (&self->run);
  self->run = pilot_workspace_get_record (self->workspace, PILOT_ENTITY_RUN, self->run_id);
  if (self->run == NULL)
    {
      g_signal_emit_by_name (self, "back");
      return;
    }
  /* What was said against the run as it was is not said of what a person made of it. */
  changes = before != NULL ? pilot_record_diff (before, self->run) : NULL;
  if (changes != NULL)
    g_clear_pointer (&self->refusal, g_free);
  /* By the portal, too, which those are not. */
  self->told = self->told || (before != NULL && pilot_record_get_integer (before, PILOT_FIELD_REVISION) !=
                                                  pilot_record_get_integer (self->run, PILOT_FIELD_REVISION));
  title = pilot_record_dup_title (self->run);
  gtk_label_set_text (self->title, title);
  pilot_run_words_show_state (self->state, self->run);
  gtk_widget_set_visible (GTK_WIDGET (self->state), !pilot_runs_is_list (self->run));
  update_next (self);
  update_agencies (self);
  update_parts (self);
  pilot_run_page_update_actions (self);
  restore_focus (self);
}

static void
changed_cb (PilotRunPage *self, guint mask)
{
  if ((mask & ((1u << PILOT_ENTITY_RUN) | (1u << PILOT_ENTITY_PROJECT) | (1u << PILOT_ENTITY_COMPANY))) != 0)
    pilot_run_page_update (self);
}

static void
state_cb (PilotRunPage *self)
{
  if (self->run != NULL)
    update_next (self);
}

static void
choices_cb (PilotRunPage *self)
{
  if (self->run == NULL)
    return;
  /* It was said of other agencies. */
  g_clear_pointer (&self->refusal, g_free);
  update_agencies (self);
  update_next (self);
}

static void
counts_cb (PilotRunPage *self)
{
  if (self->run == NULL)
    return;
  update_scope (self);
  update_agencies (self);
}

static void
stop (PilotRunPage *self)
{
  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  if (self->scope != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->scope, self);
      pilot_run_scope_set_run (self->scope, NULL);
    }
  if (self->choices != NULL)
    g_signal_handlers_disconnect_by_data (self->choices, self);
  g_clear_object (&self->scope);
  g_clear_object (&self->choices);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->run, pilot_record_unref);
  g_clear_pointer (&self->run_id, g_free);
  g_clear_pointer (&self->refusal, g_free);
}

static void
pilot_run_page_dispose (GObject *object)
{
  PilotRunPage *self = PILOT_RUN_PAGE (object);

  stop (self);
  g_clear_object (&self->actions);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_run_page_parent_class)->dispose (object);
}

static void
pilot_run_page_class_init (PilotRunPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_run_page_dispose;
  g_signal_new ("back", PILOT_TYPE_RUN_PAGE, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding_signal (GTK_WIDGET_CLASS (klass), GDK_KEY_Left, GDK_ALT_MASK, "back", NULL);
  g_signal_new ("show-run", PILOT_TYPE_RUN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pilot_run_page_init (PilotRunPage *self)
{
}

GtkWidget *
pilot_run_page_new (PilotContext *context)
{
  PilotRunPage *self = g_object_new (PILOT_TYPE_RUN_PAGE, NULL);

  self->context = g_object_ref (context);
  pilot_run_page_build (self);
  pilot_run_page_add_actions (self);
  return GTK_WIDGET (self);
}

void
pilot_run_page_show (PilotRunPage *self, const char *run_id)
{
  g_autofree char *id = g_strdup (run_id);

  stop (self);
  if (id == NULL)
    return;
  self->run_id = g_steal_pointer (&id);
  self->busy = FALSE;
  self->refocus = FALSE;
  self->workspace = g_object_ref (pilot_context_get_workspace (self->context));
  self->scope = pilot_run_scope_new (self->workspace);
  self->choices = pilot_run_choices_new (self->workspace, self->run_id);
  g_signal_connect_object (self->workspace, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->workspace, "notify::sync-state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->workspace, "notify::role", G_CALLBACK (pilot_run_page_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scope, "notify::counts", G_CALLBACK (counts_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scope, "notify::loading", G_CALLBACK (counts_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->choices, "changed", G_CALLBACK (choices_cb), self, G_CONNECT_SWAPPED);
  pilot_run_page_update (self);
}

void
pilot_run_page_focus (PilotRunPage *self)
{
  gtk_widget_grab_focus (self->back_button);
}

const char *
pilot_run_page_get_run_id (PilotRunPage *self)
{
  return self->run_id;
}

const char *
pilot_run_page_get_next_text (PilotRunPage *self)
{
  return gtk_label_get_text (self->next_text);
}
