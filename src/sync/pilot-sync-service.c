/* pilot-sync-service.c: keeps the cache in step, in the background
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-sync-service.h"

#include "pilot-store-sync.h"
#include "pilot-sync-coordinator.h"
#include "pilot-sync-status.h"
#include "pilot-queue.h"

#include <glib/gi18n-lib.h>

/* Where the other side says nothing by itself, it is asked so often. */
#define POLL_USEC (30 * G_USEC_PER_SEC)
/* Another process syncs this cache: soon it may have ended. */
#define BUSY_USEC (5 * G_USEC_PER_SEC)
#define WATCH_FIRST_USEC (G_USEC_PER_SEC / 2)
#define WATCH_MAX_USEC (15 * G_USEC_PER_SEC)

enum {
  PROP_0,
  PROP_STATE,
  PROP_MESSAGE,
  PROP_NOTICE,
  PROP_PROGRESS,
  PROP_LAST_SYNC,
  PROP_ROLE,
  PROP_MEMBER_ID,
  PROP_ROUND,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

/* Why the sync's thread is awake. */
typedef enum {
  WAKE_EDIT = 1 << 0,   /* there may be something to send */
  WAKE_REMOTE = 1 << 1, /* there is something new over there */
  WAKE_NOW = 1 << 2,    /* without regard to the back-off */
} Wake;

struct _PilotSyncService
{
  GObject parent_instance;

  PilotStore *store;     /* (owned) */
  GMainContext *context; /* (owned) */
  GThread *thread;       /* (owned) (nullable) */
  GThread *watch_thread; /* (owned) (nullable) */

  GMutex lock;
  GCond woken;
  PilotConnection *connection; /* (owned) (nullable): under the lock */
  guint generation;            /* under the lock: counts connections */
  guint wake;                  /* Wake; under the lock */
  guint64 n_begun;             /* rounds; under the lock */
  gboolean stopping;           /* under the lock */
  GCancellable *cancellable;   /* (owned): of what runs now; under the lock */
  gint in_trouble;             /* atomic: the last round failed: any sign of life is news */

