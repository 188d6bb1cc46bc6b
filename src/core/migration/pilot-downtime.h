/* pilot-downtime.h: Fridays, holidays, and counting back from the renewal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** pilot_downtime_parse_date: %FALSE if @text (nullable) is no YYYY-MM-DD; then @date is untouched. */
gboolean pilot_downtime_parse_date (const char *text, GDate *date);

/** pilot_downtime_today: the civil date of a moment in an IANA zone (nullable: UTC). */
void pilot_downtime_today (gint64 unix_usec, const char *time_zone, GDate *date);

/**
 * pilot_downtime_list:
 * @from: the first day to look at; past days are not offered
 * @until: (nullable): the last day
 * @holidays: (nullable): lines "YYYY-MM-DD name"
 * @max: at most so many
 *
 * The Fridays on which the migration may be executed: downtime is one working day, a Friday [Migrating Data].
 * Returns: (transfer full) (element-type GDate)
 */
GPtrArray *pilot_downtime_list (const GDate *from, const GDate *until, const char *holidays, guint max);

/** pilot_downtime_list_left_out: (transfer full) (element-type GDate): the Fridays up to @until that it does not list. */
GPtrArray *pilot_downtime_list_left_out (const GDate *from, const GDate *until, const char *holidays);

/** pilot_downtime_find_holiday: (transfer full) (nullable): the name of the day off that @date is ("" if it has none). */
char *pilot_downtime_find_holiday (const char *holidays, const GDate *date);

/** pilot_downtime_check_holidays: %FALSE with PILOT_ERROR_INVALID that names the first line that is no date. */
gboolean pilot_downtime_check_holidays (const char *holidays, GError **error);

/* Working days that are counted with where a project names none. */
#define PILOT_COUNTDOWN_PREPARATION_DAYS 15
#define PILOT_COUNTDOWN_VENDOR_DAYS 15
#define PILOT_COUNTDOWN_RESERVE_DAYS 10

/** PilotCountdown: the latest days, counted back from the renewal. Days are working days without the holidays. */
typedef struct
{
  gboolean known;         /* a renewal date is set */
  GDate renewal;
  GDate last_friday;      /* the last free Friday before the renewal, less the reserve */
  GDate ticket_by;        /* phase A must be confirmed by then */
  GDate begin_by;         /* phase A must begin by then */
  int working_days_left;  /* until begin_by, or ticket_by once begun; negative: late */
} PilotCountdown;

/**
 * pilot_downtime_count_back:
 * @renewal: (nullable): YYYY-MM-DD; anything else: nothing is known
 * @begun: phase A has begun: what counts is the ticket's day
 * @countdown: (out caller-allocates)
 */
void pilot_downtime_count_back (const char *renewal, guint preparation_days, guint vendor_days, guint reserve_days,
                                const char *holidays, gboolean begun, const GDate *today, PilotCountdown *countdown);

G_END_DECLS
