/* pilot-step-group.c: a step of the plan as a heading, with a row that tells where it stands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-step-group.h"

#include "pilot-step-dialog.h"
#include "pilot-step-row.h"
#include "pilot-step-target.h"

#include <glib/gi18n-lib.h>

struct _PilotStepGroup
{
  AdwPreferencesGroup parent_instance;

  PilotContext *context;     /* (owned) */
  PilotMigration *migration; /* (owned) */
  GPtrArray *rows;           /* (owned): not the widgets; the step's own first */
};

G_DEFINE_FINAL_TYPE (PilotStepGroup, pilot_step_group, ADW_TYPE_PREFERENCES_GROUP)

static void
update (PilotStepGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      PilotStepRow *row = self->rows->pdata[i];
      PilotPlanRow *shown = pilot_migration_find_row (self->migration, pilot_step_row_get_step (row)->key);

      if (shown != NULL)
        pilot_step_row_set (row, shown);
    }
}

static void
activated_cb (PilotStepGroup *self, PilotStepRow *row)
{
  if (row == self->rows->pdata[0])
    pilot_step_dialog_present (self->context, GTK_WIDGET (self), pilot_step_row_get_step (row)->key);
  else
    pilot_step_target_open (self->context, GTK_WIDGET (self), pilot_step_row_get_step (row));
}

static void
add_row (PilotStepGroup *self, const char *key)
{
  GtkWidget *row = pilot_step_row_new (pilot_plan_find_step (key));

  pilot_step_row_set_brief (PILOT_STEP_ROW (row), self->rows->len == 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
pilot_step_group_dispose (GObject *object)
{
  PilotStepGroup *self = PILOT_STEP_GROUP (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->migration);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_step_group_parent_class)->dispose (object);
}

static void
pilot_step_group_class_init (PilotStepGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_step_group_dispose;
}

static void
pilot_step_group_init (PilotStepGroup *self)
{
  self->rows = g_ptr_array_new ();
}

AdwPreferencesGroup *
pilot_step_group_new (PilotContext *context, const char *key)
{
  PilotStepGroup *self = g_object_new (PILOT_TYPE_STEP_GROUP, NULL);
  const PilotPlanStep *step = pilot_plan_find_step (key);
  g_autofree char *title = g_markup_escape_text (_(step->title), -1);
  g_autofree char *text = g_markup_escape_text (_(step->explanation), -1);

  self->context = g_object_ref (context);
  self->migration = g_object_ref (pilot_context_get_migration (context));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), text);
  g_signal_connect_object (self->migration, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  add_row (self, key);
  return ADW_PREFERENCES_GROUP (self);
}

void
pilot_step_group_add_step (PilotStepGroup *self, const char *key)
{
  add_row (self, key);
}
