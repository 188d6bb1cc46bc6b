/* pilot-run-progress.c: how fast a run goes, and how long it still takes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-progress.h"

#include <glib/gi18n-lib.h>

#include "pilot-run-rules.h"

/* Old enough to be steady, young enough to follow a portal that slows down. */
#define WINDOW_USEC (30 * G_TIME_SPAN_SECOND)
#define MAX_SAMPLES 64
/* Of a batch that ends just after one begins to look nothing is learnt. */
#define MIN_USEC G_TIME_SPAN_SECOND

typedef struct
{
  gint64 at_unix_usec;
  gint64 n_done;
} Sample;

struct _PilotRunProgress
{
  PilotClock *clock; /* (owned) */
  char *run_id;      /* (owned) (nullable) */
  gint64 n_expected;
  gint64 n_done;
  Sample samples[MAX_SAMPLES]; /* oldest first */
  guint n_samples;
};

PilotRunProgress *
pilot_run_progress_new (PilotClock *clock)
{
  PilotRunProgress *self = g_new0 (PilotRunProgress, 1);

  self->clock = g_object_ref (clock != NULL ? clock : pilot_clock_get_system ());
  return self;
}

void
pilot_run_progress_free (PilotRunProgress *self)
{
  g_object_unref (self->clock);
  g_free (self->run_id);
  g_free (self);
}

static void
drop_first (PilotRunProgress *self)
{
  self->n_samples--;
  memmove (self->samples, self->samples + 1, self->n_samples * sizeof (Sample));
}

void
pilot_run_progress_add (PilotRunProgress *self, const PilotRecord *run)
{
  gint64 n_done = pilot_record_get_integer (run, PILOT_RUN_N_DONE);
  gint64 now = pilot_clock_get_unix_usec (self->clock);
  gboolean goes = pilot_run_get_state (run) == PILOT_RUN_RUNNING && pilot_record_get_integer (run, PILOT_RUN_PAUSED) == 0;

  if (g_strcmp0 (self->run_id, pilot_record_get_id (run)) != 0)
    {
      g_free (self->run_id);
      self->run_id = g_strdup (pilot_record_get_id (run));
      self->n_samples = 0;
    }
  self->n_expected = pilot_record_get_integer (run, PILOT_RUN_N_EXPECTED);
  self->n_done = n_done;
  /* A retry begins again; the time of a pause is nobody's slowness. */
  if (!goes || (self->n_samples > 0 && self->samples[self->n_samples - 1].n_done > n_done))
    self->n_samples = 0;
  if (!goes)
    return;
  /* The same number again says nothing new, but for the first: the rate is taken up to now anyway. */
  if (self->n_samples > 0 && self->samples[self->n_samples - 1].n_done == n_done)
    return;
  if (self->n_samples == MAX_SAMPLES)
    drop_first (self);
  self->samples[self->n_samples++] = (Sample){ now, n_done };
  while (self->n_samples > 2 && now - self->samples[0].at_unix_usec > WINDOW_USEC)
    drop_first (self);
}

double
pilot_run_progress_get_fraction (PilotRunProgress *self)
{
  return self->n_expected > 0 ? CLAMP ((double) self->n_done / self->n_expected, 0, 1) : 0;
}

double
pilot_run_progress_get_rate (PilotRunProgress *self)
{
  gint64 since;

  if (self->n_samples < 2)
    return 0;
  since = pilot_clock_get_unix_usec (self->clock) - self->samples[0].at_unix_usec;
  return since >= MIN_USEC ? (double) (self->n_done - self->samples[0].n_done) * G_TIME_SPAN_SECOND / since : 0;
}

gint64
pilot_run_progress_get_left_secs (PilotRunProgress *self)
{
  double rate = pilot_run_progress_get_rate (self);

  if (rate <= 0 || self->n_expected <= self->n_done)
    return -1;
  return (gint64) ((self->n_expected - self->n_done) / rate + 0.5);
}

static char *
dup_left (gint64 secs)
{
  guint minutes = (guint) ((secs + 30) / 60);

  if (secs < 60)
    return g_strdup (_("less than a minute left"));
  if (minutes < 90)
    return g_strdup_printf (ngettext ("about %u minute left", "about %u minutes left", minutes), minutes);
  /* Translators: the time left; %u is at least 2 */
  return g_strdup_printf (ngettext ("about %u hour left", "about %u hours left", (minutes + 30) / 60), (minutes + 30) / 60);
}

char *
pilot_run_progress_dup_text (PilotRunProgress *self)
{
  double rate = pilot_run_progress_get_rate (self);
  gint64 secs = pilot_run_progress_get_left_secs (self);
  guint a_second = (guint) (rate + 0.5);
  g_autofree char *left = secs >= 0 ? dup_left (secs) : NULL;
  g_autofree char *speed = a_second > 0 ? g_strdup_printf (ngettext ("%'u record a second", "%'u records a second", a_second), a_second) : NULL;

  if (speed != NULL && left != NULL)
    /* Translators: %1$s is a speed, e.g. “1,200 records a second”, %2$s e.g. “about 3 minutes left” */
    return g_strdup_printf (_("%1$s, %2$s"), speed, left);
  return g_strdup (speed != NULL ? speed : left != NULL ? left : "");
}
