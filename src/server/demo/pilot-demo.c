/* pilot-demo.c: fills an empty portal with the demo company
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-demo.h"

#include "pilot-audit.h"
#include "pilot-demo-maker.h"
#include "pilot-entities.h"
#include "pilot-portal-db-schema.h"
#include "pilot-portal-singles.h"

#define N_PAST_EVENTS 24

static const PilotDemoOptions usual = {
  .n_agencies = 120,
  .n_recruiters = 300,
  .n_jobs = 80,
  .n_candidates = 4000,
  .seed = 20261120,
};

static void
demo_maker_clear (PilotDemoMaker *self)
{
  g_free (self->companies);
  g_free (self->agencies);
  g_free (self->recruiters);
  g_free (self->jobs);
  g_free (self->members);
  g_free (self->processes);
  g_clear_pointer (&self->assigned, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotDemoMaker, demo_maker_clear)

static gint64
size_or (gint64 wanted, gint64 otherwise, gint64 most)
{
  return wanted > 0 ? MIN (wanted, most) : otherwise;
}

static gboolean
exec_owned (PilotPortalDb *db, char *sql, GError **error)
{
  g_autofree char *owned = sql;

  return pilot_database_exec (pilot_portal_db_get_database (db), owned, error);
}

static gboolean
drop_indexes (PilotPortalDb *db, GError **error)
{
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      const PilotSchema *schema = pilot_schema_get (entity);

      if (!exec_owned (db, pilot_portal_db_schema_drop_indexes (schema), error) ||
          !exec_owned (db, g_strdup_printf ("DROP INDEX IF EXISTS \"%s_id\"", schema->name), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
make_indexes (PilotPortalDb *db, GError **error)
{
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    if (!exec_owned (db, pilot_portal_db_schema_indexes (pilot_schema_get (entity)), error))
      return FALSE;
  return TRUE;
}

/* What the people did in the weeks before, and the making itself as the newest event. */
gboolean
pilot_demo_make_audit (PilotDemoMaker *maker, GError **error)
{
  static const struct
  {
    const char *action;
    const char *entity;
    const char *detail;
  } kinds[] = {
    { "agency.update", "agency", "contractState" }, { "agency.update", "agency", "email,phone" }, { "agency.create", "agency", "name,email,status" },
    { "recruiter.update", "recruiter", "status" },  { "job.update", "job", "postingStatus" },     { "recruiter.create", "recruiter", "name,email,agencyId" },
  };
  char id[PILOT_DEMO_UUID_LENGTH_BYTES];

  for (guint i = 0; i < N_PAST_EVENTS; i++)
    {
      guint kind = pilot_demo_random_below (&maker->random, G_N_ELEMENTS (kinds));
      const char *entity_id = kind <= 2   ? maker->agencies[pilot_demo_random_below (&maker->random, maker->options.n_agencies)].id
                              : kind == 4 ? maker->jobs[pilot_demo_random_below (&maker->random, maker->options.n_jobs)].id
                                          : maker->recruiters[pilot_demo_random_below (&maker->random, maker->options.n_recruiters)].id;
      PilotAuditEvent event = {
        .actor = maker->members[pilot_demo_random_below (&maker->random, 2)],
        .action = kinds[kind].action,
        .entity = kinds[kind].entity,
        .entity_id = entity_id,
        .count = 1,
        .detail = kinds[kind].detail,
      };

      pilot_demo_random_uuid (&maker->random, id);
      if (!pilot_audit_append_at (maker->db, id, PILOT_DEMO_NOW - (N_PAST_EVENTS - i) * 26 * G_TIME_SPAN_HOUR, &event, NULL, error))
        return FALSE;
    }
  pilot_demo_random_uuid (&maker->random, id);
  return pilot_audit_append_at (maker->db, id, PILOT_DEMO_NOW,
                                &(PilotAuditEvent) { .actor = "portal", .action = "demo.seed", .count = maker->options.n_candidates },
                                NULL, error);
}

static gboolean
set_passwords (PilotDemoMaker *maker, PilotDemoPasswordFunc set_password, gpointer user_data, GError **error)
{
  guint n_members;

  pilot_demo_get_members (&n_members);
  for (guint i = 0; set_password != NULL && i < n_members; i++)
    if (!set_password (maker->db, maker->members[i], PILOT_DEMO_PASSWORD, user_data, error))
      return FALSE;
  return TRUE;
}

/* The company is made in one transaction; what its people do afterwards is many. */
static gboolean
mark_unfinished (PilotPortalDb *db, GError **error)
{
  return pilot_database_exec (pilot_portal_db_get_database (db), "INSERT OR REPLACE INTO meta VALUES ('demo_unfinished', 1)", error);
}

static gboolean
make_all (PilotDemoMaker *maker, PilotDemoPasswordFunc set_password, gpointer user_data, GError **error)
{
  return mark_unfinished (maker->db, error) && drop_indexes (maker->db, error) && pilot_demo_make_company (maker, error) && pilot_demo_make_network (maker, error) &&
         pilot_demo_make_jobs (maker, error) && pilot_demo_make_candidates (maker, error) && make_indexes (maker->db, error) &&
         pilot_portal_singles_make (maker->db, PILOT_DEMO_NOW, error) && pilot_demo_make_audit (maker, error) && set_passwords (maker, set_password, user_data, error);
}

gboolean
pilot_demo_seed (PilotPortalDb *db, const PilotDemoOptions *options, PilotDemoPasswordFunc set_password, gpointer user_data,
                 GError **error)
{
  g_auto (PilotDemoMaker) maker = { .db = db };

  if (!pilot_portal_db_is_empty (db))
    return TRUE;
  maker.options.n_agencies = size_or (options->n_agencies, usual.n_agencies, 100000);
  maker.options.n_recruiters = size_or (options->n_recruiters, usual.n_recruiters, 1000000);
  maker.options.n_jobs = size_or (options->n_jobs, usual.n_jobs, 100000);
  maker.options.n_candidates = size_or (options->n_candidates, usual.n_candidates, 10000000);
  maker.options.seed = options->seed != 0 ? options->seed : usual.seed;
  maker.options.sandbox = options->sandbox;
  maker.random.state = maker.options.seed;
  if (!pilot_portal_db_begin (db, error))
    return FALSE;
  if (make_all (&maker, set_password, user_data, error) && pilot_portal_db_commit (db, error))
    return TRUE;
  pilot_portal_db_rollback (db);
  return FALSE;
}

gboolean
pilot_demo_finish (PilotPortalDb *db, GError **error)
{
  return pilot_database_exec (pilot_portal_db_get_database (db), "DELETE FROM meta WHERE key = 'demo_unfinished'", error);
}

gboolean
pilot_demo_forget_unfinished (PilotPortalDb *db, GError **error)
{
  gint64 unfinished;

  if (!pilot_database_query_int64 (pilot_portal_db_get_database (db), "SELECT value FROM meta WHERE key = 'demo_unfinished'", 0, &unfinished,
                                   error))
    return FALSE;
  return unfinished == 0 || (pilot_portal_db_clear (db, error) && pilot_demo_finish (db, error));
}
