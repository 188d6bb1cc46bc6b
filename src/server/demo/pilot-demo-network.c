/* pilot-demo-network.c: the demo company's agencies and recruiters, with the duplicates that the legacy portal causes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-demo-maker.h"

#include "pilot-entities.h"

/* So many of 100 agencies are real companies; the others are one of them again, since the legacy portal ties one e-mail
 * to an agency and tells its customers to add each recruiter as an agency of its own [help.smartrecruiters.com,
 * Invite an agency]. */
#define REAL_PERCENT 62

/* How a company is written when it is entered once more. */
typedef enum {
  VARIANT_SAME,
  VARIANT_OTHER_LEGAL_FORM,
  VARIANT_NO_LEGAL_FORM,
  VARIANT_CAPITALS,
  VARIANT_NO_ACCENTS,
  VARIANT_TYPO,
  VARIANT_WITH_PERSON,
  VARIANT_WITH_CITY,
  VARIANT_OTHER_TRADE,
} NameVariant;

static const int variant_weights[] = { 12, 20, 18, 8, 8, 10, 16, 6, 2, -1 };
static const int country_weights[] = { 22, 16, 12, 9, 7, 7, 6, 6, 5, 5, 3, 2, -1 };
static const int status_weights[] = { 78, 12, 10, -1 };
static const int contract_weights[] = { 35, 25, 30, 10, -1 };

static const PilotDemoCountry *
country_of (const PilotDemoCompany *company)
{
  return &pilot_demo_countries[company->country];
}

static guint
count_words (const char *const *words)
{
  guint n = 0;

  while (words[n] != NULL)
    n++;
  return n;
}

static guint
count_cities (const PilotDemoCountry *country)
{
  guint n = 0;

  while (country->cities[n].name != NULL)
    n++;
  return n;
}

/* No two companies of a country have one name: where the stems run out, the city goes with them, then a number. */
static void
make_company (PilotDemoMaker *maker, guint index, GHashTable *taken)
{
  PilotDemoCompany *company = &maker->companies[index];
  const PilotDemoCountry *country;
  char folded[80];

  for (guint attempt = 0;; attempt++)
    {
      const char *stem;
      g_autofree char *key = NULL;

      company->country = pilot_demo_random_pick (&maker->random, country_weights);
      country = country_of (company);
      company->city = pilot_demo_random_below (&maker->random, count_cities (country));
      company->trade = pilot_demo_random_below (&maker->random, count_words (country->trade));
      company->legal = pilot_demo_random_below (&maker->random, count_words (country->legal));
      stem = pilot_demo_maker_word (maker, pilot_demo_stems);
      if (attempt < 3)
        g_strlcpy (company->stem, stem, sizeof company->stem);
      else if (attempt < 12)
        g_snprintf (company->stem, sizeof company->stem, "%s %s", stem, country->cities[company->city].name);
      else
        g_snprintf (company->stem, sizeof company->stem, "%s %u", stem, index);
      key = g_strdup_printf ("%s|%s", company->stem, country->code);
      if (g_hash_table_add (taken, g_steal_pointer (&key)))
        break;
    }
  pilot_demo_fold (company->stem, folded, sizeof folded);
  g_snprintf (company->domain, sizeof company->domain, "%s-%c%c.example", folded, g_ascii_tolower (country->code[0]),
              g_ascii_tolower (country->code[1]));
  /* Two companies of one franchise, or behind one hoster. */
  if (index > 0 && pilot_demo_random_chance (&maker->random, 2))
    g_strlcpy (company->domain, maker->companies[index - 1].domain, sizeof company->domain);
}

static void
make_companies (PilotDemoMaker *maker)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  maker->n_companies = MAX (1, (guint) (maker->options.n_agencies * REAL_PERCENT / 100));
  maker->companies = g_new0 (PilotDemoCompany, maker->n_companies);
  for (guint i = 0; i < maker->n_companies; i++)
    make_company (maker, i, taken);
}

