/* pilot-handoff-batch.c: hand-offs that belong together, such as a notice in several languages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-batch.h"

#include <string.h>

static void
language_free (gpointer data)
{
  PilotHandoffLanguage *self = data;

  g_free (self->wanted);
  g_free (self->written);
  g_free (self);
}

static int
compare_languages (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(PilotHandoffLanguage *const *) a)->wanted, (*(PilotHandoffLanguage *const *) b)->wanted);
}

gboolean
pilot_handoff_language_is_own (const PilotHandoffLanguage *self)
{
  gsize root = strcspn (self->wanted, "-");

  return strcspn (self->written, "-") == root && g_ascii_strncasecmp (self->wanted, self->written, root) == 0;
}

PilotHandoffBatch *
pilot_handoff_batch_new (GPtrArray *handoffs)
{
  PilotHandoffBatch *self = g_new0 (PilotHandoffBatch, 1);

  self->handoffs = handoffs != NULL ? handoffs : g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_handoff_free);
  self->languages = g_ptr_array_new_with_free_func (language_free);
  self->without_email = g_ptr_array_new_with_free_func (g_free);
  self->left_out = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
pilot_handoff_batch_free (PilotHandoffBatch *self)
{
  g_ptr_array_unref (self->handoffs);
  g_ptr_array_unref (self->languages);
  g_ptr_array_unref (self->without_email);
  g_ptr_array_unref (self->left_out);
  g_free (self->hint);
  g_free (self);
}

gboolean
pilot_handoff_batch_write_files (const PilotHandoffBatch *self, GFile *folder, guint *n_written, GError **error)
{
  *n_written = 0;
  for (guint i = 0; i < self->handoffs->len; i++)
    {
      guint n;

      if (!pilot_handoff_write_files (g_ptr_array_index (self->handoffs, i), folder, &n, error))
        return FALSE;
      *n_written += n;
    }
  return TRUE;
}

void
pilot_handoff_batch_name (PilotHandoffBatch *self)
{
  g_autofree char *id = g_uuid_string_random ();

  for (guint i = 0; self->handoffs->len > 1 && i < self->handoffs->len; i++)
    pilot_record_set_text (((PilotHandoff *) g_ptr_array_index (self->handoffs, i))->record, PILOT_HANDOFF_BATCH_ID, id);
}

guint
pilot_handoff_batch_count_recipients (const PilotHandoffBatch *self)
{
  guint n = 0;

  for (guint i = 0; i < self->handoffs->len; i++)
    n += pilot_handoff_count_recipients (pilot_record_get_text (((PilotHandoff *) g_ptr_array_index (self->handoffs, i))->record, PILOT_HANDOFF_RECIPIENT));
  return n;
}

guint
pilot_handoff_batch_count_unconfirmed (const PilotHandoffBatch *self)
{
  guint n = 0;

  for (guint i = 0; i < self->handoffs->len; i++)
    n += g_strcmp0 (pilot_record_get_text (((PilotHandoff *) g_ptr_array_index (self->handoffs, i))->record, PILOT_HANDOFF_STATE), "handed_over") == 0;
  return n;
}

guint
pilot_handoff_batch_count_drafts (const PilotHandoffBatch *self)
{
  guint n = 0;

  for (guint i = 0; i < self->handoffs->len; i++)
    n += pilot_handoff_record_is_draft (((PilotHandoff *) g_ptr_array_index (self->handoffs, i))->record);
  return n;
}

void
pilot_handoff_batch_note_language (PilotHandoffBatch *self, const char *wanted, const char *written)
{
  PilotHandoffLanguage *language;

  for (guint i = 0; i < self->languages->len; i++)
    {
      language = g_ptr_array_index (self->languages, i);
      if (strcmp (language->wanted, wanted) == 0)
        {
          language->n_agencies++;
          return;
        }
    }
  language = g_new0 (PilotHandoffLanguage, 1);
  language->wanted = g_strdup (wanted);
  language->written = g_strdup (written);
  language->n_agencies = 1;
  g_ptr_array_add (self->languages, language);
  g_ptr_array_sort (self->languages, compare_languages);
}
