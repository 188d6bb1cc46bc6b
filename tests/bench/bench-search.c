/* bench-search.c: from a keystroke to the rows that match, among a million
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cache-maker.h"
#include "measure.h"
#include "pilot-query-list.h"

#include <locale.h>

/* What a person types, key by key, in turn. */
static const char *const typed[] = { "murphy", "aoife kelly", "zoe mar", "müller", "o'connor b", "mail17", "j schm", "nobody at all" };

typedef struct
{
  gboolean changed;
} Watch;

static void
items_changed_cb (GListModel *model, guint position, guint n_removed, guint n_added, Watch *watch)
{
  watch->changed = TRUE;
}

/* Fetches what a screen shows, as the view would. */
static void
read_screen (PilotList *list)
{
  guint n = MIN (50, g_list_model_get_n_items (G_LIST_MODEL (list)));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PilotRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_autofree char *text = pilot_row_dup_display (row, PILOT_CANDIDATE_AGENCY_ID);

      g_assert_nonnull (text);
    }
}

static void
search (PilotList *list, const char *words, guint sort_field, const char *status, const char *dataset, double *first_msec, double *whole_msec)
{
  g_auto (PilotQuery) query = { 0 };
  Watch watch = { FALSE };
  gulong handler = g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &watch);
  double start = measure_now ();

  pilot_query_copy (pilot_list_get_query (list), &query);
  g_free (query.search);
  query.search = g_strdup (words);
  query.sort_field = sort_field;
  pilot_query_set_filter (&query, PILOT_CANDIDATE_STATUS, status, status == NULL);
  pilot_query_set_dataset (&query, dataset);
  pilot_list_set_query (list, &query);
  while (!watch.changed && pilot_list_get_loading (list))
    g_main_context_iteration (NULL, TRUE);
  read_screen (list);
  *first_msec = (measure_now () - start) * 1000;
  while (pilot_list_get_loading (list))
    g_main_context_iteration (NULL, TRUE);
  *whole_msec = (measure_now () - start) * 1000;
  g_signal_handler_disconnect (list, handler);
}

static void
bench_typing (PilotList *list, const char *what, guint sort_field, const char *status, const char *dataset)
{
  g_autoptr (GArray) firsts = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) wholes = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *goal_first = g_strdup_printf ("keystroke to first 50 rows, %s, p99", what);
  g_autofree char *goal_whole = g_strdup_printf ("keystroke to count and whole order, %s, worst", what);
  double list_first;
  double list_whole;

  /* Who types has the list before his eyes, in its order. Put in order and searched at once it would take both times. */
  search (list, NULL, sort_field, status, dataset, &list_first, &list_whole);
  measure_say ("  %s, nothing typed: first rows %.1f ms, all %.1f ms", what, list_first, list_whole);
  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    for (const char *at = g_utf8_next_char (typed[i]);; at = g_utf8_next_char (at))
      {
        g_autofree char *words = g_strndup (typed[i], at - typed[i]);
        double first;
        double whole;

        search (list, words, sort_field, status, dataset, &first, &whole);
        g_array_append_val (firsts, first);
        g_array_append_val (wholes, whole);
        if (at - typed[i] == 1)
          measure_say ("  “%s”: %u found, first rows %.1f ms, all %.1f ms", words, g_list_model_get_n_items (G_LIST_MODEL (list)), first, whole);
        if (*at == '\0')
          break;
      }
  measure_say ("  %s: first rows p50 %.1f ms, p95 %.1f ms", what, measure_percentile (firsts, 50), measure_percentile (firsts, 95));
  measure_goal_at_most (goal_first, measure_percentile (firsts, 99), 50, "ms");
  measure_goal_at_most (goal_whole, measure_percentile (wholes, 100), 500, "ms");
}

int
main (int argc, char **argv)
{
  guint n_rows = measure_get_rows (argc, argv, 1000000);
  g_autofree char *dir = measure_make_dir ();
  g_autofree char *path = g_build_filename (dir, "search.cache", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotStore) store = NULL;
  PilotList *list;

  setlocale (LC_ALL, "");
  cache_maker_make (path, n_rows);
  store = pilot_store_open (path, NULL, NULL, &error);
  if (store == NULL)
    g_error ("%s", error->message);
  list = pilot_query_list_new (store, PILOT_ENTITY_CANDIDATE);
  while (pilot_list_get_loading (list))
    g_main_context_iteration (NULL, TRUE);

  measure_say ("Search among %u candidates", n_rows);
  measure_main_loop_start ();
  bench_typing (list, "by name", PILOT_CANDIDATE_NAME, NULL, NULL);
  bench_typing (list, "by agency", PILOT_CANDIDATE_AGENCY_ID, NULL, NULL);
  bench_typing (list, "by update, of one status", PILOT_FIELD_UPDATED_AT, "INTERVIEW", NULL);
  bench_typing (list, "by name, of one data set", PILOT_CANDIDATE_NAME, NULL, "legacy");
  measure_goal_at_most ("longest time without a turn of the main loop", measure_main_loop_stop (), 50, "ms");
  measure_goal_at_most ("resident memory of this process", measure_resident_mb (0, FALSE), 130, "MB");

  g_object_unref (list);
  pilot_store_close (store);
  return measure_finish ();
}
