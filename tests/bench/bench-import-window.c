/* bench-import-window.c: how long the window stands still while files of odd shapes are imported in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "measure.h"
#include "pilot-import-assistant.h"
#include "ui-fixture.h"

#define N_WIDE_COLUMNS 300
#define N_HUGE_ROWS 4
#define N_HUGE_CELLS 4
#define N_LONG_ROWS 200
#define N_ROUNDS 5
#define REST_MSECS 400

/** Step: what is measured, round by round. */
typedef struct
{
  const char *what;
  GArray *times; /* (owned) (element-type double): milliseconds */
  GArray *works; /* (owned) (element-type double): the same, in processor time */
} Step;

/* The first is what all others are to be seen against: frames as large, with next to no work; the rest of it is the wait for
 * the display server, which has no hardware here and one of two processors. */
static Step steps[] = {
  { "the assistant's first page hidden and shown, longest block", NULL, NULL },
  { "300 columns: shown, longest block", NULL, NULL },
  { "300 columns: closed, longest block", NULL, NULL },
  { "rows of 4 MiB: columns shown, longest block", NULL, NULL },
  { "rows of 4 MiB: judged and shown, longest block", NULL, NULL },
  { "rows of 4 MiB: closed, longest block", NULL, NULL },
  { "200 rows of 60 KiB: judged and shown, longest block", NULL, NULL },
  { "list beside it after the import, longest block", NULL, NULL },
};

static guint at_step;

static gboolean
rested_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Frames that were asked for are drawn, and what follows a change has come. */
static void
rest (void)
{
  gboolean rested = FALSE;

  g_timeout_add (REST_MSECS, rested_cb, &rested);
  while (!rested)
    g_main_context_iteration (NULL, TRUE);
}

static void
begin (void)
{
  rest ();
  measure_main_loop_start ();
}

static void
end (void)
{
  double msecs;
  double work;

  rest ();
  msecs = measure_main_loop_stop ();
  work = measure_main_loop_get_work ();
  if (steps[at_step].times == NULL)
    {
      steps[at_step].times = g_array_new (FALSE, FALSE, sizeof (double));
      steps[at_step].works = g_array_new (FALSE, FALSE, sizeof (double));
    }
  g_array_append_val (steps[at_step].times, msecs);
  g_array_append_val (steps[at_step].works, work);
  at_step++;
}

static void
wait_step (PilotImportAssistant *assistant, PilotImportStep step)
{
  while (pilot_import_assistant_get_step (assistant) != step)
    g_main_context_iteration (NULL, TRUE);
}

static PilotImportAssistant *
open_assistant (UiFixture *fixture)
{
  GtkWidget *assistant = pilot_import_assistant_new (fixture->context, PILOT_ENTITY_AGENCY);

  gtk_window_set_transient_for (GTK_WINDOW (assistant), GTK_WINDOW (fixture->window));
  gtk_window_present (GTK_WINDOW (assistant));
  return PILOT_IMPORT_ASSISTANT (assistant);
}

/* Nothing of ours is done in it. */
static void
measure_bare (UiFixture *fixture)
{
  PilotImportAssistant *assistant = open_assistant (fixture);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (assistant));

  begin ();
  gtk_widget_set_visible (child, FALSE);
  rest ();
  gtk_widget_set_visible (child, TRUE);
  end ();
  gtk_window_close (GTK_WINDOW (assistant));
}

static char *
make_wide (void)
{
  GString *text = g_string_new ("Name");

  for (guint i = 1; i < N_WIDE_COLUMNS; i++)
    g_string_append_printf (text, ",Column %u", i);
  for (guint row = 0; row < 30; row++)
    {
      g_string_append_printf (text, "\nAgency %u", row);
      for (guint i = 1; i < N_WIDE_COLUMNS; i++)
        g_string_append_printf (text, ",value %u of %u", i, row);
    }
  return g_string_free (text, FALSE);
}

