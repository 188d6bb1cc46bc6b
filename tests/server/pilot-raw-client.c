/* pilot-raw-client.c: a client that speaks to a portal byte by byte
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-raw-client.h"

#include <string.h>

GSocket *
pilot_raw_connect (PilotTestPortal *portal, const char *source)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", pilot_test_portal_get_port (portal));
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  if (source != NULL)
    {
      g_autoptr (GSocketAddress) from = g_inet_socket_address_new_from_string (source, 0);

      g_socket_bind (socket, from, FALSE, &error);
      g_assert_no_error (error);
    }
  g_socket_set_timeout (socket, 40);
  g_socket_connect (socket, address, NULL, &error);
  g_assert_no_error (error);
  return socket;
}

gboolean
pilot_raw_send (GSocket *socket, const char *text, gssize length_bytes)
{
  gsize left = length_bytes >= 0 ? length_bytes : strlen (text);

  while (left > 0)
    {
      gssize sent = g_socket_send (socket, text, left, NULL, NULL);

      if (sent <= 0)
        return FALSE;
      text += sent;
      left -= sent;
    }
  return TRUE;
}

char *
pilot_raw_read_to_end (GSocket *socket)
{
  return pilot_raw_read_until (socket, NULL);
}

char *
pilot_raw_read_until (GSocket *socket, const char *needle)
{
  GString *text = g_string_new (NULL);
  char buffer[4096];

  while (needle == NULL || strstr (text->str, needle) == NULL)
    {
      g_autoptr (GError) error = NULL;
      gssize n_read = g_socket_receive (socket, buffer, sizeof buffer, NULL, &error);

      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
        g_error ("the portal said nothing more after: %.500s", text->str);
      if (n_read <= 0)
        break;
      g_string_append_len (text, buffer, n_read);
    }
  return g_string_free (text, FALSE);
}

gboolean
pilot_raw_is_open (GSocket *socket)
{
  char ignored[4096];
  g_autoptr (GError) error = NULL;

  while (g_socket_receive_with_blocking (socket, ignored, sizeof ignored, FALSE, NULL, &error) > 0)
    ;
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

PilotTestPortal *
pilot_raw_start_small (const char *const *args)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  g_strv_builder_add_many (builder, "--seed-demo", "--agencies", "5", "--recruiters", "8", "--jobs", "4", "--candidates", "20",
                           NULL);
  if (args != NULL)
    g_strv_builder_addv (builder, (const char **) args);
  all = g_strv_builder_end (builder);
  return pilot_test_portal_start (NULL, (const char *const *) all);
}
