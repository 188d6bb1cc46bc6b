/* pilot-test-run.c: migration runs set up and looked at in the data themselves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-run.h"

#include "pilot-audit.h"
#include "pilot-name-uuid.h"
#include "pilot-statement.h"

static void
begin (PilotPortalDb *db)
{
  g_autoptr (GError) error = NULL;

  pilot_portal_db_begin (db, &error);
  g_assert_no_error (error);
}

static void
commit (PilotPortalDb *db)
{
  g_autoptr (GError) error = NULL;

  pilot_portal_db_commit (db, &error);
  g_assert_no_error (error);
}

static void
run_statement (PilotStatement *statement)
{
  g_autoptr (GError) error = NULL;

  pilot_statement_run (statement, &error);
  g_assert_no_error (error);
}

static PilotStatement *
prepare (PilotPortalDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  PilotStatement *statement = pilot_statement_new (pilot_portal_db_get_database (db), sql, &error);

  g_assert_no_error (error);
  return statement;
}

static void
set_column (PilotPortalDb *db, const char *table, const char *id, const char *column, const char *value)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE \"%s\" SET \"%s\" = ?, revision = ? WHERE id = ?", table, column);
  g_autoptr (PilotStatement) statement = prepare (db, sql);

  pilot_statement_bind_text (statement, 1, value);
  pilot_statement_bind_int64 (statement, 2, pilot_portal_db_next_revision (db));
  pilot_statement_bind_text (statement, 3, id);
  run_statement (statement);
}

static void
set_columns (PilotPortalDb *db, PilotEntity entity, const char *id, va_list pairs)
{
  const PilotSchema *schema = pilot_schema_get (entity);
  const char *name;

  while ((name = va_arg (pairs, const char *)) != NULL)
    {
      g_assert_true (strcmp (name, "deleted") == 0 || pilot_schema_find_field (schema, name) >= 0);
      set_column (db, schema->name, id, name, va_arg (pairs, const char *));
    }
}

char *
test_run_put (PilotPortalDb *db, PilotEntity entity, const char *id, ...)
{
  const PilotSchema *schema = pilot_schema_get (entity);
  char *new_id = id != NULL ? g_strdup (id) : g_uuid_string_random ();
  g_autofree char *sql = g_strdup_printf ("INSERT INTO \"%s\" (id, revision, updated_at) VALUES (?, ?, ?)", schema->name);
  g_autoptr (PilotStatement) statement = NULL;
  va_list pairs;

  begin (db);
  statement = prepare (db, sql);
  pilot_statement_bind_text (statement, 1, new_id);
  pilot_statement_bind_int64 (statement, 2, pilot_portal_db_next_revision (db));
  pilot_statement_bind_int64 (statement, 3, pilot_portal_db_get_now (db));
  run_statement (statement);
  va_start (pairs, id);
  set_columns (db, entity, new_id, pairs);
  va_end (pairs);
  commit (db);
  return new_id;
}

void
test_run_set (PilotPortalDb *db, PilotEntity entity, const char *id, ...)
{
  va_list pairs;

  begin (db);
  va_start (pairs, id);
  set_columns (db, entity, id, pairs);
  va_end (pairs);
  commit (db);
}

void
test_run_map (PilotPortalDb *db)
{
  g_autoptr (PilotStatement) stages =
    prepare (db, "SELECT id, process_id, status, sub_status FROM stage WHERE deleted = 0 AND NOT EXISTS"
                 " (SELECT 1 FROM mapping m WHERE m.process_id = stage.process_id AND m.status = stage.status"
                 "  AND m.sub_status IS stage.sub_status)");
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gboolean row;

  while (pilot_statement_step (stages, &row, NULL) && row)
    for (int i = 0; i < 4; i++)
      g_ptr_array_add (ids, pilot_statement_dup_text (stages, i));
  for (guint i = 0; i < ids->len; i += 4)
    {
      const char *const *stage = (const char *const *) &ids->pdata[i];
      g_autofree char *id = pilot_mapping_make_id (stage[1], stage[2], stage[3]);
      g_autofree char *made G_GNUC_UNUSED = test_run_put (db, PILOT_ENTITY_MAPPING, id, "process_id", stage[1], "status", stage[2], "sub_status",
                                            stage[3], "stage_id", stage[0], NULL);
    }
}

char *
test_run_make (PilotPortalDb *db, const char *choice, const char *history)
{
  return test_run_put (db, PILOT_ENTITY_RUN, NULL, "name", "A run", "kind", "production", "state", "accepted", "choice", choice,
                       "history", history, "on_hold", "in", "transferred", "in", NULL);
}

void
test_run_choose (PilotPortalDb *db, const char *run_id, const char *agency_id, const char *recruiter_id, gboolean included)
{
  g_autofree char *id = pilot_scope_choice_make_id (run_id, agency_id, recruiter_id);
  g_autofree char *made G_GNUC_UNUSED = test_run_put (db, PILOT_ENTITY_SCOPE_CHOICE, id, "run_id", run_id, "agency_id", agency_id, "recruiter_id",
                                        recruiter_id, "included", included ? "1" : "0", NULL);
}

static gint64
query (PilotPortalDb *db, const char *sql, va_list texts)
{
  g_autoptr (PilotStatement) statement = prepare (db, sql);
  g_autoptr (GError) error = NULL;
  const char *text;
  gboolean row;

  for (int i = 1; (text = va_arg (texts, const char *)) != NULL; i++)
    pilot_statement_bind_text (statement, i, text);
  pilot_statement_step (statement, &row, &error);
  g_assert_no_error (error);
  g_assert_true (row);
  return pilot_statement_get_int64 (statement, 0);
}

gint64
test_run_query (PilotPortalDb *db, const char *sql, ...)
{
  va_list texts;
  gint64 number;

  va_start (texts, sql);
  number = query (db, sql, texts);
  va_end (texts);
  return number;
}

char *
test_run_get (PilotPortalDb *db, PilotEntity entity, const char *id, const char *column)
{
  g_autofree char *sql = g_strdup_printf ("SELECT CAST(\"%s\" AS TEXT) FROM \"%s\" WHERE id = ?", column, pilot_schema_get (entity)->name);
  g_autoptr (PilotStatement) statement = prepare (db, sql);
  g_autoptr (GError) error = NULL;
  gboolean row;

  pilot_statement_bind_text (statement, 1, id);
  pilot_statement_step (statement, &row, &error);
  g_assert_no_error (error);
  return row ? pilot_statement_dup_text (statement, 0) : NULL;
}

/* Each gives the number of records that break it. */
static const struct
{
  const char *rule;
  const char *sql; /* "$S" and "$T": the legacy kind and what it becomes */
} rules[] = {
  { "a legacy record that has gone is in the portal once",
    "SELECT count(*) FROM (SELECT count(t.id) AS n FROM $S s LEFT JOIN $T t ON t.source_id = s.id AND t.run_id = s.run_id AND t.deleted = 0"
    " WHERE s.deleted = 0 AND s.run_id IS NOT NULL $LS GROUP BY s.id) WHERE n <> 1" },
  { "what is in the portal has gone from the legacy data",
    "SELECT count(*) FROM $T t WHERE t.deleted = 0 AND t.source_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM $S s WHERE s.id = t.source_id"
    " AND s.deleted = 0 AND s.run_id = t.run_id)" },
  { "a result that says moved is right",
    "SELECT count(*) FROM result r WHERE r.record_kind = '$S' AND r.outcome = 'moved' AND NOT EXISTS (SELECT 1 FROM $T t WHERE"
    " t.id = r.target_id AND t.source_id = r.source_id AND t.run_id = r.run_id)" },
  { "a result that says linked is right",
    "SELECT count(*) FROM result r WHERE r.record_kind = '$S' AND r.outcome = 'linked' AND NOT EXISTS (SELECT 1 FROM $T t WHERE"
    " t.id = r.target_id AND t.source_id = r.source_id AND t.run_id <> r.run_id)" },
  { "a result that says skipped or failed is right",
    "SELECT count(*) FROM result r WHERE r.record_kind = '$S' AND r.outcome IN ('skipped', 'failed') AND EXISTS (SELECT 1 FROM $S s WHERE"
    " s.id = r.source_id AND s.run_id = r.run_id)" },
  { "every record that has gone has a result",
    "SELECT count(*) FROM $S s LEFT JOIN result r ON r.source_id = s.id AND +r.run_id = s.run_id AND r.outcome = 'moved'"
    " WHERE s.deleted = 0 AND s.run_id IS NOT NULL $LS AND r.id IS NULL" },
};

