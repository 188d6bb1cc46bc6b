/* pilot-name-uuid.c: ids that are the same for everybody, made from a name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-name-uuid.h"

/* Made once at random; names in another name space give other ids. */
static const guint8 name_space[16] = { 0x6b, 0x1f, 0x0d, 0x52, 0x9c, 0x47, 0x4e, 0x1a,
                                       0x8f, 0x36, 0x2d, 0x90, 0x5e, 0xb8, 0x71, 0xc4 };

#define SHA1_BYTES 20

char *
pilot_name_uuid (const char *text)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 bytes[SHA1_BYTES];
  gsize length = sizeof bytes;

  g_checksum_update (checksum, name_space, sizeof name_space);
  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_get_digest (checksum, bytes, &length);
  bytes[6] = (guint8) ((bytes[6] & 0x0f) | 0x50);
  bytes[8] = (guint8) ((bytes[8] & 0x3f) | 0x80);
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", bytes[0], bytes[1], bytes[2],
                          bytes[3], bytes[4], bytes[5], bytes[6], bytes[7], bytes[8], bytes[9], bytes[10], bytes[11], bytes[12],
                          bytes[13], bytes[14], bytes[15]);
}

/* A line feed is in none of the parts. */
static char *
make (const char *kind, const char *first, const char *second, const char *third)
{
  g_autofree char *name = g_strjoin ("\n", kind, first != NULL ? first : "", second != NULL ? second : "",
                                     third != NULL ? third : "", NULL);

  return pilot_name_uuid (name);
}

char *
pilot_project_make_id (void)
{
  return make ("project", NULL, NULL, NULL);
}

char *
pilot_settings_make_id (void)
{
  return make ("settings", NULL, NULL, NULL);
}

char *
pilot_step_make_id (const char *key)
{
  return make ("step", key, NULL, NULL);
}

char *
pilot_mapping_make_id (const char *process_id, const char *status, const char *sub_status)
{
  return make ("mapping", process_id, status, sub_status);
}

char *
pilot_check_make_id (const char *run_id, const char *rule)
{
  return make ("check", run_id, rule, NULL);
}

char *
pilot_scope_choice_make_id (const char *run_id, const char *agency_id, const char *recruiter_id)
{
  return make ("choice", run_id, agency_id, recruiter_id);
}

char *
pilot_moved_make_id (const char *source_id)
{
  return make ("moved", source_id, NULL, NULL);
}

char *
pilot_result_make_id (const char *run_id, const char *source_id)
{
  return make ("result", run_id, source_id, NULL);
}
