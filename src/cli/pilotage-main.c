/* pilotage-main.c: the application's program: wiring only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <locale.h>

#include "pilot-application.h"
#include "pilot-demo-provider.h"
#include "pilot-file-provider.h"
#include "pilot-portal-provider.h"
#include "pilot-process-host.h"

#define APPLICATION_ID "io.github.pilotage.Pilotage"

/* Who asked for the cairo renderer gets no GL: looking for it loads a driver and a compiler, a quarter of the start. */
static void
spare_gl (void)
{
  const char *debug = g_getenv ("GDK_DEBUG");
  g_autofree char *without_gl = debug != NULL ? g_strconcat (debug, ",gl-disable", NULL) : g_strdup ("gl-disable");

  if (g_strcmp0 (g_getenv ("GSK_RENDERER"), "cairo") == 0)
    g_setenv ("GDK_DEBUG", without_gl, TRUE);
}

int
main (int argc, char *argv[])
{
  const char *locale_dir = g_getenv ("PILOT_LOCALE_DIR"); /* set where the program runs from its build tree */
  g_autofree char *demo_dir = NULL;
  g_autoptr (PilotPortalHost) host = NULL;
  g_autoptr (PilotTokenStore) tokens = NULL;
  g_autoptr (PilotConnectionProvider) demo = NULL;
  g_autoptr (PilotConnectionProvider) portal = NULL;
  g_autoptr (PilotConnectionProvider) files = NULL;
  g_autoptr (PilotApplication) application = NULL;
  int status;

  spare_gl ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : PILOT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  demo_dir = g_build_filename (g_get_user_data_dir (), "pilotage", "demo-company", NULL);
  host = pilot_process_host_new (NULL, NULL);
  tokens = pilot_token_store_new ();
  demo = pilot_demo_provider_new (host, demo_dir);
  portal = pilot_portal_provider_new (tokens);
  files = pilot_file_provider_new ();
  application = pilot_application_new (APPLICATION_ID, host, (PilotConnectionProvider *[]){ demo, portal, files, NULL });
  status = g_application_run (G_APPLICATION (application), argc, argv);

  /* What the person stops is stopped with the program; the portal would also end by itself when its input ends. */
  pilot_portal_host_stop (host, NULL);
  return status != 0 ? status : pilot_application_get_exit_status (application);
}
