/* pilot-overview-page.c: the company at a glance
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-overview-page.h"

#include "pilot-bar-chart.h"
#include "pilot-count-cards.h"
#include "pilot-entities.h"
#include "pilot-event-text.h"
#include "pilot-format.h"
#include "pilot-page-spec.h"
#include "pilot-plan-summary.h"
#include "pilot-profile-kind.h"
#include "pilot-sync-words.h"

#include <glib/gi18n-lib.h>

#define UPDATE_DELAY_MSECS 300
#define N_LATEST 8
#define MAX_CHOICES 16

/* Marks both forms as one message: translators give as many forms as their language has. */
#define NP_(one, many) one, many

/* What is worth a look, whatever the portal says of it; value NULL: where the field is empty. */
static const struct
{
  PilotEntity entity;
  guint field;
  const char *value;
  const char *icon;
  const char *one;
  const char *many;
} attention[] = {
  { PILOT_ENTITY_AGENCY, PILOT_AGENCY_EMAIL, NULL, "mail-unread-symbolic",
    NP_("%s agency has no e-mail address", "%s agencies have no e-mail address") },
  { PILOT_ENTITY_AGENCY, PILOT_AGENCY_CONTRACT_STATE, "none", "application-certificate-symbolic",
    NP_("%s agency has no contract", "%s agencies have no contract") },
  { PILOT_ENTITY_AGENCY, PILOT_AGENCY_CONTRACT_STATE, "expired", "application-certificate-symbolic",
    NP_("The contract of %s agency has expired", "The contracts of %s agencies have expired") },
  { PILOT_ENTITY_RECRUITER, PILOT_RECRUITER_EMAIL, NULL, "mail-unread-symbolic",
    NP_("%s recruiter has no e-mail address", "%s recruiters have no e-mail address") },
  { PILOT_ENTITY_RECRUITER, PILOT_RECRUITER_AGENCY_ID, NULL, "system-users-symbolic",
    NP_("%s recruiter belongs to no agency", "%s recruiters belong to no agency") },
  { PILOT_ENTITY_JOB, PILOT_JOB_STATUS, "ON_HOLD", "media-playback-pause-symbolic",
    NP_("%s job is on hold", "%s jobs are on hold") },
};

/* What a company begins with, each with what names the ones before. */
static const PilotEntity beginnings[] = { PILOT_ENTITY_AGENCY, PILOT_ENTITY_RECRUITER, PILOT_ENTITY_JOB, PILOT_ENTITY_CANDIDATE };

/* The data sets that the page speaks of, by its parts: once both have records, each has parts of its own; until then all is
 * one, and the first part speaks of it. */
#define N_DATASETS 2

struct _PilotOverviewPage
{
  AdwBin parent_instance;

  PilotContext *context;     /* (owned) */
  PilotWorkspace *workspace; /* (owned) (nullable) */
  PilotList *companies;      /* (owned) (nullable) */
  PilotList *events;         /* (owned) (nullable) */
  GPtrArray *attention_rows; /* (owned): not the widgets */
  GPtrArray *event_rows;     /* (owned): not the widgets */
  PilotCountCards *cards[N_DATASETS];
  PilotBarChart *charts[N_DATASETS];
  GtkWidget *chart_captions[N_DATASETS];
  gboolean both; /* data sets have records */
  guint update_id;

  GtkLabel *company_label;
  GtkLabel *environment_label;
  GtkLabel *subtitle_label;
  GtkBox *cards_box;
  AdwBin *plan_bin;
  AdwPreferencesGroup *attention_group;
  AdwPreferencesGroup *chart_group;
  GtkBox *chart_box;
  AdwPreferencesGroup *activity_group;
  GtkButton *all_activity_button;
};

G_DEFINE_FINAL_TYPE (PilotOverviewPage, pilot_overview_page, ADW_TYPE_BIN)

