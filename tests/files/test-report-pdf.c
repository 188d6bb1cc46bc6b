/* test-report-pdf.c: every word of a report is on its pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-report-pdf.h"
#include "pilot-test.h"

#include <string.h>

#define N_ROWS 300

static GFile *
make_file (void)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "report.pdf", NULL);

  return g_file_new_for_path (path);
}

static PilotReportPdf *
make_report (PilotPaper paper)
{
  static const char *const titles[] = { "Record", "Reason", NULL };
  static const guint weights[] = { 1, 2 };
  PilotReportPdf *report = pilot_report_pdf_new ("Closing report", "Acme GmbH – production", paper);

  pilot_report_pdf_add_heading (report, "Project");
  pilot_report_pdf_add_fact (report, "Company", "Größe & Söhne <AG>");
  pilot_report_pdf_add_fact (report, "Nothing", NULL);
  pilot_report_pdf_add_heading (report, "Skipped");
  pilot_report_pdf_begin_table (report, titles, weights);
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *name = g_strdup_printf ("record-%u", i);
      const char *const cells[] = { name, "Its status has no stage", NULL };

      pilot_report_pdf_add_row (report, cells);
    }
  return report;
}

/* What a PDF reader sees; %NULL where none is there. */
static char *
read_text (GFile *file, const char *program, const char *option)
{
  g_autofree char *path = g_find_program_in_path (program);
  g_autoptr (GSubprocess) process = NULL;
  char *text = NULL;

  if (path == NULL)
    return NULL;
  process = option != NULL ? g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, path, option, g_file_peek_path (file), "-", NULL)
                           : g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, path, g_file_peek_path (file), NULL);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, NULL));
  g_assert_true (g_subprocess_get_successful (process));
  return text;
}

static guint
count (const char *text, const char *word)
{
  guint n = 0;

  for (const char *p = strstr (text, word); p != NULL; p = strstr (p + 1, word))
    n++;
  return n;
}

static void
test_text (void)
{
  g_autoptr (PilotReportPdf) report = make_report (PILOT_PAPER_A4);
  g_autoptr (GFile) file = make_file ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *last = NULL;
  guint n_pages = 0;

  g_assert_true (pilot_report_pdf_write (report, file, &n_pages, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_pages, >, 4);
  text = read_text (file, "pdftotext", "-layout");
  if (text == NULL)
    {
      g_test_skip ("pdftotext is not installed");
      return;
    }
  g_assert_nonnull (strstr (text, "Größe & Söhne <AG>"));
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *name = g_strdup_printf ("record-%u ", i);

      g_assert_cmpuint (count (text, name), ==, 1);
    }
  g_assert_cmpuint (count (text, "Reason"), ==, n_pages); /* the table's head stands on each page */
  last = g_strdup_printf ("Page %u of %u", n_pages, n_pages);
  g_assert_nonnull (strstr (text, last));
  g_assert_cmpuint (count (text, "Page "), ==, n_pages);
}

static void
test_long_cell (void)
{
  static const char *const titles[] = { "A", "B", NULL };
  static const guint weights[] = { 1, 1 };
  g_autoptr (PilotReportPdf) report = pilot_report_pdf_new ("Long", NULL, PILOT_PAPER_LETTER);
  g_autoptr (GFile) file = make_file ();
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (words, "word%u. ", i);
  pilot_report_pdf_add_text (report, words->str);
  pilot_report_pdf_begin_table (report, titles, weights);
  pilot_report_pdf_add_row (report, (const char *const[]) { words->str, "short", NULL });
  pilot_report_pdf_add_row (report, (const char *const[]) { "after", "it", NULL });
  g_assert_true (pilot_report_pdf_write (report, file, NULL, NULL, NULL));
  text = read_text (file, "pdftotext", "-raw");
  if (text == NULL)
    {
      g_test_skip ("pdftotext is not installed");
      return;
    }
  for (guint i = 0; i < 3000; i += 7)
    {
      g_autofree char *word = g_strdup_printf ("word%u.", i);

      g_assert_cmpuint (count (text, word), ==, 2);
    }
  g_assert_cmpuint (count (text, "after"), ==, 1);
}

/* How many different shapes are drawn for the same words; 0: nobody here can tell. */
static guint
count_shapes (guint weight)
{
  static const char *const titles[] = { "A", "B", NULL };
  const guint weights[] = { weight, 4 };
  g_autoptr (PilotReportPdf) report = pilot_report_pdf_new ("Sums", NULL, PILOT_PAPER_A4);
  g_autoptr (GFile) file = make_file ();
  g_autofree char *picture = NULL;

  pilot_report_pdf_begin_table (report, titles, weights);
  for (guint i = 0; i < 5; i++) /* one page, whatever the weight */
    {
      g_autofree char *name = g_strdup_printf ("%u", i);
      g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);

      pilot_report_pdf_add_row (report, (const char *const[]) { sum, "y", NULL });
    }
  g_assert_true (pilot_report_pdf_write (report, file, NULL, NULL, NULL));
  picture = read_text (file, "pdftocairo", "-svg");
  return picture != NULL ? count (picture, "id=\"glyph") : 0;
}

