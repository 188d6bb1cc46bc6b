/* pilot-sync-coordinator.c: one round of sync: push the outbox, pull what is new
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-sync-coordinator.h"

#include "pilot-store-sync.h"
#include "pilot-sync-identity.h"
#include "pilot-sync-pull.h"

#define FIRST_DELAY_USEC (1 * G_USEC_PER_SEC)
/* A person who comes back online should not wait long; a row that the other side can't take may. */
#define MAX_ROUND_DELAY_USEC (60 * G_USEC_PER_SEC)
#define MAX_ROW_DELAY_USEC (900 * G_USEC_PER_SEC)
/* What fails for several rows in a row is the other side's trouble, not theirs. */
#define MAX_FAILED_ROWS 3
/* A record that changes over there faster than we can merge waits for the next round. */
#define MAX_MERGES 4
/* An import whose records change faster than it can be sent goes to a person. */
#define MAX_STALE_IMPORTS 3
/* An idle round leaves no trace on the disk but so often. */
#define LAST_SYNC_STEP_USEC (5 * 60 * G_USEC_PER_SEC)

struct _PilotSyncCoordinator
{
  GObject parent_instance;

  PilotConnection *connection; /* (owned) */
  PilotStore *store;           /* (owned) */
  GRand *random;               /* (owned) */
  PilotSyncProgressFunc progress_func; /* (nullable) */
  gpointer progress_data;

  PilotConnectionInfo info; /* who answers, once that is known to be the right one */
  gboolean identified;
  PilotSyncReport report;
  guint n_to_push;             /* when the round began */
  gint64 stale_seq;            /* the import that met newer records last */
  guint n_stale;               /* how often it did, in this round */
  guint n_failures;            /* rounds that failed one after the other */
  gboolean in_step;            /* the last round came to its end */
  gint64 not_before_unix_usec; /* of the next round */
  gint64 row_due_unix_usec;    /* when a row that backs off is due; 0: none */
  gint64 kept_last_sync_unix_usec;
};

G_DEFINE_FINAL_TYPE (PilotSyncCoordinator, pilot_sync_coordinator, G_TYPE_OBJECT)

/* What became of sending a row. */
typedef enum {
  SENT_SETTLED, /* done, refused, in conflict: the row is decided */
  SENT_MERGED,  /* it goes again at once, on top of theirs */
  SENT_LATER,   /* this row backs off */
  SENT_STOP,    /* the round can't go on; the error says why */
} Sent;

static gint64
get_now (PilotSyncCoordinator *self)
{
  return pilot_clock_get_unix_usec (pilot_store_get_clock (self->store));
}

/* Doubles with each failure; between half of it and all of it, so that many clients don't come back at once. */
static gint64
make_delay_usec (PilotSyncCoordinator *self, guint n_failures, gint64 max_usec)
{
  gint64 delay_usec = FIRST_DELAY_USEC;

  for (guint i = 1; i < n_failures && delay_usec < max_usec; i++)
    delay_usec *= 2;
  delay_usec = MIN (delay_usec, max_usec);
  return (gint64) ((double) delay_usec * g_rand_double_range (self->random, 0.5, 1.0));
}

static void
tell_progress (PilotSyncCoordinator *self, double fraction)
{
  if (self->progress_func != NULL)
    self->progress_func (&self->report, fraction, self->progress_data);
}

static gboolean
is_row_trouble (const GError *error)
{
  return g_error_matches (error, PILOT_ERROR, PILOT_ERROR_SERVER) || g_error_matches (error, PILOT_ERROR, PILOT_ERROR_TIMEOUT) ||
         g_error_matches (error, PILOT_ERROR, PILOT_ERROR_PROTOCOL) || g_error_matches (error, PILOT_ERROR, PILOT_ERROR_BUSY);
}

/* The connection as a whole is in trouble (it can't even be made: FAILED), or this computer is (its disk is full, or our own file
 * is damaged, which is mended when it is opened again), or the person stopped: nobody refused the row; it waits, and the round ends. */
static gboolean
is_round_trouble (const GError *error)
{
  static const PilotError codes[] = {
    PILOT_ERROR_OFFLINE, PILOT_ERROR_THROTTLED, PILOT_ERROR_UNAUTHORIZED, PILOT_ERROR_FAILED, PILOT_ERROR_NO_SPACE, PILOT_ERROR_CORRUPT,
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, PILOT_ERROR, codes[i]))
      return TRUE;
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gboolean
is_gone (const GError *error)
{
  return g_error_matches (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND) || g_error_matches (error, PILOT_ERROR, PILOT_ERROR_GONE);
}

