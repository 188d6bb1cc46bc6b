/* pilot-store-files.c: whole files that are kept beside the cache, by their content
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-store-files.h"

#include "pilot-error.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define INFIX ".file-"
#define SHA256_CHARS 64
#define SPARED_SECS (24 * 60 * 60)

static gboolean
is_sha256 (const char *text)
{
  return strlen (text) == SHA256_CHARS && strspn (text, "0123456789abcdef") == SHA256_CHARS;
}

/* Its name begins with the cache's, so it is deleted with it. */
static char *
make_path (PilotStore *self, const char *sha256)
{
  return g_strconcat (pilot_store_get_path (self), INFIX, sha256, NULL);
}

static gboolean
is_old (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 && status.st_mtime < g_get_real_time () / G_USEC_PER_SEC - SPARED_SECS;
}

gboolean
pilot_store_keep_file (PilotStore *self, GBytes *bytes, GError **error)
{
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *path = make_path (self, sha256);
  g_autoptr (GBytes) kept = pilot_store_load_file (self, sha256, NULL);
  g_autoptr (GError) reason = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (kept != NULL)
    {
      utimensat (AT_FDCWD, path, NULL, 0); /* who keeps it anew is spared from now on */
      return TRUE;
    }
  if (g_file_set_contents_full (path, data != NULL ? data : "", length, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &reason))
    return TRUE;
  g_set_error (error, PILOT_ERROR, g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ? PILOT_ERROR_NO_SPACE : PILOT_ERROR_FAILED,
               _("The file could not be kept: %s"), reason->message);
  return FALSE;
}

GBytes *
pilot_store_load_file (PilotStore *self, const char *sha256, GError **error)
{
  g_autofree char *path = is_sha256 (sha256) ? make_path (self, sha256) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *found = NULL;
  char *data;
  gsize length;

  if (path == NULL || !g_file_get_contents (path, &data, &length, NULL))
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _("The file is not kept on this computer."));
      return NULL;
    }
  bytes = g_bytes_new_take (data, length);
  found = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (strcmp (found, sha256) == 0)
    return g_steal_pointer (&bytes);
  g_unlink (path);
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_CORRUPT, _("The file that was kept is damaged."));
  return NULL;
}

void
pilot_store_sweep_files (PilotStore *self, GHashTable *used)
{
  g_autofree char *folder = g_path_get_dirname (pilot_store_get_path (self));
  g_autofree char *name = g_path_get_basename (pilot_store_get_path (self));
  g_autofree char *prefix = g_strconcat (name, INFIX, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *entry;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    {
      const char *sha256 = g_str_has_prefix (entry, prefix) ? entry + strlen (prefix) : "";
      g_autofree char *path = g_build_filename (folder, entry, NULL);

      if (is_sha256 (sha256) && !g_hash_table_contains (used, sha256) && is_old (path))
        g_unlink (path);
    }
}