/* Pango would show a hyphen where it breaks a word: a checksum that is read off the paper would be another. */
static void
test_checksum (void)
{
  guint wide = count_shapes (60);

  if (wide == 0)
    {
      g_test_skip ("pdftocairo is not installed");
      return;
    }
  g_assert_cmpuint (wide, >, 16);
  g_assert_cmpuint (count_shapes (1), ==, wide);
}

#define MAX_WORD 250

/* The longest word of one letter that a line takes, in a table or in a text. */
static gsize
find_longest_word (gboolean table)
{
  static const char *const titles[] = { "Id", NULL };
  static const guint weights[] = { 1 };
  g_autoptr (PilotReportPdf) report = pilot_report_pdf_new ("Words", NULL, PILOT_PAPER_A4);
  g_autoptr (GFile) file = make_file ();
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gsize longest = 0;

  if (table)
    pilot_report_pdf_begin_table (report, titles, weights);
  for (guint n = 1; n <= MAX_WORD; n++)
    {
      /* Its ends show that it is whole. */
      g_autofree char *middle = g_strnfill (n, 'd');
      g_autofree char *word = g_strdup_printf ("<%s>", middle);
      const char *const cells[] = { word, NULL };

      if (table)
        pilot_report_pdf_add_row (report, cells);
      else
        pilot_report_pdf_add_text (report, word);
    }
  g_assert_true (pilot_report_pdf_write (report, file, NULL, NULL, NULL));
  text = read_text (file, "pdftotext", "-layout");
  if (text == NULL)
    return 0;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);

      if (*line == '<' && g_str_has_suffix (line, ">"))
        longest = MAX (longest, strlen (line));
    }
  return longest;
}

static void
test_id (void)
{
  gsize in_text = find_longest_word (FALSE); /* of 10 points */
  gsize in_table = find_longest_word (TRUE); /* of 9 points, or of 8 */

  if (in_text == 0)
    {
      g_test_skip ("pdftotext is not installed");
      return;
    }
  g_assert_cmpuint (in_text, <, MAX_WORD / 2);
  g_assert_cmpuint (in_table * 17, >, in_text * 20);
  g_assert_cmpuint (in_table, <, MAX_WORD);
}

static void
test_paper (void)
{
  static const struct
  {
    PilotPaper paper;
    const char *size;
  } cases[] = { { PILOT_PAPER_A4, "595.276 x 841.89" }, { PILOT_PAPER_LETTER, "612 x 792" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PilotReportPdf) report = make_report (cases[i].paper);
      g_autoptr (GFile) file = make_file ();
      g_autofree char *info = NULL;
      g_autofree char *fonts = NULL;
      g_auto (GStrv) lines = NULL;

      g_assert_true (pilot_report_pdf_write (report, file, NULL, NULL, NULL));
      info = read_text (file, "pdfinfo", NULL);
      fonts = read_text (file, "pdffonts", NULL);
      if (info == NULL || fonts == NULL)
        {
          g_test_skip ("pdfinfo is not installed");
          return;
        }
      g_assert_nonnull (strstr (info, cases[i].size));
      g_assert_nonnull (strstr (info, "Closing report"));
      lines = g_strsplit (g_strstrip (fonts), "\n", -1);
      g_assert_cmpuint (g_strv_length (lines), >, 2);
      for (guint line = 2; lines[line] != NULL; line++)
        g_assert_nonnull (strstr (lines[line], " yes yes "));
    }
}

static void
test_cancel (void)
{
  g_autoptr (PilotReportPdf) report = make_report (PILOT_PAPER_OF_LOCALE);
  g_autoptr (GFile) file = make_file ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (pilot_report_pdf_write (report, file, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_query_exists (file, NULL));
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/files/report-pdf/every row is there once, on numbered pages with the table's head", test_text);
  g_test_add_func ("/files/report-pdf/a cell longer than a page goes on on the next", test_long_cell);
  g_test_add_func ("/files/report-pdf/a wrapped checksum gets no hyphen", test_checksum);
  g_test_add_func ("/files/report-pdf/an id that nearly fits is not broken", test_id);
  g_test_add_func ("/files/report-pdf/paper has its size, and fonts are embedded", test_paper);
  g_test_add_func ("/files/report-pdf/a cancelled report leaves no file", test_cancel);
  return g_test_run ();
}
