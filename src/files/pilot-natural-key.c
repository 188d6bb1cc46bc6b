/* pilot-natural-key.c: by what a record is recognised when a file doesn't know its UUID
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-natural-key.h"

#include <string.h>

#define MAX_KEY_FIELDS 4

/* A level holds where all its @required fields are filled; the @optional ones count as they are. */
typedef struct
{
  PilotEntity entity;
  guint required[MAX_KEY_FIELDS];
  guint optional[MAX_KEY_FIELDS];
} KeyLevel;

/* By entity, then the surest first. The id goes before them all. */
static const KeyLevel levels[] = {
  { PILOT_ENTITY_AGENCY, { PILOT_AGENCY_EXTERNAL_ID } },
  { PILOT_ENTITY_AGENCY, { PILOT_AGENCY_LICENCE_NUMBER } },
  { PILOT_ENTITY_AGENCY, { PILOT_AGENCY_EMAIL, PILOT_AGENCY_NAME } },
  { PILOT_ENTITY_AGENCY, { PILOT_AGENCY_NAME }, { PILOT_AGENCY_CITY, PILOT_AGENCY_REGION, PILOT_AGENCY_ADDRESS } },
  { PILOT_ENTITY_RECRUITER, { PILOT_RECRUITER_EXTERNAL_ID } },
  { PILOT_ENTITY_RECRUITER, { PILOT_RECRUITER_EMAIL } },
  { PILOT_ENTITY_RECRUITER, { PILOT_RECRUITER_NAME }, { PILOT_RECRUITER_AGENCY_ID, PILOT_RECRUITER_PHONE } },
  { PILOT_ENTITY_JOB, { PILOT_JOB_EXTERNAL_ID } },
  { PILOT_ENTITY_JOB, { PILOT_JOB_REF_NUMBER } },
  { PILOT_ENTITY_JOB, { PILOT_JOB_TITLE }, { PILOT_JOB_DEPARTMENT, PILOT_JOB_CITY, PILOT_JOB_COUNTRY } },
  { PILOT_ENTITY_CANDIDATE, { PILOT_CANDIDATE_EXTERNAL_ID } },
  { PILOT_ENTITY_CANDIDATE, { PILOT_CANDIDATE_EMAIL }, { PILOT_CANDIDATE_JOB_ID } },
  { PILOT_ENTITY_CANDIDATE, { PILOT_CANDIDATE_NAME }, { PILOT_CANDIDATE_PHONE, PILOT_CANDIDATE_JOB_ID } },
};

typedef struct
{
  guint64 a;
  guint64 b;
} Digest;

static inline void
mix (Digest *digest, guint64 word)
{
  digest->a = (digest->a ^ word) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  digest->a ^= digest->a >> 29;
  digest->b = (digest->b + word) * G_GUINT64_CONSTANT (0xC2B2AE3D27D4EB4F);
  digest->b ^= digest->b >> 31;
}

static void
mix_bytes (Digest *digest, const char *text, gsize length)
{
  gsize i = 0;

  for (; i + 8 <= length; i += 8)
    {
      guint64 word;

      memcpy (&word, text + i, 8);
      mix (digest, word);
    }
  if (i < length)
    {
      guint64 word = 0;

      memcpy (&word, text + i, length - i);
      mix (digest, word);
    }
  mix (digest, length);
}

static gsize
fold_ascii (const char *text, gsize length, char *folded)
{
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    {
      guint8 c = text[i];

      if (c >= 0x80)
        return G_MAXSIZE;
      if (c <= ' ')
        {
          if (n > 0 && folded[n - 1] != ' ')
            folded[n++] = ' ';
        }
      else
        folded[n++] = c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }
  return n > 0 && folded[n - 1] == ' ' ? n - 1 : n;
}

