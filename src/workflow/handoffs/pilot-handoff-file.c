/* pilot-handoff-file.c: a file that goes with a hand-off
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-file.h"

#include "pilot-error.h"
#include "pilot-whole-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SHA256_CHARS 64

PilotHandoffFile *
pilot_handoff_file_new (const char *name, GBytes *bytes)
{
  PilotHandoffFile *self = g_new0 (PilotHandoffFile, 1);

  self->name = g_path_get_basename (name);
  for (char *p = self->name; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  self->bytes = g_bytes_ref (bytes);
  self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  return self;
}

PilotHandoffFile *
pilot_handoff_file_load (GFile *file, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME,
                                                  G_FILE_QUERY_INFO_NONE, NULL, error);
  g_autoptr (GBytes) bytes = NULL;

  if (info == NULL)
    return NULL;
  if (g_file_info_get_size (info) > PILOT_HANDOFF_FILE_MAX_BYTES)
    {
      g_autofree char *limit = g_format_size (PILOT_HANDOFF_FILE_MAX_BYTES);

      /* Translators: a file's name, then a size such as “15 MB” */
      g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("“%s” is larger than %s, which mail servers refuse. Hand it over another way, and name its checksum here."),
                   g_file_info_get_display_name (info), limit);
      return NULL;
    }
  bytes = g_file_load_bytes (file, NULL, NULL, error);
  return bytes != NULL ? pilot_handoff_file_new (g_file_info_get_display_name (info), bytes) : NULL;
}

gboolean
pilot_handoff_file_save (const PilotHandoffFile *self, GFile *file, GError **error)
{
  return pilot_whole_file_write (file, g_bytes_get_data (self->bytes, NULL), g_bytes_get_size (self->bytes), error);
}

void
pilot_handoff_file_free (PilotHandoffFile *self)
{
  g_free (self->name);
  g_free (self->sha256);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

char *
pilot_handoff_files_to_text (GPtrArray *files)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < files->len; i++)
    {
      const PilotHandoffFile *file = g_ptr_array_index (files, i);

      g_string_append_printf (text, "%s%s  %s", i == 0 ? "" : "\n", file->sha256, file->name);
    }
  return files->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

GPtrArray *
pilot_handoff_files_from_text (const char *text)
{
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_handoff_file_free);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      PilotHandoffFile *file;

      if (strlen (lines[i]) <= SHA256_CHARS + 2 || strspn (lines[i], "0123456789abcdef") != SHA256_CHARS)
        continue;
      file = g_new0 (PilotHandoffFile, 1);
      file->sha256 = g_strndup (lines[i], SHA256_CHARS);
      file->name = g_strdup (lines[i] + SHA256_CHARS + 2);
      g_ptr_array_add (files, file);
    }
  return files;
}