static const struct
{
  const char *table;
  const char *field;
  const char *other;
} references[] = {
  { "recruiter", "agency_id", "agency" },    { "candidate", "agency_id", "agency" }, { "candidate", "recruiter_id", "recruiter" },
  { "candidate", "job_id", "job" },          { "share", "job_id", "job" },           { "share", "recruiter_id", "recruiter" },
};

static const char *const kinds[][2] = {
  { "agency", "agency" }, { "recruiter", "recruiter" }, { "job", "job" }, { "assignment", "share" }, { "candidate", "candidate" },
};

static char *
fill_in (const char *sql, const char *source, const char *target)
{
  g_autoptr (GString) text = g_string_new (sql);

  g_string_replace (text, "$LS", strcmp (source, target) == 0 ? "AND s.dataset = 'legacy'" : "", 0);
  g_string_replace (text, "$S", source, 0);
  g_string_replace (text, "$T", target, 0);
  return g_strdup (text->str);
}

static void
check_kind (PilotPortalDb *db, const char *source, const char *target)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *sql = fill_in (rules[i].sql, source, target);
      gint64 n = test_run_query (db, sql, NULL);

      if (n != 0)
        g_error ("%s: %" G_GINT64_FORMAT " break the rule “%s”", source, n, rules[i].rule);
    }
}

