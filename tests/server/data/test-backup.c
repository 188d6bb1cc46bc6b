/* test-backup.c: a backup of a running portal, and its restore
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-portal.h"

#include <glib/gstdio.h>

#include "pilot-audit.h"
#include "pilot-test.h"

typedef struct
{
  PilotTestPortal *portal;
  gint running; /* atomic */
  guint n_writes;
} Writer;

static void
write_agency (PilotTestPortal *portal, guint number)
{
  g_autofree char *body = g_strdup_printf ("{\"items\":[{\"id\":\"00000000-0000-4000-8000-%012u\",\"dataset\":\"legacy\",\"name\":\"N\","
                                           "\"status\":\"active\",\"contractState\":\"none\"}]}",
                                           number);
  g_autoptr (PilotTestAnswer) answer =
    pilot_test_portal_request (portal, "POST", "/v1/agencies/bulk", pilot_test_portal_get_token (portal), body, NULL);

  pilot_test_assert_status (answer, 200);
}

static gpointer
write_thread_cb (gpointer user_data)
{
  Writer *writer = user_data;

  while (g_atomic_int_get (&writer->running))
    write_agency (writer->portal, 100 + writer->n_writes++);
  return NULL;
}

static void
make_backup (PilotTestPortal *portal, const char *file)
{
  g_autofree char *program = g_build_filename (g_getenv ("PILOT_BUILD_DIR"), "src", "server", "pilotage-portal", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--data",
                                                      pilot_test_portal_get_data_dir (portal), "--backup", file, NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

static char *
dup_epoch (PilotTestPortal *portal)
{
  g_autoptr (PilotTestAnswer) me = pilot_test_portal_get (portal, "/v1/me", pilot_test_portal_get_token (portal));

  return g_strdup (json_object_get_string_member (pilot_test_answer_get_object (me), "epoch"));
}

static gint64
get_revision (PilotTestPortal *portal)
{
  g_autoptr (PilotTestAnswer) me = pilot_test_portal_get (portal, "/v1/me", pilot_test_portal_get_token (portal));

  return json_object_get_int_member (pilot_test_answer_get_object (me), "revision");
}

static guint
agency_status (PilotTestPortal *portal, guint number)
{
  g_autofree char *path = g_strdup_printf ("/v1/agencies/00000000-0000-4000-8000-%012u", number);
  g_autoptr (PilotTestAnswer) answer =
    pilot_test_portal_request (portal, "GET", path, pilot_test_portal_get_token (portal), NULL, NULL);

  return answer->status;
}

static void
test_backup (void)
{
  static const char *const args[] = { "--seed-demo", "--agencies", "20", "--recruiters", "30", "--jobs", "8", "--candidates", "20000",
                                      NULL };
  g_autoptr (PilotTestPortal) portal = pilot_test_portal_start (NULL, args);
  g_autoptr (PilotTestPortal) restored = NULL;
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *file = g_build_filename (dir, PILOT_PORTAL_DB_FILE, NULL);
  g_autofree char *epoch = dup_epoch (portal);
  g_autofree char *new_epoch = NULL;
  Writer writer = { portal, TRUE, 0 };
  GThread *thread;
  GStatBuf info;
  gint64 handed_out;

  write_agency (portal, 1);
  thread = g_thread_new ("writer", write_thread_cb, &writer);
  make_backup (portal, file);
  g_atomic_int_set (&writer.running, FALSE);
  g_thread_join (thread);
  write_agency (portal, 2);
  handed_out = get_revision (portal);
  g_assert_cmpint (handed_out, >, 0);
  g_assert_cmpint (g_stat (file, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  restored = pilot_test_portal_start (dir, NULL);
  new_epoch = dup_epoch (restored);
  g_assert_cmpstr (new_epoch, !=, epoch);
  g_assert_cmpuint (agency_status (restored, 1), ==, 200);
  g_assert_cmpuint (agency_status (restored, 2), ==, 404);
  /* No number that a client may hold as an If-Match comes again, and all are still exact as a double. */
  g_assert_cmpint (get_revision (restored), >, handed_out);
  write_agency (restored, 3);
  g_assert_cmpint (get_revision (restored), <, G_GINT64_CONSTANT (1) << 53);
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (PilotPortalDb) db = pilot_portal_db_open (dir, PILOT_PORTAL_DB_READ, pilot_clock_get_system (), &error);

    g_assert_no_error (error);
    pilot_audit_verify (db, NULL, &error);
    g_assert_no_error (error);
  }
}

int
main (int argc, char *argv[])
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/backup/a backup of a busy portal is whole, and restores under a new epoch", test_backup);
  return g_test_run ();
}
