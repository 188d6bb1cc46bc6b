/* pilot-query-list.c: a list over a query on the cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-query-list.h"

#include "pilot-query-list-passage.h"
#include "pilot-query-list-rows.h"
#include "pilot-query-list-run.h"

/* Rows that are shown before the whole order is known: a screen of them. */
#define N_FIRST_ROWS 50

/*
 * A list view makes widgets for some 200 rows at once, which takes it 100 ms and more. So a new order is shown bit by
 * bit until it has that many, with frames in between, and then whole.
 */
#define GROWTH_ROWS 50
#define VIEW_ROWS 250

/* A change of many rows is told bit by bit, for so long at a time: a view makes widgets for those that come in its sight,
 * and a frame waits for them. */
#define STEP_ROWS 10
#define STEPS_USEC (5 * G_TIME_SPAN_MILLISECOND)
#define STEPS_PAUSE_MSECS 8 /* the next frame lays out what came since the one before */
#define MAX_STEPS 2000 /* of one change: then they are longer */

/* Changes of the store are followed at most so often, and never for more than a quarter of the time. */
#define REFRESH_INTERVAL_USEC (150 * G_TIME_SPAN_MILLISECOND)
#define REFRESH_FACTOR 3

struct _PilotQueryList
{
  GObject parent_instance;

  PilotStore *store; /* (owned) */
  PilotQuery query;
  PilotRowCache *rows; /* (owned) (nullable): until the store can be read */
  gboolean loading;

  PilotRowPassage shown;
  guint n_shown;     /* rows beyond it are not told yet; G_MAXUINT: all are */
  guint grow_source;
  guint step_rows;   /* of a step of the passage */
  guint step_source; /* while the passage is on the way, or rows are to be told */
  gboolean telling;  /* who is told may make something happen that is to be told, too */

  /* The worker: one run at a time; what is wanted meanwhile is one more run after it. */
  PilotRowMemo *memo;        /* (owned) (nullable): used by the run, freed here */
  GCancellable *running;     /* (owned) (nullable) */
  guint generation;          /* of the query; results of an older one are dropped */
  gboolean run_again;
  gint64 last_run_usec;      /* how long the last one took */
  gint64 last_refresh_usec;  /* monotonic */
  guint refresh_source;
};

static void pilot_query_list_model_init (GListModelInterface *iface);
static void pilot_query_list_list_init (PilotListInterface *iface);
static void start_run (PilotQueryList *self, gboolean refresh);
static void schedule_refresh (PilotQueryList *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (PilotQueryList, pilot_query_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pilot_query_list_model_init)
                               G_IMPLEMENT_INTERFACE (PILOT_TYPE_LIST, pilot_query_list_list_init))

enum {
  PROP_0,
  PROP_LOADING,
};

static guint
get_length (PilotQueryList *self)
{
  return MIN (pilot_row_passage_get_length (&self->shown), self->n_shown);
}

static void
set_loading (PilotQueryList *self, gboolean loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify (G_OBJECT (self), "loading");
}

static void
fail (PilotQueryList *self, const GError *error)
{
  g_signal_emit_by_name (self, "failed", error);
}

/* --- what is shown --- */

/* Looks which of the records that somebody shows have changed. */
static void
look_for_changes (PilotQueryList *self)
{
  g_autoptr (GError) error = NULL;

  if (self->rows != NULL && !pilot_row_cache_refresh (self->rows, self->shown.changed, &error))
    fail (self, error);
  pilot_row_passage_find_changed (&self->shown);
}

/* First where the rows are, then which have changed. Returns: FALSE: nothing is left to tell */
static gboolean
tell_step (PilotQueryList *self)
{
  guint position;
  guint n_removed;
  guint n_added;

  gboolean moved = pilot_row_passage_step (&self->shown, self->step_rows, &position, &n_removed, &n_added);

  if (!moved && !pilot_row_passage_next_changed (&self->shown, STEP_ROWS, &position, &n_added))
    return FALSE;
  /* Of rows that are not shown yet nobody needs to know. */
  if (!moved)
    n_removed = n_added = position < get_length (self) ? MIN (n_added, get_length (self) - position) : 0;
  if (n_removed + n_added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
  if (moved && !pilot_row_passage_on_way (&self->shown))
    look_for_changes (self);
  return TRUE;
}

/* As many steps as there is time for. Returns: FALSE: nothing is left to tell */
static gboolean
tell_for_a_while (PilotQueryList *self)
{
  gint64 end = g_get_monotonic_time () + STEPS_USEC;
  gboolean more;

  self->telling = TRUE;
  do
    more = tell_step (self);
  while (more && self->store != NULL && g_get_monotonic_time () < end);
  self->telling = FALSE;
  return more && self->store != NULL;
}

static gboolean
tell_steps_cb (gpointer user_data)
{
  g_autoptr (PilotQueryList) self = g_object_ref (user_data);

  if (tell_for_a_while (self))
    return G_SOURCE_CONTINUE;
  self->step_source = 0;
  return G_SOURCE_REMOVE;
}

/* What is little is told there and then, the rest later, with frames in between. */
static void
tell_steps (PilotQueryList *self)
{
  /* Whoever tells goes on. */
  if (self->telling)
    return;
  if (!tell_for_a_while (self))
    g_clear_handle_id (&self->step_source, g_source_remove);
  else if (self->step_source == 0)
    self->step_source = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, STEPS_PAUSE_MSECS, tell_steps_cb, self, NULL);
}