static char *
swap_letters (PilotDemoMaker *maker, const char *text)
{
  char *result = g_strdup (text);
  gsize length = strlen (result);
  gsize at = 1 + pilot_demo_random_below (&maker->random, length > 3 ? length - 3 : 1);

  if (length > 3 && g_ascii_islower (result[at]) && g_ascii_islower (result[at + 1]))
    {
      char c = result[at];

      result[at] = result[at + 1];
      result[at + 1] = c;
    }
  return result;
}

static char *
dup_name (PilotDemoMaker *maker, const PilotDemoCompany *company, NameVariant variant, const PilotDemoRecruiter *person)
{
  const PilotDemoCountry *country = country_of (company);
  const char *trade = country->trade[company->trade];
  const char *legal = country->legal[company->legal];
  g_autofree char *plain = g_strdup_printf ("%s %s", company->stem, trade);
  g_autofree char *full = g_strdup_printf ("%s %s", plain, legal);

  switch (variant)
    {
    case VARIANT_OTHER_LEGAL_FORM:
      return g_strdup_printf ("%s %s", plain, country->legal[(company->legal + 1) % count_words (country->legal)]);
    case VARIANT_NO_LEGAL_FORM:
      return g_steal_pointer (&plain);
    case VARIANT_CAPITALS:
      return g_utf8_strup (full, -1);
    case VARIANT_NO_ACCENTS:
      return g_str_to_ascii (full, "C");
    case VARIANT_TYPO:
      return swap_letters (maker, full);
    case VARIANT_WITH_PERSON:
      return g_strdup_printf ("%s - %s %s", plain, person->first, person->last);
    case VARIANT_WITH_CITY:
      return g_strdup_printf ("%s (%s)", plain, country->cities[company->city].name);
    case VARIANT_OTHER_TRADE:
      return g_strdup_printf ("%s %s %s", company->stem, country->trade[(company->trade + 1) % count_words (country->trade)], legal);
    case VARIANT_SAME:
    default:
      return g_steal_pointer (&full);
    }
}

static void
make_person (PilotDemoMaker *maker, const PilotDemoCompany *company, PilotDemoRecruiter *person)
{
  const PilotDemoCountry *country = country_of (company);
  guint how = pilot_demo_random_below (&maker->random, 100);
  char first[48], last[48];

  person->first = pilot_demo_maker_word (maker, country->first_names);
  person->last = pilot_demo_maker_word (maker, country->last_names);
  pilot_demo_fold (person->first, first, sizeof first);
  pilot_demo_fold (person->last, last, sizeof last);
  if (how < 78)
    g_snprintf (person->email, sizeof person->email, "%s.%s@%s", first, last, company->domain);
  else if (how < 84)
    g_snprintf (person->email, sizeof person->email, "%c.%s@%s", first[0], last, company->domain);
  else if (how < 94)
    {
      char stem[24];

      pilot_demo_fold (company->stem, stem, sizeof stem);
      g_snprintf (person->email, sizeof person->email, "%s.%s.%s.demo@%s", first, last, stem,
                  pilot_demo_maker_word (maker, pilot_demo_public_mail));
    }
  else if (how < 97)
    g_snprintf (person->email, sizeof person->email, "info@%s", company->domain);
  else
    person->email[0] = '\0';
}