static void
update_company (PilotOverviewPage *self)
{
  g_autoptr (PilotRow) row = NULL;
  const PilotConnectionProfile *profile = pilot_workspace_get_profile (self->workspace);
  PilotRecord *record;
  const char *environment;
  g_autofree char *place = pilot_profile_kind_dup_place (profile);
  g_autofree char *subtitle = NULL;

  if (self->companies != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->companies)) > 0)
    row = g_list_model_get_item (G_LIST_MODEL (self->companies), 0);
  if (row == NULL)
    {
      gtk_label_set_text (self->company_label, profile->title);
      gtk_widget_set_visible (GTK_WIDGET (self->environment_label), FALSE);
      gtk_label_set_text (self->subtitle_label, place);
      return;
    }
  record = pilot_row_get_record (row);
  environment = pilot_record_get_text (record, PILOT_COMPANY_ENVIRONMENT);
  gtk_label_set_text (self->company_label, pilot_record_get_text (record, PILOT_COMPANY_NAME));
  gtk_widget_set_visible (GTK_WIDGET (self->environment_label), environment != NULL);
  gtk_label_set_text (self->environment_label, g_strcmp0 (profile->kind, "demo") == 0
                                                   ? _("Demo")
                                                   : _(pilot_choice_label (pilot_environment_choices, environment)));
  if (g_strcmp0 (environment, "production") == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->environment_label), "production");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->environment_label), "production");
  /* Translators: title of a connection, then its address */
  subtitle = profile->address != NULL ? g_strdup_printf (_("%s at %s"), profile->title, place)
                                      : g_strdup (profile->title);
  gtk_label_set_text (self->subtitle_label, subtitle);
}

/* The data set that the parts at @index speak of; %NULL: all there is. */
static const char *
get_dataset (PilotOverviewPage *self, guint index)
{
  return self->both ? pilot_dataset_choices[index].value : NULL;
}

static guint
get_n_datasets (PilotOverviewPage *self)
{
  return self->both ? N_DATASETS : 1;
}

/* What lives in a data set, and has @value in @field. */
static void
init_query (PilotOverviewPage *self, PilotQuery *query, guint dataset, PilotEntity entity, guint field, const char *value)
{
  pilot_query_init (query, entity);
  pilot_query_set_filter (query, field, value, FALSE);
  pilot_query_set_dataset (query, get_dataset (self, dataset));
}

static void
update_cards (PilotOverviewPage *self)
{
  for (guint i = 0; i < get_n_datasets (self); i++)
    pilot_count_cards_update (self->cards[i], get_dataset (self, i));
  gtk_widget_set_visible (GTK_WIDGET (self->cards[1]), self->both);
}

static void
attention_cb (PilotOverviewPage *self, GtkWidget *row)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "pilot-index"));
  guint dataset = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "pilot-dataset"));
  g_auto (PilotQuery) query = { 0 };

  if (index >= G_N_ELEMENTS (attention))
    {
      pilot_context_show_page (self->context, "activity");
      return;
    }
  init_query (self, &query, dataset, attention[index].entity, attention[index].field, attention[index].value);
  pilot_context_show_query (self->context, &query);
}

static GtkWidget *
add_row (PilotOverviewPage *self, AdwPreferencesGroup *group, GPtrArray *rows, const char *icon, const char *title)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
  return row;
}

static GtkWidget *
add_attention (PilotOverviewPage *self, guint index, const char *icon, const char *css_class, guint count, const char *format)
{
  g_autofree char *number = pilot_format_count (count);
  g_autofree char *text = g_strdup_printf (format, number);
  GtkWidget *row = add_row (self, self->attention_group, self->attention_rows, icon, text);

  if (css_class != NULL)
    gtk_widget_add_css_class (row, css_class);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "pilot-index", GUINT_TO_POINTER (index));
  g_signal_connect_object (row, "activated", G_CALLBACK (attention_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
add_dataset_attention (PilotOverviewPage *self, guint index, guint dataset)
{
  g_auto (PilotQuery) query = { 0 };
  GtkWidget *row;
  guint count;

  init_query (self, &query, dataset, attention[index].entity, attention[index].field, attention[index].value);
  count = pilot_workspace_count_query (self->workspace, &query);
  if (count == 0)
    return;
  row = add_attention (self, index, attention[index].icon, NULL, count, ngettext (attention[index].one, attention[index].many, count));
  g_object_set_data (G_OBJECT (row), "pilot-dataset", GUINT_TO_POINTER (dataset));
  if (self->both)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _(pilot_dataset_choices[dataset].label));
}

/* What a person sees may be old, and what is changed goes nowhere: said first. */
static void
add_sign_in (PilotOverviewPage *self)
{
  GtkWidget *row = add_row (self, self->attention_group, self->attention_rows, "dialog-password-symbolic", _("Sign in to sync"));
  gint64 last = 0;
  g_autofree char *ago = NULL;
  g_autofree char *text = NULL;

  g_object_get (self->workspace, "last-sync", &last, NULL);
  ago = pilot_format_ago (last, g_get_real_time ());
  /* Translators: %s is a time, e.g. "5 minutes ago" */
  text = g_strdup_printf (_("Last sync: %s. What you change is kept on this computer, and sent once you are signed in."), ago);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.sign-in");
}

/* Nothing goes or comes until a person has done something about it. */
static void
add_stopped (PilotOverviewPage *self)
{
  PilotSyncFacts facts = { .state = PILOT_SYNC_FAILED, .reads = pilot_workspace_only_reads (self->workspace) };
  GtkWidget *row = add_row (self, self->attention_group, self->attention_rows, "dialog-error-symbolic", pilot_sync_words_get_state (&facts));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), pilot_workspace_get_sync_message (self->workspace));
}