static Sent
settle_later (PilotSyncCoordinator *self, const PilotStoreSending *sending, gint64 retry_after_usec, const GError *why, GError **error)
{
  gint64 delay_usec = MAX (make_delay_usec (self, sending->attempts + 1, MAX_ROW_DELAY_USEC), retry_after_usec);

  return pilot_store_sent_later (self->store, sending->seq, get_now (self) + delay_usec, why->message, error) ? SENT_LATER
                                                                                                         : SENT_STOP;
}

static Sent
stop_round (PilotSyncCoordinator *self, const PilotStoreSending *sending, gint64 retry_after_usec, GError *why, GError **error)
{
  gboolean cancelled = g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (retry_after_usec > 0)
    self->not_before_unix_usec = get_now (self) + retry_after_usec;
  /* The row itself is due as soon as a round runs again. */
  if (!pilot_store_sent_later (self->store, sending->seq, 0, cancelled ? NULL : why->message, error))
    {
      g_error_free (why);
      return SENT_STOP;
    }
  g_propagate_error (error, why);
  return SENT_STOP;
}

static Sent
settle_conflict (PilotSyncCoordinator *self, const PilotStoreSending *sending, const PilotPushResult *theirs, GError **error)
{
  gboolean merged;

  if (!pilot_store_sent_conflict (self->store, sending->seq, theirs, &merged, error))
    return SENT_STOP;
  if (merged)
    self->report.n_merged++;
  else
    self->report.n_conflicts++;
  return merged ? SENT_MERGED : SENT_SETTLED;
}

static Sent
settle_refused (PilotSyncCoordinator *self, const PilotStoreSending *sending, const GError *why, GError **error)
{
  self->report.n_blocked++;
  return pilot_store_sent_refused (self->store, sending->seq, why->message, error) ? SENT_SETTLED : SENT_STOP;
}

static void
page_cb (guint n_records, gboolean snapshot, gpointer user_data)
{
  PilotSyncCoordinator *self = user_data;

  self->report.n_pulled += n_records;
  self->report.snapshot |= snapshot;
  tell_progress (self, -1);
}

static gboolean
pull_all (PilotSyncCoordinator *self, GCancellable *cancellable, GError **error)
{
  gint64 retry_after_usec = 0;

  if (pilot_sync_pull (self->connection, PILOT_CHANGE_SINK (self->store), page_cb, self, &retry_after_usec, cancellable, error))
    return pilot_store_decide_missing (self->store, error);
  if (retry_after_usec > 0)
    self->not_before_unix_usec = get_now (self) + retry_after_usec;
  return FALSE;
}

/* Records of an import changed over there since it was made: it goes anew on top of them. */
static Sent
settle_stale_import (PilotSyncCoordinator *self, const PilotStoreSending *sending, const GError *why, GCancellable *cancellable,
                     GError **error)
{
  self->n_stale = sending->seq == self->stale_seq ? self->n_stale + 1 : 1;
  self->stale_seq = sending->seq;
  if (self->n_stale > MAX_STALE_IMPORTS)
    return settle_refused (self, sending, why, error);
  self->report.n_merged++;
  return pilot_store_sent_stale (self->store, sending->seq, error) && pull_all (self, cancellable, error) ? SENT_MERGED
                                                                                                          : SENT_STOP;
}

static Sent settle_error (PilotSyncCoordinator *self, const PilotStoreSending *sending, const PilotPushResult *result, GError *why,
                          GCancellable *cancellable, GError **error);

/* The record as it stands over there, for a conflict that didn't tell, or a row that doesn't know what it stands on. */
static Sent
fetch_theirs (PilotSyncCoordinator *self, const PilotStoreSending *sending, gboolean conflict, GCancellable *cancellable,
              GError **error)
{
  g_auto (PilotPushResult) theirs = { 0 };
  GError *why = NULL;

  if (!pilot_connection_fetch (self->connection, sending->operation->entity, sending->operation->entity_id, &theirs, cancellable,
                               &why))
    {
      if (!is_gone (why))
        {
          if (g_error_matches (why, PILOT_ERROR, PILOT_ERROR_CONFLICT))
            why->code = PILOT_ERROR_PROTOCOL;
          return settle_error (self, sending, &theirs, why, cancellable, error);
        }
      g_error_free (why);
      g_clear_pointer (&theirs.record, pilot_record_unref);
      theirs.deleted = TRUE;
    }
  if (conflict)
    return settle_conflict (self, sending, &theirs, error);
  return pilot_store_meet_fetched (self->store, sending->seq, &theirs, error) ? SENT_MERGED : SENT_STOP;
}

