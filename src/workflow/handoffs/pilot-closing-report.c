/* pilot-closing-report.c: what an auditor is given when a migration is over
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-closing-report.h"

#include "pilot-closing-facts.h"
#include "pilot-csv-writer.h"
#include "pilot-entity-count.h"
#include "pilot-error.h"
#include "pilot-report-pdf.h"
#include "pilot-time.h"
#include "pilot-whole-file.h"
#include "pilot-workspace-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Nobody reads more; the CSV has them all. */
#define MAX_PDF_RECORDS 500

typedef struct
{
  PilotStore *store;               /* (owned) */
  GFile *file;                     /* (owned) */
  PilotClosingReportFormat format;
} Job;

/* The sections, in their order. */
static const struct
{
  const char *section;
  const char *title;
} sections[] = {
  { "project", N_("Project") },
  { "step", N_("Steps") },
  { "hand-off", N_("Hand-offs") },
  { "run", N_("Runs") },
  { "skipped", N_("Skipped records") },
  { "failed", N_("Failed records") },
};

/* How many records of a kind did not go for one reason. */
typedef struct
{
  PilotEntity entity;
  char *reason; /* (owned) */
  guint n;
} Total;

/* A record that did not go. */
typedef struct
{
  PilotEntity entity;
  char *reason; /* (owned) */
  char *run;    /* (owned) */
  char *record; /* (owned) */
} Row;

typedef struct
{
  PilotReportPdf *pdf;
  const char *section; /* (nullable): which is open */
  guint n_records;     /* told and untold, of the section */
  GPtrArray *rows;     /* (element-type Row): the records that are told, after their totals */
  GArray *totals;      /* (element-type Total) */
} Pdf;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_object_unref (self->store);
  g_object_unref (self->file);
  g_free (self);
}

static const char *
get_title (const char *section)
{
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    if (strcmp (sections[i].section, section) == 0)
      return _(sections[i].title);
  return section;
}

/* --- CSV */

static gboolean
add_csv_cb (const PilotClosingFact *fact, gpointer user_data, GError **error)
{
  PilotCsvWriter *writer = user_data;
  const char *const cells[] = { get_title (fact->section), fact->name, fact->state, fact->when, fact->who, fact->detail, fact->reference, fact->sha256 };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    pilot_csv_writer_add (writer, cells[i], -1);
  return pilot_csv_writer_end_row (writer, NULL, error);
}

static gboolean
fill_csv (const Job *job, PilotCsvWriter *writer, GCancellable *cancellable, GError **error)
{
  const char *const titles[] = { _("Section"), _("Name"), _("State"), _("Time"), _("Person or run"), _("Detail"), _("Reference"), _("SHA-256") };
  g_autoptr (PilotRecord) company = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    pilot_csv_writer_add (writer, titles[i], -1);
  return pilot_csv_writer_end_row (writer, NULL, error) &&
         pilot_closing_facts_walk (job->store, add_csv_cb, writer, &company, cancellable, error) &&
         pilot_csv_writer_finish (writer, cancellable, error);
}

static gboolean
write_csv (const Job *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) part = pilot_whole_file_get_part (job->file);
  g_autoptr (GFileOutputStream) stream = g_file_create (part, G_FILE_CREATE_PRIVATE, cancellable, error);
  g_autoptr (PilotCsvWriter) writer = NULL;

  if (stream == NULL)
    return FALSE;
  writer = pilot_csv_writer_new (G_OUTPUT_STREAM (stream), ',', PILOT_CSV_WRITER_BOM | PILOT_CSV_WRITER_GUARD);
  if (fill_csv (job, writer, cancellable, error) && g_file_move (part, job->file, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL, error))
    return TRUE;
  g_file_delete (part, NULL, NULL);
  return FALSE;
}

/* --- PDF */

static void
clear_total (gpointer data)
{
  g_free (((Total *) data)->reason);
}

static void
row_free (gpointer data)
{
  Row *self = data;

  g_free (self->reason);
  g_free (self->run);
  g_free (self->record);
  g_free (self);
}

static Row *
row_new (const PilotClosingFact *fact)
{
  Row *self = g_new0 (Row, 1);

  self->entity = fact->entity;
  self->reason = g_strdup (fact->detail != NULL ? fact->detail : "");
  self->run = g_strdup (fact->who != NULL ? fact->who : "");
  self->record = g_strdup (fact->record);
  return self;
}