  PilotSyncStatus status; /* the main context's own */
};

G_DEFINE_FINAL_TYPE (PilotSyncService, pilot_sync_service, G_TYPE_OBJECT)

/* What the thread tells the main context. */
typedef struct
{
  PilotSyncService *service; /* (owned) */
  PilotSyncStatus status;
} News;

static void
news_free (News *news)
{
  g_object_unref (news->service);
  pilot_sync_status_clear (&news->status);
  g_free (news);
}

static gboolean
show_news_cb (gpointer user_data)
{
  News *news = user_data;

  pilot_sync_status_take (&news->service->status, &news->status, G_OBJECT (news->service));
  return G_SOURCE_REMOVE;
}

static void
show_status (PilotSyncService *self, PilotSyncState state, const char *message, double progress, gint64 last_sync_unix_usec,
             const PilotConnectionInfo *info, const char *notice, guint64 n_ended)
{
  News *news = g_new0 (News, 1);

  news->service = g_object_ref (self);
  news->status = (PilotSyncStatus){
    .state = state, .message = g_strdup (message), .progress = progress, .last_sync_unix_usec = last_sync_unix_usec, .round = n_ended,
    .notice = g_strdup (notice)
  };
  pilot_sync_status_set_member (&news->status, info);
  pilot_queue_source (self->context, show_news_cb, news, (GDestroyNotify) news_free);
}

static void
wake_up (PilotSyncService *self, Wake why)
{
  g_mutex_lock (&self->lock);
  self->wake |= why;
  g_cond_broadcast (&self->woken);
  g_mutex_unlock (&self->lock);
}

static void
progress_cb (const PilotSyncReport *report, double fraction, gpointer user_data)
{
  show_status (user_data, PILOT_SYNC_RUNNING, NULL, fraction, 0, NULL, NULL, 0);
}

static PilotSyncState
state_of_error (const GError *error)
{
  if (g_error_matches (error, PILOT_ERROR, PILOT_ERROR_UNAUTHORIZED))
    return PILOT_SYNC_SIGN_IN;
  /* Another process does the work. The other side is never called busy: it is in trouble. */
  if (g_error_matches (error, PILOT_ERROR, PILOT_ERROR_BUSY))
    return PILOT_SYNC_IDLE;
  return pilot_error_is_transient (error) ? PILOT_SYNC_OFFLINE : PILOT_SYNC_FAILED;
}

/* What to do about it is for the person: the file says no more than that it is damaged. */
static const char *
get_message (const GError *error)
{
  if (g_error_matches (error, PILOT_ERROR, PILOT_ERROR_CORRUPT))
    return _("The local data of this connection is damaged. It is mended when the connection is opened again; what waits to be sent is kept as far as it can be read.");
  if (g_error_matches (error, PILOT_ERROR, PILOT_ERROR_NO_SPACE) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return _("The disk is full. What is here and what waits to be sent is kept. Free some space: the sync goes on by itself.");
  return error->message;
}

/* The number of a round that begins now. */
static guint64
begin_round (PilotSyncService *self)
{
  guint64 round;

  g_mutex_lock (&self->lock);
  round = ++self->n_begun;
  g_mutex_unlock (&self->lock);
  return round;
}

/* One round. @asked: somebody waits for it, and sees that it runs, however long the answer takes. @backing_off: (out): whether edits are to wait for the next one too. Returns the clock's time of the next one; G_MAXINT64: not before somebody wakes. */
static gint64
run_round (PilotSyncService *self, PilotSyncCoordinator *coordinator, gboolean asked, gboolean *backing_off,
           gboolean *throttled, GCancellable *cancellable)
{
  guint64 round = begin_round (self);
  PilotSyncReport report;
  g_autoptr (GError) error = NULL;
  g_autofree char *notice = NULL;
  gboolean done;
  gint64 now;
  gint64 due = 0;

  *throttled = FALSE;
  *backing_off = TRUE;
  if (asked)
    show_status (self, PILOT_SYNC_RUNNING, NULL, -1, 0, NULL, NULL, 0);
  done = pilot_sync_run (coordinator, cancellable, &error);
  notice = pilot_sync_coordinator_dup_notice (coordinator);
  if (done)
    {
      /* A row that backs off holds up itself alone, unless nothing got through. */
      pilot_sync_coordinator_get_report (coordinator, &report);
      *backing_off = report.push_paused;
      g_atomic_int_set (&self->in_trouble, 0);
      now = pilot_clock_get_unix_usec (pilot_store_get_clock (self->store));
      show_status (self, PILOT_SYNC_IDLE, NULL, -1, now, pilot_sync_coordinator_get_info (coordinator), notice, round);
      due = pilot_sync_coordinator_get_next_due (coordinator);
      return due != 0 ? MIN (due, now + POLL_USEC) : now + POLL_USEC;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return 0;
  g_atomic_int_set (&self->in_trouble, 1);
  *throttled = g_error_matches (error, PILOT_ERROR, PILOT_ERROR_THROTTLED);
  g_debug ("a round of sync ended: %s", pilot_error_get_name (error));
  show_status (self, state_of_error (error), get_message (error), -1, 0, pilot_sync_coordinator_get_info (coordinator), notice, round);
  now = pilot_clock_get_unix_usec (pilot_store_get_clock (self->store));
  if (g_error_matches (error, PILOT_ERROR, PILOT_ERROR_UNAUTHORIZED))
    return G_MAXINT64;
  if (g_error_matches (error, PILOT_ERROR, PILOT_ERROR_BUSY))
    return now + BUSY_USEC;
  return pilot_sync_coordinator_get_next_due (coordinator);
}

/* An edit is worth a round where something is due and no back-off of the whole holds it up. */
static gboolean
has_something_due (PilotSyncService *self)
{
  gint64 due;

  return pilot_store_get_due (self->store, &due, NULL) && due == 0;
}

/* Waits for a reason to run. @due is the clock's. Returns the reasons; 0: the time has come. */
static guint
wait_for_reason (PilotSyncService *self, gint64 due)
{
  gint64 now = pilot_clock_get_unix_usec (pilot_store_get_clock (self->store));
  gint64 until = due == G_MAXINT64 ? G_MAXINT64 : g_get_monotonic_time () + MAX (0, due - now);
  guint wake;

  g_mutex_lock (&self->lock);
  while (!self->stopping && self->wake == 0)
    {
      if (until == G_MAXINT64)
        g_cond_wait (&self->woken, &self->lock);
      else if (!g_cond_wait_until (&self->woken, &self->lock, until))
        break;
    }
  wake = self->wake;
  self->wake = 0;
  g_mutex_unlock (&self->lock);
  return wake;
}

/* The connection to work with, and whether it is another one than before. */
static PilotConnection *
get_connection (PilotSyncService *self, guint *generation, gboolean *stopping, GCancellable **cancellable)
{
  PilotConnection *connection;

  g_mutex_lock (&self->lock);
  connection = self->connection != NULL ? g_object_ref (self->connection) : NULL;
  *generation = self->generation;
  *stopping = self->stopping;
  *cancellable = g_object_ref (self->cancellable);
  g_mutex_unlock (&self->lock);
  return connection;
}

static gpointer
sync_thread (gpointer user_data)
{
  PilotSyncService *self = user_data;
  g_autoptr (PilotSyncCoordinator) coordinator = NULL;
  guint generation = 0;
  gint64 due = 0;
  gboolean backing_off = FALSE;
  gboolean throttled = FALSE;
  guint wake = WAKE_NOW;

  for (;;)
    {
      guint now_generation;
      gboolean stopping;
      gboolean skip;
      g_autoptr (GCancellable) cancellable = NULL;
      g_autoptr (PilotConnection) connection = get_connection (self, &now_generation, &stopping, &cancellable);

      if (stopping)
        break;
      if (connection == NULL)
        {
          show_status (self, PILOT_SYNC_SIGN_IN, NULL, -1, 0, NULL, NULL, begin_round (self));
          wait_for_reason (self, G_MAXINT64);
          continue;
        }
      if (coordinator == NULL || now_generation != generation)
        {
          g_clear_object (&coordinator);
          coordinator = pilot_sync_coordinator_new (connection, self->store);
          pilot_sync_coordinator_set_progress_func (coordinator, progress_cb, self);
          generation = now_generation;
          wake |= WAKE_NOW;
        }
      if ((wake & WAKE_NOW) != 0)
        pilot_sync_coordinator_clear_back_off (coordinator, NULL);
      /* A sign of life from over there ends the waiting for it; what it asked to wait for stays. An edit ends neither. */
      if ((wake & WAKE_NOW) != 0)
        skip = FALSE;
      else if ((wake & WAKE_REMOTE) != 0)
        skip = backing_off && throttled;
      else
        skip = (wake & WAKE_EDIT) != 0 && (backing_off || !has_something_due (self));
      if (!skip)
        due = run_round (self, coordinator, (wake & WAKE_NOW) != 0, &backing_off, &throttled, cancellable);
      wake = wait_for_reason (self, due);
    }
  return NULL;
}

static void
watch_cb (PilotConnection *connection, gint64 revision, gpointer user_data)
{
  PilotSyncService *self = user_data;
  g_auto (PilotPull) pull = { 0 };

  /* What we wrote ourselves comes back as news: the round that wrote it has pulled it already. */
  if (pilot_change_sink_load_pull (PILOT_CHANGE_SINK (self->store), &pull, NULL) && pull.snapshot_done &&
      revision <= pull.revision && !g_atomic_int_get (&self->in_trouble))
    return;
  wake_up (self, WAKE_REMOTE);
}

/* Sleeps until @delay_usec is over, another connection comes, or the end. */
static void
pause_watch (PilotSyncService *self, guint generation, gint64 delay_usec)
{
  gint64 until = delay_usec < G_MAXINT64 ? g_get_monotonic_time () + delay_usec : G_MAXINT64;

  g_mutex_lock (&self->lock);
  while (!self->stopping && self->generation == generation)
    {
      if (until == G_MAXINT64)
        g_cond_wait (&self->woken, &self->lock);
      else if (!g_cond_wait_until (&self->woken, &self->lock, until))
        break;
    }
  g_mutex_unlock (&self->lock);
}

static gpointer
watch_thread (gpointer user_data)
{
  PilotSyncService *self = user_data;
  gint64 delay_usec = WATCH_FIRST_USEC;

  for (;;)
    {
      guint generation;
      gboolean stopping;
      g_autoptr (GError) error = NULL;
      g_autoptr (GCancellable) cancellable = NULL;
      g_autoptr (PilotConnection) connection = get_connection (self, &generation, &stopping, &cancellable);
      gint64 began_usec = g_get_monotonic_time ();

      if (stopping)
        break;
      if (connection == NULL || (pilot_connection_get_capabilities (connection) & PILOT_CAPABILITY_EVENTS) == 0)
        {
          pause_watch (self, generation, G_MAXINT64);
          continue;
        }
      pilot_connection_watch (connection, watch_cb, self, cancellable, &error);
      if (g_error_matches (error, PILOT_ERROR, PILOT_ERROR_UNAUTHORIZED) ||
          g_error_matches (error, PILOT_ERROR, PILOT_ERROR_UNSUPPORTED))
        {
          pause_watch (self, generation, G_MAXINT64);
          continue;
        }
      /* The stream's end is the first sign that the other side is gone: a round finds out, so that a person reads it
       * before the next edit. While that is known already, nobody needs to be woken. */
      if (!g_atomic_int_get (&self->in_trouble))
        wake_up (self, WAKE_REMOTE);
      /* A stream that held for a while is joined again at once; one that fails at once, later and later. */
      delay_usec = g_get_monotonic_time () - began_usec > WATCH_MAX_USEC ? WATCH_FIRST_USEC : delay_usec;
      pause_watch (self, generation, delay_usec);
      delay_usec = MIN (delay_usec * 2, WATCH_MAX_USEC);
    }
  return NULL;
}

static void
store_changed_cb (PilotStore *store, guint mask, gpointer user_data)
{
  if ((mask & PILOT_STORE_CHANGED_OUTBOX) != 0)
    wake_up (user_data, WAKE_EDIT);
}

static void
network_changed_cb (GNetworkMonitor *monitor, gboolean available, gpointer user_data)
{
  if (available)
    wake_up (user_data, WAKE_NOW);
}

static void
pilot_sync_service_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  PilotSyncService *self = PILOT_SYNC_SERVICE (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->status.state);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->status.message);
      break;
    case PROP_NOTICE:
      g_value_set_string (value, self->status.notice);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->status.progress);
      break;
    case PROP_LAST_SYNC:
      g_value_set_int64 (value, self->status.last_sync_unix_usec);
      break;
    case PROP_ROLE:
      g_value_set_int (value, self->status.role);
      break;
    case PROP_MEMBER_ID:
      g_value_set_string (value, self->status.member_id);
      break;
    case PROP_ROUND:
      g_value_set_uint64 (value, self->status.round);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pilot_sync_service_finalize (GObject *object)
{
  PilotSyncService *self = PILOT_SYNC_SERVICE (object);

  if (self->thread != NULL)
    g_critical ("a sync service was dropped before it was stopped");
  g_clear_object (&self->connection);
  g_clear_object (&self->store);
  g_clear_object (&self->cancellable);
  g_main_context_unref (self->context);
  pilot_sync_status_clear (&self->status);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->woken);
  G_OBJECT_CLASS (pilot_sync_service_parent_class)->finalize (object);
}

