/* pilot-portal-freeze.c: what clients may not change any more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-portal-freeze.h"

#include <glib/gi18n-lib.h>

#include "pilot-handoff-rules.h"
#include "pilot-scope-walk.h"
#include "pilot-statement.h"

#define ORDERED_STATES "'requested', 'accepted', 'scheduled', 'running', 'completed', 'completed_with_skipped', 'failed', 'cancelled'"
#define OPEN_STATES "'requested', 'accepted', 'scheduled', 'running'"

static const char *
get_text (const PilotValue *values, int field)
{
  return values != NULL && field >= 0 && values[field].kind == PILOT_VALUE_TEXT ? values[field].text : NULL;
}

/* Of a run's id: whether it was ordered. */
static gboolean
is_ordered (PilotPortalFreeze *self, const char *run_id, gboolean *ordered, GError **error)
{
  PilotStatement *statement;

  *ordered = FALSE;
  if (run_id == NULL)
    return TRUE;
  statement = pilot_database_get_statement (pilot_portal_db_get_database (self->db),
                                            "SELECT 1 FROM run WHERE id = ? AND deleted = 0 AND state IN (" ORDERED_STATES ")", error);
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, run_id);
  if (!pilot_statement_step (statement, ordered, error))
    return FALSE;
  pilot_statement_reset (statement);
  return TRUE;
}

static gboolean
judge_run_parts (PilotPortalFreeze *self, const char *run_id, char **message, GError **error)
{
  gboolean ordered;

  if (!is_ordered (self, run_id, &ordered, error))
    return FALSE;
  if (ordered && *message == NULL)
    *message = g_strdup (_("The run is ordered: what it was ordered with can’t be changed any more."));
  return TRUE;
}

static gboolean
is_legacy (const PilotSchema *schema, const PilotPortalRow *before, const PilotValue *merged)
{
  const PilotValue *values = merged != NULL ? merged : before->values;
  int dataset = pilot_schema_find_field (schema, "dataset");

  return schema->entity == PILOT_ENTITY_ASSIGNMENT || g_strcmp0 (get_text (values, dataset), "legacy") == 0;
}

/* What the manifest of an ordered run was made from. */
static gboolean
judge_source (PilotPortalFreeze *self, char **message, GError **error)
{
  gboolean open;

  if (!pilot_portal_freeze_has_open_run (self, &open, error))
    return FALSE;
  if (open)
    *message = g_strdup (_("A migration run is on its way and was ordered with this. Wait until it has ended, or cancel it."));
  return TRUE;
}

static gboolean
judge_handoff (const PilotPortalRow *before, const PilotValue *merged, char **message)
{
  g_autoptr (GError) reason = NULL;

  if (!pilot_handoff_judge_change (before != NULL ? before->values : NULL, merged, &reason))
    *message = g_strdup (reason->message);
  return TRUE;
}

/* What went along for reference stays as it went. */
static gboolean
judge_history (const PilotSchema *schema, const PilotPortalRow *before, char **message)
{
  int read_only = pilot_schema_find_field (schema, "read_only");

  if (before != NULL && read_only >= 0 && before->values[read_only].kind == PILOT_VALUE_INTEGER &&
      before->values[read_only].integer != 0)
    *message = g_strdup (_("This record went along for reference, and is read only."));
  return TRUE;
}

static gboolean
judge_legacy (PilotPortalFreeze *self, const PilotSchema *schema, const PilotPortalRow *before, const PilotValue *merged,
              guint64 changed, char **message, GError **error)
{
  if (!is_legacy (schema, before, merged))
    return judge_history (schema, before, message);
  if (before != NULL && get_text (before->values, pilot_schema_find_field (schema, "run_id")) != NULL)
    {
      *message = g_strdup (_("This record was moved: it stays as it was. Change the one in the new portal."));
      return TRUE;
    }
  if (before != NULL && merged != NULL && (changed & pilot_scope_walk_get_fields (schema->entity)) == 0)
    return TRUE;
  return judge_source (self, message, error);
}

gboolean
pilot_portal_freeze_has_open_run (PilotPortalFreeze *self, gboolean *open, GError **error)
{
  gint64 n = 0;

  if (!self->looked)
    {
      if (!pilot_database_query_int64 (pilot_portal_db_get_database (self->db),
                                       "SELECT count(*) FROM run WHERE deleted = 0 AND state IN (" OPEN_STATES ")", 0, &n, error))
        return FALSE;
      self->has_open_run = n > 0;
      self->looked = TRUE;
    }
  *open = self->has_open_run;
  return TRUE;
}

gboolean
pilot_portal_freeze_judge (PilotPortalFreeze *self, const PilotSchema *schema, const PilotPortalRow *before,
                           const PilotValue *merged, guint64 changed, char **message, GError **error)
{
  int run_id = pilot_schema_find_field (schema, "run_id");

  *message = NULL;
  switch ((int) schema->entity)
    {
    case PILOT_ENTITY_RUN:
      return before == NULL || judge_run_parts (self, before->values[PILOT_FIELD_ID].text, message, error);
    case PILOT_ENTITY_SCOPE_CHOICE:
    case PILOT_ENTITY_CHECK:
      return (before == NULL || judge_run_parts (self, get_text (before->values, run_id), message, error)) &&
             judge_run_parts (self, get_text (merged, run_id), message, error);
    case PILOT_ENTITY_HANDOFF:
      return judge_handoff (before, merged, message);
    case PILOT_ENTITY_STAGE:
      /* Only where it stands in the list is nobody's business. */
      return (before != NULL && merged != NULL && (changed & pilot_scope_walk_get_fields (schema->entity)) == 0) ||
             judge_source (self, message, error);
    case PILOT_ENTITY_MAPPING:
      return judge_source (self, message, error);
    case PILOT_ENTITY_AGENCY:
    case PILOT_ENTITY_RECRUITER:
    case PILOT_ENTITY_JOB:
    case PILOT_ENTITY_ASSIGNMENT:
    case PILOT_ENTITY_CANDIDATE:
      return judge_legacy (self, schema, before, merged, changed, message, error);
    default:
      return TRUE;
    }
}
