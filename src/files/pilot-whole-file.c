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

GFile *
pilot_whole_file_get_part (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_strdup_printf (".%s.%08x.part", base, g_random_int ());

  return g_file_get_child (folder, name);
}