static void
pilot_sync_service_class_init (PilotSyncServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pilot_sync_service_get_property;
  object_class->finalize = pilot_sync_service_finalize;

  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, G_MAXINT, PILOT_SYNC_IDLE, flags);
  props[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  props[PROP_NOTICE] = g_param_spec_string ("notice", NULL, NULL, NULL, flags);
  props[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, -1, 1, -1, flags);
  props[PROP_LAST_SYNC] = g_param_spec_int64 ("last-sync", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_ROLE] = g_param_spec_int ("role", NULL, NULL, 0, G_MAXINT, PILOT_ROLE_AUDITOR, flags);
  props[PROP_MEMBER_ID] = g_param_spec_string ("member-id", NULL, NULL, NULL, flags);
  props[PROP_ROUND] = g_param_spec_uint64 ("round", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
pilot_sync_service_init (PilotSyncService *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->woken);
  self->context = g_main_context_ref_thread_default ();
  self->cancellable = g_cancellable_new ();
  self->status.progress = -1;
  /* Nothing may be changed before it is known who is signed in. */
  self->status.role = PILOT_ROLE_AUDITOR;
}

PilotSyncService *
pilot_sync_service_new (PilotConnection *connection, PilotStore *store)
{
  PilotSyncService *self = g_object_new (PILOT_TYPE_SYNC_SERVICE, NULL);
  g_autofree char *role = NULL;

  self->store = g_object_ref (store);
  self->connection = connection != NULL ? g_object_ref (connection) : NULL;
  self->status.state = connection != NULL ? PILOT_SYNC_IDLE : PILOT_SYNC_SIGN_IN;
  role = pilot_store_get_setting (store, "role");
  if (role != NULL)
    pilot_role_from_name (role, &self->status.role);
  self->status.member_id = pilot_store_get_setting (store, "member-id");
  pilot_store_get_last_sync (store, &self->status.last_sync_unix_usec, NULL);
  return self;
}

void
pilot_sync_service_start (PilotSyncService *self)
{
  g_return_if_fail (PILOT_IS_SYNC_SERVICE (self));
  g_return_if_fail (self->thread == NULL);

  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed_cb), self, 0);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed", G_CALLBACK (network_changed_cb), self, 0);
  self->thread = g_thread_new ("pilot-sync", sync_thread, self);
  self->watch_thread = g_thread_new ("pilot-watch", watch_thread, self);
}

