/* pilot-operation.c: one thing to be sent to the other side
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-operation.h"

PilotOperation *
pilot_operation_new (PilotOperationKind kind, PilotEntity entity)
{
  PilotOperation *self = g_new0 (PilotOperation, 1);

  self->kind = kind;
  self->entity = entity;
  return self;
}

void
pilot_operation_free (PilotOperation *self)
{
  g_free (self->id);
  g_free (self->entity_id);
  g_clear_pointer (&self->record, pilot_record_unref);
  g_free (self);
}

void
pilot_push_result_clear (PilotPushResult *self)
{
  g_clear_pointer (&self->record, pilot_record_unref);
  *self = (PilotPushResult){ 0 };
}
