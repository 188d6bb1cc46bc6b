/* pilot-report-pdf.c: a report as PDF
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-report-pdf.h"

#include "pilot-error.h"
#include "pilot-whole-file.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <pango/pangocairo.h>
#include <string.h>

#define MAX_COLUMNS 8
#define MARGIN 56.0 /* points */
#define GAP 6.0
#define CELL_GAP 8.0
#define FOOT 24.0
#define HEADING_ROOM 120.0 /* for it, a table's head and a row */
#define POINTS_PER_MM (72.0 / 25.4)
#define ROW_POINTS 9
#define BODY_FONT "Cantarell, Noto Sans, DejaVu Sans, Sans"

typedef enum {
  BLOCK_HEADING,
  BLOCK_TEXT,
  BLOCK_ROW,  /* of facts or of a table */
  BLOCK_HEAD, /* of a table: again on each page that the table goes on */
} BlockKind;

typedef struct
{
  BlockKind kind;
  guint n_cells;
  char *cells[MAX_COLUMNS];   /* (owned) */
  guint weights[MAX_COLUMNS];
  guint head;                 /* index of the head + 1; 0: a row without one */
} Block;

struct _PilotReportPdf
{
  char *title;     /* (owned) */
  char *subtitle;  /* (owned) (nullable) */
  double width;    /* points */
  double height;
  GArray *blocks;  /* (owned) (element-type Block) */
  guint head;      /* of the table that is being filled: index + 1 */
};

/* One pass over the blocks. The first counts pages, the second draws them. */
typedef struct
{
  PilotReportPdf *report; /* not owned */
  cairo_t *cr;            /* (owned) */
  gboolean draws;
  double y;
  guint page;
  guint n_pages; /* 0 in the first pass */
} Layout;

static void
clear_block (gpointer data)
{
  Block *block = data;

  for (guint i = 0; i < block->n_cells; i++)
    g_free (block->cells[i]);
}