static void
refresh_rows (PilotQueryList *self)
{
  look_for_changes (self);
  tell_steps (self);
}

static gboolean
begins_with (const PilotRowOrder *order, const PilotRowOrder *first)
{
  return order->length >= first->length && (first->length == 0 || memcmp (order->rows, first->rows, first->length * sizeof (guint32)) == 0);
}

static gboolean
grow_cb (gpointer user_data)
{
  PilotQueryList *self = PILOT_QUERY_LIST (user_data);
  guint before = get_length (self);

  self->n_shown = before + GROWTH_ROWS > VIEW_ROWS ? G_MAXUINT : before + GROWTH_ROWS;
  if (get_length (self) == self->shown.order.length)
    {
      self->n_shown = G_MAXUINT;
      self->grow_source = 0;
    }
  g_list_model_items_changed (G_LIST_MODEL (self), before, 0, get_length (self) - before);
  if (self->grow_source == 0 && self->running == NULL)
    set_loading (self, FALSE);
  return self->grow_source != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
start_growing (PilotQueryList *self)
{
  if (self->grow_source == 0 && get_length (self) < self->shown.order.length)
    self->grow_source = g_idle_add (grow_cb, self);
}

static void
finish_growing (PilotQueryList *self)
{
  guint before = get_length (self);

  g_clear_handle_id (&self->grow_source, g_source_remove);
  self->n_shown = G_MAXUINT;
  if (self->shown.order.length > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->shown.order.length - before);
}

/* The rows of another query: all are new, but for the first ones where these are shown already. */
static void
replace_order (PilotQueryList *self, PilotRowOrder *order, gboolean first_shown)
{
  guint n_before = get_length (self);
  gboolean on_way = pilot_row_passage_on_way (&self->shown);
  guint n_same = first_shown && !on_way && begins_with (order, &self->shown.order) ? n_before : 0;
  guint n_after;

  g_clear_handle_id (&self->grow_source, g_source_remove);
  pilot_row_passage_set (&self->shown, order);
  self->n_shown = MAX (n_same, N_FIRST_ROWS);
  n_after = get_length (self);
  if (n_before > n_same || n_after > n_same)
    g_list_model_items_changed (G_LIST_MODEL (self), n_same, n_before - n_same, n_after - n_same);
  pilot_row_passage_find_changed (&self->shown);
}

/* The rows of the same query after a change of the store. */
static void
follow_order (PilotQueryList *self, PilotRowOrder *order)
{
  GArray *hunks;

  finish_growing (self);
  pilot_row_passage_stop (&self->shown);
  hunks = pilot_row_order_diff (&self->shown.order, order);
  pilot_row_passage_begin (&self->shown, order, hunks);
  self->step_rows = MAX (STEP_ROWS, pilot_row_passage_get_n_named (&self->shown) / MAX_STEPS);
  if (!pilot_row_passage_on_way (&self->shown))
    look_for_changes (self);
  tell_steps (self);
}

/* --- the worker --- */

static void
first_rows_cb (PilotRowOrder *order, guint generation, gpointer user_data)
{
  PilotQueryList *self = user_data;

  if (self->store != NULL && generation == self->generation && self->running != NULL)
    replace_order (self, order, FALSE);
}

static void
run_done (PilotQueryList *self, PilotRowRun *run)
{
  self->last_run_usec = run->usec;
  self->last_refresh_usec = g_get_monotonic_time ();
  /* Where nothing was shown yet, what comes is shown as that of another query is. */
  if (run->refresh && get_length (self) > 0)
    follow_order (self, &run->order);
  else
    replace_order (self, &run->order, !run->refresh);
}

static void
run_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PilotQueryList *self = PILOT_QUERY_LIST (source);
  PilotRowRun *run = pilot_row_run_get (result);
  g_autoptr (GError) error = NULL;
  gboolean done = pilot_row_run_finish (result, &error);
  gboolean current = run->generation == self->generation;
  gboolean run_again = self->run_again;

  g_clear_object (&self->running);
  if (self->store == NULL)
    return;
  self->memo = g_steal_pointer (&run->memo);
  self->run_again = FALSE;
  if (!current)
    {
      start_run (self, FALSE);
      return;
    }
  if (done)
    run_done (self, run);
  else
    fail (self, error);
  /* A listener may have set another query. */
  if (self->running != NULL)
    return;
  start_growing (self);
  if (self->grow_source == 0)
    set_loading (self, FALSE);
  if (run_again)
    schedule_refresh (self);
}