/* What is shown may be wrong. */
static void
add_notice (PilotOverviewPage *self, const char *notice)
{
  GtkWidget *row = add_row (self, self->attention_group, self->attention_rows, "dialog-warning-symbolic", _("Files are read wrongly"));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), notice);
}

static void
begin_cb (PilotOverviewPage *self, GtkWidget *row)
{
  PilotEntity entity = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "pilot-index"));

  pilot_context_show_page (self->context, pilot_schema_get (entity)->name);
}

/* In a company that is new, and has told all that it holds: what is next to be brought in. */
static void
add_beginning (PilotOverviewPage *self)
{
  gint64 last = 0;

  g_object_get (self->workspace, "last-sync", &last, NULL);
  for (guint i = 0; last != 0 && i < G_N_ELEMENTS (beginnings); i++)
    {
      const PilotPageSpec *spec = pilot_page_spec_get (beginnings[i]);
      GtkWidget *row;

      if (pilot_workspace_count (self->workspace, beginnings[i], PILOT_FIELD_ID, NULL) > 0)
        continue;
      if (!pilot_workspace_may (self->workspace, PILOT_ACTION_IMPORT, beginnings[i], NULL))
        return;
      row = add_row (self, self->attention_group, self->attention_rows, spec->icon, _(spec->empty_title));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _(spec->empty_description));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data (G_OBJECT (row), "pilot-index", GUINT_TO_POINTER (beginnings[i]));
      g_signal_connect_object (row, "activated", G_CALLBACK (begin_cb), self, G_CONNECT_SWAPPED);
      return;
    }
}

static void
clear_rows (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

/* Rows are made anew whenever something is synced: the keyboard stays where it was. Returns G_MAXUINT where it is on none. */
static guint
find_focused (PilotOverviewPage *self, GPtrArray *rows)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  guint index;

  return focus != NULL && g_ptr_array_find (rows, focus, &index) ? index : G_MAXUINT;
}

static void
focus_row (GPtrArray *rows, guint index)
{
  if (index != G_MAXUINT && rows->len > 0)
    gtk_widget_grab_focus (rows->pdata[MIN (index, rows->len - 1)]);
}

static void
update_attention (PilotOverviewPage *self)
{
  guint conflicts = 0;
  guint blocked = 0;
  guint focused = find_focused (self, self->attention_rows);

  clear_rows (self->attention_group, self->attention_rows);
  g_object_get (self->workspace, "n-conflicts", &conflicts, "n-blocked", &blocked, NULL);
  if (pilot_workspace_get_sync_state (self->workspace) == PILOT_SYNC_SIGN_IN)
    add_sign_in (self);
  else if (pilot_workspace_get_sync_state (self->workspace) == PILOT_SYNC_FAILED)
    add_stopped (self);
  if (pilot_workspace_get_sync_notice (self->workspace) != NULL)
    add_notice (self, pilot_workspace_get_sync_notice (self->workspace));
  if (conflicts > 0)
    add_attention (self, G_MAXUINT, "dialog-warning-symbolic", "warning", conflicts,
                   ngettext ("%s change is in conflict with somebody else’s: choose what holds",
                             "%s changes are in conflict with somebody else’s: choose what holds", conflicts));
  if (blocked > 0)
    add_attention (self, G_MAXUINT, "dialog-error-symbolic", "error", blocked,
                   ngettext ("%s change was refused by the portal", "%s changes were refused by the portal", blocked));
  add_beginning (self);
  for (guint i = 0; i < G_N_ELEMENTS (attention); i++)
    for (guint set = 0; set < get_n_datasets (self); set++)
      add_dataset_attention (self, i, set);
  gtk_widget_set_visible (GTK_WIDGET (self->attention_group), self->attention_rows->len > 0);
  focus_row (self->attention_rows, focused);
}

