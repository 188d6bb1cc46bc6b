/* pilotage-main.c: the application's program: wiring only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-application.h"
#include "pilot-wiring.h"

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
  g_auto (PilotWiring) wiring = { NULL };
  g_autoptr (PilotApplication) application = NULL;
  int status;

  spare_gl ();
  pilot_wiring_init (&wiring, TRUE);
  application = pilot_application_new (APPLICATION_ID, wiring.host, wiring.providers);
  status = g_application_run (G_APPLICATION (application), argc, argv);

  /* What the person stops is stopped with the program; the portal would also end by itself when its input ends. */
  pilot_portal_host_stop (wiring.host, NULL);
  return status != 0 ? status : pilot_application_get_exit_status (application);
}
