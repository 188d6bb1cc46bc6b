/* pilot-handoff.c: what somebody outside is asked to do: the exact text and files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff.h"

#include "pilot-archive-writer.h"
#include "pilot-error.h"
#include "pilot-handoff-kind.h"
#include "pilot-mail-writer.h"
#include "pilot-whole-file.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* Longer addresses are cut by some systems. */
#define MAX_MAILTO_CHARS 1800

static const char *
get_text (const PilotHandoff *self, guint field)
{
  const char *text = pilot_record_get_text (self->record, field);

  return text != NULL ? text : "";
}

static PilotHandoffMeans
get_means (const PilotHandoff *self)
{
  return pilot_handoff_kind_get_means (pilot_record_get_text (self->record, PILOT_HANDOFF_KIND));
}

static PilotHandoffFile *
find_file (const PilotHandoff *self, const char *name, guint *index)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      PilotHandoffFile *file = g_ptr_array_index (self->files, i);

      if (strcmp (file->name, name) == 0)
        {
          if (index != NULL)
            *index = i;
          return file;
        }
    }
  return NULL;
}

static void
note_files (PilotHandoff *self)
{
  g_autofree char *text = pilot_handoff_files_to_text (self->files);

  pilot_record_set_text (self->record, PILOT_HANDOFF_ATTACHMENTS, text);
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

PilotHandoff *
pilot_handoff_new (const PilotRecord *record)
{
  PilotHandoff *self = g_new0 (PilotHandoff, 1);

  self->record = pilot_record_copy (record);
  self->files = pilot_handoff_files_from_text (pilot_record_get_text (record, PILOT_HANDOFF_ATTACHMENTS));
  return self;
}

PilotHandoff *
pilot_handoff_new_again (const PilotHandoff *self)
{
  static const guint kept[] = { PILOT_HANDOFF_KIND, PILOT_HANDOFF_RECIPIENT, PILOT_HANDOFF_LANGUAGE, PILOT_HANDOFF_SUBJECT,
                                PILOT_HANDOFF_BODY, PILOT_HANDOFF_RUN_ID, PILOT_HANDOFF_BATCH_ID };
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_HANDOFF);
  g_autofree char *id = g_uuid_string_random ();
  PilotHandoff *again;

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    pilot_record_set_value (record, kept[i], pilot_record_get_value (self->record, kept[i]));
  pilot_record_set_text (record, PILOT_HANDOFF_STATE, "draft");
  again = pilot_handoff_new (record);
  for (guint i = 0; i < self->files->len; i++)
    {
      const PilotHandoffFile *file = g_ptr_array_index (self->files, i);

      if (file->bytes != NULL)
        g_ptr_array_add (again->files, pilot_handoff_file_new (file->name, file->bytes));
    }
  note_files (again);
  return again;
}

void
pilot_handoff_free (PilotHandoff *self)
{
  pilot_record_unref (self->record);
  g_ptr_array_unref (self->files);
  g_free (self);
}

gboolean
pilot_handoff_attach (PilotHandoff *self, PilotHandoffFile *file, GError **error)
{
  g_autoptr (PilotHandoffFile) owned = file;
  gsize total = g_bytes_get_size (file->bytes);
  guint index;

  for (guint i = 0; i < self->files->len; i++)
    {
      const PilotHandoffFile *other = g_ptr_array_index (self->files, i);

      total += other->bytes != NULL && strcmp (other->name, file->name) != 0 ? g_bytes_get_size (other->bytes) : 0;
    }
  if (total > PILOT_HANDOFF_FILE_MAX_BYTES)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("The attachments are too large together: mail servers refuse them."));
      return FALSE;
    }
  if (find_file (self, file->name, &index) != NULL)
    g_ptr_array_remove_index (self->files, index);
  g_ptr_array_add (self->files, g_steal_pointer (&owned));
  note_files (self);
  return TRUE;
}

void
pilot_handoff_detach (PilotHandoff *self, const char *name)
{
  guint index;

  if (find_file (self, name, &index) == NULL)
    return;
  g_ptr_array_remove_index (self->files, index);
  note_files (self);
}