static char *
make_long (guint n_rows, guint n_cells, gsize cell_bytes)
{
  GString *text = g_string_new ("Name,Notes,One,Two,Three\n");
  g_autofree char *cell = g_strnfill (cell_bytes, 'x');

  for (gsize i = 7; i < cell_bytes; i += 8)
    cell[i] = ' ';
  for (guint row = 0; row < n_rows; row++)
    {
      g_string_append_printf (text, "Long %u", row);
      for (guint i = 0; i < n_cells; i++)
        g_string_append_printf (text, ",%s", cell);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static char *
make_many (guint round)
{
  GString *text = g_string_new ("Name,ID,City,Email\n");

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "%c%c Agency %u of %u,R%u-%u,City %u,office%u@r%u.example\n", 'A' + (int) (i * 7 % 26), 'a' + (int) (i % 26), i,
                            round, round, i, i % 90, i, round);
  return g_string_free (text, FALSE);
}

static void
measure_wide (UiFixture *fixture)
{
  g_autofree char *text = make_wide ();
  PilotImportAssistant *assistant = open_assistant (fixture);

  begin ();
  pilot_import_assistant_open_text (assistant, text);
  wait_step (assistant, PILOT_IMPORT_STEP_COLUMNS);
  end ();
  begin ();
  gtk_window_close (GTK_WINDOW (assistant));
  end ();
}

static void
measure_long (UiFixture *fixture)
{
  g_autofree char *text = make_long (N_HUGE_ROWS, N_HUGE_CELLS, 1024 * 1024);
  PilotImportAssistant *assistant = open_assistant (fixture);

  begin ();
  pilot_import_assistant_open_text (assistant, text);
  wait_step (assistant, PILOT_IMPORT_STEP_COLUMNS);
  end ();
  begin ();
  pilot_import_assistant_advance (assistant);
  wait_step (assistant, PILOT_IMPORT_STEP_ROWS);
  end ();
  begin ();
  gtk_window_close (GTK_WINDOW (assistant));
  end ();
}

static void
measure_many_long (UiFixture *fixture)
{
  g_autofree char *text = make_long (N_LONG_ROWS, 1, 60 * 1024);
  PilotImportAssistant *assistant = open_assistant (fixture);

  pilot_import_assistant_open_text (assistant, text);
  wait_step (assistant, PILOT_IMPORT_STEP_COLUMNS);
  begin ();
  pilot_import_assistant_advance (assistant);
  wait_step (assistant, PILOT_IMPORT_STEP_ROWS);
  end ();
  gtk_window_close (GTK_WINDOW (assistant));
}

static void
measure_list (UiFixture *fixture, guint round)
{
  g_autofree char *text = make_many (round);
  PilotImportAssistant *assistant;

  pilot_window_show_page (fixture->window, "agency");
  assistant = open_assistant (fixture);
  pilot_import_assistant_open_text (assistant, text);
  wait_step (assistant, PILOT_IMPORT_STEP_COLUMNS);
  pilot_import_assistant_advance (assistant);
  wait_step (assistant, PILOT_IMPORT_STEP_ROWS);
  begin ();
  pilot_import_assistant_advance (assistant);
  wait_step (assistant, PILOT_IMPORT_STEP_DONE);
  end ();
  gtk_window_close (GTK_WINDOW (assistant));
}

int
main (int argc, char **argv)
{
  guint n_rounds = measure_get_rows (argc, argv, N_ROUNDS);
  UiFixture fixture = { NULL };

  /* A number of rows is not one of rounds. */
  n_rounds = measure_is_smoke () ? 1 : n_rounds > 100 ? N_ROUNDS : n_rounds;
  /* As where it runs as a test: its home is no place for settings. */
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  ui_init (&argc, &argv);
  ui_fixture_set_up_open (&fixture, NULL);
  for (guint round = 0; round < n_rounds; round++)
    {
      at_step = 0;
      measure_bare (&fixture);
      measure_wide (&fixture);
      measure_long (&fixture);
      measure_many_long (&fixture);
      measure_list (&fixture, round);
    }
  measure_say ("Import in the window, median of %u", n_rounds);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (i == 0)
        measure_say ("%s: %.1f ms", steps[i].what, measure_percentile (steps[i].times, 50));
      else
        measure_goal_at_most (steps[i].what, measure_percentile (steps[i].times, 50), 50, "ms");
      measure_say ("  of it %.1f ms of work", measure_percentile (steps[i].works, 50));
      g_array_unref (steps[i].times);
      g_array_unref (steps[i].works);
    }
  ui_fixture_tear_down (&fixture, NULL);
  return measure_finish ();
}