static PangoLayout *
make_text (Layout *self, const char *text, double width, int points, PangoWeight weight)
{
  PangoLayout *layout = pango_cairo_create_layout (self->cr);
  PangoFontDescription *font = pango_font_description_from_string (BODY_FONT);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_font_description_set_size (font, points * PANGO_SCALE);
  pango_font_description_set_weight (font, weight);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  /* A checksum that is wrapped must be what it was when its lines are put together again. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_font_description_free (font);
  return layout;
}

static void
set_points (PangoLayout *layout, int points)
{
  PangoFontDescription *font = pango_font_description_copy (pango_layout_get_font_description (layout));

  pango_font_description_set_size (font, points * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
}

/* An id that is a little too wide for its cell is written a little smaller: broken, nobody would find it again. */
static void
keep_whole (PangoLayout *layout)
{
  if (strpbrk (pango_layout_get_text (layout), " \n") != NULL || pango_layout_get_line_count (layout) != 2)
    return;
  set_points (layout, ROW_POINTS - 1);
  if (pango_layout_get_line_count (layout) > 1)
    set_points (layout, ROW_POINTS);
}

static void
show_foot (Layout *self)
{
  double width = self->report->width - 2 * MARGIN;
  /* Translators: at the foot of a page: its number and how many there are */
  g_autofree char *number = g_strdup_printf (_("Page %u of %u"), self->page, self->n_pages);
  g_autoptr (PangoLayout) left = make_text (self, self->report->title, width * 0.75, 8, PANGO_WEIGHT_NORMAL);
  g_autoptr (PangoLayout) right = make_text (self, number, width * 0.25, 8, PANGO_WEIGHT_NORMAL);

  pango_layout_set_alignment (right, PANGO_ALIGN_RIGHT);
  pango_layout_set_ellipsize (left, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (left, TRUE);
  cairo_set_source_rgb (self->cr, 0.35, 0.35, 0.35);
  cairo_move_to (self->cr, MARGIN, self->report->height - MARGIN + GAP);
  pango_cairo_show_layout (self->cr, left);
  cairo_move_to (self->cr, MARGIN + width * 0.75, self->report->height - MARGIN + GAP);
  pango_cairo_show_layout (self->cr, right);
  cairo_set_source_rgb (self->cr, 0, 0, 0);
}

static double
get_bottom (Layout *self)
{
  return self->report->height - MARGIN - FOOT / 2;
}

static void
next_page (Layout *self)
{
  if (self->draws)
    {
      show_foot (self);
      cairo_show_page (self->cr);
    }
  self->page++;
  self->y = MARGIN;
}

static void
draw_rule (Layout *self, double y)
{
  if (!self->draws)
    return;
  cairo_set_source_rgb (self->cr, 0.75, 0.75, 0.75);
  cairo_set_line_width (self->cr, 0.5);
  cairo_move_to (self->cr, MARGIN, y);
  cairo_line_to (self->cr, self->report->width - MARGIN, y);
  cairo_stroke (self->cr);
  cairo_set_source_rgb (self->cr, 0, 0, 0);
}

/* Draws the lines of @text from @first on that fit above @bottom; what comes after the last one drawn. */
static int
draw_lines (Layout *self, PangoLayout *text, int first, double x, double top, double bottom, double *used)
{
  int n = pango_layout_get_line_count (text);
  double y = top;
  int i;

  for (i = first; i < n; i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (text, i);
      PangoRectangle logical;
      double height;

      pango_layout_line_get_extents (line, NULL, &logical);
      height = (double) logical.height / PANGO_SCALE;
      if (y + height > bottom && y > MARGIN) /* on an empty page a line is drawn whatever its height */
        break;
      if (self->draws)
        {
          cairo_move_to (self->cr, x, y - (double) logical.y / PANGO_SCALE);
          pango_cairo_show_layout_line (self->cr, line);
        }
      y += height;
    }
  *used = MAX (*used, y - top);
  return i;
}

static const Block *
get_block (Layout *self, guint index)
{
  return &g_array_index (self->report->blocks, Block, index);
}

static double
get_height (PangoLayout *text)
{
  int height;

  pango_layout_get_size (text, NULL, &height);
  return (double) height / PANGO_SCALE;
}

/* The cells of a block side by side, over as many pages as their lines need. */
static void
place_cells (Layout *self, const Block *block, int points, PangoWeight first, PangoWeight others)
{
  double width = self->report->width - 2 * MARGIN - CELL_GAP * (block->n_cells - 1);
  double x[MAX_COLUMNS];
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_object_unref);
  int next[MAX_COLUMNS] = { 0 };
  double height = 0;
  guint total = 0;
  gboolean more = TRUE;

  for (guint i = 0; i < block->n_cells; i++)
    total += block->weights[i];
  for (guint i = 0; i < block->n_cells; i++)
    {
      double cell_width = width * block->weights[i] / total;
      PangoLayout *text = make_text (self, block->cells[i], cell_width, points, i == 0 ? first : others);

      if (points == ROW_POINTS)
        keep_whole (text);
      x[i] = i == 0 ? MARGIN : x[i - 1] + width * block->weights[i - 1] / total + CELL_GAP;
      height = MAX (height, get_height (text));
      g_ptr_array_add (texts, text);
    }
  /* A row stays together where a page has room for it. */
  if (self->y + height > get_bottom (self) && height < (get_bottom (self) - MARGIN) * 0.8)
    {
      next_page (self);
      if (block->kind == BLOCK_ROW && block->head > 0)
        place_cells (self, get_block (self, block->head - 1), ROW_POINTS, PANGO_WEIGHT_BOLD, PANGO_WEIGHT_BOLD);
    }
  while (more)
    {
      double used = 0;

      more = FALSE;
      for (guint i = 0; i < block->n_cells; i++)
        {
          PangoLayout *text = g_ptr_array_index (texts, i);

          next[i] = draw_lines (self, text, next[i], x[i], self->y, get_bottom (self), &used);
          more = more || next[i] < pango_layout_get_line_count (text);
        }
      self->y += used;
      if (more)
        next_page (self);
    }
  if (block->kind == BLOCK_ROW || block->kind == BLOCK_HEAD)
    draw_rule (self, self->y + 1);
  self->y += block->kind == BLOCK_TEXT ? GAP : 3;
}

static void
place_block (Layout *self, const Block *block)
{
  switch (block->kind)
    {
    case BLOCK_HEADING:
      if (self->y + HEADING_ROOM > get_bottom (self))
        next_page (self);
      self->y += self->y > MARGIN ? 2 * GAP : 0;
      place_cells (self, block, 13, PANGO_WEIGHT_BOLD, PANGO_WEIGHT_BOLD);
      self->y += GAP / 2;
      break;
    case BLOCK_TEXT:
      place_cells (self, block, 10, PANGO_WEIGHT_NORMAL, PANGO_WEIGHT_NORMAL);
      break;
    case BLOCK_ROW:
      place_cells (self, block, ROW_POINTS, block->head > 0 ? PANGO_WEIGHT_NORMAL : PANGO_WEIGHT_SEMIBOLD, PANGO_WEIGHT_NORMAL);
      break;
    case BLOCK_HEAD:
      if (self->y + 48 > get_bottom (self))
        next_page (self);
      self->y += GAP;
      place_cells (self, block, ROW_POINTS, PANGO_WEIGHT_BOLD, PANGO_WEIGHT_BOLD);
      break;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
run_layout (Layout *self, GCancellable *cancellable, GError **error)
{
  Block title = { .kind = BLOCK_HEADING, .n_cells = 1, .cells = { self->report->title }, .weights = { 1 } };
  Block subtitle = { .kind = BLOCK_TEXT, .n_cells = 1, .cells = { self->report->subtitle }, .weights = { 1 } };

  self->page = 1;
  self->y = MARGIN;
  place_cells (self, &title, 20, PANGO_WEIGHT_BOLD, PANGO_WEIGHT_BOLD);
  if (self->report->subtitle != NULL)
    place_cells (self, &subtitle, 10, PANGO_WEIGHT_NORMAL, PANGO_WEIGHT_NORMAL);
  for (guint i = 0; i < self->report->blocks->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      place_block (self, get_block (self, i));
    }
  if (self->draws)
    show_foot (self);
  return TRUE;
}

static cairo_status_t
write_cb (void *user_data, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (user_data, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* The report's bytes; %NULL with @error. */
static GByteArray *
render (PilotReportPdf *self, guint *n_pages, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_cb, bytes, self->width, self->height);
  Layout layout = { .report = self, .cr = cairo_create (surface) };
  cairo_status_t status;
  gboolean done;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Pilotage");
  done = run_layout (&layout, cancellable, error);
  if (done)
    {
      layout.n_pages = layout.page;
      layout.draws = TRUE;
      done = run_layout (&layout, cancellable, error);
    }
  cairo_destroy (layout.cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (done && status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, PILOT_ERROR, PILOT_ERROR_FAILED, _("The report could not be made: %s"), cairo_status_to_string (status));
      done = FALSE;
    }
  if (n_pages != NULL)
    *n_pages = layout.page;
  return done ? g_steal_pointer (&bytes) : NULL;
}

static void
set_paper (PilotReportPdf *self, PilotPaper paper)
{
  int width_mm = 210;
  int height_mm = 297;

  if (paper == PILOT_PAPER_OF_LOCALE)
    {
      /* glibc gives these numbers in place of a pointer. */
      width_mm = GPOINTER_TO_INT (nl_langinfo (_NL_PAPER_WIDTH));
      height_mm = GPOINTER_TO_INT (nl_langinfo (_NL_PAPER_HEIGHT));
    }
  self->width = paper == PILOT_PAPER_LETTER || (width_mm == 216 && height_mm == 279) ? 612 : width_mm * POINTS_PER_MM;
  self->height = paper == PILOT_PAPER_LETTER || (width_mm == 216 && height_mm == 279) ? 792 : height_mm * POINTS_PER_MM;
}

static Block *
add_block (PilotReportPdf *self, BlockKind kind, const char *const *cells, guint n_cells)
{
  Block block = { .kind = kind, .n_cells = n_cells };

  for (guint i = 0; i < n_cells; i++)
    {
      block.cells[i] = g_utf8_make_valid (cells[i] != NULL && *cells[i] != '\0' ? cells[i] : "–", -1);
      block.weights[i] = 1;
    }
  g_array_append_val (self->blocks, block);
  return &g_array_index (self->blocks, Block, self->blocks->len - 1);
}

PilotReportPdf *
pilot_report_pdf_new (const char *title, const char *subtitle, PilotPaper paper)
{
  PilotReportPdf *self = g_new0 (PilotReportPdf, 1);

  self->title = g_strdup (title);
  self->subtitle = g_strdup (subtitle);
  self->blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  g_array_set_clear_func (self->blocks, clear_block);
  set_paper (self, paper);
  return self;
}

void
pilot_report_pdf_free (PilotReportPdf *self)
{
  g_free (self->title);
  g_free (self->subtitle);
  g_array_unref (self->blocks);
  g_free (self);
}

void
pilot_report_pdf_add_heading (PilotReportPdf *self, const char *text)
{
  self->head = 0;
  add_block (self, BLOCK_HEADING, &text, 1);
}

void
pilot_report_pdf_add_text (PilotReportPdf *self, const char *text)
{
  self->head = 0;
  add_block (self, BLOCK_TEXT, &text, 1);
}

void
pilot_report_pdf_add_fact (PilotReportPdf *self, const char *name, const char *value)
{
  const char *const cells[] = { name, value };
  Block *block = add_block (self, BLOCK_ROW, cells, 2);

  self->head = 0;
  block->weights[0] = 2;
  block->weights[1] = 5;
}

void
pilot_report_pdf_begin_table (PilotReportPdf *self, const char *const *titles, const guint *weights)
{
  guint n = MIN (g_strv_length ((char **) titles), MAX_COLUMNS);
  Block *block = add_block (self, BLOCK_HEAD, titles, n);

  for (guint i = 0; i < n; i++)
    block->weights[i] = weights[i];
  self->head = self->blocks->len;
}

void
pilot_report_pdf_add_row (PilotReportPdf *self, const char *const *cells)
{
  const Block *head = &g_array_index (self->blocks, Block, self->head - 1);
  guint n = head->n_cells;
  guint weights[MAX_COLUMNS];
  Block *block;

  for (guint i = 0; i < n; i++)
    weights[i] = head->weights[i];
  block = add_block (self, BLOCK_ROW, cells, n);
  for (guint i = 0; i < n; i++)
    block->weights[i] = weights[i];
  block->head = self->head;
}

gboolean
pilot_report_pdf_write (PilotReportPdf *self, GFile *file, guint *n_pages, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) bytes = render (self, n_pages, cancellable, error);

  return bytes != NULL && pilot_whole_file_write (file, bytes->data, bytes->len, error);
}
