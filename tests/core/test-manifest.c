/* test-manifest.c: what a run is expected to do, as text with a checksum
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-manifest.h"
#include "pilot-test.h"

static const PilotScopeFinding moved = { .verdict = PILOT_SCOPE_IN };
static const PilotScopeFinding placed = { .verdict = PILOT_SCOPE_IN, .stage = "stage-1", .status = "NEW" };
static const PilotScopeFinding light = { .verdict = PILOT_SCOPE_LIGHT };
static const PilotScopeFinding linked = { .verdict = PILOT_SCOPE_IN, .reason = "moved_before" };
static const PilotScopeFinding skipped = { .verdict = PILOT_SCOPE_LIGHT, .reason = "no_job" };
static const PilotScopeFinding out = { .verdict = PILOT_SCOPE_OUT };
static const PilotScopeFinding undecided = { .verdict = PILOT_SCOPE_UNDECIDED };

static const char expected[] = "agency,a1,moved,\n"
                               "agency,a2,linked,\n"
                               "candidate,c1,moved,stage-1\n"
                               "candidate,c2,light,\n"
                               "candidate,c3,skipped:no_job,\n";

static void
append_cb (const char *line, gsize length_bytes, gpointer user_data)
{
  g_string_append_len (user_data, line, length_bytes);
}

static void
fill (PilotManifest *manifest)
{
  pilot_manifest_add (manifest, PILOT_ENTITY_AGENCY, "a1", &moved);
  pilot_manifest_add (manifest, PILOT_ENTITY_AGENCY, "a2", &linked);
  pilot_manifest_add (manifest, PILOT_ENTITY_AGENCY, "a3", &out);
  pilot_manifest_add (manifest, PILOT_ENTITY_CANDIDATE, "c1", &placed);
  pilot_manifest_add (manifest, PILOT_ENTITY_CANDIDATE, "c2", &light);
  pilot_manifest_add (manifest, PILOT_ENTITY_CANDIDATE, "c3", &skipped);
  pilot_manifest_add (manifest, PILOT_ENTITY_CANDIDATE, "c4", &undecided);
}

static void
test_lines (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PilotManifest) manifest = pilot_manifest_new (append_cb, text);
  g_autoptr (PilotManifest) silent = pilot_manifest_new (NULL, NULL);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, expected, -1);

  fill (manifest);
  fill (silent);
  g_assert_cmpstr (text->str, ==, expected);
  /* The checksum is that of the text that is handed over. */
  g_assert_cmpstr (pilot_manifest_get_sha256 (manifest), ==, sha256);
  g_assert_cmpstr (pilot_manifest_get_sha256 (silent), ==, sha256);
  g_assert_cmpstr (pilot_manifest_get_sha256 (silent), ==, sha256);
}

static void
test_counts (void)
{
  g_autoptr (PilotManifest) manifest = pilot_manifest_new (NULL, NULL);

  fill (manifest);
  g_assert_cmpuint (pilot_manifest_count (manifest, PILOT_N_ENTITIES, NULL), ==, 5);
  g_assert_cmpuint (pilot_manifest_count (manifest, PILOT_N_ENTITIES, ""), ==, 3);
  g_assert_cmpuint (pilot_manifest_count (manifest, PILOT_N_ENTITIES, "moved_before"), ==, 1);
  g_assert_cmpuint (pilot_manifest_count (manifest, PILOT_ENTITY_AGENCY, NULL), ==, 2);
  g_assert_cmpuint (pilot_manifest_count (manifest, PILOT_ENTITY_AGENCY, ""), ==, 1);
  g_assert_cmpuint (pilot_manifest_count (manifest, PILOT_ENTITY_CANDIDATE, ""), ==, 2);
  g_assert_cmpuint (pilot_manifest_count (manifest, PILOT_ENTITY_CANDIDATE, "no_job"), ==, 1);
  g_assert_cmpuint (pilot_manifest_count (manifest, PILOT_ENTITY_CANDIDATE, "no_email"), ==, 0);
  g_assert_cmpuint (pilot_manifest_count (manifest, PILOT_ENTITY_JOB, NULL), ==, 0);
}

static void
test_reasons (void)
{
  g_autoptr (PilotManifest) manifest = pilot_manifest_new (NULL, NULL);

  for (const PilotChoice *choice = pilot_result_reason_choices; choice->value != NULL; choice++)
    {
      PilotScopeFinding finding = { .verdict = PILOT_SCOPE_IN, .reason = choice->value };

      pilot_manifest_add (manifest, PILOT_ENTITY_JOB, "j1", &finding);
    }
  for (const PilotChoice *choice = pilot_result_reason_choices; choice->value != NULL; choice++)
    g_assert_cmpuint (pilot_manifest_count (manifest, PILOT_ENTITY_JOB, choice->value), ==, 1);
  g_assert_cmpuint (pilot_manifest_count (manifest, PILOT_ENTITY_JOB, ""), ==, 0);
}

static void
test_nothing (void)
{
  g_autoptr (PilotManifest) manifest = pilot_manifest_new (NULL, NULL);

  g_assert_cmpstr (pilot_manifest_get_sha256 (manifest), ==, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  g_assert_cmpuint (pilot_manifest_count (manifest, PILOT_N_ENTITIES, NULL), ==, 0);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/core/manifest/a line for each record in scope, and the checksum of the lines", test_lines);
  g_test_add_func ("/core/manifest/counts by kind and by reason", test_counts);
  g_test_add_func ("/core/manifest/every reason is counted apart", test_reasons);
  g_test_add_func ("/core/manifest/an empty scope has a checksum too", test_nothing);
  return g_test_run ();
}