static gboolean
insert_agency (PilotDemoMaker *maker, guint index, NameVariant variant, PilotDemoRecruiter *contact, GError **error)
{
  PilotDemoAgency *agency = &maker->agencies[index];
  const PilotDemoCompany *company = &maker->companies[agency->company];
  const PilotDemoCountry *country = country_of (company);
  g_autofree char *name = dup_name (maker, company, variant, contact);
  g_autofree char *trading_name = g_strdup_printf ("%s %s", company->stem, country->trade[company->trade]);
  g_autofree char *contact_name = g_strdup_printf ("%s %s", contact->first, contact->last);
  g_autofree char *website = g_strdup_printf ("https://www.%s/", company->domain);
  g_autofree char *address = g_strdup_printf ("%u %s\n%s", 1 + pilot_demo_random_below (&maker->random, 180),
                                              pilot_demo_maker_word (maker, pilot_demo_streets), country->cities[company->city].name);
  g_autofree char *external_id = g_strdup_printf ("AG-%05u", 10000 + index);
  g_autofree char *licence = g_strdup_printf ("%s-EA-%05u", country->code, 1000 + agency->company * 7);
  g_autofree char *specialties = g_strdup_printf ("%s\n%s", pilot_demo_maker_word (maker, pilot_demo_specialties),
                                                  pilot_demo_maker_word (maker, pilot_demo_specialties));
  char phone[32];
  PilotDemoRow row;

  pilot_demo_maker_phone (maker, country, phone, sizeof phone);
  pilot_demo_row_begin (&row, maker, PILOT_ENTITY_AGENCY, pilot_demo_maker_past (maker, 540));
  memcpy (agency->id, row.id, sizeof row.id);
  pilot_demo_row_set_text (&row, PILOT_AGENCY_DATASET, "legacy");
  pilot_demo_row_set_text (&row, PILOT_AGENCY_NAME, name);
  pilot_demo_row_set_text (&row, PILOT_AGENCY_TRADING_NAME, pilot_demo_random_chance (&maker->random, 20) ? trading_name : NULL);
  pilot_demo_row_set_text (&row, PILOT_AGENCY_CONTACT_NAME, contact_name);
  pilot_demo_row_set_text (&row, PILOT_AGENCY_EMAIL, contact->email);
  pilot_demo_row_set_text (&row, PILOT_AGENCY_PHONE, pilot_demo_random_chance (&maker->random, 70) ? phone : NULL);
  pilot_demo_row_set_text (&row, PILOT_AGENCY_WEBSITE, pilot_demo_random_chance (&maker->random, 45) ? website : NULL);
  pilot_demo_row_set_text (&row, PILOT_AGENCY_ADDRESS, pilot_demo_random_chance (&maker->random, 50) ? address : NULL);
  pilot_demo_row_set_text (&row, PILOT_AGENCY_CITY,
                           pilot_demo_random_chance (&maker->random, 85) ? country->cities[company->city].name : NULL);
  pilot_demo_row_set_text (&row, PILOT_AGENCY_REGION,
                           pilot_demo_random_chance (&maker->random, 60) ? country->cities[company->city].region : NULL);
  pilot_demo_row_set_text (&row, PILOT_AGENCY_COUNTRY, pilot_demo_random_chance (&maker->random, 96) ? country->code : NULL);
  pilot_demo_row_set_text (&row, PILOT_AGENCY_LANGUAGE, pilot_demo_random_chance (&maker->random, 70) ? country->language : NULL);
  pilot_demo_row_set_text (&row, PILOT_AGENCY_LICENCE_NUMBER, pilot_demo_random_chance (&maker->random, 25) ? licence : NULL);
  pilot_demo_row_set_text (&row, PILOT_AGENCY_SPECIALTIES, pilot_demo_random_chance (&maker->random, 40) ? specialties : NULL);
  pilot_demo_row_set_text (&row, PILOT_AGENCY_STATUS,
                           pilot_network_status_choices[pilot_demo_random_pick (&maker->random, status_weights)].value);
  pilot_demo_row_set_text (&row, PILOT_AGENCY_CONTRACT_STATE,
                           pilot_contract_state_choices[pilot_demo_random_pick (&maker->random, contract_weights)].value);
  pilot_demo_row_set_text (&row, PILOT_AGENCY_EXTERNAL_ID, external_id);
  pilot_demo_row_set_text (&row, PILOT_AGENCY_NOTES,
                           pilot_demo_random_chance (&maker->random, 8) ? "Terms were agreed by phone; ask for the signed contract." : NULL);
  return pilot_demo_row_insert (&row, maker, error);
}