/* In the portal a record refers to what the legacy one's reference became. History has no recruiter. */
static void
check_references (PilotPortalDb *db)
{
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    {
      gboolean is_share = strcmp (references[i].table, "share") == 0;
      g_autofree char *sql = g_strdup_printf (
        "SELECT count(*) FROM %1$s t JOIN %4$s s ON s.id = t.source_id LEFT JOIN %3$s o ON o.id = t.%2$s WHERE t.deleted = 0"
        " AND NOT (o.deleted IS 0 AND o.dataset = 'portal' AND o.source_id IS s.%2$s)%5$s",
        references[i].table, references[i].field, references[i].other, is_share ? "assignment" : references[i].table,
        strcmp (references[i].table, "candidate") == 0 && strcmp (references[i].field, "recruiter_id") == 0
          ? " AND NOT (t.read_only IS 1 AND t.recruiter_id IS NULL)" : "");
      gint64 n = test_run_query (db, sql, NULL);

      if (n != 0)
        g_error ("%" G_GINT64_FORMAT " of the portal's %s have a wrong %s", n, references[i].table, references[i].field);
    }
}

static void
check_counters (PilotPortalDb *db)
{
  static const char sql[] =
    "SELECT count(*) FROM run LEFT JOIN (SELECT run_id, count(*) AS n, total(outcome = 'moved') AS moved, total(outcome = 'linked') AS linked,"
    " total(outcome = 'skipped') AS skipped, total(outcome = 'failed') AS failed FROM result GROUP BY run_id) r ON r.run_id = run.id"
    " WHERE run.deleted = 0 AND (coalesce(n_moved, 0) <> coalesce(moved, 0) OR coalesce(n_linked, 0) <> coalesce(linked, 0)"
    " OR coalesce(n_done, 0) <> coalesce(n_moved, 0) + coalesce(n_linked, 0) + coalesce(n_skipped, 0) + coalesce(n_failed, 0)"
    " OR (state <> 'running' AND (coalesce(n_skipped, 0) <> coalesce(skipped, 0) OR coalesce(n_failed, 0) <> coalesce(failed, 0))))";

  g_assert_cmpint (test_run_query (db, sql, NULL), ==, 0);
}

void
test_run_check (PilotPortalDb *db, gboolean whole)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    check_kind (db, kinds[i][0], kinds[i][1]);
  check_references (db);
  check_counters (db);
  pilot_audit_verify (db, NULL, &error);
  g_assert_no_error (error);
  if (!whole)
    return;
  pilot_database_check (pilot_portal_db_get_database (db), TRUE, &error);
  g_assert_no_error (error);
}