/* Returns whether there is something to show. */
static gboolean
update_chart (PilotOverviewPage *self, guint dataset)
{
  const char *labels[MAX_CHOICES];
  guint counts[MAX_CHOICES];
  guint n = 0;
  guint total = 0;

  for (; n < MAX_CHOICES && pilot_candidate_status_choices[n].value != NULL; n++)
    {
      g_auto (PilotQuery) query = { 0 };

      init_query (self, &query, dataset, PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_STATUS, pilot_candidate_status_choices[n].value);
      labels[n] = _(pilot_candidate_status_choices[n].label);
      counts[n] = pilot_workspace_count_query (self->workspace, &query);
      total += counts[n];
    }
  pilot_bar_chart_set (self->charts[dataset], labels, counts, n);
  gtk_widget_set_visible (self->chart_captions[dataset], self->both && total > 0);
  return total > 0;
}

static void
update_charts (PilotOverviewPage *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < get_n_datasets (self); i++)
    any = update_chart (self, i) || any;
  if (!self->both)
    {
      gtk_widget_set_visible (self->chart_captions[1], FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->charts[1]), FALSE);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->chart_group), any);
}

static void
update_events (PilotOverviewPage *self)
{
  guint n = self->events != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->events)) : 0;
  gint64 now = g_get_real_time ();
  guint focused = find_focused (self, self->event_rows);

  clear_rows (self->activity_group, self->event_rows);
  for (guint i = 0; i < MIN (n, N_LATEST); i++)
    {
      g_autoptr (PilotRow) row = g_list_model_get_item (G_LIST_MODEL (self->events), i);
      PilotRecord *record = pilot_row_get_record (row);
      g_autofree char *action = pilot_event_text_dup (self->workspace, record, PILOT_AUDIT_EVENT_ACTION);
      g_autofree char *actor = pilot_row_dup_display (row, PILOT_AUDIT_EVENT_ACTOR);
      g_autofree char *member = pilot_event_text_dup (self->workspace, record, PILOT_AUDIT_EVENT_ACTOR);
      g_autofree char *record_title = pilot_event_text_dup (self->workspace, record, PILOT_AUDIT_EVENT_ENTITY_ID);
      g_autofree char *ago = pilot_format_ago (pilot_record_get_integer (record, PILOT_AUDIT_EVENT_AT), now);
      g_autofree char *count = pilot_format_records ((guint64) pilot_record_get_integer (record, PILOT_AUDIT_EVENT_COUNT));
      g_autofree char *subtitle = NULL;
      GtkWidget *widget = add_row (self, self->activity_group, self->event_rows, "document-open-recent-symbolic", action);
      GtkWidget *time = gtk_label_new (ago);

      /* Translators: who did something in the portal, and to which record, or to how many */
      subtitle = g_strdup_printf (_("%s · %s"), member != NULL ? member : actor, record_title != NULL ? record_title : count);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), subtitle);
      gtk_widget_add_css_class (time, "dim-label");
      adw_action_row_add_suffix (ADW_ACTION_ROW (widget), time);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->activity_group), n > 0);
  focus_row (self->event_rows, focused);
}

static gboolean
update_cb (gpointer user_data)
{
  PilotOverviewPage *self = user_data;

  self->update_id = 0;
  if (self->workspace == NULL)
    return G_SOURCE_REMOVE;
  self->both = pilot_workspace_has_both_datasets (self->workspace);
  update_company (self);
  update_cards (self);
  update_attention (self);
  update_charts (self);
  update_events (self);
  return G_SOURCE_REMOVE;
}

