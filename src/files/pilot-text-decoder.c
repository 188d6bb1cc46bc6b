/* pilot-text-decoder.c: turns the bytes of a file into UTF-8
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-text-decoder.h"

#include <string.h>

struct _PilotTextDecoder
{
  GObject parent_instance;

  PilotEncoding encoding;
};

/* What Windows-1252 has in 0x80 to 0x9F [WHATWG Encoding, index windows-1252]; everywhere else it is Latin-1. */
static const guint16 windows_1252[32] = {
  0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
  0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

/* What Windows-1250 has from 0x80 on [WHATWG Encoding, index windows-1250]. */
static const guint16 windows_1250[128] = {
  0x20AC, 0x0081, 0x201A, 0x0083, 0x201E, 0x2026, 0x2020, 0x2021, 0x0088, 0x2030, 0x0160, 0x2039, 0x015A, 0x0164, 0x017D, 0x0179,
  0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x0098, 0x2122, 0x0161, 0x203A, 0x015B, 0x0165, 0x017E, 0x017A,
  0x00A0, 0x02C7, 0x02D8, 0x0141, 0x00A4, 0x0104, 0x00A6, 0x00A7, 0x00A8, 0x00A9, 0x015E, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x017B,
  0x00B0, 0x00B1, 0x02DB, 0x0142, 0x00B4, 0x00B5, 0x00B6, 0x00B7, 0x00B8, 0x0105, 0x015F, 0x00BB, 0x013D, 0x02DD, 0x013E, 0x017C,
  0x0154, 0x00C1, 0x00C2, 0x0102, 0x00C4, 0x0139, 0x0106, 0x00C7, 0x010C, 0x00C9, 0x0118, 0x00CB, 0x011A, 0x00CD, 0x00CE, 0x010E,
  0x0110, 0x0143, 0x0147, 0x00D3, 0x00D4, 0x0150, 0x00D6, 0x00D7, 0x0158, 0x016E, 0x00DA, 0x0170, 0x00DC, 0x00DD, 0x0162, 0x00DF,
  0x0155, 0x00E1, 0x00E2, 0x0103, 0x00E4, 0x013A, 0x0107, 0x00E7, 0x010D, 0x00E9, 0x0119, 0x00EB, 0x011B, 0x00ED, 0x00EE, 0x010F,
  0x0111, 0x0144, 0x0148, 0x00F3, 0x00F4, 0x0151, 0x00F6, 0x00F7, 0x0159, 0x016F, 0x00FA, 0x0171, 0x00FC, 0x00FD, 0x0163, 0x02D9,
};

static void pilot_text_decoder_converter_init (GConverterIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PilotTextDecoder, pilot_text_decoder, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_CONVERTER, pilot_text_decoder_converter_init))

static inline gsize
put_utf8 (char *out, guint32 c)
{
  if (c < 0x80)
    {
      out[0] = (char) c;
      return 1;
    }
  if (c < 0x800)
    {
      out[0] = (char) (0xC0 | (c >> 6));
      out[1] = (char) (0x80 | (c & 0x3F));
      return 2;
    }
  if (c < 0x10000)
    {
      out[0] = (char) (0xE0 | (c >> 12));
      out[1] = (char) (0x80 | ((c >> 6) & 0x3F));
      out[2] = (char) (0x80 | (c & 0x3F));
      return 3;
    }
  out[0] = (char) (0xF0 | (c >> 18));
  out[1] = (char) (0x80 | ((c >> 12) & 0x3F));
  out[2] = (char) (0x80 | ((c >> 6) & 0x3F));
  out[3] = (char) (0x80 | (c & 0x3F));
  return 4;
}

static inline guint32
get_unit (const guint8 *in, gboolean big_endian)
{
  return big_endian ? (guint32) in[0] << 8 | in[1] : (guint32) in[1] << 8 | in[0];
}

/* What is no character: so it stays as such in what is made of it. */
#define NO_CHARACTER G_MAXUINT32

