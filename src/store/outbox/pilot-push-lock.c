/* pilot-push-lock.c: which process sends what waits in a cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-push-lock.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

int
pilot_push_lock_take (const char *cache_path)
{
  g_autofree char *path = g_strconcat (cache_path, ".lock", NULL);
  int fd = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  if (fd >= 0)
    close (fd);
  return -1;
}

void
pilot_push_lock_release (int lock)
{
  if (lock >= 0)
    close (lock);
}
