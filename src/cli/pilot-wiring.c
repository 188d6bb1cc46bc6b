/* pilot-wiring.c: what every program with connections begins with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-wiring.h"

#include "pilot-demo-provider.h"
#include "pilot-file-provider.h"
#include "pilot-portal-provider.h"
#include "pilot-process-host.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

static void
set_locale (void)
{
  const char *folder = g_getenv ("PILOT_LOCALE_DIR"); /* set where the program runs from its build tree */

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : PILOT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

void
pilot_wiring_init (PilotWiring *self, gboolean keyring, const char *demo_stage)
{
  const char *const arguments[] = { "--seed-stage", demo_stage, NULL };
  g_autofree char *demo_name = demo_stage != NULL ? g_strconcat ("demo-company-", demo_stage, NULL) : g_strdup ("demo-company");
  g_autofree char *demo_dir = NULL;
  g_autoptr (PilotTokenStore) tokens = NULL;

  set_locale ();
  demo_dir = g_build_filename (g_get_user_data_dir (), "pilotage", demo_name, NULL);
  tokens = keyring ? pilot_token_store_new () : pilot_token_store_new_for_session ();
  self->host = pilot_process_host_new (NULL, demo_stage != NULL ? arguments : NULL);
  self->providers[0] = pilot_demo_provider_new (self->host, demo_dir);
  self->providers[1] = pilot_portal_provider_new (tokens);
  self->providers[2] = pilot_file_provider_new ();
  self->providers[3] = NULL;
}

void
pilot_wiring_clear (PilotWiring *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->providers); i++)
    g_clear_object (&self->providers[i]);
  g_clear_object (&self->host);
}
