/* pilot-text-decoder.h: turns the bytes of a file into UTF-8
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-csv-format.h"

G_BEGIN_DECLS

/**
 * PilotTextDecoder:
 *
 * A #GConverter from UTF-16, Windows-1252 or Windows-1250 to UTF-8 that has an answer for every byte: a lone surrogate or half a
 * unit becomes the byte 0xFF, which is no UTF-8, so that who reads on knows that something was lost there; the five
 * bytes that these leave open become control characters [WHATWG Encoding]. (iconv stops at the first of these.)
 * UTF-8 passes unchanged.
 */
#define PILOT_TYPE_TEXT_DECODER (pilot_text_decoder_get_type ())
G_DECLARE_FINAL_TYPE (PilotTextDecoder, pilot_text_decoder, PILOT, TEXT_DECODER, GObject)

/** pilot_text_decoder_new: (transfer full) */
GConverter *pilot_text_decoder_new (PilotEncoding encoding);

G_END_DECLS