/* Decides by the kind of the failure. Takes @why. */
static Sent
settle_error (PilotSyncCoordinator *self, const PilotStoreSending *sending, const PilotPushResult *result, GError *why,
              GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) owned = NULL;
  PilotOperationKind kind = sending->operation->kind;

  if (is_round_trouble (why))
    return stop_round (self, sending, result->retry_after_usec, why, error);
  owned = why;
  if (is_row_trouble (why))
    return settle_later (self, sending, result->retry_after_usec, why, error);
  if (kind == PILOT_OPERATION_IMPORT && g_error_matches (why, PILOT_ERROR, PILOT_ERROR_CONFLICT))
    return settle_stale_import (self, sending, why, cancellable, error);
  if (g_error_matches (why, PILOT_ERROR, PILOT_ERROR_CONFLICT))
    return result->record != NULL || result->deleted ? settle_conflict (self, sending, result, error)
                                                     : fetch_theirs (self, sending, TRUE, cancellable, error);
  /* A create that takes a deletion back may find that the tombstone is gone too. */
  if (is_gone (why) && (kind == PILOT_OPERATION_UPDATE || kind == PILOT_OPERATION_DELETE || sending->operation->base_revision > 0))
    {
      PilotPushResult deleted = { .deleted = TRUE };

      return settle_conflict (self, sending, &deleted, error);
    }
  return settle_refused (self, sending, why, error);
}

static Sent
send_row (PilotSyncCoordinator *self, const PilotStoreSending *sending, GCancellable *cancellable, GError **error)
{
  g_auto (PilotPushResult) result = { 0 };
  GError *why = NULL;

  if (sending->base_unknown)
    return fetch_theirs (self, sending, FALSE, cancellable, error);
  if (!pilot_connection_push (self->connection, sending->operation, &result, cancellable, &why))
    return settle_error (self, sending, &result, why, cancellable, error);
  self->report.n_pushed++;
  return pilot_store_sent_done (self->store, sending->seq, &result, error) ? SENT_SETTLED : SENT_STOP;
}

static double
get_push_fraction (PilotSyncCoordinator *self)
{
  guint done = self->report.n_pushed + self->report.n_blocked + self->report.n_conflicts;

  return self->n_to_push > 0 ? MIN (1.0, (double) done / self->n_to_push) : -1;
}

static gboolean
push_outbox (PilotSyncCoordinator *self, GCancellable *cancellable, GError **error)
{
  PilotStoreCounts counts;
  guint n_failed = 0;
  guint n_merges = 0;
  gint64 last_seq = 0;

  if (!pilot_store_get_counts (self->store, &counts, error))
    return FALSE;
  self->n_to_push = counts.n_waiting - counts.n_held;
  self->report.n_held = counts.n_held;
  while (n_failed < MAX_FAILED_ROWS)
    {
      g_autoptr (PilotStoreSending) sending = NULL;
      Sent sent;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !pilot_store_take_next (self->store, &sending, &self->row_due_unix_usec, error))
        return FALSE;
      if (sending == NULL)
        break;
      n_merges = sending->seq == last_seq ? n_merges + 1 : 0;
      last_seq = sending->seq;
      if (n_merges > MAX_MERGES)
        {
          if (!pilot_store_sent_later (self->store, sending->seq, get_now (self) + FIRST_DELAY_USEC, NULL, error))
            return FALSE;
          continue;
        }
      tell_progress (self, get_push_fraction (self));
      sent = send_row (self, sending, cancellable, error);
      if (sent == SENT_STOP)
        return FALSE;
      n_failed = sent == SENT_LATER ? n_failed + 1 : 0;
    }
  self->report.push_paused = n_failed >= MAX_FAILED_ROWS;
  return TRUE;
}

/* Best effort: rows that nobody tells to go lie there for some days. */
static gboolean
tell_given_up (PilotSyncCoordinator *self, GCancellable *cancellable, GError **error)
{
  for (;;)
    {
      g_autofree char *id = NULL;
      g_autoptr (GError) why = NULL;

      if (!pilot_store_next_given_up (self->store, &id, error))
        return FALSE;
      if (id == NULL)
        return TRUE;
      if (!pilot_connection_give_up (self->connection, id, cancellable, &why) && (is_round_trouble (why) || is_row_trouble (why)))
        return !g_cancellable_set_error_if_cancelled (cancellable, error);
      if (!pilot_store_forget_given_up (self->store, id, error))
        return FALSE;
    }
}

/* What waited for a migration run goes as soon as a pull has brought its end. */
static gboolean
has_been_let_go (PilotSyncCoordinator *self)
{
  PilotStoreCounts counts;
  gint64 due;

  return !self->report.push_paused && self->report.n_held > 0 && pilot_store_get_counts (self->store, &counts, NULL) && counts.n_held < self->report.n_held &&
         pilot_store_get_due (self->store, &due, NULL) && due == 0;
}