gboolean
pilot_handoff_give_again (PilotHandoff *self, PilotHandoffFile *file, GError **error)
{
  g_autoptr (PilotHandoffFile) owned G_GNUC_UNUSED = file;
  const PilotHandoffFile *meant = find_file (self, file->name, NULL);

  for (guint i = 0; i < self->files->len; i++)
    {
      PilotHandoffFile *own = g_ptr_array_index (self->files, i);

      if (strcmp (own->sha256, file->sha256) != 0)
        continue;
      if (own->bytes == NULL)
        own->bytes = g_bytes_ref (file->bytes);
      return TRUE;
    }
  if (meant != NULL)
    /* Translators: a file's name, then two checksums */
    g_set_error (error, PILOT_ERROR, PILOT_ERROR_CONFLICT, _("“%s” is not what it was: its checksum is %s, and that of the file that goes with this is %s. It was not taken."),
                 file->name, file->sha256, meant->sha256);
  else
    /* Translators: a file's name, then its checksum */
    g_set_error (error, PILOT_ERROR, PILOT_ERROR_CONFLICT, _("“%s” is none of the files that go with this: its checksum, %s, is not among theirs. It was not taken."),
                 file->name, file->sha256);
  return FALSE;
}

gboolean
pilot_handoff_is_whole (const PilotHandoff *self)
{
  for (guint i = 0; i < self->files->len; i++)
    if (((PilotHandoffFile *) g_ptr_array_index (self->files, i))->bytes == NULL)
      return FALSE;
  return TRUE;
}

char *
pilot_handoff_dup_text (const PilotHandoff *self)
{
  return pilot_handoff_dup_document (pilot_record_get_value (self->record, 0));
}

char *
pilot_handoff_dup_sha256 (const PilotHandoff *self)
{
  return pilot_handoff_dup_document_sha256 (pilot_record_get_value (self->record, 0));
}

gboolean
pilot_handoff_is_unchanged (const PilotHandoff *self)
{
  g_autofree char *sha256 = pilot_handoff_dup_sha256 (self);

  return g_strcmp0 (sha256, pilot_record_get_text (self->record, PILOT_HANDOFF_SHA256)) == 0;
}

guint
pilot_handoff_count_recipients (const char *recipients)
{
  guint n = 0;

  return recipients != NULL && pilot_mail_check_addresses (recipients, &n, NULL) ? n : 0;
}

gboolean
pilot_handoff_check (const PilotHandoff *self, GError **error)
{
  const char *recipient = get_text (self, PILOT_HANDOFF_RECIPIENT);
  const char *message = NULL;

  if (!pilot_handoff_record_is_draft (self->record))
    message = _("This was handed over already. Another text is another hand-off.");
  else if (is_blank (get_text (self, PILOT_HANDOFF_SUBJECT)))
    message = _("A subject is missing.");
  else if (is_blank (get_text (self, PILOT_HANDOFF_BODY)))
    message = _("The text is missing.");
  else if (get_means (self) & PILOT_HANDOFF_NEEDS_FILE && self->files->len == 0)
    message = _("The file that this is about is missing. Attach it.");
  else if (get_means (self) & PILOT_HANDOFF_NEEDS_RECIPIENT && is_blank (recipient))
    message = _("It has no recipient.");
  if (message != NULL)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, message);
      return FALSE;
    }
  return is_blank (recipient) || pilot_mail_check_addresses (recipient, NULL, error);
}

GBytes *
pilot_handoff_to_mail (const PilotHandoff *self, GError **error)
{
  g_autoptr (PilotMailWriter) writer = pilot_mail_writer_new (get_text (self, PILOT_HANDOFF_SUBJECT), get_text (self, PILOT_HANDOFF_BODY));
  const char *recipient = get_text (self, PILOT_HANDOFF_RECIPIENT);
  gboolean done = get_means (self) & PILOT_HANDOFF_HIDES_RECIPIENTS ? pilot_mail_writer_set_bcc (writer, recipient, error)
                                                                    : pilot_mail_writer_set_to (writer, recipient, error);

  if (!done)
    return NULL;
  for (guint i = 0; i < self->files->len; i++)
    {
      const PilotHandoffFile *file = g_ptr_array_index (self->files, i);

      if (file->bytes == NULL)
        {
          g_set_error (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _("“%s” is not kept here. Attach the file again."), file->name);
          return NULL;
        }
      pilot_mail_writer_attach (writer, file->name, file->bytes);
    }
  return pilot_mail_writer_to_bytes (writer);
}

