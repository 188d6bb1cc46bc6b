/* pilot-resource-bulk.c: many records in one call, each judged alone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-resource.h"

#include "pilot-batch.h"
#include "pilot-idempotency.h"
#include "pilot-resource-common.h"
#include "pilot-wire.h"

#define MAX_ITEMS 5000

/* How many of each outcome; the order is that of the answer. */
typedef struct
{
  gint64 created;
  gint64 changed;
  gint64 unchanged;
  gint64 failed;
} BulkCounts;

static const char *
count_outcome (BulkCounts *counts, PilotOutcome outcome)
{
  switch (outcome)
    {
    case PILOT_OUTCOME_CREATED:
      counts->created++;
      return "created";
    case PILOT_OUTCOME_CHANGED:
      counts->changed++;
      return "changed";
    case PILOT_OUTCOME_UNCHANGED:
    case PILOT_OUTCOME_DELETED:
      counts->unchanged++;
      return "unchanged";
    case PILOT_OUTCOME_INVALID:
    case PILOT_OUTCOME_STALE:
    case PILOT_OUTCOME_NOT_FOUND:
    case PILOT_OUTCOME_GONE:
    default:
      counts->failed++;
      return "failed";
    }
}

static void
append_unreadable (GString *out, const PilotResourceItemError *item)
{
  g_string_append (out, "{\"id\":");
  pilot_wire_append_string (out, item->id, -1);
  g_string_append (out, ",\"status\":\"failed\",\"error\":{\"field\":");
  pilot_wire_append_string (out, item->member, -1);
  g_string_append (out, ",\"message\":");
  pilot_wire_append_string (out, item->reason, -1);
  g_string_append (out, "}}");
}

static gboolean
write_item (PilotPortalChange *change, const PilotBatchRow *row, BulkCounts *counts, GString *out, GError **error)
{
  g_auto (PilotChangeResult) result = { 0 };
  const PilotValue *base = &row->values[PILOT_FIELD_REVISION];
  const PilotValue *id = &row->values[PILOT_FIELD_ID];

  if (!pilot_portal_change_put (change, row->schema, row->values, PILOT_CHANGE_UPSERT,
                                base->kind == PILOT_VALUE_INTEGER ? base->integer : 0, &result, error))
    return FALSE;
  g_string_append (out, "{\"id\":");
  pilot_wire_append_string (out, id->kind == PILOT_VALUE_TEXT ? id->text : NULL, -1);
  g_string_append_printf (out, ",\"status\":\"%s\"", count_outcome (counts, result.outcome));
  if (result.revision > 0)
    g_string_append_printf (out, ",\"revision\":%" G_GINT64_FORMAT, result.revision);
  if (!pilot_change_result_is_success (&result))
    {
      g_string_append (out, ",\"error\":");
      pilot_resource_append_error (out, row->schema, &result);
    }
  g_string_append_c (out, '}');
  return TRUE;
}

static gboolean
write_items (PilotPortalChange *change, const PilotBatch *batch, const GPtrArray *errors, guint n_items, BulkCounts *counts,
             GString *out, GError **error)
{
  guint n_errors = 0;

  g_string_append (out, "{\"results\":[");
  for (guint i = 0; i < n_items; i++)
    {
      const PilotResourceItemError *item = n_errors < errors->len ? g_ptr_array_index (errors, n_errors) : NULL;

      if (i > 0)
        g_string_append_c (out, ',');
      if (item != NULL && item->index == i)
        {
          append_unreadable (out, item);
          counts->failed++;
          n_errors++;
        }
      else if (!write_item (change, pilot_batch_get (batch, i - n_errors), counts, out, error))
        return FALSE;
    }
  g_string_append_printf (out, "],\"created\":%" G_GINT64_FORMAT ",\"changed\":%" G_GINT64_FORMAT ",\"unchanged\":%" G_GINT64_FORMAT
                          ",\"failed\":%" G_GINT64_FORMAT "}", counts->created, counts->changed, counts->unchanged, counts->failed);
  return TRUE;
}

static gboolean
write_bulk (PilotPortalDb *db, PilotPortalChange *change, const PilotRequest *request, const PilotBatch *batch,
            const GPtrArray *errors, guint n_items, PilotResponse *response, GError **error)
{
  g_autofree char *action = g_strdup_printf ("%s.bulk", request->schema->name);
  g_autofree char *hash = NULL;
  g_autofree char *detail = NULL;
  GString *out = pilot_response_json (response, 200);
  BulkCounts counts = { 0 };

  if (!write_items (change, batch, errors, n_items, &counts, out, error))
    return FALSE;
  if (counts.created + counts.changed > 0)
    {
      hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, out->str, out->len);
      detail = g_strdup_printf ("created=%" G_GINT64_FORMAT " changed=%" G_GINT64_FORMAT " unchanged=%" G_GINT64_FORMAT
                                " failed=%" G_GINT64_FORMAT " results=sha256:%s",
                                counts.created, counts.changed, counts.unchanged, counts.failed, hash);
      if (!pilot_portal_change_audit (change, action, request->schema, NULL, counts.created + counts.changed, detail, error))
        return FALSE;
      response->changed_revision = pilot_portal_db_get_revision (db, NULL);
    }
  return pilot_idempotency_remember (db, request, response, NULL, error) && pilot_portal_change_commit (change, error);
}

void
pilot_resource_bulk (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (GPtrArray) errors = pilot_resource_new_item_errors ();
  g_autoptr (PilotPortalChange) change = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *json = pilot_resource_get_body (request, &length);
  guint n_items;
  gboolean answered;

  if (!pilot_idempotency_replay (db, request, response, &answered, &error) ||
      (!answered && !pilot_resource_parse_items (request->schema, json, length, batch, errors, &n_items, &error)))
    {
      pilot_resource_fail (response, error);
      return;
    }
  if (answered)
    return;
  if (n_items > MAX_ITEMS)
    {
      pilot_response_problem (response, 413, PILOT_PROBLEM_TOO_LARGE, "At most 5,000 records a call.");
      return;
    }
  change = pilot_portal_change_begin (db, pilot_request_get_actor (request), request->idempotency_key, &error);
  if (change != NULL && write_bulk (db, change, request, batch, errors, n_items, response, &error))
    return;
  response->changed_revision = 0;
  pilot_resource_fail (response, error);
}
