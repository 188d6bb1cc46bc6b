/* pilot-whole-file.c: a file is there whole, or not at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-whole-file.h"

gboolean
pilot_whole_file_write (GFile *file, gconstpointer data, gsize length_bytes, GError **error)
{
  const char *path = g_file_peek_path (file);

  if (path != NULL)
    return g_file_set_contents_full (path, data, length_bytes, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
  return g_file_replace_contents (file, data, length_bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, NULL, error);
}

gboolean
pilot_whole_file_fill (GFile *file, GFileCreateFlags flags, PilotWholeFileFunc func, gpointer user_data, GCancellable *cancellable,
                       GError **error)
{
  gboolean existed = g_file_query_exists (file, cancellable);
  g_autoptr (GFileOutputStream) stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE | flags, cancellable, error);
  g_autoptr (GCancellable) stop = g_cancellable_new ();

  if (stream == NULL)
    return FALSE;
  if (func (G_OUTPUT_STREAM (stream), user_data, cancellable, error) && g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error))
    return TRUE;
  /* A close that is cancelled puts nothing in the file's place. */
  g_cancellable_cancel (stop);
  g_output_stream_close (G_OUTPUT_STREAM (stream), stop, NULL);
  if (!existed)
    g_file_delete (file, NULL, NULL);
  return FALSE;
}

GFile *
pilot_whole_file_get_part (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_strdup_printf (".%s.%08x.part", base, g_random_int ());

  return g_file_get_child (folder, name);
}