char *
pilot_handoff_dup_mailto (const PilotHandoff *self)
{
  /* RFC 6068: line breaks are %0D%0A. */
  g_auto (GStrv) lines = g_strsplit (get_text (self, PILOT_HANDOFF_BODY), "\n", -1);
  g_autofree char *body = g_strjoinv ("\r\n", lines);
  g_autofree char *escaped_to = g_uri_escape_string (get_text (self, PILOT_HANDOFF_RECIPIENT), "@,", FALSE);
  g_autofree char *escaped_subject = g_uri_escape_string (get_text (self, PILOT_HANDOFF_SUBJECT), NULL, FALSE);
  g_autofree char *escaped_body = g_uri_escape_string (body, NULL, FALSE);
  g_autofree char *uri = g_strdup_printf ("mailto:%s?subject=%s&body=%s", escaped_to, escaped_subject, escaped_body);

  if (self->files->len > 0 || get_means (self) & PILOT_HANDOFF_HIDES_RECIPIENTS || strlen (uri) > MAX_MAILTO_CHARS)
    return NULL;
  return g_steal_pointer (&uri);
}

char *
pilot_handoff_dup_file_name (const PilotHandoff *self)
{
  gint64 handed = pilot_record_get_integer (self->record, PILOT_HANDOFF_HANDED_AT);
  g_autoptr (GDateTime) time = handed > 0 ? g_date_time_new_from_unix_utc (handed / G_USEC_PER_SEC) : g_date_time_new_now_utc ();
  g_autofree char *day = g_date_time_format (time, "%Y-%m-%d");
  const char *language = pilot_record_get_text (self->record, PILOT_HANDOFF_LANGUAGE);

  /* Notices in several languages are saved side by side, and so are the parts of a long list. */
  return g_strdup_printf ("%s-%s%s%s-%.8s", get_text (self, PILOT_HANDOFF_KIND), day, language != NULL ? "-" : "", language != NULL ? language : "",
                          pilot_record_get_id (self->record));
}

static gboolean
write_file (GFile *folder, const char *name, const char *ending, gconstpointer data, gsize length, GHashTable *names, GError **error)
{
  char *full = g_strconcat (name, ending, NULL);
  g_autoptr (GFile) file = g_file_get_child (folder, full);

  g_hash_table_add (names, full);
  return pilot_whole_file_write (file, data, length, error);
}

GFile *
pilot_handoff_write_mail (const PilotHandoff *self, const char *folder, GError **error)
{
  g_autoptr (GBytes) mail = pilot_handoff_to_mail (self, error);
  g_autofree char *name = pilot_handoff_dup_file_name (self);
  g_autofree char *full = g_strconcat (name, ".eml", NULL);
  g_autofree char *path = g_build_filename (folder, full, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  if (mail == NULL)
    return NULL;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, PILOT_ERROR, PILOT_ERROR_FAILED, _("The folder “%s” could not be made: %s"), folder, g_strerror (errno));
      return NULL;
    }
  if (!pilot_whole_file_write (file, g_bytes_get_data (mail, NULL), g_bytes_get_size (mail), error))
    return NULL;
  return g_steal_pointer (&file);
}

gboolean
pilot_handoff_write_files (const PilotHandoff *self, GFile *folder, GHashTable *names, GError **error)
{
  g_autofree char *document = pilot_handoff_dup_text (self);
  g_autofree char *name = pilot_handoff_dup_file_name (self);

  if (!write_file (folder, name, ".txt", document, strlen (document), names, error))
    return FALSE;
  if (!is_blank (get_text (self, PILOT_HANDOFF_RECIPIENT)))
    {
      g_autoptr (GBytes) mail = pilot_handoff_to_mail (self, error);

      if (mail == NULL ||
          !write_file (folder, name, ".eml", g_bytes_get_data (mail, NULL), g_bytes_get_size (mail), names, error))
        return FALSE;
    }
  for (guint i = 0; i < self->files->len; i++)
    {
      const PilotHandoffFile *file = g_ptr_array_index (self->files, i);

      if (file->bytes != NULL &&
          !write_file (folder, file->name, "", g_bytes_get_data (file->bytes, NULL), g_bytes_get_size (file->bytes), names, error))
        return FALSE;
    }
  return TRUE;
}

void
pilot_handoff_free_password (char *password)
{
  pilot_archive_free_password (password);
}
