/* test-mail-writer.c: a mail program reads the draft that was written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-mail-writer.h"
#include "pilot-test.h"

#include <gmime/gmime.h>
#include <string.h>

#define SUBJECT "Störung am Freitag, 4. Dezember – 工作日 “downtime”"
#define BODY "Guten Tag,\n\nam Freitag …\n.\nFrom here on: = and äöü.\n"

static GMimeMessage *
parse (GBytes *bytes)
{
  GMimeStream *stream = g_mime_stream_mem_new_with_buffer (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  GMimeParser *parser = g_mime_parser_new_with_stream (stream);
  GMimeMessage *message = g_mime_parser_construct_message (parser, NULL);

  g_object_unref (parser);
  g_object_unref (stream);
  g_assert_nonnull (message);
  return message;
}

static char *
dup_unix_text (GMimeObject *part)
{
  char *text;
  char **lines;

  g_assert_true (GMIME_IS_TEXT_PART (part));
  text = g_mime_text_part_get_text (GMIME_TEXT_PART (part));
  lines = g_strsplit (text, "\r\n", -1);
  g_free (text);
  text = g_strjoinv ("\n", lines);
  g_strfreev (lines);
  return text;
}

static void
assert_address (GMimeMessage *message, GMimeAddressType type, int index, const char *expected)
{
  InternetAddressList *list = g_mime_message_get_addresses (message, type);
  InternetAddress *address = internet_address_list_get_address (list, index);

  g_assert_nonnull (address);
  g_assert_cmpstr (internet_address_mailbox_get_addr (INTERNET_ADDRESS_MAILBOX (address)), ==, expected);
}

static void
test_plain (void)
{
  g_autoptr (PilotMailWriter) writer = pilot_mail_writer_new (SUBJECT, BODY);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GMimeMessage *message;

  g_assert_true (pilot_mail_writer_set_to (writer, "Zoë Ó Briain <zoe@example.com>, b@example.org", &error));
  g_assert_no_error (error);
  bytes = pilot_mail_writer_to_bytes (writer);
  for (gsize i = 0; i < g_bytes_get_size (bytes); i++) /* servers that know ASCII alone pass it on */
    g_assert_cmpint (((const guint8 *) g_bytes_get_data (bytes, NULL))[i], <, 128);
  message = parse (bytes);
  g_assert_cmpstr (g_mime_message_get_subject (message), ==, SUBJECT);
  g_assert_cmpstr (g_mime_object_get_header (GMIME_OBJECT (message), "X-Unsent"), ==, "1");
  assert_address (message, GMIME_ADDRESS_TYPE_TO, 0, "zoe@example.com");
  assert_address (message, GMIME_ADDRESS_TYPE_TO, 1, "b@example.org");
  text = dup_unix_text (g_mime_message_get_mime_part (message));
  g_assert_cmpstr (text, ==, BODY);
  g_object_unref (message);
}

static void
test_attachments (void)
{
  g_autoptr (PilotMailWriter) writer = pilot_mail_writer_new (SUBJECT, BODY);
  g_autoptr (PilotMailWriter) again = pilot_mail_writer_new (SUBJECT, BODY);
  g_autoptr (GBytes) content = g_bytes_new_static ("\0\1\2binary\r\n--\xff", 14);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) same = NULL;
  g_autofree char *text = NULL;
  GMimeMessage *message;
  GMimeMultipart *mixed;
  GMimePart *part;
  GMimeStream *stream = g_mime_stream_mem_new ();
  GByteArray *array;

  pilot_mail_writer_attach (writer, "../../ä manifest.csv", content);
  pilot_mail_writer_attach (again, "../../ä manifest.csv", content);
  g_assert_true (pilot_mail_writer_set_bcc (writer, "a@example.com, b@example.com", NULL));
  g_assert_true (pilot_mail_writer_set_bcc (again, "a@example.com, b@example.com", NULL));
  bytes = pilot_mail_writer_to_bytes (writer);
  same = pilot_mail_writer_to_bytes (again);
  g_assert_true (g_bytes_equal (bytes, same));

  message = parse (bytes);
  assert_address (message, GMIME_ADDRESS_TYPE_BCC, 1, "b@example.com");
  mixed = GMIME_MULTIPART (g_mime_message_get_mime_part (message));
  g_assert_cmpint (g_mime_multipart_get_count (mixed), ==, 2);
  text = dup_unix_text (g_mime_multipart_get_part (mixed, 0));
  g_assert_cmpstr (text, ==, BODY);
  part = GMIME_PART (g_mime_multipart_get_part (mixed, 1));
  g_assert_cmpstr (g_mime_part_get_filename (part), ==, "ä manifest.csv");
  g_assert_true (g_mime_part_is_attachment (part));
  g_mime_data_wrapper_write_to_stream (g_mime_part_get_content (part), stream);
  array = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (stream));
  g_assert_cmpmem (array->data, array->len, g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  g_object_unref (stream);
  g_object_unref (message);
}

static void
test_injection (void)
{
  static const char *const addresses[] = { "a@example.com\r\nBcc: x@evil.example", "a@example.com\nX: y", "nobody", "Group: ;", "@example.com", "a@", "a\tb@c.d", NULL };
  g_autoptr (PilotMailWriter) writer = pilot_mail_writer_new ("Hello\r\nBcc: x@evil.example\r\n\r\nBody", "x");
  g_autoptr (GBytes) content = g_bytes_new_static ("x", 1);
  g_autoptr (GBytes) bytes = NULL;
  GMimeMessage *message;

  for (guint i = 0; addresses[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (pilot_mail_writer_set_to (writer, addresses[i], &error));
      g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
      g_clear_error (&error);
      g_assert_false (pilot_mail_check_addresses (addresses[i], NULL, &error));
      g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
    }
  pilot_mail_writer_attach (writer, "a.txt\r\nX-Evil: 1", content);
  bytes = pilot_mail_writer_to_bytes (writer);
  message = parse (bytes);
  g_assert_null (g_mime_object_get_header (GMIME_OBJECT (message), "Bcc"));
  g_assert_null (g_mime_message_get_all_recipients (message));
  g_assert_cmpstr (g_mime_message_get_subject (message), ==, "Hello  Bcc: x@evil.example    Body");
  g_assert_null (g_mime_object_get_header (g_mime_multipart_get_part (GMIME_MULTIPART (g_mime_message_get_mime_part (message)), 1), "X-Evil"));
  g_object_unref (message);
}

static void
test_count (void)
{
  g_auto (GStrv) list = NULL;
  g_autofree char *joined = NULL;
  guint n = 0;

  g_assert_true (pilot_mail_check_addresses ("a@b.c, \"Last, First\" <x@y.z>,c@d.e", &n, NULL));
  list = pilot_mail_list_addresses ("a@b.c, \"Last, First\" <x@y.z>,c@d.e");
  joined = g_strjoinv (" ", list);
  g_assert_cmpstr (joined, ==, "a@b.c x@y.z c@d.e");
  g_assert_null (pilot_mail_list_addresses ("nobody"));
  g_assert_cmpuint (n, ==, 3);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/files/mail-writer/subject, recipients and text are read again", test_plain);
  g_test_add_func ("/files/mail-writer/attachments are read again, and the same makes the same bytes", test_attachments);
  g_test_add_func ("/files/mail-writer/line breaks make no header", test_injection);
  g_test_add_func ("/files/mail-writer/addresses are counted", test_count);
  return g_test_run ();
}