/* Reads one character; returns the bytes it takes, 0 where more input is needed. */
static inline gsize
read_utf16 (const guint8 *in, gsize left, gboolean at_end, gboolean big_endian, guint32 *c)
{
  guint32 unit;

  if (left < 2)
    {
      *c = NO_CHARACTER;
      return at_end ? 1 : 0;
    }
  unit = get_unit (in, big_endian);
  *c = unit;
  if (unit < 0xD800 || unit > 0xDFFF)
    return 2;
  *c = NO_CHARACTER;
  if (unit > 0xDBFF)
    return 2;
  if (left < 4)
    return at_end ? 2 : 0;
  if (get_unit (in + 2, big_endian) >> 10 != 0xDC00 >> 10)
    return 2;
  *c = 0x10000 + ((unit - 0xD800) << 10) + (get_unit (in + 2, big_endian) - 0xDC00);
  return 4;
}

static GConverterResult
pilot_text_decoder_convert (GConverter *converter, const void *inbuf, gsize inbuf_size, void *outbuf, gsize outbuf_size,
                            GConverterFlags flags, gsize *bytes_read, gsize *bytes_written, GError **error)
{
  PilotTextDecoder *self = PILOT_TEXT_DECODER (converter);
  gboolean at_end = (flags & G_CONVERTER_INPUT_AT_END) != 0;
  gboolean big_endian = self->encoding == PILOT_ENCODING_UTF16_BE;
  const guint8 *in = inbuf;
  char *out = outbuf;
  gsize n_in = 0;
  gsize n_out = 0;

  if (inbuf_size == 0 && at_end)
    {
      *bytes_read = *bytes_written = 0;
      return G_CONVERTER_FINISHED;
    }
  if (self->encoding == PILOT_ENCODING_UTF8)
    {
      n_in = n_out = MIN (inbuf_size, outbuf_size);
      memcpy (out, in, n_in);
    }
  else
    while (n_in < inbuf_size)
      {
        guint32 c;
        gsize used = 1;

        if (outbuf_size - n_out < 4)
          {
            if (n_in == 0)
              {
                g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "No room for one character");
                return G_CONVERTER_ERROR;
              }
            break;
          }
        if (self->encoding == PILOT_ENCODING_WINDOWS_1252)
          c = in[n_in] >= 0x80 && in[n_in] < 0xA0 ? windows_1252[in[n_in] - 0x80] : in[n_in];
        else if (self->encoding == PILOT_ENCODING_WINDOWS_1250)
          c = in[n_in] >= 0x80 ? windows_1250[in[n_in] - 0x80] : in[n_in];
        else
          used = read_utf16 (in + n_in, inbuf_size - n_in, at_end, big_endian, &c);
        if (used == 0)
          break;
        n_in += used;
        if (c == NO_CHARACTER)
          out[n_out++] = (char) 0xFF;
        else
          n_out += put_utf8 (out + n_out, c);
      }
  if (n_in == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "Half a character");
      return G_CONVERTER_ERROR;
    }
  *bytes_read = n_in;
  *bytes_written = n_out;
  if (flags & G_CONVERTER_FLUSH && n_in == inbuf_size)
    return G_CONVERTER_FLUSHED;
  return at_end && n_in == inbuf_size ? G_CONVERTER_FINISHED : G_CONVERTER_CONVERTED;
}

static void
pilot_text_decoder_reset (GConverter *converter)
{
}

static void
pilot_text_decoder_converter_init (GConverterIface *iface)
{
  iface->convert = pilot_text_decoder_convert;
  iface->reset = pilot_text_decoder_reset;
}

static void
pilot_text_decoder_class_init (PilotTextDecoderClass *klass)
{
}

static void
pilot_text_decoder_init (PilotTextDecoder *self)
{
}

GConverter *
pilot_text_decoder_new (PilotEncoding encoding)
{
  PilotTextDecoder *self = g_object_new (PILOT_TYPE_TEXT_DECODER, NULL);

  self->encoding = encoding;
  return G_CONVERTER (self);
}
