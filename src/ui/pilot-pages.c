/* pilot-pages.c: the pages of the window, as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-pages.h"

#include "pilot-activity-page.h"
#include "pilot-checks-page.h"
#include "pilot-handoffs-page.h"
#include "pilot-list-page.h"
#include "pilot-migration-page.h"
#include "pilot-overview-page.h"
#include "pilot-page-spec.h"
#include "pilot-runs-page.h"
#include "pilot-search-page.h"

#include <glib/gi18n-lib.h>

/* An entry is a page of its own, or a table of lists that stand in its place. */
typedef struct
{
  PilotPage page;
  GtkWidget *(*create) (PilotContext *context);
  const PilotPageSpec *lists; /* (nullable) */
} Entry;

/* In the order of the sidebar. */
static const Entry entries[] = {
  { .page = { "overview", "go-home-symbolic", N_("Overview"), NULL }, .create = pilot_overview_page_new },
  { .page = { "migration", "view-list-ordered-symbolic", N_("Plan"), N_("Migration") }, .create = pilot_migration_page_new },
  { .page = { "checks", "checkbox-checked-symbolic", N_("Checks"), NULL }, .create = pilot_checks_page_new },
  { .page = { "runs", "media-playlist-consecutive-symbolic", N_("Runs"), NULL }, .create = pilot_runs_page_new },
  { .page = { "handoffs", "mail-send-symbolic", N_("Hand-offs"), NULL }, .create = pilot_handoffs_page_new },
  { .lists = pilot_network_pages },
  { .lists = pilot_review_pages },
  { .page = { "activity", "document-open-recent-symbolic", N_("Activity"), N_("Log") }, .create = pilot_activity_page_new },
};

void
pilot_pages_foreach (PilotPageFunc func, gpointer user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      if (entries[i].create != NULL)
        func (&entries[i].page, user_data);
      for (const PilotPageSpec *spec = entries[i].lists; spec != NULL && spec->icon != NULL; spec++)
        {
          const PilotSchema *schema = pilot_schema_get (spec->entity);
          const PilotPage page = { schema->name, spec->icon, schema->label_many, spec->section };

          if (spec->section != NULL)
            func (&page, user_data);
        }
    }
}

typedef struct
{
  const char *name;
  gboolean found;
} Wanted;

static void
find_page (const PilotPage *page, gpointer user_data)
{
  Wanted *wanted = user_data;

  wanted->found |= g_strcmp0 (page->name, wanted->name) == 0;
}

gboolean
pilot_pages_contains (const char *name)
{
  Wanted wanted = { .name = name };

  pilot_pages_foreach (find_page, &wanted);
  return wanted.found;
}

GtkWidget *
pilot_pages_create (PilotContext *context, const char *name)
{
  const PilotSchema *schema = pilot_schema_from_name (name);
  const PilotPageSpec *spec = schema != NULL ? pilot_page_spec_get (schema->entity) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (entries[i].create != NULL && g_strcmp0 (entries[i].page.name, name) == 0)
      return entries[i].create (context);
  if (g_strcmp0 (name, "search") == 0)
    return pilot_search_page_new (context);
  return spec != NULL ? pilot_list_page_new (context, spec) : NULL;
}