/* A first sync changes something with every page: don't count it all each time. What is not seen is counted later. */
static void
update_soon (PilotOverviewPage *self)
{
  if (self->update_id == 0 && self->workspace != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->update_id = g_timeout_add (UPDATE_DELAY_MSECS, update_cb, self);
}

static void
map_cb (PilotOverviewPage *self)
{
  g_clear_handle_id (&self->update_id, g_source_remove);
  update_cb (self);
}

static void
workspace_cb (PilotOverviewPage *self)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  g_auto (PilotQuery) query = { 0 };

  if (workspace == self->workspace)
    return;
  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_clear_object (&self->companies);
  g_clear_object (&self->events);
  g_set_object (&self->workspace, workspace);
  if (workspace == NULL)
    return;
  g_signal_connect_object (workspace, "changed", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "notify::n-conflicts", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "notify::n-blocked", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "notify::sync-state", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "notify::sync-message", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "notify::sync-notice", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
  self->companies = pilot_workspace_create_list (workspace, PILOT_ENTITY_COMPANY);
  self->events = pilot_workspace_create_list (workspace, PILOT_ENTITY_AUDIT_EVENT);
  pilot_query_init (&query, PILOT_ENTITY_AUDIT_EVENT);
  query.sort_field = PILOT_AUDIT_EVENT_AT;
  query.descending = TRUE;
  pilot_list_set_query (self->events, &query);
  pilot_query_clear (&query);
  pilot_query_init (&query, PILOT_ENTITY_COMPANY);
  pilot_list_set_query (self->companies, &query);
  g_signal_connect_object (self->companies, "items-changed", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->events, "items-changed", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
  map_cb (self);
}

static void
show_activity_cb (PilotOverviewPage *self)
{
  pilot_context_show_page (self->context, "activity");
}

static void
segment_cb (PilotOverviewPage *self, guint index, PilotBarChart *chart)
{
  g_auto (PilotQuery) query = { 0 };

  init_query (self, &query, chart == self->charts[0] ? 0 : 1, PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_STATUS,
              pilot_candidate_status_choices[index].value);
  pilot_context_show_query (self->context, &query);
}

/* A bar for each data set, with its name above where both are shown. */
static void
add_charts (PilotOverviewPage *self)
{
  for (guint i = 0; i < N_DATASETS; i++)
    {
      GtkWidget *caption = gtk_label_new (_(pilot_dataset_choices[i].label));

      gtk_label_set_xalign (GTK_LABEL (caption), 0);
      gtk_widget_add_css_class (caption, "heading");
      gtk_widget_set_margin_top (caption, i > 0 ? 12 : 0);
      self->chart_captions[i] = caption;
      self->charts[i] = PILOT_BAR_CHART (pilot_bar_chart_new (_("Candidates by Status")));
      g_signal_connect_object (self->charts[i], "segment-activated", G_CALLBACK (segment_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->chart_box, caption);
      gtk_box_append (self->chart_box, GTK_WIDGET (self->charts[i]));
    }
}

static void
pilot_overview_page_dispose (GObject *object)
{
  PilotOverviewPage *self = PILOT_OVERVIEW_PAGE (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_pointer (&self->attention_rows, g_ptr_array_unref);
  g_clear_pointer (&self->event_rows, g_ptr_array_unref);
  g_clear_object (&self->companies);
  g_clear_object (&self->events);
  g_clear_object (&self->workspace);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_overview_page_parent_class)->dispose (object);
}

static void
pilot_overview_page_class_init (PilotOverviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_overview_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/overview/pilot-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotOverviewPage, company_label);
  gtk_widget_class_bind_template_child (widget_class, PilotOverviewPage, environment_label);
  gtk_widget_class_bind_template_child (widget_class, PilotOverviewPage, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, PilotOverviewPage, cards_box);
  gtk_widget_class_bind_template_child (widget_class, PilotOverviewPage, plan_bin);
  gtk_widget_class_bind_template_child (widget_class, PilotOverviewPage, attention_group);
  gtk_widget_class_bind_template_child (widget_class, PilotOverviewPage, chart_group);
  gtk_widget_class_bind_template_child (widget_class, PilotOverviewPage, chart_box);
  gtk_widget_class_bind_template_child (widget_class, PilotOverviewPage, activity_group);
  gtk_widget_class_bind_template_child (widget_class, PilotOverviewPage, all_activity_button);
  gtk_widget_class_bind_template_callback (widget_class, show_activity_cb);
}

static void
pilot_overview_page_init (PilotOverviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->attention_rows = g_ptr_array_new ();
  self->event_rows = g_ptr_array_new ();
  add_charts (self);
  g_signal_connect_object (self, "map", G_CALLBACK (map_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
pilot_overview_page_new (PilotContext *context)
{
  PilotOverviewPage *self = g_object_new (PILOT_TYPE_OVERVIEW_PAGE, NULL);

  self->context = g_object_ref (context);
  adw_bin_set_child (self->plan_bin, pilot_plan_summary_new (context));
  for (guint i = 0; i < N_DATASETS; i++)
    {
      self->cards[i] = PILOT_COUNT_CARDS (pilot_count_cards_new (context));
      gtk_box_append (self->cards_box, GTK_WIDGET (self->cards[i]));
    }
  g_signal_connect_object (context, "notify::workspace", G_CALLBACK (workspace_cb), self, G_CONNECT_SWAPPED);
  workspace_cb (self);
  return GTK_WIDGET (self);
}
