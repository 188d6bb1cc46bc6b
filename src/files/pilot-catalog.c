/* pilot-catalog.c: our texts in a language that is not the program's own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-catalog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAGIC 0x950412deu
#define FILE_NAME GETTEXT_PACKAGE ".mo"
#define HEADER_BYTES 28

struct _PilotCatalog
{
  char *data; /* (owned): the file and a NUL */
  gsize length_bytes;
  gboolean swapped;
  guint32 n_texts;
  guint32 texts;        /* offset of the table of what is translated: pairs of length and offset, sorted */
  guint32 translations; /* offset of the table beside it */
};

static guint32
read_number (const PilotCatalog *self, gsize offset)
{
  guint32 number;

  memcpy (&number, self->data + offset, sizeof number);
  return self->swapped ? GUINT32_SWAP_LE_BE (number) : number;
}

/* The text of an entry; %NULL where the file lies about its own length. */
static const char *
get_text (const PilotCatalog *self, guint32 table, guint32 index)
{
  guint32 length = read_number (self, table + 8 * (gsize) index);
  guint32 offset = read_number (self, table + 8 * (gsize) index + 4);

  if ((gsize) offset + length >= self->length_bytes + 1 || self->data[offset + length] != '\0')
    return NULL;
  return self->data + offset;
}

static gboolean
read_header (PilotCatalog *self)
{
  if (self->length_bytes < HEADER_BYTES)
    return FALSE;
  self->swapped = read_number (self, 0) != MAGIC;
  if (read_number (self, 0) != MAGIC)
    return FALSE;
  self->n_texts = read_number (self, 8);
  self->texts = read_number (self, 12);
  self->translations = read_number (self, 16);
  return self->texts + 8 * (gsize) self->n_texts <= self->length_bytes &&
         self->translations + 8 * (gsize) self->n_texts <= self->length_bytes;
}

static PilotCatalog *
open_file (const char *folder, const char *language)
{
  g_autofree char *path = g_build_filename (folder, language, "LC_MESSAGES", FILE_NAME, NULL);
  g_autoptr (PilotCatalog) self = g_new0 (PilotCatalog, 1);

  if (!g_file_get_contents (path, &self->data, &self->length_bytes, NULL) || !read_header (self))
    return NULL;
  return g_steal_pointer (&self);
}

static const char *
get_folder (const char *folder)
{
  const char *bound = folder != NULL ? folder : bindtextdomain (GETTEXT_PACKAGE, NULL);

  return bound != NULL ? bound : "/usr/share/locale";
}

PilotCatalog *
pilot_catalog_open (const char *folder, const char *language)
{
  g_autofree char *name = g_strdelimit (g_strdup (language), "-", '_');
  PilotCatalog *self;

  if (strchr (name, '/') != NULL || *name == '.' || *name == '\0')
    return NULL;
  self = open_file (get_folder (folder), name);
  if (self == NULL && strchr (name, '_') != NULL)
    {
      *strchr (name, '_') = '\0';
      self = open_file (get_folder (folder), name);
    }
  return self;
}

void
pilot_catalog_free (PilotCatalog *self)
{
  if (self != NULL)
    g_free (self->data);
  g_free (self);
}

const char *
pilot_catalog_find (PilotCatalog *self, const char *text)
{
  guint32 low = 0;
  guint32 high = self != NULL ? self->n_texts : 0;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      const char *candidate = get_text (self, self->texts, middle);
      int order = candidate != NULL ? strcmp (text, candidate) : -1;

      if (order == 0)
        {
          const char *translation = get_text (self, self->translations, middle);

          return translation != NULL && *translation != '\0' && g_utf8_validate (translation, -1, NULL) ? translation : NULL;
        }
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return NULL;
}

const char *
pilot_catalog_get (PilotCatalog *self, const char *text)
{
  const char *translation = pilot_catalog_find (self, text);

  return translation != NULL ? translation : text;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char **
pilot_catalog_list_languages (const char *folder)
{
  g_autoptr (GPtrArray) languages = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (get_folder (folder), 0, NULL);
  const char *name;

  g_ptr_array_add (languages, g_strdup ("en"));
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (get_folder (folder), name, "LC_MESSAGES", FILE_NAME, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR) && strcmp (name, "en") != 0)
        g_ptr_array_add (languages, g_strdelimit (g_strdup (name), "_", '-'));
    }
  g_ptr_array_sort (languages, compare_texts);
  g_ptr_array_add (languages, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&languages), FALSE);
}
