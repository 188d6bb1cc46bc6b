/* test-search.c: the full-text index
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cache-fixture.h"
#include "pilot-search-words.h"
#include "pilot-search.h"
#include "pilot-statement.h"
#include "pilot-test.h"

typedef struct
{
  PilotDatabase *db; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "a.cache", NULL);

  fixture->db = cache_fixture_open (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  pilot_database_close (fixture->db);
}

static void
build (PilotDatabase *db)
{
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  while (!done)
    {
      pilot_search_build_slice (db, &done, &error);
      g_assert_no_error (error);
    }
}

static guint
count (PilotDatabase *db, const char *words)
{
  g_autofree char *match = pilot_search_make_match (words);
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotStatement) statement =
      pilot_statement_new (db, "SELECT rowid FROM candidate_search WHERE candidate_search MATCH ?1", &error);
  gboolean row = TRUE;
  guint n = 0;

  g_assert_no_error (error);
  pilot_statement_bind_text (statement, 1, match);
  while (pilot_statement_step (statement, &row, &error) && row)
    n++;
  if (error != NULL)
    g_error ("“%s” as %s: %s", words, match, error->message);
  return n;
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  cache_fixture_add_candidate (fixture->db, "Zoë O’Brien-Müller", "zoe.obrien@example.com", NULL, "NEW");
  cache_fixture_add_candidate (fixture->db, "Joe Murphy", "joe@example.org", NULL, "NEW");
  build (fixture->db);
  g_assert_cmpuint (count (fixture->db, "zoe"), ==, 1);
  g_assert_cmpuint (count (fixture->db, "ZOË mull"), ==, 1);
  g_assert_cmpuint (count (fixture->db, "bri"), ==, 1);
  g_assert_cmpuint (count (fixture->db, "exam"), ==, 2);
  g_assert_cmpuint (count (fixture->db, "joe@example.org"), ==, 1);
  g_assert_cmpuint (count (fixture->db, "joe zoe"), ==, 0);
  g_assert_cmpuint (count (fixture->db, "rphy"), ==, 0);
}

static void
test_triggers (Fixture *fixture, gconstpointer data)
{
  gint64 row;

  build (fixture->db);
  row = cache_fixture_add_candidate (fixture->db, "Anna Nowak", NULL, NULL, "NEW");
  g_assert_cmpuint (count (fixture->db, "now"), ==, 1);
  cache_fixture_exec (fixture->db, "UPDATE candidate SET name='Anna Kowalska' WHERE row=%" G_GINT64_FORMAT, row);
  g_assert_cmpuint (count (fixture->db, "now"), ==, 0);
  g_assert_cmpuint (count (fixture->db, "kow"), ==, 1);
  cache_fixture_exec (fixture->db, "UPDATE candidate SET status='HIRED' WHERE row=%" G_GINT64_FORMAT, row);
  g_assert_cmpuint (count (fixture->db, "kow"), ==, 1);
  cache_fixture_exec (fixture->db, "DELETE FROM candidate WHERE row=%" G_GINT64_FORMAT, row);
  g_assert_cmpuint (count (fixture->db, "kow"), ==, 0);
  g_assert_cmpuint (count (fixture->db, "anna"), ==, 0);
}

static void
test_between_slices (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;
  gint64 last = 0;

  cache_fixture_exec (fixture->db, "BEGIN");
  pilot_search_create (fixture->db, pilot_schema_get (PILOT_ENTITY_CANDIDATE), &error);
  g_assert_no_error (error);
  for (int i = 0; i < 25000; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person%05d Test", i);

      last = cache_fixture_add_candidate (fixture->db, name, NULL, NULL, "NEW");
    }
  cache_fixture_exec (fixture->db, "COMMIT");
  g_assert_cmpuint (count (fixture->db, "person"), ==, 0);

  /* The other entities are empty; one slice holds the first rows of this one. */
  while (count (fixture->db, "person00000") == 0)
    {
      pilot_search_build_slice (fixture->db, &done, &error);
      g_assert_no_error (error);
    }
  g_assert_false (done);
  g_assert_cmpuint (count (fixture->db, "test"), <, 25000);

  /* Changes on both sides of the border. */
  cache_fixture_exec (fixture->db, "UPDATE candidate SET name='Changed early' WHERE name='Person00003 Test'");
  cache_fixture_exec (fixture->db, "DELETE FROM candidate WHERE name='Person00004 Test'");
  cache_fixture_exec (fixture->db, "UPDATE candidate SET name='Changed late' WHERE row=%" G_GINT64_FORMAT, last);
  cache_fixture_exec (fixture->db, "DELETE FROM candidate WHERE row=%" G_GINT64_FORMAT, last - 1);
  cache_fixture_add_candidate (fixture->db, "Brand new", NULL, NULL, "NEW");
  build (fixture->db);
  g_assert_cmpuint (count (fixture->db, "changed"), ==, 2);
  g_assert_cmpuint (count (fixture->db, "person00003"), ==, 0);
  g_assert_cmpuint (count (fixture->db, "brand"), ==, 1);
  g_assert_cmpuint (count (fixture->db, "test"), ==, 25000 - 4);
}

