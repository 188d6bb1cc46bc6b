/* pilot-demo-company.c: the demo company, its people and its hiring processes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-demo-maker.h"

#include "pilot-company-maker.h"

#define FOUNDED_AT (PILOT_DEMO_NOW - 500 * G_TIME_SPAN_DAY)

static const PilotDemoMember members[] = {
  { "Maya Brennan", "maya.brennan@meridian.example", "admin" },
  { "Tomás Rivera", "tomas.rivera@meridian.example", "admin" },
  { "Ines Keller", "ines.keller@meridian.example", "ta_lead" },
  { "Oskar Lindqvist", "oskar.lindqvist@meridian.example", "ta_lead" },
  { "Priya Nair", "priya.nair@meridian.example", "ta_lead" },
  { "Claire Dubois", "claire.dubois@meridian.example", "auditor" },
  { "Sam Whitfield", "sam.whitfield@vendor.example", "operator" },
};

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static const struct
{
  const char *name;
  gboolean active;
  PilotSubStatuses sub_statuses[4];
} processes[PILOT_DEMO_N_PROCESSES] = {
  { "Standard hiring", TRUE,
    { { "IN_REVIEW", NAMES ("CV screening", "Hiring manager review", "Phone screen") },
      { "INTERVIEW", NAMES ("First interview", "Assessment", "Second interview", "Reference check") },
      { "OFFERED", NAMES ("Offer in approval", "Offer sent", "Contract signed") } } },
  { "Production and seasonal", TRUE,
    { { "IN_REVIEW", NAMES ("Right to work check", "Availability check") },
      { "INTERVIEW", NAMES ("Site visit", "Trial shift") },
      { "OFFERED", NAMES ("Offer sent", "Medical check") } } },
  { "Executive search", TRUE,
    { { "IN_REVIEW", NAMES ("Long list", "Short list", "Confidential review") },
      { "INTERVIEW", NAMES ("Panel interview", "Board interview", "Psychometric test") },
      { "OFFERED", NAMES ("Negotiation", "Offer sent") } } },
  { "Graduate programme 2024", FALSE,
    { { "IN_REVIEW", NAMES ("Online test") },
      { "INTERVIEW", NAMES ("Assessment centre") },
      { "OFFERED", NAMES ("Offer sent") } } },
};

static void
make_id (char *id, gpointer user_data)
{
  pilot_demo_random_uuid (user_data, id);
}

/* What is made by the hand that makes every company, at a time of the demo's past. */
static PilotCompanyMaker
begin (PilotDemoMaker *maker, gint64 at)
{
  return (PilotCompanyMaker) { .db = maker->db, .at = at, .make_id = make_id, .user_data = &maker->random };
}

static gboolean
make_members (PilotDemoMaker *maker, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      PilotCompanyMaker then = begin (maker, pilot_demo_maker_past (maker, 400));

      if (!pilot_company_maker_add_member (&then, members[i].name, members[i].email, members[i].role, maker->members[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
make_processes (PilotDemoMaker *maker, GError **error)
{
  PilotCompanyMaker then = begin (maker, FOUNDED_AT);

  for (guint i = 0; i < G_N_ELEMENTS (processes); i++)
    if (!pilot_company_maker_add_process (&then, processes[i].name, processes[i].active, maker->processes[i], error))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (processes); i++)
    if (!pilot_company_maker_add_stages (&then, maker->processes[i], processes[i].sub_statuses, error))
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
  for (const PilotSubStatuses *subs = processes[process].sub_statuses; subs->status != NULL; subs++)
    if (strcmp (subs->status, status) == 0)
      return pilot_demo_maker_word (maker, subs->names);
  return NULL;
}

gboolean
pilot_demo_make_company (PilotDemoMaker *maker, GError **error)
{
  PilotCompanyMaker then = begin (maker, FOUNDED_AT);
  const PilotCompanyFacts facts = {
    .name = "Meridian Foods",
    .environment = maker->options.sandbox ? "sandbox" : "production",
    .country = "IE",
    .time_zone = "Europe/Dublin",
    .language = "en",
    .currency = "EUR",
  };

  maker->members = g_malloc0_n (G_N_ELEMENTS (members), sizeof *maker->members);
  maker->processes = g_malloc0_n (PILOT_DEMO_N_PROCESSES, sizeof *maker->processes);
  return pilot_company_maker_add_company (&then, &facts, NULL, error) && make_members (maker, error) && make_processes (maker, error);
}
