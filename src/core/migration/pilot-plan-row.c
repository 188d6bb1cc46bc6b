/* pilot-plan-row.c: a step of the plan as an item of a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-plan-row.h"

#include "pilot-downtime.h"

struct _PilotPlanRow
{
  GObject parent_instance;

  const PilotPlanStep *step;
  PilotStepStanding standing;
  char *reason;        /* (owned) (nullable) */
  PilotRecord *record; /* (owned) (nullable) */
  gint64 done_unix_usec;
  char *who;           /* (owned) (nullable) */
  GDate due;           /* invalid: none */
  gboolean optional;
  gboolean may_confirm;
};

G_DEFINE_FINAL_TYPE (PilotPlanRow, pilot_plan_row, G_TYPE_OBJECT)

static gboolean
same_record (PilotRecord *a, PilotRecord *b)
{
  const PilotSchema *schema = pilot_schema_get (PILOT_ENTITY_STEP);

  if (a == NULL || b == NULL)
    return a == b;
  for (guint i = 0; i < schema->n_fields; i++)
    if (!pilot_value_equal (pilot_record_get_value (a, i), pilot_record_get_value (b, i)))
      return FALSE;
  return TRUE;
}

static gboolean
same_day (const GDate *a, const GDate *b)
{
  return g_date_valid (a) == g_date_valid (b) && (!g_date_valid (a) || g_date_compare (a, b) == 0);
}

static void
pilot_plan_row_finalize (GObject *object)
{
  PilotPlanRow *self = PILOT_PLAN_ROW (object);

  g_free (self->reason);
  g_clear_pointer (&self->record, pilot_record_unref);
  g_free (self->who);
  G_OBJECT_CLASS (pilot_plan_row_parent_class)->finalize (object);
}

static void
pilot_plan_row_class_init (PilotPlanRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_plan_row_finalize;
}

static void
pilot_plan_row_init (PilotPlanRow *self)
{
  g_date_clear (&self->due, 1);
}

PilotPlanRow *
pilot_plan_row_new (const PilotPlanFacts *facts, const PilotPlanStep *step, const char *who, const GDate *due)
{
  PilotPlanRow *self = g_object_new (PILOT_TYPE_PLAN_ROW, NULL);
  PilotRecord *record = facts->steps != NULL ? g_hash_table_lookup (facts->steps, step->key) : NULL;
  const char *by;

  self->step = step;
  self->standing = pilot_plan_judge (facts, step, &self->reason);
  self->record = record != NULL ? pilot_record_ref (record) : NULL;
  self->optional = pilot_plan_is_optional (facts, step);
  self->may_confirm = pilot_plan_may_confirm (facts, step);
  if (self->standing == PILOT_STEP_DONE)
    {
      pilot_plan_find_done (facts, step, &self->done_unix_usec, &by);
      self->who = g_strdup (who);
    }
  else if (!pilot_plan_settles (self->standing) &&
           (record == NULL || !pilot_downtime_parse_date (pilot_record_get_text (record, PILOT_STEP_DUE), &self->due)) && due != NULL)
    self->due = *due;
  return self;
}

gboolean
pilot_plan_row_equal (PilotPlanRow *self, PilotPlanRow *other)
{
  return self->step == other->step && self->standing == other->standing && g_strcmp0 (self->reason, other->reason) == 0 &&
         same_record (self->record, other->record) && self->done_unix_usec == other->done_unix_usec &&
         g_strcmp0 (self->who, other->who) == 0 && same_day (&self->due, &other->due) && self->optional == other->optional &&
         self->may_confirm == other->may_confirm;
}

const PilotPlanStep *
pilot_plan_row_get_step (PilotPlanRow *self)
{
  return self->step;
}

PilotStepStanding
pilot_plan_row_get_standing (PilotPlanRow *self)
{
  return self->standing;
}

const char *
pilot_plan_row_get_reason (PilotPlanRow *self)
{
  return self->reason;
}

PilotRecord *
pilot_plan_row_get_record (PilotPlanRow *self)
{
  return self->record;
}

gint64
pilot_plan_row_get_done_unix_usec (PilotPlanRow *self)
{
  return self->done_unix_usec;
}

const char *
pilot_plan_row_get_who (PilotPlanRow *self)
{
  return self->who;
}

gboolean
pilot_plan_row_get_due (PilotPlanRow *self, GDate *due)
{
  if (!g_date_valid (&self->due))
    return FALSE;
  *due = self->due;
  return TRUE;
}

gboolean
pilot_plan_row_get_optional (PilotPlanRow *self)
{
  return self->optional;
}

gboolean
pilot_plan_row_get_may_confirm (PilotPlanRow *self)
{
  return self->may_confirm;
}