static gboolean
is_alike (const Row *self, const Row *other)
{
  return self->entity == other->entity && strcmp (self->reason, other->reason) == 0 && strcmp (self->run, other->run) == 0;
}

static gboolean
is_of_records (const char *section)
{
  return strcmp (section, "skipped") == 0 || strcmp (section, "failed") == 0;
}

static void
count_record (Pdf *self, const PilotClosingFact *fact)
{
  const char *reason = fact->detail != NULL ? fact->detail : "";
  Total total = { .entity = fact->entity, .n = 1 };

  self->n_records++;
  for (guint i = 0; i < self->totals->len; i++)
    {
      Total *known = &g_array_index (self->totals, Total, i);

      if (known->entity != fact->entity || strcmp (known->reason, reason) != 0)
        continue;
      known->n++;
      return;
    }
  total.reason = g_strdup (reason);
  g_array_append_val (self->totals, total);
}

/* Those of one kind, reason and run, from @first on, two in a line; what they have in common is told again on each page.
 * Returns: the next one. */
static guint
add_alike (Pdf *self, guint first)
{
  static const guint weights[] = { 1, 1 };
  const Row *head = g_ptr_array_index (self->rows, first);
  g_autofree char *title = g_strdup_printf (_("%1$s: %2$s"), g_dgettext (GETTEXT_PACKAGE, pilot_schema_get (head->entity)->label_many), head->reason);
  guint i = first;

  pilot_report_pdf_begin_table (self->pdf, (const char *const[]) { title, head->run, NULL }, weights);
  while (i < self->rows->len && is_alike (g_ptr_array_index (self->rows, i), head))
    {
      const Row *row = g_ptr_array_index (self->rows, i);
      const Row *beside = i + 1 < self->rows->len ? g_ptr_array_index (self->rows, i + 1) : NULL;

      if (beside != NULL && !is_alike (beside, head))
        beside = NULL;
      pilot_report_pdf_add_row (self->pdf, (const char *const[]) { row->record, beside != NULL ? beside->record : " ", NULL });
      i += beside != NULL ? 2 : 1;
    }
  return i;
}

/* First how many for which reason, then which. */
static void
add_records (Pdf *self)
{
  static const guint total_weights[] = { 2, 5 };
  g_autofree char *all = g_strdup_printf (ngettext ("%u record in all", "%u records in all", self->n_records), self->n_records);

  pilot_report_pdf_add_text (self->pdf, all);
  pilot_report_pdf_begin_table (self->pdf, (const char *const[]) { _("How many"), _("Reason"), NULL }, total_weights);
  for (guint i = 0; i < self->totals->len; i++)
    {
      const Total *total = &g_array_index (self->totals, Total, i);
      g_autofree char *count = pilot_entity_dup_count (total->entity, total->n);

      pilot_report_pdf_add_row (self->pdf, (const char *const[]) { count, total->reason, NULL });
    }
  for (guint i = 0; i < self->rows->len;)
    i = add_alike (self, i);
}

static void
end_section (Pdf *self)
{
  g_autofree char *more = NULL;

  if (self->section != NULL && is_of_records (self->section))
    add_records (self);
  if (self->n_records > MAX_PDF_RECORDS)
    {
      more = g_strdup_printf (ngettext ("%u more record is in the CSV file.", "%u more records are in the CSV file.", self->n_records - MAX_PDF_RECORDS),
                              self->n_records - MAX_PDF_RECORDS);
      pilot_report_pdf_add_text (self->pdf, more);
    }
  self->n_records = 0;
  g_ptr_array_set_size (self->rows, 0);
  g_array_set_size (self->totals, 0);
}

static void
begin_section (Pdf *self, const char *section)
{
  static const guint weights[] = { 5, 3, 3, 3, 8 }; /* a checksum in three lines */
  static const guint project_weights[] = { 6, 3, 3, 9 };

  end_section (self);
  self->section = section;
  pilot_report_pdf_add_heading (self->pdf, get_title (section));
  if (strcmp (section, "project") == 0)
    pilot_report_pdf_begin_table (self->pdf, (const char *const[]) { _("Name"), _("Time"), _("Person"), _("Detail"), NULL }, project_weights);
  else if (!is_of_records (section))
    pilot_report_pdf_begin_table (self->pdf, (const char *const[]) { _("Name"), _("State"), _("Time"), _("Person"), _("Detail"), NULL }, weights);
}