static char *
fold_unicode (const char *text, gsize length)
{
  g_autofree char *normal = g_utf8_normalize (text, length, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *lower = g_utf8_casefold (normal != NULL ? normal : "", -1);
  GString *words = g_string_new (NULL);

  for (const char *c = lower; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar u = g_utf8_get_char (c);

      if (!g_unichar_isspace (u))
        g_string_append_unichar (words, u);
      else if (words->len > 0 && words->str[words->len - 1] != ' ')
        g_string_append_c (words, ' ');
    }
  if (words->len > 0 && words->str[words->len - 1] == ' ')
    g_string_truncate (words, words->len - 1);
  return g_string_free (words, FALSE);
}

static void
update_checksum (GChecksum *checksum, const char *text)
{
  g_autofree char *folded = fold_unicode (text, strlen (text));

  g_checksum_update (checksum, (const guchar *) folded, strlen (folded) + 1);
}

static void
mix_text (Digest *digest, const char *text, gsize length)
{
  char buffer[512];
  g_autofree char *large = length > sizeof buffer ? g_malloc (length) : NULL;
  char *folded = large != NULL ? large : buffer;
  gsize n = fold_ascii (text, length, folded);

  if (n == G_MAXSIZE)
    {
      g_autofree char *words = fold_unicode (text, length);

      mix_bytes (digest, words, strlen (words));
      return;
    }
  mix_bytes (digest, folded, n);
}

static PilotNaturalKey
finish (Digest *digest)
{
  PilotNaturalKey key;

  mix (digest, 0x50696C6F74);
  key.hash = digest->a;
  key.check = (guint32) (digest->b >> 20);
  if (key.check == 0)
    key.check = 1;
  return key;
}

static inline gboolean
is_filled (const PilotValue *value)
{
  return value->kind == PILOT_VALUE_TEXT && value->length_bytes > 0;
}

static const KeyLevel *
find_levels (PilotEntity entity, guint *n)
{
  const KeyLevel *first = NULL;

  *n = 0;
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    if (levels[i].entity == entity)
      {
        if (first == NULL)
          first = &levels[i];
        (*n)++;
      }
  return first;
}

guint
pilot_natural_key_levels (PilotEntity entity)
{
  guint n;

  find_levels (entity, &n);
  return n > 0 ? n + 1 : 0;
}

gboolean
pilot_natural_key_uses (PilotEntity entity, guint level, guint field)
{
  guint n;
  const KeyLevel *at = find_levels (entity, &n);

  if (level == PILOT_KEY_LEVEL_ID || level > n)
    return FALSE;
  for (guint i = 0; i < MAX_KEY_FIELDS; i++)
    if ((at[level - 1].required[i] == field || at[level - 1].optional[i] == field) && field != 0)
      return TRUE;
  return FALSE;
}

void
pilot_natural_key_make (const PilotSchema *schema, const PilotValue *values, PilotNaturalKey *keys)
{
  guint n;
  const KeyLevel *at = find_levels (schema->entity, &n);

  memset (keys, 0, PILOT_MAX_KEY_LEVELS * sizeof *keys);
  if (n > 0 && is_filled (&values[PILOT_FIELD_ID]))
    keys[PILOT_KEY_LEVEL_ID] = pilot_natural_key_from_id (values[PILOT_FIELD_ID].text, values[PILOT_FIELD_ID].length_bytes);
  for (guint level = 0; level < n; level++)
    {
      Digest digest = { schema->entity * 16 + level + 1, G_GUINT64_CONSTANT (0x27D4EB2F165667C5) };
      gboolean complete = TRUE;

      /* The data set is the first field of all entities that files hold. */
      if (is_filled (&values[PILOT_FIELD_FIRST]))
        mix_bytes (&digest, values[PILOT_FIELD_FIRST].text, values[PILOT_FIELD_FIRST].length_bytes);
      for (guint i = 0; i < MAX_KEY_FIELDS && at[level].required[i] != 0 && complete; i++)
        {
          const PilotValue *value = &values[at[level].required[i]];

          complete = is_filled (value);
          if (complete)
            mix_text (&digest, value->text, value->length_bytes);
        }
      for (guint i = 0; i < MAX_KEY_FIELDS && at[level].optional[i] != 0 && complete; i++)
        {
          const PilotValue *value = &values[at[level].optional[i]];

          mix_text (&digest, is_filled (value) ? value->text : "", is_filled (value) ? value->length_bytes : 0);
        }
      if (complete)
        keys[level + 1] = finish (&digest);
    }
}

char *
pilot_natural_key_dup_id (const PilotSchema *schema, const PilotValue *values, const char *fallback)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint n;
  const KeyLevel *at = find_levels (schema->entity, &n);
  PilotNaturalKey keys[PILOT_MAX_KEY_LEVELS];
  guint level = 0;
  guint8 digest[32];
  gsize length = sizeof digest;

  pilot_natural_key_make (schema, values, keys);
  while (level < n && keys[level + 1].check == 0)
    level++;
  update_checksum (checksum, schema->name);
  update_checksum (checksum, is_filled (&values[PILOT_FIELD_FIRST]) ? values[PILOT_FIELD_FIRST].text : "");
  if (level == n)
    update_checksum (checksum, fallback);
  for (guint i = 0; level < n && i < 2 * MAX_KEY_FIELDS; i++)
    {
      guint field = i < MAX_KEY_FIELDS ? at[level].required[i] : at[level].optional[i - MAX_KEY_FIELDS];

      if (field == 0)
        continue;
      update_checksum (checksum, schema->fields[field].name);
      update_checksum (checksum, is_filled (&values[field]) ? values[field].text : "");
    }
  g_checksum_get_digest (checksum, digest, &length);
  /* RFC 9562, version 8: a UUID of one's own making. */
  digest[6] = (digest[6] & 0x0F) | 0x80;
  digest[8] = (digest[8] & 0x3F) | 0x80;
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", digest[0], digest[1], digest[2],
                          digest[3], digest[4], digest[5], digest[6], digest[7], digest[8], digest[9], digest[10], digest[11],
                          digest[12], digest[13], digest[14], digest[15]);
}

PilotNaturalKey
pilot_natural_key_from_id (const char *id, gsize length_bytes)
{
  Digest digest = { G_GUINT64_CONSTANT (0x2545F4914F6CDD1D), G_GUINT64_CONSTANT (0x9E6C63D0876A9A47) };

  /* Most ids are met without being looked for: they are not folded. */
  mix_bytes (&digest, id, length_bytes);
  return finish (&digest);
}

PilotNaturalKey
pilot_natural_key_from_text (guint kind, const char *text, gsize length_bytes)
{
  Digest digest = { kind + 1, G_GUINT64_CONSTANT (0x165667B19E3779F9) };

  mix_text (&digest, text, length_bytes);
  return finish (&digest);
}

gboolean
pilot_natural_key_same (const guint32 *checks_a, const guint32 *checks_b, guint level)
{
  for (guint i = 0; i < level; i++)
    if (checks_a[i] != 0 && checks_b[i] != 0 && checks_a[i] != checks_b[i])
      return FALSE;
  return TRUE;
}
