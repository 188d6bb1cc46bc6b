/* pilot-legacy-facts.c: how many legacy records there are, and how new they are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-legacy-facts.h"

#include "pilot-scope-walk.h"
#include "pilot-statement.h"

static const PilotEntity kinds[] = {
  PILOT_ENTITY_AGENCY, PILOT_ENTITY_RECRUITER, PILOT_ENTITY_JOB, PILOT_ENTITY_ASSIGNMENT, PILOT_ENTITY_CANDIDATE,
};

/* Assignments are of the legacy portal alone. */
static const char *
legacy_condition (PilotEntity kind)
{
  return kind == PILOT_ENTITY_ASSIGNMENT ? "1" : "dataset = 'legacy'";
}

const PilotEntity *
pilot_legacy_get_kinds (guint *n_kinds)
{
  *n_kinds = G_N_ELEMENTS (kinds);
  return kinds;
}

gboolean
pilot_legacy_count (PilotPortalDb *db, PilotEntity kind, gint64 *n_records, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\" WHERE deleted = 0 AND %s", pilot_schema_get (kind)->name,
                                          legacy_condition (kind));

  return pilot_database_query_int64 (pilot_portal_db_get_database (db), sql, 0, n_records, error);
}

gboolean
pilot_legacy_get_revision (PilotPortalDb *db, gint64 *revision, GError **error)
{
  *revision = 0;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      /* Down the index of revisions: the first that is met is the newest. */
      g_autofree char *sql = g_strdup_printf ("SELECT revision FROM \"%s\" WHERE deleted = 1 OR %s ORDER BY revision DESC LIMIT 1",
                                              pilot_schema_get (kinds[i])->name, legacy_condition (kinds[i]));
      gint64 newest;

      if (!pilot_database_query_int64 (pilot_portal_db_get_database (db), sql, 0, &newest, error))
        return FALSE;
      *revision = MAX (*revision, newest);
    }
  return TRUE;
}

/* Down the index of revisions, from the first that is newer. Of kinds that are of both data sets the portal's don't count. */
static gboolean
has_kind_changed (PilotPortalDb *db, PilotEntity kind, gint64 since, gboolean *changed, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (kind);
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM \"%s\" WHERE revision > ?%s LIMIT 1", schema->name,
                                          pilot_schema_find_field (schema, "dataset") >= 0 ? " AND (deleted = 1 OR dataset = 'legacy')" : "");
  PilotStatement *statement = pilot_database_get_statement (pilot_portal_db_get_database (db), sql, error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, since);
  if (!pilot_statement_step (statement, changed, error))
    return FALSE;
  pilot_statement_reset (statement);
  return TRUE;
}

gboolean
pilot_legacy_has_changed (PilotPortalDb *db, gint64 *since, gboolean *changed, GError **error)
{
  gint64 newest = pilot_portal_db_get_revision (db, error);
  guint n_entities;
  const PilotEntity *entities = pilot_scope_walk_entities (&n_entities);

  *changed = FALSE;
  if (newest < 0)
    return FALSE;
  for (guint i = 0; i < n_entities && newest != *since && !*changed; i++)
    if (!has_kind_changed (db, entities[i], *since, changed, error))
      return FALSE;
  if (!*changed)
    *since = newest;
  return TRUE;
}

static gboolean
parse_count (const char *text, gint64 *counts)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint i = 0;

  if (g_strv_length (words) != 2)
    return FALSE;
  while (i < G_N_ELEMENTS (kinds) && strcmp (pilot_schema_get (kinds[i])->name, words[0]) != 0)
    i++;
  return i < G_N_ELEMENTS (kinds) && counts[i] < 0 && g_ascii_string_to_signed (words[1], 10, 0, G_MAXINT64, &counts[i], NULL);
}

gboolean
pilot_legacy_parse_counts (const char *text, gint64 *counts)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ", ", -1);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    counts[i] = -1;
  for (guint i = 0; parts[i] != NULL; i++)
    if (!parse_count (parts[i], counts))
      return FALSE;
  return g_strv_length (parts) == G_N_ELEMENTS (kinds);
}