static void
start_run (PilotQueryList *self, gboolean refresh)
{
  PilotRowRun *run = pilot_row_run_new (self->store, g_steal_pointer (&self->memo), &self->query);

  g_assert (self->running == NULL);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  self->running = g_cancellable_new ();
  run->generation = self->generation;
  run->refresh = refresh;
  run->n_first = N_FIRST_ROWS;
  run->first_func = first_rows_cb;
  pilot_row_run_start (run, G_OBJECT (self), self->running, run_done_cb);
}

/* --- following the store --- */

static gboolean
refresh_cb (gpointer user_data)
{
  PilotQueryList *self = PILOT_QUERY_LIST (user_data);

  self->refresh_source = 0;
  if (self->running != NULL)
    self->run_again = TRUE;
  else
    start_run (self, TRUE);
  return G_SOURCE_REMOVE;
}

static void
schedule_refresh (PilotQueryList *self)
{
  gint64 interval = MAX (REFRESH_INTERVAL_USEC, REFRESH_FACTOR * self->last_run_usec);
  gint64 due = self->last_refresh_usec + interval - g_get_monotonic_time ();

  if (self->running != NULL)
    {
      self->run_again = TRUE;
      return;
    }
  if (self->refresh_source == 0)
    self->refresh_source = g_timeout_add (due > 0 ? due / 1000 + 1 : 0, refresh_cb, self);
}

static void
store_changed_cb (PilotStore *store, guint entity_mask, PilotQueryList *self)
{
  const PilotSchema *schema = pilot_schema_get (self->query.entity);
  guint referred = PILOT_STORE_CHANGED_OUTBOX;
  const PilotField *sort_field = &schema->fields[self->query.sort_field];
  gboolean by_title = self->query.sort_field != PILOT_FIELD_ID && sort_field->type == PILOT_FIELD_REF;

  if ((entity_mask & (1u << schema->entity)) != 0 ||
      (by_title && (entity_mask & (1u << sort_field->ref)) != 0))
    {
      schedule_refresh (self);
      return;
    }
  /* Order and number are the same; titles of other records, or what is pending, may not be. */
  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    if (schema->fields[i].type == PILOT_FIELD_REF)
      referred |= 1u << schema->fields[i].ref;
  if ((entity_mask & referred) != 0)
    refresh_rows (self);
}

static void
searchable_cb (PilotStore *store, PilotQueryList *self)
{
  if (self->query.search != NULL)
    schedule_refresh (self);
}

/* --- GListModel --- */

static GType
pilot_query_list_get_item_type (GListModel *model)
{
  return PILOT_TYPE_ROW;
}

static guint
pilot_query_list_get_n_items (GListModel *model)
{
  return get_length (PILOT_QUERY_LIST (model));
}

static void
load_window (PilotQueryList *self, guint position)
{
  guint32 rows[PILOT_ROW_CACHE_WINDOW];
  guint start = position / PILOT_ROW_CACHE_WINDOW * PILOT_ROW_CACHE_WINDOW;
  guint n_rows = MIN (PILOT_ROW_CACHE_WINDOW, get_length (self) - start);
  g_autoptr (GError) error = NULL;

  if (self->rows == NULL)
    {
      PilotDatabase *db = pilot_store_open_reader (self->store, &error);

      if (db == NULL)
        {
          g_warning ("The cache can't be read: %s", error->message);
          return;
        }
      self->rows = pilot_row_cache_new (db, self->query.entity);
    }
  for (guint i = 0; i < n_rows; i++)
    rows[i] = pilot_row_passage_get_row (&self->shown, start + i);
  if (!pilot_row_cache_load (self->rows, rows, n_rows, &error))
    g_warning ("Records can't be read: %s", error->message);
}

/* Deleted since the order was made; it goes at the next refresh. */
static PilotRow *
make_gone_row (PilotQueryList *self)
{
  g_autoptr (PilotRecord) record = pilot_record_new (self->query.entity);

  pilot_record_set_text (record, PILOT_FIELD_ID, "");
  return pilot_row_new (record, NULL);
}

