/* pilot-feed.c: everything as it stands (snapshot), and what changed since (changes)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-resource.h"

#include "pilot-resource-common.h"
#include "pilot-statement.h"
#include "pilot-wire.h"

#define DEFAULT_LIMIT 1000
#define MAX_LIMIT 10000
#define BYTES_PER_ITEM 600

/* Where a snapshot stands: which state is being sent, and behind which row of which kind it goes on. */
typedef struct
{
  gint64 revision;
  gint64 entity;
  gint64 row;
} SnapshotCursor;

/* A page is megabytes: grown once, not in a dozen copies. */
static void
reserve (GString *out, gint64 n_items)
{
  g_string_set_size (out, n_items * BYTES_PER_ITEM);
  g_string_truncate (out, 0);
}

static char *
cursor_to_text (const SnapshotCursor *self, const char *epoch)
{
  g_autofree char *plain = g_strdup_printf ("%s.%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, epoch,
                                            self->revision, self->entity, self->row);
  char *text = g_base64_encode ((const guchar *) plain, strlen (plain));

  /* The alphabet that needs no escapes in an address (RFC 4648, 5). */
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  *strchrnul (text, '=') = '\0';
  return text;
}

static gboolean
cursor_from_text (SnapshotCursor *self, const char *text, char **epoch)
{
  g_autoptr (GString) padded = g_string_new (text);
  g_autofree char *plain = NULL;
  g_auto (GStrv) parts = NULL;
  gsize length;

  g_strdelimit (padded->str, "-", '+');
  g_strdelimit (padded->str, "_", '/');
  while (padded->len % 4 != 0)
    g_string_append_c (padded, '=');
  plain = (char *) g_base64_decode (padded->str, &length);
  parts = g_strsplit (plain, ".", -1);
  if (g_strv_length (parts) != 4 || !g_ascii_string_to_signed (parts[1], 10, 0, G_MAXINT64, &self->revision, NULL) ||
      !g_ascii_string_to_signed (parts[2], 10, 0, PILOT_N_ENTITIES, &self->entity, NULL) ||
      !g_ascii_string_to_signed (parts[3], 10, 0, G_MAXINT64, &self->row, NULL))
    return FALSE;
  *epoch = g_strdup (parts[0]);
  return TRUE;
}

static gboolean
read_limit (const PilotRequest *request, gint64 *limit, PilotResponse *response)
{
  *limit = DEFAULT_LIMIT;
  if (pilot_request_get_query_number (request, "limit", 1, MAX_LIMIT, limit))
    return TRUE;
  pilot_response_invalid (response, "limit", "It is a number from 1 to 10000.");
  return FALSE;
}

static void
refuse_gone (PilotResponse *response, const char *detail)
{
  pilot_response_problem (response, 410, PILOT_PROBLEM_GONE, detail);
}

/* Appends live rows of one kind behind the cursor; the cursor moves with them. */
static gboolean
append_snapshot_rows (PilotPortalDb *db, SnapshotCursor *cursor, gint64 limit, gint64 *n_items, GString *out, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (cursor->entity);
  PilotStatement *statement = pilot_portal_db_prepare (db, schema, PILOT_PORTAL_STATEMENT_SNAPSHOT, error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, cursor->row);
  pilot_statement_bind_int64 (statement, 2, cursor->revision);
  pilot_statement_bind_int64 (statement, 3, limit - *n_items);
  while (TRUE)
    {
      PilotPortalRow row;
      gboolean has_row;

      if (!pilot_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      pilot_portal_row_read (&row, schema, statement);
      if ((*n_items)++ > 0)
        g_string_append_c (out, ',');
      pilot_portal_row_append_json (&row, out, FALSE);
      cursor->row = row.row;
    }
}

static gboolean
append_snapshot (PilotPortalDb *db, const PilotRequest *request, SnapshotCursor *cursor, gint64 limit, GString *out, GError **error)
{
  gint64 n_items = 0;

  g_string_append_printf (out, "{\"epoch\":\"%s\",\"revision\":%" G_GINT64_FORMAT ",\"items\":[", pilot_portal_db_get_epoch (db),
                          cursor->revision);
  while (cursor->entity < PILOT_N_ENTITIES)
    {
      if (pilot_role_may (request->role, PILOT_ACTION_READ, cursor->entity) &&
          !append_snapshot_rows (db, cursor, limit, &n_items, out, error))
        return FALSE;
      if (n_items >= limit)
        break;
      cursor->entity++;
      cursor->row = 0;
    }
  g_string_append (out, "],\"next\":");
  if (cursor->entity < PILOT_N_ENTITIES)
    {
      g_autofree char *next = cursor_to_text (cursor, pilot_portal_db_get_epoch (db));

      pilot_wire_append_string (out, next, -1);
    }
  else
    g_string_append (out, "null");
  g_string_append_c (out, '}');
  return TRUE;
}

static gboolean
begin_snapshot (PilotPortalDb *db, const PilotRequest *request, SnapshotCursor *cursor, PilotResponse *response, GError **error)
{
  const char *text = pilot_request_get_query (request, "cursor");
  g_autofree char *epoch = NULL;
  gint64 pruned_before;

  if (text == NULL)
    {
      cursor->revision = pilot_portal_db_get_revision (db, error);
      return cursor->revision >= 0;
    }
  if (!cursor_from_text (cursor, text, &epoch))
    {
      pilot_response_invalid (response, "cursor", "The cursor was not made by this portal.");
      return TRUE;
    }
  pruned_before = pilot_portal_db_get_number (db, "pruned_before", error);
  if (pruned_before < 0)
    return FALSE;
  /* With tombstones gone that are newer than the snapshot, its reader could not be told of them afterwards. */
  if (strcmp (epoch, pilot_portal_db_get_epoch (db)) != 0 || pruned_before > cursor->revision)
    refuse_gone (response, "This snapshot can't be gone on with; begin anew.");
  return TRUE;
}

void
pilot_resource_snapshot (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  g_autoptr (GError) error = NULL;
  SnapshotCursor cursor = { 0 };
  gint64 limit;
  gboolean ok;

  if (!read_limit (request, &limit, response))
    return;
  ok = pilot_portal_db_begin_read (db, &error);
  response->status = 200;
  if (ok)
    {
      ok = begin_snapshot (db, request, &cursor, response, &error);
      if (ok && response->status == 200)
        {
          GString *out = pilot_response_json (response, 200);

          reserve (out, limit);
          ok = append_snapshot (db, request, &cursor, limit, out, &error);
        }
      pilot_portal_db_end_read (db);
    }
  if (!ok)
    pilot_resource_fail (response, error);
}

/* One reader of changed rows for each kind, standing on the next one that was not sent. */
typedef struct
{
  PilotStatement *statement; /* (nullable): %NULL: at its end */
  PilotPortalRow row;
} ChangeReader;

static gboolean
change_reader_next (ChangeReader *self, const PilotSchema *schema, GError **error)
{
  gboolean has_row;

  if (!pilot_statement_step (self->statement, &has_row, error))
    return FALSE;
  if (has_row)
    pilot_portal_row_read (&self->row, schema, self->statement);
  else
    self->statement = NULL;
  return TRUE;
}

static gboolean
open_readers (PilotPortalDb *db, const PilotRequest *request, gint64 after, ChangeReader *readers, GError **error)
{
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      const PilotSchema *schema = pilot_schema_get (entity);

      if (!pilot_role_may (request->role, PILOT_ACTION_READ, entity))
        continue;
      readers[entity].statement = pilot_portal_db_prepare (db, schema, PILOT_PORTAL_STATEMENT_CHANGES, error);
      if (readers[entity].statement == NULL)
        return FALSE;
      pilot_statement_bind_int64 (readers[entity].statement, 1, after);
      if (!change_reader_next (&readers[entity], schema, error))
        return FALSE;
    }
  return TRUE;
}

