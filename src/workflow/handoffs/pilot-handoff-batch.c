/* pilot-handoff-batch.c: hand-offs that belong together, such as a notice in several languages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-batch.h"

#include "pilot-archive-writer.h"
#include "pilot-error.h"

#include <glib/gi18n-lib.h>
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
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->handoffs->len; i++)
    if (!pilot_handoff_write_files (g_ptr_array_index (self->handoffs, i), folder, names, error))
      return FALSE;
  *n_written = g_hash_table_size (names);
  return TRUE;
}

char *
pilot_handoff_batch_dup_file_name (const PilotHandoffBatch *self)
{
  const PilotHandoff *first = g_ptr_array_index (self->handoffs, 0);
  g_autofree char *name = pilot_handoff_dup_file_name (first);

  /* Several have kind and day in common. */
  if (self->handoffs->len > 1)
    name[strlen (pilot_record_get_text (first->record, PILOT_HANDOFF_KIND)) + strlen ("-2026-11-28")] = '\0';
  return g_steal_pointer (&name);
}

/* @taken: names in the archive and the checksums of what has them. */
static gboolean
add_file (PilotArchiveWriter *writer, const PilotHandoff *handoff, const PilotHandoffFile *file, GHashTable *taken, GError **error)
{
  const char *there = g_hash_table_lookup (taken, file->name);
  g_autofree char *prefix = NULL;
  g_autofree char *other = NULL;

  if (file->bytes == NULL)
    {
      g_set_error (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _("“%s” is not kept here. Attach the file again."), file->name);
      return FALSE;
    }
  if (g_strcmp0 (there, file->sha256) == 0)
    return TRUE;
  if (there == NULL)
    {
      g_hash_table_insert (taken, file->name, file->sha256);
      return pilot_archive_writer_add_bytes (writer, file->name, file->bytes, error);
    }
  prefix = pilot_handoff_dup_file_name (handoff);
  other = g_strdup_printf ("%s-%s", prefix, file->name);
  return pilot_archive_writer_add_bytes (writer, other, file->bytes, error);
}

static gboolean
add_handoff (PilotArchiveWriter *writer, const PilotHandoff *handoff, GHashTable *taken, GError **error)
{
  g_autofree char *document = pilot_handoff_dup_text (handoff);
  g_autofree char *name = pilot_handoff_dup_file_name (handoff);
  g_autofree char *full = g_strconcat (name, ".txt", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (document, strlen (document));

  if (!pilot_archive_writer_add_bytes (writer, full, bytes, error))
    return FALSE;
  for (guint i = 0; i < handoff->files->len; i++)
    if (!add_file (writer, handoff, g_ptr_array_index (handoff->files, i), taken, error))
      return FALSE;
  return TRUE;
}

static gboolean
fill_archive (const PilotHandoffBatch *self, PilotArchiveWriter *writer, GError **error)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->handoffs->len; i++)
    if (!add_handoff (writer, g_ptr_array_index (self->handoffs, i), taken, error))
      return FALSE;
  return pilot_archive_writer_finish (writer, error);
}

gboolean
pilot_handoff_batch_write_archive (const PilotHandoffBatch *self, GFile *file, const char *own, char **password, GError **error)
{
  char *made = own == NULL ? pilot_archive_make_password (error) : g_strdup (own);
  g_autoptr (PilotArchiveWriter) writer = made != NULL ? pilot_archive_writer_new (file, made, error) : NULL;

  if (writer != NULL && fill_archive (self, writer, error))
    {
      *password = made;
      return TRUE;
    }
  pilot_archive_free_password (made);
  return FALSE;
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
