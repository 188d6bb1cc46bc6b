/* pilot-run-file.c: a file that is there whole or not at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-file.h"

GOutputStream *
pilot_run_file_open (GFile *file, GCancellable *cancellable, GError **error)
{
  GFileOutputStream *stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, cancellable, error);

  return stream != NULL ? G_OUTPUT_STREAM (stream) : NULL;
}

void
pilot_run_file_give_up (GOutputStream *stream)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  /* A close that is cancelled puts nothing in the file's place. */
  g_cancellable_cancel (cancelled);
  g_output_stream_close (stream, cancelled, NULL);
}
