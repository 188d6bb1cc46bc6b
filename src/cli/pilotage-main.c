/* pilotage-main.c: the application's program: wiring only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-application.h"
#include "pilot-log.h"
#include "pilot-seed-stage.h"
#include "pilot-wiring.h"

#define APPLICATION_ID "io.github.pilotage.Pilotage"

/* As the other programs end a call that can't be. */
#define EXIT_USAGE 2

/* Who asked for the cairo renderer gets no GL: looking for it loads a driver and a compiler, a quarter of the start. */
static void
spare_gl (void)
{
  const char *debug = g_getenv ("GDK_DEBUG");
  g_autofree char *without_gl = debug != NULL ? g_strconcat (debug, ",gl-disable", NULL) : g_strdup ("gl-disable");

  if (g_strcmp0 (g_getenv ("GSK_RENDERER"), "cairo") == 0)
    g_setenv ("GDK_DEBUG", without_gl, TRUE);
}

/* (transfer full) (nullable): where the demo company is to stand; the application takes the option, and says what it is for. */
static char *
find_stage (char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_auto (GStrv) words = g_strdupv (argv);
  char *stage = NULL;
  const GOptionEntry entries[] = { { "seed-stage", 0, 0, G_OPTION_ARG_STRING, &stage, NULL, NULL }, { NULL } };

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_ignore_unknown_options (context, TRUE);
  g_option_context_add_main_entries (context, entries, NULL);
  /* What is wrong with it the application says. */
  g_option_context_parse_strv (context, &words, NULL);
  return stage;
}

int
main (int argc, char *argv[])
{
  g_auto (PilotWiring) wiring = { NULL };
  g_autoptr (PilotApplication) application = NULL;
  g_autofree char *stage = find_stage (argv);
  g_autoptr (GError) error = NULL;
  PilotSeedStage known;
  int status;

  pilot_log_install ();
  spare_gl ();
  pilot_wiring_init (&wiring, TRUE, stage);
  /* Said here, where the person looks: the portal would say it to nobody. */
  if (stage != NULL && !pilot_seed_stage_from_name (stage, &known, &error))
    {
      g_printerr ("%s\n", error->message);
      return EXIT_USAGE;
    }
  application = pilot_application_new (APPLICATION_ID, wiring.host, wiring.providers);
  status = g_application_run (G_APPLICATION (application), argc, argv);

  /* What the person stops is stopped with the program; the portal would also end by itself when its input ends. */
  pilot_portal_host_stop (wiring.host, NULL);
  return status != 0 ? status : pilot_application_get_exit_status (application);
}
