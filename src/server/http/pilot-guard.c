/* pilot-guard.c: how long and how much one connection may take
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-guard.h"

/* What a greeting of TLS begins with, and no line of HTTP [RFC 8446, section 5.1]. */
#define TLS_HANDSHAKE 0x16

struct _PilotGuard
{
  guint ref_count;
  const PilotLimits *limits;
  GSocket *socket; /* (owned) (nullable) */
  char *peer;      /* (owned) */
  PilotGuardState state;
  gboolean used;            /* a request has come before */
  gboolean writing;         /* event stream: something waits to be taken */
  gint64 since_usec;        /* when the state was entered */
  gint64 request_usec;      /* when the first byte of the request came */
  gint64 progress_usec;     /* when the other side last took a byte, or was first given one */
  guint header_bytes;
  gboolean line_is_empty;   /* nothing but CR since the last LF of the header */
  PilotGuardFunc closed;     /* (nullable) */
  PilotGuardRefused refused; /* (nullable) */
  gpointer funcs_data;
};

/* Looks for the empty line that ends a header. FALSE where the header is too large. */
static gboolean
scan_header (PilotGuard *self, const guint8 *bytes, gsize length_bytes, gint64 now_usec)
{
  for (gsize i = 0; i < length_bytes; i++)
    {
      self->header_bytes++;
      if (bytes[i] == '\n')
        {
          /* Empty lines before a request line are no header. */
          if (self->line_is_empty && self->header_bytes > 2)
            {
              pilot_guard_set_state (self, PILOT_GUARD_BODY, now_usec);
              return TRUE;
            }
          self->line_is_empty = TRUE;
        }
      else if (bytes[i] != '\r')
        self->line_is_empty = FALSE;
      if (self->header_bytes > self->limits->header_max_bytes)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_past (gint64 since_usec, guint secs, gint64 now_usec)
{
  return now_usec - since_usec >= (gint64) secs * G_USEC_PER_SEC;
}

void
pilot_limits_init (PilotLimits *self)
{
  *self = (PilotLimits){
    .header_max_bytes = 16 * 1024,
    .body_max_bytes = 16 * 1024 * 1024,
    .header_secs = 10,
    .request_secs = 30,
    .idle_secs = 75,
    .write_stall_secs = 30,
    .linger_secs = 2,
    .max_connections = 256,
    .max_connections_per_address = 64,
  };
}

PilotGuard *
pilot_guard_new (const PilotLimits *limits, GSocket *socket, const char *peer, gint64 now_usec)
{
  PilotGuard *self = g_new0 (PilotGuard, 1);

  self->ref_count = 1;
  self->limits = limits;
  self->socket = socket != NULL ? g_object_ref (socket) : NULL;
  self->peer = g_strdup (peer);
  self->since_usec = now_usec;
  self->progress_usec = now_usec;
  return self;
}

PilotGuard *
pilot_guard_ref (PilotGuard *self)
{
  self->ref_count++;
  return self;
}

void
pilot_guard_unref (PilotGuard *self)
{
  if (--self->ref_count > 0)
    return;
  g_clear_object (&self->socket);
  g_free (self->peer);
  g_free (self);
}

static gboolean
refuse (PilotGuard *self, guint status)
{
  if (self->refused != NULL)
    self->refused (self, status, self->funcs_data);
  return FALSE;
}

gboolean
pilot_guard_read (PilotGuard *self, const guint8 *bytes, gsize length_bytes, gint64 now_usec)
{
  if (length_bytes == 0)
    return TRUE;
  if (self->state == PILOT_GUARD_IDLE)
    pilot_guard_set_state (self, PILOT_GUARD_HEADER, now_usec);
  if (self->state != PILOT_GUARD_HEADER)
    return TRUE;
  if (self->header_bytes == 0 && bytes[0] == TLS_HANDSHAKE)
    return refuse (self, 400);
  return scan_header (self, bytes, length_bytes, now_usec) || refuse (self, 431);
}

void
pilot_guard_wrote (PilotGuard *self, gint64 now_usec)
{
  self->progress_usec = now_usec;
}

void
pilot_guard_set_state (PilotGuard *self, PilotGuardState state, gint64 now_usec)
{
  if (state == self->state)
    return;
  self->since_usec = now_usec;
  if (state == PILOT_GUARD_HEADER || (state == PILOT_GUARD_BODY && self->state == PILOT_GUARD_IDLE))
    {
      self->request_usec = now_usec;
      self->header_bytes = 0;
      self->line_is_empty = FALSE;
    }
  if (state == PILOT_GUARD_RESPONDING || state == PILOT_GUARD_STREAMING)
    self->progress_usec = now_usec;
  if (state != PILOT_GUARD_IDLE && state != PILOT_GUARD_HEADER)
    self->used = TRUE;
  self->state = state;
}

PilotGuardState
pilot_guard_get_state (PilotGuard *self)
{
  return self->state;
}

void
pilot_guard_set_writing (PilotGuard *self, gboolean writing, gint64 now_usec)
{
  if (writing && !self->writing)
    self->progress_usec = now_usec;
  self->writing = writing;
}

gboolean
pilot_guard_is_overdue (PilotGuard *self, gint64 now_usec)
{
  switch (self->state)
    {
    case PILOT_GUARD_IDLE:
      return is_past (self->since_usec, self->used ? self->limits->idle_secs : self->limits->header_secs, now_usec);
    case PILOT_GUARD_HEADER:
      return is_past (self->request_usec, self->limits->header_secs, now_usec);
    case PILOT_GUARD_BODY:
      return is_past (self->request_usec, self->limits->request_secs, now_usec);
    case PILOT_GUARD_RESPONDING:
      return is_past (self->progress_usec, self->limits->write_stall_secs, now_usec);
    case PILOT_GUARD_STREAMING:
      return self->writing && is_past (self->progress_usec, self->limits->write_stall_secs, now_usec);
    case PILOT_GUARD_LINGERING:
      return is_past (self->since_usec, self->limits->linger_secs, now_usec);
    case PILOT_GUARD_WORKING:
    default:
      return FALSE;
    }
}

gboolean
pilot_guard_is_in_request (PilotGuard *self)
{
  return self->state == PILOT_GUARD_BODY || self->state == PILOT_GUARD_WORKING || self->state == PILOT_GUARD_RESPONDING;
}

gint64
pilot_guard_get_idle_since (PilotGuard *self)
{
  return self->state == PILOT_GUARD_IDLE || self->state == PILOT_GUARD_HEADER ? self->since_usec : G_MAXINT64;
}

void
pilot_guard_kick (PilotGuard *self)
{
  if (self->socket != NULL)
    g_socket_shutdown (self->socket, TRUE, TRUE, NULL);
}

const char *
pilot_guard_get_peer (PilotGuard *self)
{
  return self->peer;
}

GSocket *
pilot_guard_get_socket (PilotGuard *self)
{
  return self->socket;
}

void
pilot_guard_set_funcs (PilotGuard *self, PilotGuardFunc closed, PilotGuardRefused refused, gpointer user_data)
{
  self->closed = closed;
  self->refused = refused;
  self->funcs_data = user_data;
}

void
pilot_guard_closed (PilotGuard *self)
{
  PilotGuardFunc closed = g_steal_pointer (&self->closed);

  if (closed != NULL)
    closed (self, self->funcs_data);
}
