/* pilot-archive-writer.c: files as an encrypted archive
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-archive-writer.h"

#include "pilot-error.h"
#include "pilot-whole-file.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/random.h>

/* Without 0 O 1 l I, which people take for each other. */
#define ALPHABET "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
#define PASSWORD_CHARS 24
#define CHUNK_BYTES (64 * 1024)

struct _PilotArchiveWriter
{
  struct archive *archive; /* (owned) */
  GFile *file;             /* (owned) */
  GFile *part;             /* (owned) (nullable): what is being written; %NULL once it stands under its name */
  GOutputStream *stream;   /* (owned) (nullable) */
  GError *failed;          /* (owned) (nullable): of the stream, which libarchive knows by a number only */
  gboolean given_up;       /* what is left to write goes nowhere */
};

char *
pilot_archive_make_password (GError **error)
{
  char *password = g_malloc0 (PASSWORD_CHARS + 1);

  for (guint n = 0; n < PASSWORD_CHARS;)
    {
      guint8 random;

      if (getrandom (&random, 1, 0) != 1)
        {
          if (errno == EINTR)
            continue;
          g_set_error (error, PILOT_ERROR, PILOT_ERROR_FAILED, _("The system has no random numbers: %s"), g_strerror (errno));
          pilot_archive_free_password (password);
          return NULL;
        }
      /* What is above the last multiple would make the first letters likelier. */
      if (random < 256 / strlen (ALPHABET) * strlen (ALPHABET))
        password[n++] = ALPHABET[random % strlen (ALPHABET)];
    }
  return password;
}

void
pilot_archive_free_password (char *password)
{
  if (password != NULL)
    explicit_bzero (password, strlen (password));
  g_free (password);
}

/* @self's stream knows better what happened than libarchive does. */
static gboolean
fail (PilotArchiveWriter *self, GError **error)
{
  if (self->failed != NULL)
    g_propagate_error (error, g_steal_pointer (&self->failed));
  else
    g_set_error (error, PILOT_ERROR, PILOT_ERROR_FAILED, _("The archive could not be written: %s"), archive_error_string (self->archive));
  return FALSE;
}

static la_ssize_t
write_cb (struct archive *archive, void *user_data, const void *data, size_t length)
{
  PilotArchiveWriter *self = user_data;

  if (self->given_up)
    return length;
  if (self->failed == NULL && g_output_stream_write_all (self->stream, data, length, NULL, NULL, &self->failed))
    return length;
  archive_set_error (archive, EIO, "write");
  return -1;
}

static gboolean
begin_entry (PilotArchiveWriter *self, const char *name, gint64 size_bytes, GError **error)
{
  struct archive_entry *entry = archive_entry_new ();
  int status;

  archive_entry_set_pathname_utf8 (entry, name);
  archive_entry_set_size (entry, size_bytes);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_mtime (entry, g_get_real_time () / G_USEC_PER_SEC, 0);
  status = archive_write_header (self->archive, entry);
  archive_entry_free (entry);
  return status == ARCHIVE_OK || fail (self, error);
}

static gboolean
add_stream (PilotArchiveWriter *self, GInputStream *source, GCancellable *cancellable, GError **error)
{
  g_autofree char *buffer = g_malloc (CHUNK_BYTES);
  gssize n;

  while ((n = g_input_stream_read (source, buffer, CHUNK_BYTES, cancellable, error)) > 0)
    if (archive_write_data (self->archive, buffer, n) != n)
      return fail (self, error);
  return n == 0 && (archive_write_finish_entry (self->archive) == ARCHIVE_OK || fail (self, error));
}

PilotArchiveWriter *
pilot_archive_writer_new (GFile *file, const char *password, GError **error)
{
  g_autoptr (PilotArchiveWriter) self = NULL;

  if (g_utf8_strlen (password, -1) < PILOT_ARCHIVE_MIN_PASSWORD_CHARS)
    {
      g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID,
                   ngettext ("The password must have at least %d character.", "The password must have at least %d characters.",
                             PILOT_ARCHIVE_MIN_PASSWORD_CHARS),
                   PILOT_ARCHIVE_MIN_PASSWORD_CHARS);
      return NULL;
    }
  self = g_new0 (PilotArchiveWriter, 1);
  self->archive = archive_write_new ();
  if (archive_write_set_format_zip (self->archive) != ARCHIVE_OK ||
      archive_write_set_options (self->archive, "zip:encryption=aes256") != ARCHIVE_OK ||
      archive_write_set_passphrase (self->archive, password) != ARCHIVE_OK)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_UNSUPPORTED,
                           _("This system can’t encrypt archives; nothing was saved. Save the files instead, and pass them on in a way that protects them."));
      return NULL;
    }
  self->file = g_object_ref (file);
  self->part = pilot_whole_file_get_part (file);
  self->stream = G_OUTPUT_STREAM (g_file_create (self->part, G_FILE_CREATE_PRIVATE, NULL, error));
  if (self->stream == NULL)
    return NULL;
  /* Nothing after the end: a padded ZIP is taken for a damaged one. */
  archive_write_set_bytes_in_last_block (self->archive, 1);
  if (archive_write_open (self->archive, self, NULL, write_cb, NULL) != ARCHIVE_OK)
    {
      fail (self, error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
pilot_archive_writer_free (PilotArchiveWriter *self)
{
  if (self == NULL)
    return;
  /* Freeing writes what is left; an archive that was made to fail first would lose its buffers. */
  self->given_up = TRUE;
  archive_write_free (self->archive);
  g_clear_object (&self->stream);
  if (self->part != NULL)
    g_file_delete (self->part, NULL, NULL);
  g_clear_object (&self->part);
  g_clear_object (&self->file);
  g_clear_error (&self->failed);
  g_free (self);
}

gboolean
pilot_archive_writer_add (PilotArchiveWriter *self, const char *name, GFile *source, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (source, cancellable, error);
  g_autoptr (GFileInfo) info = NULL;

  if (stream == NULL)
    return FALSE;
  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, error);
  return info != NULL && begin_entry (self, name, g_file_info_get_size (info), error) &&
         add_stream (self, G_INPUT_STREAM (stream), cancellable, error);
}

gboolean
pilot_archive_writer_add_bytes (PilotArchiveWriter *self, const char *name, GBytes *bytes, GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);

  return begin_entry (self, name, g_bytes_get_size (bytes), error) && add_stream (self, stream, NULL, error);
}

gboolean
pilot_archive_writer_finish (PilotArchiveWriter *self, GError **error)
{
  if (archive_write_close (self->archive) != ARCHIVE_OK)
    return fail (self, error);
  if (!g_output_stream_close (self->stream, NULL, error) || !g_file_move (self->part, self->file, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error))
    return FALSE;
  g_clear_object (&self->part);
  return TRUE;
}
