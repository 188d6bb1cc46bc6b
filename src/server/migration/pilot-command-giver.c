/* pilot-command-giver.c: commands that the portal gives to itself, for the people of the demo company
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-command-giver.h"

#include "pilot-command-case.h"

static gboolean
carry_out (const PilotCommandGiver *self, PilotCommandCase *command, GError **error)
{
  g_autoptr (PilotPortalChange) change = NULL;
  g_autofree char *op = g_uuid_string_random ();
  g_autofree char *detail = NULL;

  if (pilot_command_case_check (command))
    {
      change = pilot_portal_change_begin (self->db, self->actor, op, error);
      if (change == NULL || !pilot_command_case_run (command, self->db, change, error))
        return FALSE;
      if (pilot_command_case_is_done (command))
        return pilot_portal_change_commit (change, error);
    }
  detail = pilot_command_case_dup_detail (command);
  g_set_error (error, PILOT_ERROR, PILOT_ERROR_REJECTED, "%s: %s%s%s", command->rule->name,
               command->invalid != NULL ? command->invalid : "", command->invalid != NULL ? ": " : "",
               command->invalid != NULL ? command->message : detail);
  return FALSE;
}

gboolean
pilot_command_giver_give (const PilotCommandGiver *self, GHashTable **values, GError **error, const char *name, ...)
{
  g_autoptr (GHashTable) arguments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (PilotCommandCase) command = { 0 };
  const char *argument;
  va_list list;

  va_start (list, name);
  while ((argument = va_arg (list, const char *)) != NULL)
    g_hash_table_replace (arguments, g_strdup (argument), g_strdup (va_arg (list, const char *)));
  va_end (list);
  pilot_command_case_init (&command, name, arguments, self->actor);
  command.before_the_day = self->before_the_day;
  if (!carry_out (self, &command, error))
    return FALSE;
  if (values != NULL)
    *values = g_steal_pointer (&command.values);
  return TRUE;
}
