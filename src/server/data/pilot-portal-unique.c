/* pilot-portal-unique.c: what only one record may say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-portal-unique.h"

#include <glib/gi18n-lib.h>

#include "pilot-entities.h"
#include "pilot-statement.h"

/* The fields, told of by the last of them, as the statement's parameters behind the id. */
static const struct
{
  PilotEntity entity;
  guint n_fields;
  guint fields[3];
  const char *sql;
  const char *message; /* %s, where there is one: what the last of them says */
} rules[] = {
  { PILOT_ENTITY_MEMBER, 1, { PILOT_MEMBER_EMAIL },
    "SELECT 1 FROM member WHERE id <> ?1 AND deleted = 0 AND email = ?2 COLLATE NOCASE",
    N_("There is a member with this e-mail address already.") },
  { PILOT_ENTITY_STAGE, 3, { PILOT_STAGE_PROCESS_ID, PILOT_STAGE_STATUS, PILOT_STAGE_SUB_STATUS },
    "SELECT 1 FROM stage WHERE id <> ?1 AND deleted = 0 AND process_id = ?2 AND status = ?3 AND sub_status IS ?4 COLLATE NOCASE",
    N_("The hiring process has this status already.") },
  { PILOT_ENTITY_STEP, 1, { PILOT_STEP_KEY },
    "SELECT 1 FROM step WHERE id <> ?1 AND deleted = 0 AND key = ?2",
    /* Translators: %s is a step's key, e.g. “a4-activate” */
    N_("There is a record of the step “%s” already: change that one.") },
  { PILOT_ENTITY_CHECK, 2, { PILOT_CHECK_RUN_ID, PILOT_CHECK_RULE },
    "SELECT 1 FROM \"check\" WHERE id <> ?1 AND deleted = 0 AND run_id IS ?2 AND rule = ?3",
    /* Translators: %s is a check's key, e.g. “recruiter-email” */
    N_("There is a result of the check “%s” already: change that one.") },
};

static gboolean
is_taken (PilotPortalDb *db, guint rule, const PilotValue *merged, gboolean *taken, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (pilot_portal_db_get_database (db), rules[rule].sql, error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_value (statement, 1, &merged[PILOT_FIELD_ID]);
  for (guint i = 0; i < rules[rule].n_fields; i++)
    pilot_statement_bind_value (statement, 2 + i, &merged[rules[rule].fields[i]]);
  if (!pilot_statement_step (statement, taken, error))
    return FALSE;
  pilot_statement_reset (statement);
  return TRUE;
}

gboolean
pilot_portal_unique_judge (PilotPortalDb *db, const PilotSchema *schema, const PilotPortalRow *before, const PilotValue *merged,
                           guint64 changed, int *field, char **message, GError **error)
{
  *message = NULL;
  for (guint r = 0; r < G_N_ELEMENTS (rules); r++)
    {
      guint64 fields = 0;
      gboolean taken;

      for (guint i = 0; i < rules[r].n_fields; i++)
        fields |= 1ull << rules[r].fields[i];
      if (rules[r].entity != schema->entity || (before != NULL && (changed & fields) == 0))
        continue;
      if (!is_taken (db, r, merged, &taken, error))
        return FALSE;
      if (!taken)
        continue;
      *field = (int) rules[r].fields[rules[r].n_fields - 1];
      *message = g_strdup_printf (_(rules[r].message), merged[*field].text);
      return TRUE;
    }
  return TRUE;
}