static void
test_defer (Fixture *fixture, gconstpointer data)
{
  const PilotSchema *schema = pilot_schema_get (PILOT_ENTITY_CANDIDATE);
  g_autoptr (GError) error = NULL;

  cache_fixture_add_candidate (fixture->db, "Old Hand", NULL, NULL, "NEW");
  build (fixture->db);
  cache_fixture_exec (fixture->db, "BEGIN");
  pilot_search_defer (fixture->db, schema, &error);
  g_assert_no_error (error);
  cache_fixture_add_candidate (fixture->db, "New Hand", NULL, NULL, "NEW");
  cache_fixture_exec (fixture->db, "UPDATE candidate SET name='Older Hand' WHERE name='Old Hand'");
  pilot_search_resume (fixture->db, schema, &error);
  g_assert_no_error (error);
  cache_fixture_exec (fixture->db, "COMMIT");
  cache_fixture_add_candidate (fixture->db, "Later Hand", NULL, NULL, "NEW");
  g_assert_cmpuint (count (fixture->db, "older"), ==, 1);
  g_assert_cmpuint (count (fixture->db, "hand"), ==, 1);
  build (fixture->db);
  g_assert_cmpuint (count (fixture->db, "hand"), ==, 3);
  cache_fixture_add_candidate (fixture->db, "Last Hand", NULL, NULL, "NEW");
  g_assert_cmpuint (count (fixture->db, "hand"), ==, 4);
}

static void
test_any_text (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "\"", "a\" OR \"b", "NEAR(a b)", "a*b", "^a", "name:x", "(", ")", "-x", "a AND", "{a}", "+",
                                       "हिन्दी", "ภาษาไทย", "한국어", "e\xcc\x81t\xc3\xa9", "a\xcc\x81", "\xcc\x81", "١٢٣", "x²", "½" };

  build (fixture->db);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *match = pilot_search_make_match (texts[i]);

      if (match != NULL)
        count (fixture->db, texts[i]);
    }
  g_assert_null (pilot_search_make_match (NULL));
  g_assert_null (pilot_search_make_match (" ’-—! "));
  g_assert_null (pilot_search_make_match ("\xff"));
}

/* A letter here that parts words there would make a phrase, which an index without positions refuses. */
static void
test_every_letter (Fixture *fixture, gconstpointer data)
{
  build (fixture->db);
  for (gunichar c = 1; c < 0x30000; c++)
    {
      char text[16] = "a";
      int length = 1;

      if (c >= 0xd800 && c < 0xe000)
        continue;
      length += g_unichar_to_utf8 (c, text + length);
      text[length++] = 'b';
      text[length] = '\0';
      count (fixture->db, text);
    }
}

