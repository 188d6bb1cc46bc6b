/* pilot-log.h: the last messages, to be sent to support
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * pilot_log_install:
 *
 * Keeps the last messages of this process, whatever `G_MESSAGES_DEBUG` lets through to the terminal. Once, at the
 * start, before the first message: by the program itself, since a test has a writer of its own.
 */
void pilot_log_install (void);

/**
 * pilot_log_save:
 * @file: where to write
 * @head: what stands above the messages: versions and numbers, no personal data
 *
 * Any thread. Blocks as long as the disk.
 */
gboolean pilot_log_save (GFile *file, const char *head, GError **error);

G_END_DECLS
