/* bench-wire.c: how fast records become JSON and JSON becomes records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-wire.h"

#include <stdlib.h>

#define PAGE_ROWS 5000

/* A candidate as the demo company has them: about 400 bytes of JSON. */
static void
fill (PilotBatch *batch, guint n)
{
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_CANDIDATE);
  g_autofree char *id = g_strdup_printf ("0b8f0f9e-6a4e-4c6e-9a55-%012x", n);
  g_autofree char *email = g_strdup_printf ("ciara.odonnell%u@example.com", n);

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_integer (record, PILOT_FIELD_REVISION, n);
  pilot_record_set_integer (record, PILOT_FIELD_UPDATED_AT, G_GINT64_CONSTANT (1795337067000000) + n);
  pilot_record_set_text (record, PILOT_CANDIDATE_DATASET, "legacy");
  pilot_record_set_text (record, PILOT_CANDIDATE_NAME, "Ciara O'Donnell");
  pilot_record_set_text (record, PILOT_CANDIDATE_EMAIL, email);
  pilot_record_set_text (record, PILOT_CANDIDATE_AGENCY_ID, id);
  pilot_record_set_text (record, PILOT_CANDIDATE_RECRUITER_ID, id);
  pilot_record_set_text (record, PILOT_CANDIDATE_JOB_ID, id);
  pilot_record_set_text (record, PILOT_CANDIDATE_STATUS, "IN_REVIEW");
  pilot_record_set_integer (record, PILOT_CANDIDATE_SUBMITTED_AT, G_GINT64_CONSTANT (1795337067000000));
  pilot_batch_add_record (batch, record);
}

int
main (int argc, char **argv)
{
  guint n_pages = argc > 1 ? (guint) atoi (argv[1]) : 100;
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (PilotBatch) read = pilot_batch_new ();
  g_autoptr (GString) json = g_string_new (NULL);
  gint64 start, write_usec = 0, parse_usec = 0;
  double n_rows = (double) n_pages * PAGE_ROWS;

  for (guint i = 0; i < PAGE_ROWS; i++)
    fill (batch, i);

  for (guint page = 0; page < n_pages; page++)
    {
      g_autoptr (PilotWireParser) parser = NULL;
      g_autoptr (GError) error = NULL;
      g_auto (PilotWirePage) head = { 0 };

      start = g_get_monotonic_time ();
      g_string_assign (json, "{\"epoch\":\"e\",\"revision\":1,\"items\":[");
      for (guint i = 0; i < PAGE_ROWS; i++)
        {
          if (i > 0)
            g_string_append_c (json, ',');
          pilot_wire_append_row (json, pilot_batch_get (batch, i), TRUE);
        }
      g_string_append (json, "]}");
      write_usec += g_get_monotonic_time () - start;

      start = g_get_monotonic_time ();
      pilot_batch_clear (read);
      parser = pilot_wire_parser_new (read, NULL, PILOT_ERROR_PROTOCOL);
      /* In the pieces that a socket brings. */
      for (gsize at = 0; at < json->len; at += 65536)
        if (!pilot_wire_parser_feed (parser, json->str + at, MIN (65536, json->len - at), &error))
          g_error ("%s", error->message);
      if (!pilot_wire_parser_finish (parser, &head, &error))
        g_error ("%s", error->message);
      parse_usec += g_get_monotonic_time () - start;
    }
  g_print ("{\"bench\":\"wire\",\"rowBytes\":%.0f,\"writeRowsPerSec\":%.0f,\"parseRowsPerSec\":%.0f}\n",
           (double) json->len / PAGE_ROWS, n_rows / (double) write_usec * 1e6, n_rows / (double) parse_usec * 1e6);
  return 0;
}
