/* pilot-demo-company.c: the demo company, its people and its hiring processes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-demo-maker.h"

#include "pilot-entities.h"

static const PilotDemoMember members[] = {
  { "Maya Brennan", "maya.brennan@meridian.example", "admin" },
  { "Tomás Rivera", "tomas.rivera@meridian.example", "admin" },
  { "Ines Keller", "ines.keller@meridian.example", "ta_lead" },
  { "Oskar Lindqvist", "oskar.lindqvist@meridian.example", "ta_lead" },
  { "Priya Nair", "priya.nair@meridian.example", "ta_lead" },
  { "Claire Dubois", "claire.dubois@meridian.example", "auditor" },
  { "Sam Whitfield", "sam.whitfield@vendor.example", "operator" },
};

typedef struct
{
  const char *name;
  gboolean active;
  const char *in_review[5];
  const char *interview[5];
  const char *offered[4];
} DemoProcess;

static const DemoProcess processes[PILOT_DEMO_N_PROCESSES] = {
  { "Standard hiring", TRUE,
    { "CV screening", "Hiring manager review", "Phone screen", NULL },
    { "First interview", "Assessment", "Second interview", "Reference check", NULL },
    { "Offer in approval", "Offer sent", "Contract signed", NULL } },
  { "Production and seasonal", TRUE,
    { "Right to work check", "Availability check", NULL },
    { "Site visit", "Trial shift", NULL },
    { "Offer sent", "Medical check", NULL } },
  { "Executive search", TRUE,
    { "Long list", "Short list", "Confidential review", NULL },
    { "Panel interview", "Board interview", "Psychometric test", NULL },
    { "Negotiation", "Offer sent", NULL } },
  { "Graduate programme 2024", FALSE,
    { "Online test", NULL },
    { "Assessment centre", NULL },
    { "Offer sent", NULL } },
};

static const char *const *
sub_statuses (guint process, const char *status)
{
  static const char *const none[] = { NULL };

  if (strcmp (status, "IN_REVIEW") == 0)
    return processes[process].in_review;
  if (strcmp (status, "INTERVIEW") == 0)
    return processes[process].interview;
  if (strcmp (status, "OFFERED") == 0)
    return processes[process].offered;
  return none;
}

static gboolean
make_members (PilotDemoMaker *maker, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      PilotDemoRow row;

      pilot_demo_row_begin (&row, maker, PILOT_ENTITY_MEMBER, pilot_demo_maker_past (maker, 400));
      pilot_demo_row_set_text (&row, PILOT_MEMBER_NAME, members[i].name);
      pilot_demo_row_set_text (&row, PILOT_MEMBER_EMAIL, members[i].email);
      pilot_demo_row_set_text (&row, PILOT_MEMBER_ROLE, members[i].role);
      pilot_demo_row_set_integer (&row, PILOT_MEMBER_ACTIVE, TRUE);
      memcpy (maker->members[i], row.id, sizeof row.id);
      if (!pilot_demo_row_insert (&row, maker, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
make_stage (PilotDemoMaker *maker, guint process, const char *status, const char *sub_status, guint position, GError **error)
{
  PilotDemoRow row;

  pilot_demo_row_begin (&row, maker, PILOT_ENTITY_STAGE, PILOT_DEMO_NOW - 500 * G_TIME_SPAN_DAY);
  pilot_demo_row_set_text (&row, PILOT_STAGE_PROCESS_ID, maker->processes[process]);
  pilot_demo_row_set_text (&row, PILOT_STAGE_STATUS, status);
  pilot_demo_row_set_text (&row, PILOT_STAGE_SUB_STATUS, sub_status);
  pilot_demo_row_set_integer (&row, PILOT_STAGE_POSITION, position);
  return pilot_demo_row_insert (&row, maker, error);
}

static gboolean
make_stages (PilotDemoMaker *maker, guint process, GError **error)
{
  guint position = 1;

  for (guint i = 0; pilot_candidate_status_choices[i].value != NULL; i++)
    {
      const char *status = pilot_candidate_status_choices[i].value;
      const char *const *subs = sub_statuses (process, status);

      if (!make_stage (maker, process, status, NULL, position++, error))
        return FALSE;
      for (guint s = 0; subs[s] != NULL; s++)
        if (!make_stage (maker, process, status, subs[s], position++, error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
make_processes (PilotDemoMaker *maker, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (processes); i++)
    {
      PilotDemoRow row;

      pilot_demo_row_begin (&row, maker, PILOT_ENTITY_PROCESS, PILOT_DEMO_NOW - 500 * G_TIME_SPAN_DAY);
      pilot_demo_row_set_text (&row, PILOT_PROCESS_NAME, processes[i].name);
      pilot_demo_row_set_integer (&row, PILOT_PROCESS_ACTIVE, processes[i].active);
      memcpy (maker->processes[i], row.id, sizeof row.id);
      if (!pilot_demo_row_insert (&row, maker, error))
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (processes); i++)
    if (!make_stages (maker, i, error))
      return FALSE;
  return TRUE;
}

const PilotDemoMember *
pilot_demo_get_members (guint *n_members)
{
  *n_members = G_N_ELEMENTS (members);
  return members;
}

const char *
pilot_demo_sub_status (PilotDemoMaker *maker, guint process, const char *status)
{
  const char *const *subs = sub_statuses (process, status);

  return subs[0] != NULL ? pilot_demo_maker_word (maker, subs) : NULL;
}

gboolean
pilot_demo_make_company (PilotDemoMaker *maker, GError **error)
{
  PilotDemoRow row;

  pilot_demo_row_begin (&row, maker, PILOT_ENTITY_COMPANY, PILOT_DEMO_NOW - 500 * G_TIME_SPAN_DAY);
  pilot_demo_row_set_text (&row, PILOT_COMPANY_NAME, "Meridian Foods");
  pilot_demo_row_set_text (&row, PILOT_COMPANY_ENVIRONMENT, maker->options.sandbox ? "sandbox" : "production");
  pilot_demo_row_set_text (&row, PILOT_COMPANY_COUNTRY, "IE");
  pilot_demo_row_set_text (&row, PILOT_COMPANY_TIME_ZONE, "Europe/Dublin");
  pilot_demo_row_set_text (&row, PILOT_COMPANY_LANGUAGE, "en");
  pilot_demo_row_set_text (&row, PILOT_COMPANY_CURRENCY, "EUR");
  maker->members = g_malloc0_n (G_N_ELEMENTS (members), sizeof *maker->members);
  maker->processes = g_malloc0_n (PILOT_DEMO_N_PROCESSES, sizeof *maker->processes);
  return pilot_demo_row_insert (&row, maker, error) && make_members (maker, error) && make_processes (maker, error);
}
