/* pilotage-cli-main.c: the command line's program: wiring only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-cli.h"

#include "pilot-wiring.h"

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
  g_auto (PilotWiring) wiring = { NULL };

  pilot_wiring_init (&wiring, !has_token_file (argc, argv), NULL);
  return pilot_cli_main (wiring.providers, wiring.host, argc, argv);
}
