/* pilot-mail-writer.c: a mail as a file that a mail program opens as a draft
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-mail-writer.h"

#include "pilot-error.h"

#include <glib/gi18n-lib.h>
#include <gmime/gmime.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeDataWrapper, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeContentType, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeMultipart, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeFormatOptions, g_mime_format_options_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InternetAddressList, g_object_unref)

struct _PilotMailWriter
{
  GMimeMessage *message;  /* (owned) */
  GMimePart *text;        /* (owned) */
  GPtrArray *attachments; /* (owned) (element-type GMimePart) */
  GChecksum *checksum;    /* (owned): of all content: the boundary's name */
};

static void
initialize (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      g_mime_init ();
      g_once_init_leave (&once, 1);
    }
}

/* @text without control characters: what is left is one line. */
static char *
make_line (const char *text)
{
  GString *line = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (line, g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029 ? ' ' : c);
    }
  return g_strstrip (g_string_free (line, FALSE));
}

/* Every entry is an address with a domain: a name that the parser took for an address would reach nobody. */
static gboolean
check_list (InternetAddressList *list, GError **error)
{
  for (int i = 0; i < internet_address_list_length (list); i++)
    {
      InternetAddress *address = internet_address_list_get_address (list, i);
      const char *addr = INTERNET_ADDRESS_IS_MAILBOX (address) ? internet_address_mailbox_get_addr (INTERNET_ADDRESS_MAILBOX (address)) : NULL;
      const char *at = addr != NULL ? strchr (addr, '@') : NULL;

      if (at == NULL || at == addr || at[1] == '\0')
        {
          g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("“%s” is no e-mail address."),
                       addr != NULL ? addr : internet_address_get_name (address) != NULL ? internet_address_get_name (address) : "");
          return FALSE;
        }
    }
  return TRUE;
}

static InternetAddressList *
parse_list (const char *addresses, GError **error)
{
  InternetAddressList *list;

  initialize ();
  for (const char *p = addresses; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      {
        g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("A list of e-mail addresses is one line."));
        return NULL;
      }
  list = internet_address_list_parse (NULL, addresses);
  if (list == NULL || internet_address_list_length (list) == 0)
    {
      g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("“%s” is no e-mail address."), addresses);
      g_clear_object (&list);
      return NULL;
    }
  if (!check_list (list, error))
    g_clear_object (&list);
  return list;
}

static gboolean
set_addresses (PilotMailWriter *self, GMimeAddressType type, const char *addresses, GError **error)
{
  InternetAddressList *target = g_mime_message_get_addresses (self->message, type);
  g_autoptr (InternetAddressList) list = NULL;

  if (addresses == NULL || *addresses == '\0')
    {
      internet_address_list_clear (target);
      return TRUE;
    }
  list = parse_list (addresses, error);
  if (list == NULL)
    return FALSE;
  internet_address_list_clear (target);
  internet_address_list_append (target, list);
  g_checksum_update (self->checksum, (const guchar *) addresses, -1);
  return TRUE;
}