/* Before anything goes or comes: once, since a connection leads to one place. */
static gboolean
identify (PilotSyncCoordinator *self, GCancellable *cancellable, GError **error)
{
  if (!self->identified)
    self->identified = pilot_sync_identity_probe (self->connection, self->store, &self->info, cancellable, error);
  return self->identified;
}

static gboolean
run_round (PilotSyncCoordinator *self, GCancellable *cancellable, GError **error)
{
  PilotCapabilities capabilities = pilot_connection_get_capabilities (self->connection);
  gboolean may_push = (capabilities & PILOT_CAPABILITY_PUSH) != 0;
  gboolean may_pull = (capabilities & PILOT_CAPABILITY_PULL) != 0;
  gboolean must_look = FALSE;

  if (!pilot_store_lock_push (self->store, error) || !identify (self, cancellable, error) ||
      (may_push && may_pull && !pilot_store_must_look_first (self->store, self->in_step, &must_look, error)) ||
      (must_look && !pull_all (self, cancellable, error)))
    return FALSE;
  if (may_push && !(push_outbox (self, cancellable, error) && tell_given_up (self, cancellable, error)))
    return FALSE;
  if (!may_pull)
    return TRUE;
  if (!pull_all (self, cancellable, error))
    return FALSE;
  return !may_push || !has_been_let_go (self) || (push_outbox (self, cancellable, error) && pull_all (self, cancellable, error));
}

static void
keep_last_sync (PilotSyncCoordinator *self)
{
  gint64 now = get_now (self);
  gboolean did = self->report.n_pushed > 0 || self->report.n_pulled > 0;

  if (!did && now - self->kept_last_sync_unix_usec < LAST_SYNC_STEP_USEC)
    return;
  self->kept_last_sync_unix_usec = now;
  pilot_store_set_last_sync (self->store, now, NULL);
}

static void
pilot_sync_coordinator_finalize (GObject *object)
{
  PilotSyncCoordinator *self = PILOT_SYNC_COORDINATOR (object);

  g_clear_object (&self->connection);
  g_clear_object (&self->store);
  g_clear_pointer (&self->random, g_rand_free);
  pilot_connection_info_clear (&self->info);
  G_OBJECT_CLASS (pilot_sync_coordinator_parent_class)->finalize (object);
}

static void
pilot_sync_coordinator_class_init (PilotSyncCoordinatorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_sync_coordinator_finalize;
}

static void
pilot_sync_coordinator_init (PilotSyncCoordinator *self)
{
  self->random = g_rand_new ();
}

PilotSyncCoordinator *
pilot_sync_coordinator_new (PilotConnection *connection, PilotStore *store)
{
  PilotSyncCoordinator *self = g_object_new (PILOT_TYPE_SYNC_COORDINATOR, NULL);

  self->connection = g_object_ref (connection);
  self->store = g_object_ref (store);
  return self;
}

void
pilot_sync_coordinator_set_progress_func (PilotSyncCoordinator *self, PilotSyncProgressFunc func, gpointer user_data)
{
  self->progress_func = func;
  self->progress_data = user_data;
}

void
pilot_sync_coordinator_set_random_seed (PilotSyncCoordinator *self, guint32 seed)
{
  g_rand_set_seed (self->random, seed);
}

gboolean
pilot_sync_run (PilotSyncCoordinator *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (PILOT_IS_SYNC_COORDINATOR (self), FALSE);

  self->report = (PilotSyncReport){ 0 };
  self->not_before_unix_usec = 0;
  self->row_due_unix_usec = 0;
  self->stale_seq = 0;
  if (run_round (self, cancellable, &local_error))
    {
      self->n_failures = 0;
      self->in_step = TRUE;
      keep_last_sync (self);
      return TRUE;
    }
  self->in_step = FALSE;
  if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->n_failures++;
      self->not_before_unix_usec = MAX (self->not_before_unix_usec,
                                        get_now (self) + make_delay_usec (self, self->n_failures, MAX_ROUND_DELAY_USEC));
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

void
pilot_sync_coordinator_get_report (PilotSyncCoordinator *self, PilotSyncReport *report)
{
  *report = self->report;
}

const PilotConnectionInfo *
pilot_sync_coordinator_get_info (PilotSyncCoordinator *self)
{
  return self->identified ? &self->info : NULL;
}

char *
pilot_sync_coordinator_dup_notice (PilotSyncCoordinator *self)
{
  return pilot_connection_dup_notice (self->connection);
}

gint64
pilot_sync_coordinator_get_next_due (PilotSyncCoordinator *self)
{
  return MAX (self->not_before_unix_usec, self->row_due_unix_usec);
}

gboolean
pilot_sync_coordinator_clear_back_off (PilotSyncCoordinator *self, GError **error)
{
  self->not_before_unix_usec = 0;
  self->n_failures = 0;
  return pilot_store_clear_back_off (self->store, error);
}