static gpointer
pilot_query_list_get_item (GListModel *model, guint position)
{
  PilotQueryList *self = PILOT_QUERY_LIST (model);
  PilotRow *item = NULL;
  guint32 row;

  if (position >= get_length (self))
    return NULL;
  row = pilot_row_passage_get_row (&self->shown, position);
  if (self->rows != NULL)
    item = pilot_row_cache_get (self->rows, row);
  if (item == NULL && self->store != NULL)
    {
      load_window (self, position);
      item = self->rows != NULL ? pilot_row_cache_get (self->rows, row) : NULL;
    }
  return item != NULL ? g_object_ref (item) : make_gone_row (self);
}

static void
pilot_query_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = pilot_query_list_get_item_type;
  iface->get_n_items = pilot_query_list_get_n_items;
  iface->get_item = pilot_query_list_get_item;
}

/* --- PilotList --- */

static void
pilot_query_list_set_query (PilotList *list, const PilotQuery *query)
{
  PilotQueryList *self = PILOT_QUERY_LIST (list);
  PilotQuery copy;

  g_return_if_fail (self->store != NULL);
  if (pilot_query_equal (&self->query, query))
    return;
  pilot_query_copy (query, &copy);
  if (copy.entity != self->query.entity)
    {
      PilotRowOrder nothing = { 0 };

      replace_order (self, &nothing, FALSE);
      g_clear_pointer (&self->rows, pilot_row_cache_free);
    }
  pilot_query_clear (&self->query);
  self->query = copy;
  self->generation++;
  set_loading (self, TRUE);
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  else
    start_run (self, FALSE);
}

static const PilotQuery *
pilot_query_list_get_query (PilotList *list)
{
  return &PILOT_QUERY_LIST (list)->query;
}

static gboolean
pilot_query_list_get_loading (PilotList *list)
{
  return PILOT_QUERY_LIST (list)->loading;
}

static gint64
pilot_query_list_find (PilotList *list, const char *id)
{
  PilotQueryList *self = PILOT_QUERY_LIST (list);
  gint64 row;
  guint length = get_length (self);

  if (id == NULL || length == 0)
    return -1;
  if (self->rows == NULL)
    load_window (self, 0);
  row = self->rows != NULL ? pilot_row_cache_find (self->rows, id) : -1;
  for (guint i = 0; row >= 0 && i < length; i++)
    if (pilot_row_passage_get_row (&self->shown, i) == row)
      return i;
  return -1;
}

static gboolean
pilot_query_list_is_settled (PilotList *list)
{
  return !pilot_row_passage_on_way (&PILOT_QUERY_LIST (list)->shown);
}

static void
pilot_query_list_list_init (PilotListInterface *iface)
{
  iface->set_query = pilot_query_list_set_query;
  iface->get_query = pilot_query_list_get_query;
  iface->get_loading = pilot_query_list_get_loading;
  iface->find = pilot_query_list_find;
  iface->is_settled = pilot_query_list_is_settled;
}

/* --- GObject --- */

static void
pilot_query_list_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_LOADING)
    g_value_set_boolean (value, PILOT_QUERY_LIST (object)->loading);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
pilot_query_list_dispose (GObject *object)
{
  PilotQueryList *self = PILOT_QUERY_LIST (object);

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_handle_id (&self->grow_source, g_source_remove);
  g_clear_handle_id (&self->step_source, g_source_remove);
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (pilot_query_list_parent_class)->dispose (object);
}

static void
pilot_query_list_finalize (GObject *object)
{
  PilotQueryList *self = PILOT_QUERY_LIST (object);

  g_clear_object (&self->running);
  g_clear_pointer (&self->memo, pilot_row_memo_free);
  g_clear_pointer (&self->rows, pilot_row_cache_free);
  pilot_row_passage_clear (&self->shown);
  pilot_query_clear (&self->query);
  G_OBJECT_CLASS (pilot_query_list_parent_class)->finalize (object);
}

static void
pilot_query_list_class_init (PilotQueryListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pilot_query_list_get_property;
  object_class->dispose = pilot_query_list_dispose;
  object_class->finalize = pilot_query_list_finalize;
  g_object_class_override_property (object_class, PROP_LOADING, "loading");
}

static void
pilot_query_list_init (PilotQueryList *self)
{
  self->n_shown = G_MAXUINT;
  self->step_rows = STEP_ROWS;
  pilot_row_passage_init (&self->shown);
}

PilotList *
pilot_query_list_new (PilotStore *store, PilotEntity entity)
{
  PilotQueryList *self = g_object_new (PILOT_TYPE_QUERY_LIST, NULL);

  self->store = g_object_ref (store);
  pilot_query_init (&self->query, entity);
  self->loading = TRUE;
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, 0);
  g_signal_connect_object (store, "searchable", G_CALLBACK (searchable_cb), self, 0);
  start_run (self, FALSE);
  return PILOT_LIST (self);
}