/* What has no column of its own in a table that fits on paper. */
static char *
join_detail (const PilotClosingFact *fact)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  if (fact->detail != NULL)
    g_ptr_array_add (lines, g_strdup (fact->detail));
  if (fact->reference != NULL)
    g_ptr_array_add (lines, g_strdup_printf (_("Reference: %s"), fact->reference));
  if (fact->sha256 != NULL)
    g_ptr_array_add (lines, g_strdup_printf (_("SHA-256: %s"), fact->sha256));
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* Minutes are enough on paper; the CSV has the microseconds. A civil date has no minutes. */
static char *
shorten_time (const char *text)
{
  if (text == NULL || strlen (text) < strlen ("YYYY-MM-DDThh:mm") || text[10] != 'T')
    return g_strdup (text);
  return g_strdup_printf ("%.10s %.5s", text, text + 11);
}

static gboolean
add_pdf_cb (const PilotClosingFact *fact, gpointer user_data, GError **error)
{
  Pdf *self = user_data;
  g_autofree char *detail = join_detail (fact);
  g_autofree char *when = shorten_time (fact->when);

  if (self->section == NULL || strcmp (self->section, fact->section) != 0)
    begin_section (self, fact->section);
  if (is_of_records (fact->section))
    {
      count_record (self, fact);
      if (self->n_records <= MAX_PDF_RECORDS)
        g_ptr_array_add (self->rows, row_new (fact));
    }
  else if (strcmp (fact->section, "project") == 0)
    pilot_report_pdf_add_row (self->pdf, (const char *const[]) { fact->name, when, fact->who, detail, NULL });
  else
    pilot_report_pdf_add_row (self->pdf, (const char *const[]) { fact->name, fact->state, when, fact->who, detail, NULL });
  return TRUE;
}

static gboolean
company_cb (PilotRecord *record, gpointer user_data)
{
  *(PilotRecord **) user_data = pilot_record_ref (record);
  return FALSE;
}

static gboolean
write_pdf (const Job *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotRecord) company = NULL;
  g_autoptr (PilotRecord) again = NULL;
  g_autofree char *environment = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *made_at = NULL;
  char now[PILOT_TIME_LENGTH_BYTES];
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  g_autoptr (GArray) totals = g_array_new (FALSE, FALSE, sizeof (Total));
  Pdf pdf = { .rows = rows, .totals = totals };
  gboolean done;

  if (!pilot_store_scan (job->store, PILOT_ENTITY_COMPANY, company_cb, &company, cancellable, error))
    return FALSE;
  environment = company != NULL ? pilot_record_dup_display (company, PILOT_COMPANY_ENVIRONMENT) : g_strdup ("");
  pilot_time_format (pilot_clock_get_unix_usec (pilot_store_get_clock (job->store)), now);
  made_at = shorten_time (now);
  /* Translators: a company, its environment (“Sandbox”), a time in UTC */
  subtitle = g_strdup_printf (_("%s, %s. Made by Pilotage at %s. Times are in UTC."), company != NULL ? pilot_record_get_text (company, PILOT_COMPANY_NAME) : "",
                              environment, made_at);
  g_array_set_clear_func (totals, clear_total);
  pdf.pdf = pilot_report_pdf_new (_("Closing report of the migration to HirePort"), subtitle, PILOT_PAPER_OF_LOCALE);
  done = pilot_closing_facts_walk (job->store, add_pdf_cb, &pdf, &again, cancellable, error);
  end_section (&pdf);
  done = done && pilot_report_pdf_write (pdf.pdf, job->file, NULL, cancellable, error);
  pilot_report_pdf_free (pdf.pdf);
  return done;
}

static void
write_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  g_autoptr (GError) error = NULL;
  gboolean done = job->format == PILOT_CLOSING_REPORT_PDF ? write_pdf (job, cancellable, &error) : write_csv (job, cancellable, &error);

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
pilot_closing_report_write_async (PilotWorkspace *workspace, GFile *file, PilotClosingReportFormat format, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->store = g_object_ref (pilot_workspace_get_store (workspace));
  job->file = g_object_ref (file);
  job->format = format;
  g_task_set_source_tag (task, pilot_closing_report_write_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, write_thread);
}

gboolean
pilot_closing_report_write_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
