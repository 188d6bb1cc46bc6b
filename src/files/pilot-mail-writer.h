/* pilot-mail-writer.h: a mail as a file that a mail program opens as a draft
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-types.h"

G_BEGIN_DECLS

/**
 * PilotMailWriter:
 *
 * Makes an .eml file (RFC 5322, MIME) marked `X-Unsent: 1`, which mail programs open as a draft; it has no sender, who
 * sends it is the mail program's. The same content makes the same bytes. One thread at a time.
 */
typedef struct _PilotMailWriter PilotMailWriter;

/** pilot_mail_writer_new: line breaks and other control characters in @subject become blanks; @body: UTF-8, may have lines. */
PilotMailWriter *pilot_mail_writer_new (const char *subject, const char *body);
void pilot_mail_writer_free (PilotMailWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotMailWriter, pilot_mail_writer_free)

/**
 * pilot_mail_writer_set_to:
 * @addresses: (nullable): "a@example.com, Name <b@example.com>"
 *
 * PILOT_ERROR_INVALID where it is no list of addresses, or has a line break: nothing that was typed becomes a header.
 */
gboolean pilot_mail_writer_set_to (PilotMailWriter *self, const char *addresses, GError **error);

/** pilot_mail_writer_set_bcc: the same; those in it don't see each other. */
gboolean pilot_mail_writer_set_bcc (PilotMailWriter *self, const char *addresses, GError **error);

/** pilot_mail_writer_attach: @name: a file's name, of which the last part is taken; @bytes: (transfer none). */
void pilot_mail_writer_attach (PilotMailWriter *self, const char *name, GBytes *bytes);

/** pilot_mail_writer_to_bytes: (transfer full): the file. */
GBytes *pilot_mail_writer_to_bytes (PilotMailWriter *self);

/** pilot_mail_check_addresses: judges as pilot_mail_writer_set_to() does; @n_addresses: (out) (optional). Any thread. */
gboolean pilot_mail_check_addresses (const char *addresses, guint *n_addresses, GError **error);

/** pilot_mail_list_addresses: (transfer full) (nullable): each without its name; %NULL where it is no list of addresses. Any thread. */
char **pilot_mail_list_addresses (const char *addresses);

G_END_DECLS
