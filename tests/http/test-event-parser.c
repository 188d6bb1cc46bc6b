/* test-event-parser.c: event streams, cut anywhere
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-event-parser.h"
#include "pilot-test.h"

static void
event_cb (const char *type, const char *data, gpointer user_data)
{
  g_string_append_printf (user_data, "%s=%s;", type, data);
}

static char *
parse (const char *text, gsize piece)
{
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (PilotEventParser) parser = pilot_event_parser_new (event_cb, told);
  g_autoptr (GError) error = NULL;

  for (gsize at = 0; at < strlen (text); at += piece)
    pilot_event_parser_feed (parser, text + at, MIN (piece, strlen (text) - at), &error);
  g_assert_no_error (error);
  return g_strdup (told->str);
}

static void
test_events (void)
{
  static const struct
  {
    const char *text;
    const char *told;
  } cases[] = {
    { "event: change\ndata: {\"revision\":7}\n\n", "change={\"revision\":7};" },
    { "event: change\r\ndata: 1\r\n\r\ndata: 2\r\n\r\n", "change=1;message=2;" },
    { "data: a\rdata: b\r\rdata:c\r\r", "message=a\nb;message=c;" },
    { ": heartbeat\n\n: again\n\ndata: x\n\n", "message=x;" },
    { "event: e\n\ndata: x\n\n", "message=x;" },
    { "data\n\n", "message=;" },
    { "data: cut", "" },
    { "data: cut\n", "" },
    { "id: 3\nretry: 5\nother: x\ndata:  two blanks\n\n", "message= two blanks;" },
    { "data: a:b\n\n", "message=a:b;" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize piece = 1; piece < 20; piece++)
      {
        g_autofree char *told = parse (cases[i].text, piece);

        g_assert_cmpstr (told, ==, cases[i].told);
      }
}

static void
test_refused (void)
{
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (PilotEventParser) endless = pilot_event_parser_new (event_cb, told);
  g_autoptr (PilotEventParser) many = pilot_event_parser_new (event_cb, told);
  g_autoptr (PilotEventParser) bytes = pilot_event_parser_new (event_cb, told);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  while (pilot_event_parser_feed (endless, "aaaaaaaaaaaaaaaa", 16, &error))
    g_assert_cmpuint (n++, <, 10000);
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_PROTOCOL);
  g_clear_error (&error);
  n = 0;
  while (pilot_event_parser_feed (many, "data: aaaaaaaaaa\n", 17, &error))
    g_assert_cmpuint (n++, <, 10000);
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_PROTOCOL);
  g_clear_error (&error);
  g_assert_false (pilot_event_parser_feed (bytes, "data: \xff\n\n", 9, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_PROTOCOL);
  g_assert_cmpstr (told->str, ==, "");
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/http/events/events come out however the stream is cut", test_events);
  g_test_add_func ("/http/events/an endless event is refused", test_refused);
  return g_test_run ();
}
