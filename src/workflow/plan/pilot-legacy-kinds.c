/* pilot-legacy-kinds.c: the kinds of records of the legacy portal, in the cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-legacy-kinds.h"

/* The order of a snapshot's counts, which the portal compares with its own. */
static const PilotEntity kinds[] = {
  PILOT_ENTITY_AGENCY, PILOT_ENTITY_RECRUITER, PILOT_ENTITY_JOB, PILOT_ENTITY_ASSIGNMENT, PILOT_ENTITY_CANDIDATE,
};

const PilotEntity *
pilot_legacy_kinds_get (guint *n_kinds)
{
  *n_kinds = G_N_ELEMENTS (kinds);
  return kinds;
}

const char *
pilot_legacy_kinds_get_where (PilotEntity kind)
{
  return kind == PILOT_ENTITY_ASSIGNMENT ? NULL : "dataset='legacy'";
}

gboolean
pilot_legacy_kinds_get_revision (PilotDatabase *reader, gint64 *revision, GError **error)
{
  *revision = 0;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const char *where = pilot_legacy_kinds_get_where (kinds[i]);
      g_autofree char *sql = g_strdup_printf ("SELECT max(revision) FROM \"%s\"%s%s", pilot_schema_get (kinds[i])->name,
                                              where != NULL ? " WHERE " : "", where != NULL ? where : "");
      gint64 newest;

      if (!pilot_database_query_int64 (reader, sql, 0, &newest, error))
        return FALSE;
      *revision = MAX (*revision, newest);
    }
  return TRUE;
}
