/* pilot-handoff-groups.c: the mails of one notice are one line of a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-groups.h"

#include "pilot-handoff.h"

#include <string.h>

static void
group_free (gpointer data)
{
  PilotHandoffGroup *self = data;

  g_free (self->lead_id);
  g_object_unref (self->shown);
  g_object_unref (self->next);
  g_free (self);
}

static PilotHandoffGroup *
group_new (PilotRow *row)
{
  PilotHandoffGroup *self = g_new0 (PilotHandoffGroup, 1);

  self->lead_id = g_strdup (pilot_row_get_id (row));
  self->shown = g_object_ref (row);
  self->next = g_object_ref (row);
  return self;
}

static int
get_progress (PilotRow *row)
{
  const char *state = pilot_record_get_text (pilot_row_get_record (row), PILOT_HANDOFF_STATE);

  return pilot_handoff_record_is_draft (pilot_row_get_record (row)) ? 0 : g_strcmp0 (state, "confirmed") == 0 ? 2 : 1;
}

/* By language, then by address: as the dialog turns them over. */
static gboolean
stands_before (PilotRow *row, PilotRow *other)
{
  static const guint fields[] = { PILOT_HANDOFF_LANGUAGE, PILOT_HANDOFF_RECIPIENT };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      int order = g_strcmp0 (pilot_record_get_text (pilot_row_get_record (row), fields[i]), pilot_record_get_text (pilot_row_get_record (other), fields[i]));

      if (order != 0)
        return order < 0;
    }
  return FALSE;
}

/* How well it is read by who sees the list. */
static int
get_strangeness (PilotRow *row)
{
  const char *language = pilot_record_get_text (pilot_row_get_record (row), PILOT_HANDOFF_LANGUAGE);
  gboolean own = language != NULL && g_strv_contains (g_get_language_names (), language);

  return own ? 0 : language == NULL || strcmp (language, "en") == 0 ? 1 : 2;
}

static void
take (PilotHandoffGroup *self, PilotRow *row)
{
  int strange = get_strangeness (row) - get_strangeness (self->shown);
  int behind = get_progress (row) - get_progress (self->next);

  if (strange < 0 || (strange == 0 && stands_before (row, self->shown)))
    g_set_object (&self->shown, row);
  if (behind < 0 || (behind == 0 && stands_before (row, self->next)))
    g_set_object (&self->next, row);
  self->n_mails++;
  self->n_addresses += pilot_handoff_count_recipients (pilot_record_get_text (pilot_row_get_record (row), PILOT_HANDOFF_RECIPIENT));
}

GHashTable *
pilot_handoff_groups_make (GListModel *rows)
{
  GHashTable *groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, group_free);
  g_autoptr (GHashTable) batches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = g_list_model_get_n_items (rows);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PilotRow) row = g_list_model_get_item (rows, i);
      const char *batch = pilot_record_get_text (pilot_row_get_record (row), PILOT_HANDOFF_BATCH_ID);
      PilotHandoffGroup *group = batch != NULL ? g_hash_table_lookup (batches, batch) : NULL;

      if (group == NULL)
        {
          group = group_new (row);
          g_hash_table_insert (groups, group->lead_id, group);
          if (batch != NULL)
            g_hash_table_insert (batches, g_strdup (batch), group);
        }
      take (group, row);
    }
  return groups;
}
