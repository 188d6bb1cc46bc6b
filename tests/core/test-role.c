/* test-role.c: who may do what, cell by cell
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entities.h"
#include "pilot-role.h"
#include "pilot-test.h"

#include <string.h>

/* Written from the words, not from pilot-role.c: a letter for each action (read, create, change, delete,
 * import) that the role is allowed; "" is deny. */
static const char *const expected[PILOT_N_ENTITIES][PILOT_N_ROLES] = {
  [PILOT_ENTITY_COMPANY] = { "ru", "r", "r", "r", "r" },
  [PILOT_ENTITY_MEMBER] = { "rcudi", "r", "r", "r", "" },
  [PILOT_ENTITY_PROCESS] = { "rcudi", "r", "r", "r", "" },
  [PILOT_ENTITY_STAGE] = { "rcudi", "r", "r", "r", "" },
  [PILOT_ENTITY_AGENCY] = { "rcudi", "r", "r", "ru", "r" },
  [PILOT_ENTITY_RECRUITER] = { "rcudi", "r", "r", "ru", "r" },
  [PILOT_ENTITY_JOB] = { "rcudi", "r", "r", "r", "r" },
  [PILOT_ENTITY_ASSIGNMENT] = { "rcudi", "r", "r", "r", "" },
  [PILOT_ENTITY_SHARE] = { "rcudi", "r", "r", "r", "r" },
  [PILOT_ENTITY_CANDIDATE] = { "rcudi", "ru", "r", "r", "r" },
  [PILOT_ENTITY_AUDIT_EVENT] = { "r", "r", "r", "", "" },
  [PILOT_ENTITY_PROJECT] = { "ru", "r", "r", "r", "" },
  [PILOT_ENTITY_SETTINGS] = { "ru", "r", "r", "r", "r" },
  [PILOT_ENTITY_STEP] = { "rcudi", "r", "r", "rcu", "" },
  [PILOT_ENTITY_MAPPING] = { "rcudi", "r", "r", "r", "" },
  [PILOT_ENTITY_HANDOFF] = { "rcudi", "r", "r", "ru", "" },
  [PILOT_ENTITY_RUN] = { "rcudi", "r", "r", "r", "" },
  [PILOT_ENTITY_SCOPE_CHOICE] = { "rcudi", "r", "r", "r", "" },
  [PILOT_ENTITY_CHECK] = { "rcudi", "r", "r", "r", "" },
  [PILOT_ENTITY_RESULT] = { "r", "r", "r", "r", "" },
};

static void
test_cells (void)
{
  static const char letters[PILOT_N_ACTIONS + 1] = "rcudi";

  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    for (guint role = 0; role < PILOT_N_ROLES; role++)
      for (guint action = 0; action < PILOT_N_ACTIONS; action++)
        {
          g_test_message ("%s %c %s", pilot_role_to_name (role), letters[action], pilot_schema_get (entity)->name);
          g_assert_cmpint (pilot_role_may (role, action, entity), ==, strchr (expected[entity][role], letters[action]) != NULL);
        }
}

static void
test_outside (void)
{
  g_assert_false (pilot_role_may (PILOT_N_ROLES, PILOT_ACTION_READ, PILOT_ENTITY_COMPANY));
  g_assert_false (pilot_role_may (PILOT_ROLE_ADMIN, PILOT_N_ACTIONS, PILOT_ENTITY_AGENCY));
  g_assert_false (pilot_role_may (PILOT_ROLE_ADMIN, PILOT_ACTION_READ, PILOT_N_ENTITIES));
  g_assert_false (pilot_role_may ((PilotRole) -1, (PilotAction) -1, (PilotEntity) -1));
}

static void
test_read_only_kinds (void)
{
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    for (guint role = 0; role < PILOT_N_ROLES; role++)
      for (guint action = PILOT_ACTION_CREATE; action < PILOT_N_ACTIONS; action++)
        if (pilot_role_may (role, action, entity))
          {
            g_assert_true (pilot_schema_get (entity)->writable);
            g_assert_true (pilot_role_may (role, PILOT_ACTION_READ, entity)); /* nobody writes blindly */
          }
}

static void
test_names (void)
{
  for (guint role = 0; role < PILOT_N_ROLES; role++)
    {
      PilotRole parsed = PILOT_N_ROLES;

      g_assert_true (pilot_role_from_name (pilot_role_to_name (role), &parsed));
      g_assert_cmpint (parsed, ==, role);
      g_assert_true (pilot_choice_contains (pilot_role_choices, pilot_role_to_name (role)));
    }
  for (const char *const *name = (const char *const[]){ "", "Admin", "admin ", "root", "ta-lead", NULL }; *name != NULL; name++)
    {
      PilotRole parsed = PILOT_N_ROLES;

      g_assert_false (pilot_role_from_name (*name, &parsed));
      g_assert_cmpint (parsed, ==, PILOT_N_ROLES);
    }
  g_assert_false (pilot_role_from_name (NULL, NULL));
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/core/role/every cell of the table is as written", test_cells);
  g_test_add_func ("/core/role/what is outside the table is denied", test_outside);
  g_test_add_func ("/core/role/nobody writes what clients may not write, or what they can't read", test_read_only_kinds);
  g_test_add_func ("/core/role/names go both ways", test_names);
  return g_test_run ();
}