PilotMailWriter *
pilot_mail_writer_new (const char *subject, const char *body)
{
  PilotMailWriter *self = g_new0 (PilotMailWriter, 1);
  g_autofree char *line = make_line (subject);
  g_autoptr (GMimeStream) stream = NULL;
  g_autoptr (GMimeDataWrapper) content = NULL;

  initialize ();
  self->message = g_mime_message_new (TRUE);
  self->attachments = g_ptr_array_new_with_free_func (g_object_unref);
  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_mime_object_set_header (GMIME_OBJECT (self->message), "X-Unsent", "1", NULL);
  g_mime_message_set_subject (self->message, line, "utf-8");

  self->text = g_mime_part_new_with_type ("text", "plain");
  stream = g_mime_stream_mem_new_with_buffer (body, strlen (body));
  content = g_mime_data_wrapper_new_with_stream (stream, GMIME_CONTENT_ENCODING_DEFAULT);
  g_mime_object_set_content_type_parameter (GMIME_OBJECT (self->text), "charset", "utf-8");
  g_mime_part_set_content (self->text, content);
  g_mime_part_set_content_encoding (self->text, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  g_checksum_update (self->checksum, (const guchar *) line, -1);
  g_checksum_update (self->checksum, (const guchar *) body, -1);
  return self;
}

void
pilot_mail_writer_free (PilotMailWriter *self)
{
  g_object_unref (self->message);
  g_object_unref (self->text);
  g_ptr_array_unref (self->attachments);
  g_checksum_free (self->checksum);
  g_free (self);
}

gboolean
pilot_mail_writer_set_to (PilotMailWriter *self, const char *addresses, GError **error)
{
  return set_addresses (self, GMIME_ADDRESS_TYPE_TO, addresses, error);
}

gboolean
pilot_mail_writer_set_bcc (PilotMailWriter *self, const char *addresses, GError **error)
{
  return set_addresses (self, GMIME_ADDRESS_TYPE_BCC, addresses, error);
}

void
pilot_mail_writer_attach (PilotMailWriter *self, const char *name, GBytes *bytes)
{
  g_autofree char *line = make_line (name);
  g_autofree char *base = g_path_get_basename (line);
  g_autofree char *guessed = g_content_type_guess (base, NULL, 0, NULL);
  g_autofree char *mime = guessed != NULL ? g_content_type_get_mime_type (guessed) : NULL;
  g_autoptr (GMimeContentType) type = g_mime_content_type_parse (NULL, mime != NULL ? mime : "application/octet-stream");
  g_autoptr (GMimeStream) stream = NULL;
  g_autoptr (GMimeDataWrapper) content = NULL;
  GMimePart *part = g_mime_part_new ();
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  stream = g_mime_stream_mem_new_with_buffer (data, size);
  content = g_mime_data_wrapper_new_with_stream (stream, GMIME_CONTENT_ENCODING_DEFAULT);
  g_mime_object_set_content_type (GMIME_OBJECT (part), type);
  g_mime_object_set_disposition (GMIME_OBJECT (part), GMIME_DISPOSITION_ATTACHMENT);
  g_mime_part_set_filename (part, base);
  g_mime_part_set_content (part, content);
  g_mime_part_set_content_encoding (part, GMIME_CONTENT_ENCODING_BASE64);
  g_checksum_update (self->checksum, (const guchar *) base, -1);
  g_checksum_update (self->checksum, (const guchar *) data, size);
  g_ptr_array_add (self->attachments, part);
}

GBytes *
pilot_mail_writer_to_bytes (PilotMailWriter *self)
{
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new ();
  g_autoptr (GMimeFormatOptions) options = g_mime_format_options_new ();
  g_autoptr (GChecksum) checksum = g_checksum_copy (self->checksum);
  GByteArray *array;

  if (self->attachments->len == 0)
    g_mime_message_set_mime_part (self->message, GMIME_OBJECT (self->text));
  else
    {
      g_autoptr (GMimeMultipart) mixed = g_mime_multipart_new_with_subtype ("mixed");
      /* "=_" can be in no part: neither quoted-printable nor base64 writes it. */
      g_autofree char *boundary = g_strdup_printf ("=_%.40s", g_checksum_get_string (checksum));

      g_mime_multipart_set_boundary (mixed, boundary);
      g_mime_multipart_add (mixed, GMIME_OBJECT (self->text));
      for (guint i = 0; i < self->attachments->len; i++)
        g_mime_multipart_add (mixed, g_ptr_array_index (self->attachments, i));
      g_mime_message_set_mime_part (self->message, GMIME_OBJECT (mixed));
    }
  g_mime_format_options_set_newline_format (options, GMIME_NEWLINE_FORMAT_DOS);
  g_mime_object_write_to_stream (GMIME_OBJECT (self->message), options, stream);
  array = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (stream));
  return g_bytes_new (array->data, array->len);
}

gboolean
pilot_mail_check_addresses (const char *addresses, guint *n_addresses, GError **error)
{
  g_autoptr (InternetAddressList) list = parse_list (addresses, error);

  if (list != NULL && n_addresses != NULL)
    *n_addresses = internet_address_list_length (list);
  return list != NULL;
}

char **
pilot_mail_list_addresses (const char *addresses)
{
  g_autoptr (InternetAddressList) list = parse_list (addresses, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (list == NULL)
    return NULL;
  for (int i = 0; i < internet_address_list_length (list); i++)
    g_strv_builder_add (builder, internet_address_mailbox_get_addr (INTERNET_ADDRESS_MAILBOX (internet_address_list_get_address (list, i))));
  return g_strv_builder_end (builder);
}
