/* pilot-pending.c: a change that waits to be sent, as a person sees it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-pending.h"

struct _PilotPending
{
  GObject parent_instance;

  PilotPendingData data; /* (owned): strings and records */
};

G_DEFINE_FINAL_TYPE (PilotPending, pilot_pending, G_TYPE_OBJECT)

static void
pilot_pending_finalize (GObject *object)
{
  PilotPending *self = PILOT_PENDING (object);

  g_free ((char *) self->data.operation_id);
  g_free ((char *) self->data.entity_id);
  g_free ((char *) self->data.title);
  g_free ((char *) self->data.message);
  g_clear_pointer (&self->data.mine, pilot_record_unref);
  g_clear_pointer (&self->data.base, pilot_record_unref);
  g_clear_pointer (&self->data.theirs, pilot_record_unref);
  G_OBJECT_CLASS (pilot_pending_parent_class)->finalize (object);
}

static void
pilot_pending_class_init (PilotPendingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_pending_finalize;
}

static void
pilot_pending_init (PilotPending *self)
{
}

PilotPending *
pilot_pending_new (const PilotPendingData *data)
{
  PilotPending *self = g_object_new (PILOT_TYPE_PENDING, NULL);

  self->data = *data;
  self->data.operation_id = g_strdup (data->operation_id);
  self->data.entity_id = g_strdup (data->entity_id);
  self->data.title = g_strdup (data->title);
  self->data.message = g_strdup (data->message);
  if (data->mine != NULL)
    pilot_record_ref (data->mine);
  if (data->base != NULL)
    pilot_record_ref (data->base);
  if (data->theirs != NULL)
    pilot_record_ref (data->theirs);
  return self;
}

const PilotPendingData *
pilot_pending_get (PilotPending *self)
{
  g_return_val_if_fail (PILOT_IS_PENDING (self), NULL);
  return &self->data;
}
