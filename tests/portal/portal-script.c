/* portal-script.c: a portal that answers what a test says, in order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "portal-script.h"

#include <string.h>

typedef struct
{
  char *line;   /* (owned) */
  char *answer; /* (owned): with its head */
  gboolean close;
} Step;

struct _PortalScript
{
  HttpFakeServer *server; /* (owned) */
  GMutex lock;
  GPtrArray *steps; /* (owned): guarded by the lock, as all below */
  guint next;
  GPtrArray *seen; /* (owned) (element-type utf8) */
  gboolean surprised;
};

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->line);
  g_free (step->answer);
  g_free (step);
}

static gboolean
answer_cb (const HttpFakeRequest *request, GOutputStream *out, gpointer user_data)
{
  PortalScript *self = user_data;
  Step *step = NULL;

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->seen, g_strdup_printf ("%s\n%s\n%s", request->line, request->head, request->body));
  if (self->next < self->steps->len)
    step = g_ptr_array_index (self->steps, self->next);
  if (step != NULL && g_str_has_prefix (request->line, step->line))
    self->next++;
  else
    {
      self->surprised = TRUE;
      step = NULL;
    }
  g_mutex_unlock (&self->lock);

  if (step == NULL)
    {
      g_printerr ("# unexpected: %s\n", request->line);
      http_fake_write (out, "HTTP/1.1 500 Unexpected\r\nContent-Length: 0\r\n\r\n");
      return TRUE;
    }
  http_fake_write (out, "%s", step->answer);
  return !step->close;
}

PortalScript *
portal_script_new (void)
{
  PortalScript *self = g_new0 (PortalScript, 1);

  g_mutex_init (&self->lock);
  self->steps = g_ptr_array_new_with_free_func (step_free);
  self->seen = g_ptr_array_new_with_free_func (g_free);
  self->server = http_fake_server_new (NULL, answer_cb, self);
  return self;
}

void
portal_script_free (PortalScript *self)
{
  http_fake_server_free (self->server);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->seen);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static void
add_step (PortalScript *self, const char *line, char *answer, gboolean close)
{
  Step *step = g_new0 (Step, 1);

  step->line = g_strdup (line);
  step->answer = answer;
  step->close = close;
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->steps, step);
  g_mutex_unlock (&self->lock);
}

void
portal_script_expect (PortalScript *self, const char *line, guint status, const char *body)
{
  /* With nothing sent at all, the library would try again by itself. */
  char *answer = status == 0 ? g_strdup ("HTTP/1.1 200 Scripted\r\nContent-Length: 900\r\n\r\n{")
                             : g_strdup_printf ("HTTP/1.1 %u Scripted\r\nContent-Type: application/json\r\nContent-Length: %"
                                                G_GSIZE_FORMAT "\r\n\r\n%s",
                                                status, strlen (body), body);

  add_step (self, line, answer, status == 0);
}

void
portal_script_expect_raw (PortalScript *self, const char *line, const char *answer)
{
  add_step (self, line, g_strdup (answer), TRUE);
}

char *
portal_script_take (PortalScript *self, guint index)
{
  char *text;

  g_mutex_lock (&self->lock);
  g_assert_cmpuint (index, <, self->seen->len);
  text = g_strdup (g_ptr_array_index (self->seen, index));
  g_mutex_unlock (&self->lock);
  return text;
}

guint
portal_script_get_count (PortalScript *self)
{
  guint count;

  g_mutex_lock (&self->lock);
  count = self->seen->len;
  g_mutex_unlock (&self->lock);
  return count;
}

void
portal_script_assert_done (PortalScript *self)
{
  g_mutex_lock (&self->lock);
  g_assert_false (self->surprised);
  g_assert_cmpuint (self->next, ==, self->steps->len);
  g_mutex_unlock (&self->lock);
}

const char *
portal_script_get_address (PortalScript *self)
{
  return http_fake_server_get_address (self->server);
}

static char *
token_cb (gpointer user_data)
{
  return g_strdup ("script-token");
}

PilotConnection *
portal_script_connect (PortalScript *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotHttpClient) client = pilot_http_client_new (portal_script_get_address (self), NULL, &error);

  g_assert_no_error (error);
  pilot_http_client_set_token_func (client, token_cb, NULL, NULL);
  return pilot_portal_connection_new_for_client (client);
}