void
pilot_sync_service_stop (PilotSyncService *self)
{
  GThread *threads[2];

  g_return_if_fail (PILOT_IS_SYNC_SERVICE (self));

  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  threads[0] = g_steal_pointer (&self->thread);
  threads[1] = g_steal_pointer (&self->watch_thread);
  g_cond_broadcast (&self->woken);
  g_mutex_unlock (&self->lock);
  g_cancellable_cancel (self->cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
}

void
pilot_sync_service_set_connection (PilotSyncService *self, PilotConnection *connection)
{
  g_autoptr (GCancellable) before = NULL;

  g_mutex_lock (&self->lock);
  g_set_object (&self->connection, connection);
  self->generation++;
  self->wake |= WAKE_NOW;
  before = self->cancellable;
  self->cancellable = g_cancellable_new ();
  if (self->stopping)
    g_cancellable_cancel (self->cancellable);
  g_cond_broadcast (&self->woken);
  g_mutex_unlock (&self->lock);
  /* What the old one is doing ends; the rows it was sending go again with the new one. */
  g_cancellable_cancel (before);
}

void
pilot_sync_service_wake (PilotSyncService *self)
{
  wake_up (self, WAKE_EDIT);
}

guint64
pilot_sync_service_sync_now (PilotSyncService *self)
{
  guint64 next;

  g_mutex_lock (&self->lock);
  self->wake |= WAKE_NOW;
  next = self->n_begun + 1;
  /* What runs already may wait for an answer for long. Told before the thread wakes: its round may end at once, and how is told last. */
  show_status (self, PILOT_SYNC_RUNNING, NULL, -1, 0, NULL, NULL, 0);
  g_cond_broadcast (&self->woken);
  g_mutex_unlock (&self->lock);
  return next;
}

PilotSyncState
pilot_sync_service_get_state (PilotSyncService *self)
{
  return self->status.state;
}

const char *
pilot_sync_service_get_message (PilotSyncService *self)
{
  return self->status.message;
}

const char *
pilot_sync_service_get_notice (PilotSyncService *self)
{
  return self->status.notice;
}

double
pilot_sync_service_get_progress (PilotSyncService *self)
{
  return self->status.progress;
}

gint64
pilot_sync_service_get_last_sync (PilotSyncService *self)
{
  return self->status.last_sync_unix_usec;
}

PilotRole
pilot_sync_service_get_role (PilotSyncService *self)
{
  return self->status.role;
}

guint64
pilot_sync_service_get_round (PilotSyncService *self)
{
  return self->status.round;
}

const char *
pilot_sync_service_get_member_id (PilotSyncService *self)
{
  return self->status.member_id;
}