/* Letters of many kinds, short enough that words begin other words. */
static char *
make_text (GRand *rand)
{
  static const char *const parts[] = { "a", "b", "ab", "A", "É", "e", "e\xcc\x81", "ß", "ł", "ø", "Ж", "漢", "ア", "한", "ก", "1", "²", "½", "٣",
                                       "_", "-", "'", "’", ".", "@", " ", "  ", "\"", "*", "\xcc\x81", "ﬁ", "İ", "ſ", "\xe1\xa6\xb0", "\xff" };
  GString *text = g_string_new (NULL);

  for (int n = g_rand_int_range (rand, 0, 8); n > 0; n--)
    g_string_append (text, parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))]);
  return g_string_free (text, FALSE);
}

static void
test_single_texts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (PilotStatement) statement = NULL;
  g_autoptr (GError) error = NULL;
  guint n_found = 0;

  build (fixture->db);
  statement = pilot_statement_new (fixture->db, "SELECT 1 FROM candidate_search WHERE candidate_search MATCH ?1 AND rowid=?2", &error);
  g_assert_no_error (error);
  for (int i = 0; i < 300; i++)
    {
      g_autofree char *name = make_text (rand);
      g_autofree char *email = make_text (rand);
      gint64 id = cache_fixture_add_candidate (fixture->db, name, email, NULL, "NEW");

      for (int j = 0; j < 40; j++)
        {
          g_autofree char *typed = make_text (rand);
          g_autofree char *match = pilot_search_make_match (typed);
          g_auto (GStrv) split = pilot_search_split (typed);
          g_autoptr (PilotSearchWords) words = pilot_search_words_new (fixture->db, split, &error);
          gboolean found;

          g_assert_no_error (error);
          if (match == NULL || !pilot_search_words_is_certain (words))
            continue;
          pilot_statement_bind_text (statement, 1, match);
          pilot_statement_bind_int64 (statement, 2, id);
          pilot_statement_step (statement, &found, &error);
          g_assert_no_error (error);
          pilot_statement_reset (statement);
          pilot_search_words_begin (words);
          pilot_search_words_look_in (words, name, strlen (name));
          pilot_search_words_look_in (words, email, strlen (email));
          if (pilot_search_words_were_seen (words) != found)
            g_error ("“%s” in “%s”, “%s”: the index says %d", typed, name, email, found);
          n_found += found;
        }
    }
  g_assert_cmpuint (n_found, >, 100);
}

static void
test_uncertain_words (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) many = g_string_new (NULL);
  g_autofree char *endless = g_strnfill (5000, 'a');
  const char *const typed[] = { "", " ’", many->str, endless };

  for (int i = 0; i < 100; i++)
    g_string_append_printf (many, "w%d ", i);
  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_auto (GStrv) split = pilot_search_split (i == 2 ? many->str : typed[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (PilotSearchWords) words = pilot_search_words_new (fixture->db, split, &error);

      g_assert_no_error (error);
      g_assert_false (pilot_search_words_is_certain (words));
    }
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add ("/store/search/words match from their beginning, without case and accents", Fixture, NULL, set_up, test_words, tear_down);
  g_test_add ("/store/search/changes of the table reach the index in the same transaction", Fixture, NULL, set_up, test_triggers,
              tear_down);
  g_test_add ("/store/search/changes between two slices are neither lost nor doubled", Fixture, NULL, set_up, test_between_slices,
              tear_down);
  g_test_add ("/store/search/rows of a large import are left to the builder", Fixture, NULL, set_up, test_defer, tear_down);
  g_test_add ("/store/search/whatever is typed is no syntax", Fixture, NULL, set_up, test_any_text, tear_down);
  g_test_add ("/store/search/a single text is judged as the index judges it", Fixture, NULL, set_up, test_single_texts, tear_down);
  g_test_add ("/store/search/what only the index can tell is left to it", Fixture, NULL, set_up, test_uncertain_words, tear_down);
  g_test_add ("/store/search/words are cut where the index cuts them", Fixture, NULL, set_up, test_every_letter, tear_down);
  return g_test_run ();
}
