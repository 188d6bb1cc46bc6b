/* pilotage-cli-main.c: the command line's program: wiring only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-cli.h"

#include "pilot-demo-provider.h"
#include "pilot-file-provider.h"
#include "pilot-portal-provider.h"
#include "pilot-process-host.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

/* A program that is given its token has no business with the person's key ring. */
static gboolean
has_token_file (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    if (g_str_has_prefix (argv[i], "--token-file"))
      return TRUE;
  return FALSE;
}

int
main (int argc, char **argv)
{
  g_autofree char *demo_dir = NULL;
  g_autoptr (PilotPortalHost) host = NULL;
  g_autoptr (PilotTokenStore) tokens = NULL;
  g_autoptr (PilotConnectionProvider) demo = NULL;
  g_autoptr (PilotConnectionProvider) portal = NULL;
  g_autoptr (PilotConnectionProvider) files = NULL;
  const char *locale_dir = g_getenv ("PILOT_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : PILOT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  demo_dir = g_build_filename (g_get_user_data_dir (), "pilotage", "demo-company", NULL);
  host = pilot_process_host_new (NULL, NULL);
  tokens = has_token_file (argc, argv) ? pilot_token_store_new_for_session () : pilot_token_store_new ();
  demo = pilot_demo_provider_new (host, demo_dir);
  portal = pilot_portal_provider_new (tokens);
  files = pilot_file_provider_new ();
  return pilot_cli_main ((PilotConnectionProvider *[]){ demo, portal, files, NULL }, host, argc, argv);
}
