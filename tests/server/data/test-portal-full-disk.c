/* test-portal-full-disk.c: the disk becomes full under the portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-audit.h"
#include "pilot-full-disk.h"
#include "pilot-test-data.h"

#define N_ROWS 2000
#define N_STEPS 8
#define KEY "00000000-0000-4000-8000-0000000000aa"
#define IMPORT "/v1/imports/00000000-0000-4000-8000-0000000000ff"

/* A request that fails wherever the room ends: it is put off, and nothing of it is there. Then, with room, the same again. */
static void
assert_put_off (TestData *data, const char *method, const char *path, const char *body)
{
  gint64 n_before = test_count_agencies (data);
  gint64 revision = test_revision (data);

  for (guint i = 0; i < N_STEPS; i++)
    {
      g_autoptr (TestAnswer) answer = NULL;

      pilot_full_disk_set_room (i * 4096 * 8);
      answer = test_call (data, method, path, body, "Idempotency-Key", KEY, NULL);
      pilot_full_disk_set_room (-1);
      test_assert_status (answer, 503);
      g_assert_cmpuint (answer->response->retry_after_secs, >, 0);
      g_assert_cmpint (test_count_agencies (data), ==, n_before);
      g_assert_cmpint (test_revision (data), ==, revision);
    }
  test_data_reopen (data);
  g_assert_cmpint (test_count_agencies (data), ==, n_before);
  g_assert_true (pilot_audit_verify (data->db, NULL, NULL));
}

static void
assert_done (TestData *data, const char *method, const char *path, const char *body)
{
  gint64 n_before = test_count_agencies (data);
  g_autoptr (TestAnswer) answer = test_call (data, method, path, body, "Idempotency-Key", KEY, NULL);

  test_assert_status (answer, 200);
  g_assert_cmpint (test_count_agencies (data), ==, n_before + N_ROWS);
  g_assert_true (pilot_audit_verify (data->db, NULL, NULL));
}

static void
test_bulk (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autofree char *body = test_agencies_json (1, N_ROWS, "One");

  assert_put_off (data, "POST", "/v1/agencies/bulk", body);
  assert_done (data, "POST", "/v1/agencies/bulk", body);
}

static void
test_import (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autofree char *announcement = g_strdup_printf ("{\"entity\":\"agency\",\"rows\":%u,\"sourceName\":\"register.csv\"}", N_ROWS);
  g_autofree char *body = test_agencies_json (1, N_ROWS, "One");
  g_autoptr (TestAnswer) announced = test_call (data, "PUT", IMPORT, announcement, NULL);
  g_autoptr (TestAnswer) chunk = NULL;

  test_assert_status (announced, 201);
  assert_put_off (data, "PUT", IMPORT "/chunks/0", body);
  chunk = test_call (data, "PUT", IMPORT "/chunks/0", body, NULL);
  test_assert_status (chunk, 200);
  assert_put_off (data, "POST", IMPORT "/commit", "{}");
  assert_done (data, "POST", IMPORT "/commit", "{}");
}

int
main (int argc, char **argv)
{
  pilot_full_disk_install ();
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/full-disk/a bulk that finds no room is put off whole, and made when it is sent again", test_bulk);
  g_test_add_func ("/server/full-disk/an import that finds no room is put off whole, and goes on when there is some", test_import);
  return g_test_run ();
}
