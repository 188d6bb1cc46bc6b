/* pilot-phase-row.c: a phase of the plan with its steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-phase-row.h"

#include "pilot-step-row.h"

#include <glib/gi18n-lib.h>

struct _PilotPhaseRow
{
  AdwExpanderRow parent_instance;

  PilotPhase phase;
  GPtrArray *rows; /* (owned): not the widgets */
  GtkImage *icon;
};

G_DEFINE_FINAL_TYPE (PilotPhaseRow, pilot_phase_row, ADW_TYPE_EXPANDER_ROW)

enum {
  SIGNAL_STEP_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
activated_cb (PilotPhaseRow *self, PilotStepRow *row)
{
  g_signal_emit (self, signals[SIGNAL_STEP_ACTIVATED], 0, pilot_step_row_get_step (row)->key);
}

static void
pilot_phase_row_dispose (GObject *object)
{
  g_clear_pointer (&PILOT_PHASE_ROW (object)->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (pilot_phase_row_parent_class)->dispose (object);
}

static void
pilot_phase_row_class_init (PilotPhaseRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_phase_row_dispose;
  signals[SIGNAL_STEP_ACTIVATED] = g_signal_new ("step-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pilot_phase_row_init (PilotPhaseRow *self)
{
  self->rows = g_ptr_array_new ();
  self->icon = GTK_IMAGE (gtk_image_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->icon));
}

GtkWidget *
pilot_phase_row_new (PilotPhase phase)
{
  PilotPhaseRow *self = g_object_new (PILOT_TYPE_PHASE_ROW, NULL);
  guint n;
  const PilotPlanStep *steps = pilot_plan_get_steps (&n);
  g_autofree char *title = NULL;

  self->phase = phase;
  /* Translators: the letter of a phase, then its name */
  title = g_strdup_printf (_("Phase %c: %s"), "ABCD"[phase], _(pilot_phase_get_title (phase)));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  for (guint i = 0; i < n; i++)
    if (steps[i].phase == phase)
      {
        GtkWidget *row = pilot_step_row_new (&steps[i]);

        g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
        adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
        g_ptr_array_add (self->rows, row);
      }
  return GTK_WIDGET (self);
}

void
pilot_phase_row_update (PilotPhaseRow *self, PilotMigration *migration)
{
  guint n_here = 0;
  guint n_settled = 0;
  guint n_ready = 0;
  guint n_waiting = 0;
  guint n_optional = 0; /* not settled, and need not be */
  g_autofree char *subtitle = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      PilotStepRow *row = self->rows->pdata[i];
      PilotPlanRow *shown = pilot_migration_find_row (migration, pilot_step_row_get_step (row)->key);
      PilotStepStanding standing;

      if (shown == NULL)
        return;
      pilot_step_row_set (row, shown);
      standing = pilot_plan_row_get_standing (shown);
      n_here += standing != PILOT_STEP_NOT_HERE;
      n_settled += standing != PILOT_STEP_NOT_HERE && pilot_plan_settles (standing);
      n_ready += standing == PILOT_STEP_READY;
      n_waiting += standing == PILOT_STEP_WAITING;
      n_optional += !pilot_plan_settles (standing) && pilot_plan_row_get_optional (shown);
    }
  gtk_image_set_from_icon_name (self->icon, n_settled + n_optional == n_here ? "emblem-ok-symbolic"
                                            : n_ready > 0       ? "media-playback-start-symbolic"
                                            : n_waiting > 0     ? "content-loading-symbolic"
                                                                : "changes-prevent-symbolic");
  if (n_here == 0)
    subtitle = g_strdup (_("Not in this environment"));
  else if (n_settled == n_here)
    subtitle = g_strdup (_("Done"));
  else if (n_settled + n_optional == n_here)
    subtitle = g_strdup_printf (ngettext ("Done; %u optional step is open", "Done; %u optional steps are open", n_optional), n_optional);
  else
    subtitle = g_strdup_printf (ngettext ("%u of %u step settled", "%u of %u steps settled", n_here), n_settled, n_here);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
}
