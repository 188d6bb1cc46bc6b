/* test-time-line.c: the phases as a line: labels never cover each other, and it says what it shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-label-layout.h"
#include "pilot-picture.h"
#include "pilot-time-line.h"
#include "ui-fixture.h"

#define GAP 6

static void
assert_clear (const PilotLabelPlace *labels, guint n, float width, guint n_rows)
{
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (labels[i].row, <, n_rows);
      g_assert_cmpfloat (labels[i].x, >=, 0);
      g_assert_cmpfloat (labels[i].x + labels[i].width, <=, width + 0.01f);
      for (guint j = 0; j < i; j++)
        if (labels[i].row == labels[j].row)
          g_assert_true (labels[i].x + labels[i].width <= labels[j].x || labels[j].x + labels[j].width <= labels[i].x);
    }
}

static void
test_never_overlap (void)
{
  for (guint round = 0; round < 3000; round++)
    {
      PilotLabelPlace labels[PILOT_LABEL_LAYOUT_MAX];
      guint n = (guint) g_test_rand_int_range (0, 6);
      float width = (float) g_test_rand_double_range (240, 1200);
      guint n_rows;

      for (guint i = 0; i < n; i++)
        {
          labels[i].anchor = (float) g_test_rand_double_range (0, width);
          labels[i].width = (float) g_test_rand_double_range (40, 220);
          if (i > 0 && g_test_rand_int_range (0, 4) == 0)
            labels[i].anchor = labels[i - 1].anchor;
        }
      n_rows = pilot_label_layout (labels, n, width, GAP);
      g_assert_cmpuint (n_rows, <=, n);
      assert_clear (labels, n, width, n_rows);
    }
}

static void
test_one_row (void)
{
  PilotLabelPlace labels[] = { { .anchor = 0, .width = 100 }, { .anchor = 200, .width = 100 }, { .anchor = 600, .width = 100 } };

  g_assert_cmpuint (pilot_label_layout (labels, 3, 600, GAP), ==, 1);
  assert_clear (labels, 3, 600, 1);
  /* The last one has no room on its right. */
  g_assert_cmpfloat (labels[2].x + labels[2].width, <=, 600 - GAP);
  g_assert_cmpuint (pilot_label_layout (labels, 0, 600, GAP), ==, 0);
}

static void
set_day (GDate *date, guint day)
{
  g_date_clear (date, 1);
  g_date_set_dmy (date, 1, 1, 2027);
  g_date_add_days (date, day);
}

static void
fill (PilotPlanLine *line)
{
  *line = (PilotPlanLine) { .current = PILOT_PHASE_A, .dated = TRUE };
  set_day (&line->phase_begins[0], 0);
  set_day (&line->phase_begins[1], 40);
  set_day (&line->phase_begins[2], 70);
  set_day (&line->phase_begins[3], 73);
  set_day (&line->ends, 120);
  set_day (&line->marks[PILOT_MARK_BEGIN_BY], 10);
  set_day (&line->marks[PILOT_MARK_TODAY], 5);
  set_day (&line->marks[PILOT_MARK_TICKET_BY], 40);
  set_day (&line->marks[PILOT_MARK_DOWNTIME], 70);
  set_day (&line->marks[PILOT_MARK_RENEWAL], 120);
}

static void
test_describes (void)
{
  GtkWidget *widget = g_object_ref_sink (pilot_time_line_new ());
  g_autofree char *text = NULL;
  g_autofree char *late = NULL;
  g_autofree char *undated = NULL;
  PilotPlanLine line;

  fill (&line);
  pilot_time_line_set (PILOT_TIME_LINE (widget), &line);
  text = pilot_time_line_dup_description (PILOT_TIME_LINE (widget));
  g_assert_nonnull (strstr (text, "Phase A, Preparation, is under way."));
  g_assert_nonnull (strstr (text, "Today: 6 January 2027."));
  g_assert_nonnull (strstr (text, "Latest Friday: 12 March 2027."));
  g_assert_nonnull (strstr (text, "Renewal: 1 May 2027."));
  set_day (&line.marks[PILOT_MARK_TODAY], 20);
  line.downtime_set = TRUE;
  pilot_time_line_set (PILOT_TIME_LINE (widget), &line);
  late = pilot_time_line_dup_description (PILOT_TIME_LINE (widget));
  g_assert_nonnull (strstr (late, "Should have begun by: 11 January 2027."));
  g_assert_nonnull (strstr (late, "Downtime: 12 March 2027."));
  line = (PilotPlanLine) { .current = PILOT_N_PHASES };
  pilot_time_line_set (PILOT_TIME_LINE (widget), &line);
  undated = pilot_time_line_dup_description (PILOT_TIME_LINE (widget));
  g_assert_cmpstr (undated, ==, "All phases are done.\nThere are no dates yet.");
  g_object_unref (widget);
}

/* At every width in which the window can show it, in both directions; where asked for, as pictures. */
static void
test_draws (void)
{
  const char *dir = g_getenv ("PILOT_UI_PICTURES");
  GtkWidget *window = gtk_window_new ();
  GtkWidget *widget = pilot_time_line_new ();
  PilotPlanLine line;
  int before = G_MAXINT;
  int narrowest;

  fill (&line);
  pilot_time_line_set (PILOT_TIME_LINE (widget), &line);
  gtk_widget_set_halign (widget, GTK_ALIGN_START);
  gtk_widget_set_valign (widget, GTK_ALIGN_START);
  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  PILOT_TEST_WAIT_UNTIL (gtk_widget_get_mapped (widget));
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &narrowest, NULL, NULL, NULL);
  g_assert_cmpint (narrowest, <=, 360);
  for (int width = narrowest; width <= 960; width += 200)
    for (guint rtl = 0; rtl < 2; rtl++)
      {
        g_autofree char *path = dir != NULL ? g_strdup_printf ("%s/line-%d-%u.png", dir, width, rtl) : NULL;
        int height;

        gtk_widget_set_direction (widget, rtl == 1 ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
        gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
        if (rtl == 0)
          {
            g_assert_cmpint (height, <=, before);
            before = height;
          }
        gtk_window_set_default_size (GTK_WINDOW (window), width, height);
        gtk_widget_set_size_request (widget, width, height);
        PILOT_TEST_WAIT_UNTIL (gtk_widget_get_width (widget) == width && pilot_picture_is_ready (widget));
        if (path != NULL)
          pilot_picture_save (widget, path, NULL);
      }
  gtk_window_destroy (GTK_WINDOW (window));
  ui_wait_idle ();
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
  g_test_add_func ("/time-line/labels never cover each other", test_never_overlap);
  g_test_add_func ("/time-line/labels that have room stand in one row", test_one_row);
  g_test_add_func ("/time-line/it tells what it shows", test_describes);
  g_test_add_func ("/time-line/it is drawn at every width, in both directions", test_draws);
  return g_test_run ();
}