static int
find_oldest (const ChangeReader *readers)
{
  int oldest = -1;

  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    if (readers[entity].statement != NULL &&
        (oldest < 0 || pilot_portal_row_get_revision (&readers[entity].row) < pilot_portal_row_get_revision (&readers[oldest].row)))
      oldest = entity;
  return oldest;
}

static gboolean
append_changes (PilotPortalDb *db, const PilotRequest *request, gint64 after, gint64 limit, gint64 latest, GString *out,
                GError **error)
{
  ChangeReader readers[PILOT_N_ENTITIES] = { 0 };
  gint64 cursor = after;
  gboolean ok = open_readers (db, request, after, readers, error);
  int oldest = -1;

  g_string_append_printf (out, "{\"epoch\":\"%s\",\"items\":[", pilot_portal_db_get_epoch (db));
  for (gint64 n_items = 0; ok && (oldest = find_oldest (readers)) >= 0 && n_items < limit; n_items++)
    {
      ChangeReader *reader = &readers[oldest];

      if (n_items > 0)
        g_string_append_c (out, ',');
      pilot_portal_row_append_json (&reader->row, out, TRUE);
      cursor = pilot_portal_row_get_revision (&reader->row);
      ok = change_reader_next (reader, reader->row.schema, error);
    }
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    if (readers[entity].statement != NULL)
      pilot_statement_reset (readers[entity].statement);
  /* At the end the cursor stands at the newest revision, also for a role that isn't shown the newest row. */
  if (oldest < 0)
    cursor = latest;
  g_string_append_printf (out, "],\"revision\":%" G_GINT64_FORMAT ",\"more\":%s,\"latest\":%" G_GINT64_FORMAT "}", cursor,
                          oldest >= 0 ? "true" : "false", latest);
  return ok;
}

static gboolean
answer_changes (PilotPortalDb *db, const PilotRequest *request, gint64 after, gint64 limit, PilotResponse *response, GError **error)
{
  const char *epoch = pilot_request_get_query (request, "epoch");
  gint64 latest = pilot_portal_db_get_revision (db, error);
  gint64 pruned_before;
  GString *out;

  if (latest < 0)
    return FALSE;
  pruned_before = pilot_portal_db_get_number (db, "pruned_before", error);
  if (pruned_before < 0)
    return FALSE;
  if (strcmp (epoch, pilot_portal_db_get_epoch (db)) != 0 || after > latest || after < pruned_before)
    {
      refuse_gone (response, "The changes can't be told from there on; begin anew with a snapshot.");
      return TRUE;
    }
  out = pilot_response_json (response, 200);
  reserve (out, MIN (limit, latest - after));
  return append_changes (db, request, after, limit, latest, out, error);
}

void
pilot_resource_changes (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  g_autoptr (GError) error = NULL;
  gint64 after = -1;
  gint64 limit;
  gboolean ok;

  if (!read_limit (request, &limit, response))
    return;
  if (!pilot_request_get_query_number (request, "after", 0, G_MAXINT64, &after) || after < 0 ||
      pilot_request_get_query (request, "epoch") == NULL)
    {
      pilot_response_invalid (response, "after", "A revision, and the epoch of the snapshot are needed.");
      return;
    }
  ok = pilot_portal_db_begin_read (db, &error);
  if (ok)
    {
      ok = answer_changes (db, request, after, limit, response, &error);
      pilot_portal_db_end_read (db);
    }
  if (!ok)
    pilot_resource_fail (response, error);
}
