/* pilot-full-disk.c: a disk that becomes full under SQLite
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-full-disk.h"

#include <errno.h>
#include <sqlite3.h>
#include <sys/types.h>
#include <unistd.h>

static GMutex lock;
static gint64 room = -1;
static gint64 written;

static gboolean
take_room (size_t length)
{
  gboolean fits;

  g_mutex_lock (&lock);
  fits = room < 0 || written + (gint64) length <= room;
  if (fits)
    written += length;
  g_mutex_unlock (&lock);
  if (!fits)
    errno = ENOSPC;
  return fits;
}

static ssize_t
write_counted (int fd, const void *bytes, size_t length)
{
  return take_room (length) ? write (fd, bytes, length) : -1;
}

static ssize_t
pwrite_counted (int fd, const void *bytes, size_t length, off_t offset)
{
  return take_room (length) ? pwrite (fd, bytes, length, offset) : -1;
}

void
pilot_full_disk_install (void)
{
  sqlite3_vfs *vfs;

  g_assert_cmpint (sqlite3_initialize (), ==, SQLITE_OK);
  vfs = sqlite3_vfs_find (NULL);
  g_assert_nonnull (vfs);
  /* SQLite has a table of the system's calls, for tests such as this. It calls that which it was built for. */
  g_assert_cmpint (vfs->xSetSystemCall (vfs, "write", (sqlite3_syscall_ptr) write_counted), ==, SQLITE_OK);
  g_assert_cmpint (vfs->xSetSystemCall (vfs, "pwrite", (sqlite3_syscall_ptr) pwrite_counted), ==, SQLITE_OK);
  g_assert_cmpint (vfs->xSetSystemCall (vfs, "pwrite64", (sqlite3_syscall_ptr) pwrite_counted), ==, SQLITE_OK);
}

void
pilot_full_disk_set_room (gint64 bytes)
{
  g_mutex_lock (&lock);
  room = bytes;
  written = 0;
  g_mutex_unlock (&lock);
}

gint64
pilot_full_disk_get_written (void)
{
  gint64 bytes;

  g_mutex_lock (&lock);
  bytes = written;
  g_mutex_unlock (&lock);
  return bytes;
}
