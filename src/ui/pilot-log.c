/* pilot-log.c: the last messages, to be sent to support
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-log.h"

#include "pilot-time.h"

#include <string.h>

#define KEPT_LINES 3000
#define MAX_LINE_BYTES 2000

static GMutex lock;
static GQueue lines = G_QUEUE_INIT; /* (owned) (element-type utf8), under lock */

static const char *
level_name (GLogLevelFlags level)
{
  if (level & G_LOG_LEVEL_ERROR)
    return "ERROR";
  if (level & G_LOG_LEVEL_CRITICAL)
    return "CRITICAL";
  if (level & G_LOG_LEVEL_WARNING)
    return "WARNING";
  if (level & G_LOG_LEVEL_MESSAGE)
    return "message";
  return level & G_LOG_LEVEL_INFO ? "info" : "debug";
}

/* Debug messages of the toolkit are many and say nothing of us. Libraries name themselves, most of our own folders don't. */
static gboolean
is_ours (const char *domain)
{
  return *domain == '\0' || g_ascii_strncasecmp (domain, "pilot", strlen ("pilot")) == 0;
}

static GLogWriterOutput
write_message (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  const char *domain = "";
  const char *message = "";
  char stamp[PILOT_TIME_LENGTH_BYTES];
  char *line;

  for (gsize i = 0; i < n_fields; i++)
    {
      if (g_strcmp0 (fields[i].key, "GLIB_DOMAIN") == 0)
        domain = fields[i].value;
      else if (g_strcmp0 (fields[i].key, "MESSAGE") == 0)
        message = fields[i].value;
    }
  if ((level & (G_LOG_LEVEL_DEBUG | G_LOG_LEVEL_INFO)) == 0 || is_ours (domain))
    {
      pilot_time_format (g_get_real_time (), stamp);
      line = g_strdup_printf ("%s %s %s: %.*s\n", stamp, *domain != '\0' ? domain : "pilotage", level_name (level), MAX_LINE_BYTES, message);
      g_mutex_lock (&lock);
      g_queue_push_tail (&lines, line);
      if (g_queue_get_length (&lines) > KEPT_LINES)
        g_free (g_queue_pop_head (&lines));
      g_mutex_unlock (&lock);
    }
  return g_log_writer_default (level, fields, n_fields, user_data);
}

void
pilot_log_install (void)
{
  g_log_set_writer_func (write_message, NULL, NULL);
}

gboolean
pilot_log_save (GFile *file, const char *head, GError **error)
{
  g_autoptr (GString) text = g_string_new (head);
  const char *home = g_get_home_dir ();

  g_string_append_c (text, '\n');
  g_mutex_lock (&lock);
  for (GList *at = lines.head; at != NULL; at = at->next)
    g_string_append (text, at->data);
  g_mutex_unlock (&lock);
  /* The name of the person is often that of their folder. */
  if (home != NULL && strlen (home) > 1)
    g_string_replace (text, home, "~", 0);
  return g_file_replace_contents (file, text->str, text->len, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, NULL, error);
}