static gboolean
insert_recruiter (PilotDemoMaker *maker, guint index, GError **error)
{
  PilotDemoRecruiter *person = &maker->recruiters[index];
  const PilotDemoAgency *agency = &maker->agencies[person->agency];
  const PilotDemoCountry *country = country_of (&maker->companies[agency->company]);
  g_autofree char *name = g_strdup_printf ("%s %s", person->first, person->last);
  g_autofree char *external_id = g_strdup_printf ("RC-%06u", 100000 + index);
  char phone[32];
  PilotDemoRow row;

  pilot_demo_maker_phone (maker, country, phone, sizeof phone);
  pilot_demo_row_begin (&row, maker, PILOT_ENTITY_RECRUITER, pilot_demo_maker_past (maker, 540));
  memcpy (person->id, row.id, sizeof row.id);
  pilot_demo_row_set_text (&row, PILOT_RECRUITER_DATASET, "legacy");
  pilot_demo_row_set_text (&row, PILOT_RECRUITER_NAME, name);
  pilot_demo_row_set_text (&row, PILOT_RECRUITER_EMAIL, person->email);
  pilot_demo_row_set_text (&row, PILOT_RECRUITER_AGENCY_ID, agency->id);
  pilot_demo_row_set_text (&row, PILOT_RECRUITER_PHONE, pilot_demo_random_chance (&maker->random, 60) ? phone : NULL);
  pilot_demo_row_set_text (&row, PILOT_RECRUITER_LANGUAGE, pilot_demo_random_chance (&maker->random, 60) ? country->language : NULL);
  pilot_demo_row_set_text (&row, PILOT_RECRUITER_STATUS,
                           pilot_network_status_choices[pilot_demo_random_pick (&maker->random, status_weights)].value);
  pilot_demo_row_set_text (&row, PILOT_RECRUITER_EXTERNAL_ID, external_id);
  return pilot_demo_row_insert (&row, maker, error);
}

/* The company that row @index is an entry of: every company once, then some of them again and again. */
static guint
pick_company (PilotDemoMaker *maker, guint index)
{
  if (index < maker->n_companies)
    return index;
  return pilot_demo_random_below (&maker->random, MAX (1, maker->n_companies * 35 / 100));
}

static gboolean
make_agencies (PilotDemoMaker *maker, GError **error)
{
  for (guint i = 0; i < maker->options.n_agencies; i++)
    {
      PilotDemoRecruiter only_contact = { 0 };
      PilotDemoRecruiter *contact = i < maker->options.n_recruiters ? &maker->recruiters[i] : &only_contact;

      maker->agencies[i].company = pick_company (maker, i);
      make_person (maker, &maker->companies[maker->agencies[i].company], contact);
      contact->agency = i;
      if (!insert_agency (maker, i, i < maker->n_companies ? VARIANT_SAME : pilot_demo_random_pick (&maker->random, variant_weights),
                          contact, error))
        return FALSE;
    }
  return TRUE;
}

/* The first recruiters are the agencies' contacts; then come colleagues, and some people once more at another row of
 * their company. */
static gboolean
make_recruiters (PilotDemoMaker *maker, GError **error)
{
  for (guint i = 0; i < maker->options.n_recruiters; i++)
    {
      PilotDemoRecruiter *person = &maker->recruiters[i];

      if (i >= maker->options.n_agencies)
        {
          person->agency = pilot_demo_random_below (&maker->random, maker->options.n_agencies);
          make_person (maker, &maker->companies[maker->agencies[person->agency].company], person);
          if (pilot_demo_random_chance (&maker->random, 4))
            {
              guint agency = person->agency;

              *person = maker->recruiters[pilot_demo_random_below (&maker->random, i)];
              person->agency = maker->agencies[person->agency].company == maker->agencies[agency].company ? agency : person->agency;
            }
        }
      if (!insert_recruiter (maker, i, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
pilot_demo_make_network (PilotDemoMaker *maker, GError **error)
{
  make_companies (maker);
  maker->agencies = g_new0 (PilotDemoAgency, maker->options.n_agencies);
  maker->recruiters = g_new0 (PilotDemoRecruiter, maker->options.n_recruiters);
  return make_agencies (maker, error) && make_recruiters (maker, error);
}
