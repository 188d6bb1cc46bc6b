/* pilot-handoff-reach.c: which agencies a notice reaches, and in which language
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-reach.h"

#include "pilot-mail-writer.h"

/* (transfer full): address, in one case → language in which it is written to. */
static GHashTable *
map_addresses (GPtrArray *records)
{
  GHashTable *written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < records->len; i++)
    {
      const char *recipients = pilot_record_get_text (records->pdata[i], PILOT_HANDOFF_RECIPIENT);
      const char *language = pilot_record_get_text (records->pdata[i], PILOT_HANDOFF_LANGUAGE);
      g_auto (GStrv) addresses = recipients != NULL ? pilot_mail_list_addresses (recipients) : NULL;

      for (guint n = 0; addresses != NULL && addresses[n] != NULL; n++)
        g_hash_table_replace (written, g_utf8_casefold (addresses[n], -1), g_strdup (language != NULL ? language : "en"));
    }
  return written;
}

const char *
pilot_handoff_reach_get_language (const PilotHandoffFacts *facts, const PilotHandoffAgency *agency)
{
  const char *own = facts->company != NULL ? pilot_record_get_text (facts->company, PILOT_COMPANY_LANGUAGE) : NULL;

  return agency->language != NULL ? agency->language : own != NULL ? own : "en";
}

void
pilot_handoff_reach_note (PilotHandoffBatch *batch, const PilotHandoffFacts *facts, GPtrArray *records)
{
  g_autoptr (GHashTable) written = map_addresses (records);

  for (guint i = 0; i < facts->agencies->len; i++)
    {
      const PilotHandoffAgency *agency = g_ptr_array_index (facts->agencies, i);
      const char *name = agency->name != NULL ? agency->name : "";
      g_autofree char *key = NULL;
      const char *language;

      if (agency->email == NULL || !pilot_mail_check_addresses (agency->email, NULL, NULL))
        {
          g_ptr_array_add (batch->without_email, g_strdup (name));
          continue;
        }
      key = g_utf8_casefold (agency->email, -1);
      language = g_hash_table_lookup (written, key);
      if (language != NULL)
        pilot_handoff_batch_note_language (batch, pilot_handoff_reach_get_language (facts, agency), language);
      else
        g_ptr_array_add (batch->left_out, g_strdup (name));
    }
}
