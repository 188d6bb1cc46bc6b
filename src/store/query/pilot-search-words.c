/* pilot-search-words.c: what was typed, looked for in single texts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-search-words.h"

#include "pilot-statement.h"

#include <string.h>

#define MAX_WORDS 32

/* Longer words are cut in the index. */
#define MAX_WORD_BYTES 1024

struct _PilotSearchWords
{
  fts5_tokenizer functions;
  Fts5Tokenizer *tokenizer; /* (owned) (nullable) */
  GBytes *words[MAX_WORDS]; /* (owned): as the tokenizer writes them */
  guint n_words;
  guint32 seen; /* one bit for each word */
  gboolean certain;
};

typedef struct
{
  GBytes *word; /* (owned) (nullable) */
  guint n_words;
} Cut;

static int
cut_cb (void *user_data, int flags, const char *token, int length_bytes, int start, int end)
{
  Cut *cut = user_data;

  if (cut->n_words++ == 0)
    cut->word = g_bytes_new (token, length_bytes);
  return SQLITE_OK;
}

static int
look_cb (void *user_data, int flags, const char *token, int length_bytes, int start, int end)
{
  PilotSearchWords *self = user_data;

  for (guint i = 0; i < self->n_words; i++)
    {
      gsize n_bytes;
      const char *word = g_bytes_get_data (self->words[i], &n_bytes);

      if ((gsize) length_bytes >= n_bytes && memcmp (token, word, n_bytes) == 0)
        self->seen |= 1u << i;
    }
  return SQLITE_OK;
}

/* FTS5 hands its functions out through an SQL function: https://www.sqlite.org/fts5.html#extending_fts5 */
static gboolean
find_api (PilotDatabase *db, fts5_api **api, GError **error)
{
  g_autoptr (PilotStatement) statement = pilot_statement_new (db, "SELECT fts5(?1)", error);
  gboolean row;

  *api = NULL;
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_pointer (pilot_statement_get_handle (statement), 1, api, "fts5_api_ptr", NULL);
  if (!pilot_statement_step (statement, &row, error))
    return FALSE;
  return *api != NULL || pilot_database_set_error (db, SQLITE_ERROR, error);
}

static gboolean
make_tokenizer (PilotSearchWords *self, PilotDatabase *db, GError **error)
{
  const char *options[] = { PILOT_SEARCH_TOKENIZER_OPTION, PILOT_SEARCH_TOKENIZER_VALUE };
  fts5_api *api;
  void *data;
  int code;

  if (!find_api (db, &api, error))
    return FALSE;
  code = api->xFindTokenizer (api, PILOT_SEARCH_TOKENIZER, &data, &self->functions);
  if (code == SQLITE_OK)
    code = self->functions.xCreate (data, options, G_N_ELEMENTS (options), &self->tokenizer);
  return code == SQLITE_OK || pilot_database_set_error (db, code, error);
}

/* The index asks for exactly one word where @text was split off as one; anything else is its own to judge. */
static gboolean
add_word (PilotSearchWords *self, const char *text)
{
  Cut cut = { 0 };

  if (strlen (text) > MAX_WORD_BYTES)
    return FALSE;
  self->functions.xTokenize (self->tokenizer, &cut, FTS5_TOKENIZE_QUERY | FTS5_TOKENIZE_PREFIX, text, (int) strlen (text), cut_cb);
  if (cut.word != NULL)
    self->words[self->n_words++] = cut.word;
  return cut.n_words == 1;
}

PilotSearchWords *
pilot_search_words_new (PilotDatabase *db, char *const *words, GError **error)
{
  g_autoptr (PilotSearchWords) self = g_new0 (PilotSearchWords, 1);

  if (!make_tokenizer (self, db, error))
    return NULL;
  self->certain = words[0] != NULL;
  for (guint i = 0; words[i] != NULL && self->certain; i++)
    self->certain = i < MAX_WORDS && add_word (self, words[i]);
  return g_steal_pointer (&self);
}

void
pilot_search_words_free (PilotSearchWords *self)
{
  if (self->tokenizer != NULL)
    self->functions.xDelete (self->tokenizer);
  for (guint i = 0; i < self->n_words; i++)
    g_bytes_unref (self->words[i]);
  g_free (self);
}

gboolean
pilot_search_words_is_certain (const PilotSearchWords *self)
{
  return self->certain;
}

void
pilot_search_words_begin (PilotSearchWords *self)
{
  self->seen = 0;
}

void
pilot_search_words_look_in (PilotSearchWords *self, const char *text, gsize length_bytes)
{
  if (text != NULL && length_bytes <= G_MAXINT)
    self->functions.xTokenize (self->tokenizer, self, FTS5_TOKENIZE_DOCUMENT, text, (int) length_bytes, look_cb);
}

gboolean
pilot_search_words_were_seen (const PilotSearchWords *self)
{
  return self->n_words > 0 && self->seen == (guint32) ((G_GUINT64_CONSTANT (1) << self->n_words) - 1);
}
