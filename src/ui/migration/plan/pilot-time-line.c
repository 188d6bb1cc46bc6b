/* pilot-time-line.c: the phases of a migration as a line in time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-time-line.h"

#include "pilot-format.h"
#include "pilot-label-layout.h"

#include <glib/gi18n-lib.h>

#define BAR_HEIGHT 32
#define BAR_TOP 10 /* room for the head of today's line */
#define BAR_GAP 3
#define MIN_PHASE_WIDTH 30
#define MIN_WIDTH 240
#define TEXT_PADDING 10
#define STEM_TOP 6
#define ROW_SPACING 4
#define LABEL_GAP 6
#define MARK_SIZE 9
#define MIN_NAME_WIDTH 84

static const char phase_letters[] = "ABCD";
static const char *const phase_names[PILOT_N_PHASES] = {
  N_("Preparation"),
  /* Translators: SmartRecruiters gathers the data that are migrated */
  N_("Data gathered"),
  N_("Migration"),
  N_("Enablement"),
};

/* What a mark says, before and after its day; for the downtime: while it is the last day that is possible, and once it is set. */
static const struct
{
  const char *ahead;
  const char *past;
} mark_names[PILOT_N_MARKS] = {
  /* Translators: on a time line, before a date */
  [PILOT_MARK_BEGIN_BY] = { N_("Begin by"), N_("Should have begun by") },
  [PILOT_MARK_TODAY] = { N_("Today"), N_("Today") },
  [PILOT_MARK_TICKET_BY] = { N_("Ticket by"), N_("Ticket was due by") },
  [PILOT_MARK_DOWNTIME] = { N_("Latest Friday"), N_("Downtime") },
  [PILOT_MARK_RENEWAL] = { N_("Renewal"), N_("Renewal") },
};

struct _PilotTimeLine
{
  GtkWidget parent_instance;

  PilotPlanLine line;
  PangoLayout *names[PILOT_N_PHASES];  /* (owned) */
  PangoLayout *labels[PILOT_N_MARKS];  /* (owned) (nullable): of marks that have a day */
};

G_DEFINE_FINAL_TYPE (PilotTimeLine, pilot_time_line, GTK_TYPE_WIDGET)

static gboolean
is_past (PilotTimeLine *self, PilotPlanMark mark)
{
  return g_date_compare (&self->line.marks[mark], &self->line.marks[PILOT_MARK_TODAY]) < 0;
}

static const char *
mark_name (PilotTimeLine *self, PilotPlanMark mark)
{
  gboolean second = mark == PILOT_MARK_DOWNTIME ? self->line.downtime_set : is_past (self, mark);

  return _(second ? mark_names[mark].past : mark_names[mark].ahead);
}

/* A day that should have been kept and was not. */
static gboolean
is_late (PilotTimeLine *self, PilotPlanMark mark)
{
  return (mark == PILOT_MARK_BEGIN_BY || mark == PILOT_MARK_TICKET_BY || mark == PILOT_MARK_RENEWAL) && is_past (self, mark);
}

static void
text_size (PangoLayout *layout, float *width, float *height)
{
  int w;
  int h;

  pango_layout_get_pixel_size (layout, &w, &h);
  *width = (float) w;
  *height = (float) h;
}

/* Where each phase begins, and where the last one ends, counted in reading direction. In proportion to the days, but none so
   narrow that its letter is not seen. */
static void
phase_edges (PilotTimeLine *self, float width, float edges[PILOT_N_PHASES + 1])
{
  float spare = MAX (width - PILOT_N_PHASES * MIN_PHASE_WIDTH, 0);
  int days[PILOT_N_PHASES];
  int total = 0;

  for (guint i = 0; i < PILOT_N_PHASES; i++)
    {
      const GDate *end = i + 1 < PILOT_N_PHASES ? &self->line.phase_begins[i + 1] : &self->line.ends;

      days[i] = self->line.dated ? MAX (g_date_days_between (&self->line.phase_begins[i], end), 0) : 1;
      total += days[i];
    }
  edges[0] = 0;
  for (guint i = 0; i < PILOT_N_PHASES; i++)
    edges[i + 1] = edges[i] + (width - spare) / PILOT_N_PHASES + (total > 0 ? spare * (float) days[i] / (float) total : 0);
}

static float
place_of (PilotTimeLine *self, const GDate *day, const float edges[PILOT_N_PHASES + 1])
{
  for (guint i = 0; i < PILOT_N_PHASES; i++)
    {
      const GDate *begin = &self->line.phase_begins[i];
      const GDate *end = i + 1 < PILOT_N_PHASES ? &self->line.phase_begins[i + 1] : &self->line.ends;
      int days = g_date_days_between (begin, end);

      if (g_date_compare (day, end) <= 0 && days > 0)
        return edges[i] + (edges[i + 1] - edges[i]) * CLAMP ((float) g_date_days_between (begin, day) / (float) days, 0, 1);
    }
  return edges[PILOT_N_PHASES];
}

/* (out) n: the labels that there are; the mark of each in @marks. Returns the rows that they take. */
static guint
lay_out (PilotTimeLine *self, float width, PilotLabelPlace labels[PILOT_N_MARKS], PilotPlanMark marks[PILOT_N_MARKS], guint *n,
         float *row_height)
{
  float edges[PILOT_N_PHASES + 1];

  phase_edges (self, width, edges);
  *n = 0;
  *row_height = 0;
  for (guint i = 0; i < PILOT_N_MARKS; i++)
    if (self->labels[i] != NULL)
      {
        float height;

        marks[*n] = i;
        text_size (self->labels[i], &labels[*n].width, &height);
        labels[*n].anchor = CLAMP (place_of (self, &self->line.marks[i], edges), 1, MAX (width - 1, 1));
        *row_height = MAX (*row_height, height);
        (*n)++;
      }
  return pilot_label_layout (labels, *n, width, LABEL_GAP);
}

/* A colour of the theme; where it has none of this name, that of the text. */
static GdkRGBA
theme_color (GtkWidget *widget, const char *name, float alpha)
{
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  GdkRGBA color;

  if (name == NULL || !gtk_style_context_lookup_color (style, name, &color))
    gtk_style_context_get_color (style, &color);
  color.alpha *= alpha;
  return color;
}

static void
draw_text (GtkSnapshot *snapshot, PangoLayout *layout, float x, float y, const GdkRGBA *color)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_phase (PilotTimeLine *self, GtkSnapshot *snapshot, PilotPhase phase, const graphene_rect_t *box)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean current = phase == self->line.current;
  gboolean done = self->line.current > phase;
  GdkRGBA fill = theme_color (widget, current ? "accent_bg_color" : done ? "success_color" : NULL, current ? 1.0f : done ? 0.35f : 0.1f);
  GdkRGBA text = theme_color (widget, current ? "accent_fg_color" : NULL, current || done ? 1.0f : 0.8f);
  GdkRGBA edge = theme_color (widget, NULL, current ? 0 : 0.35f);
  /* Translators: the letter of a phase, then its name */
  g_autofree char *name = g_strdup_printf (_("%c  %s"), phase_letters[phase], _(phase_names[phase]));
  GskRoundedRect outline;
  float text_width;
  float text_height;

  gsk_rounded_rect_init_from_rect (&outline, box, 6);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &fill, box);
  pango_layout_set_width (self->names[phase], -1);
  pango_layout_set_text (self->names[phase], name, -1);
  text_size (self->names[phase], &text_width, &text_height);
  if (text_width + TEXT_PADDING > box->size.width)
    {
      /* Half a name says more than a letter alone; where there is no room for that, the letter. */
      if (box->size.width >= MIN_NAME_WIDTH)
        pango_layout_set_width (self->names[phase], (int) (box->size.width - TEXT_PADDING) * PANGO_SCALE);
      else
        pango_layout_set_text (self->names[phase], &phase_letters[phase], 1);
      text_size (self->names[phase], &text_width, &text_height);
    }
  draw_text (snapshot, self->names[phase], box->origin.x + (box->size.width - text_width) / 2,
             box->origin.y + (box->size.height - text_height) / 2, &text);
  gtk_snapshot_pop (snapshot);
  /* Phases are told apart where colours are not. */
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1, 1, 1, 1 }, (GdkRGBA[4]) { edge, edge, edge, edge });
}

/* Marks differ by form, not by colour alone: today is a line, a latest day a ring, the downtime a lozenge, the renewal a square. */
static void
draw_mark (GtkSnapshot *snapshot, PilotPlanMark mark, float x, float y, const GdkRGBA *color)
{
  graphene_rect_t box = GRAPHENE_RECT_INIT (-MARK_SIZE / 2.0f, -MARK_SIZE / 2.0f, MARK_SIZE, MARK_SIZE);
  GskRoundedRect outline;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  if (mark == PILOT_MARK_DOWNTIME)
    gtk_snapshot_rotate (snapshot, 45);
  if (mark == PILOT_MARK_BEGIN_BY || mark == PILOT_MARK_TICKET_BY)
    {
      gsk_rounded_rect_init_from_rect (&outline, &box, MARK_SIZE / 2.0f);
      gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 2, 2, 2, 2 }, (GdkRGBA[4]) { *color, *color, *color, *color });
    }
  else
    gtk_snapshot_append_color (snapshot, color, &box);
  gtk_snapshot_restore (snapshot);
}

static void
pilot_time_line_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PilotTimeLine *self = PILOT_TIME_LINE (widget);
  float width = (float) gtk_widget_get_width (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GdkRGBA stem = theme_color (widget, NULL, 0.35f);
  PilotLabelPlace labels[PILOT_N_MARKS];
  PilotPlanMark marks[PILOT_N_MARKS];
  float edges[PILOT_N_PHASES + 1];
  float row_height;
  guint n;

  phase_edges (self, width, edges);
  for (guint i = 0; i < PILOT_N_PHASES; i++)
    {
      float part = edges[i + 1] - edges[i] - (i + 1 < PILOT_N_PHASES ? BAR_GAP : 0);

      draw_phase (self, snapshot, i,
                  &GRAPHENE_RECT_INIT (rtl ? width - edges[i] - part : edges[i], BAR_TOP, part, BAR_HEIGHT));
    }
  lay_out (self, width, labels, marks, &n, &row_height);
  for (guint i = 0; i < n; i++)
    {
      float x = rtl ? width - labels[i].anchor : labels[i].anchor;
      float text_x = rtl ? width - labels[i].x - labels[i].width : labels[i].x;
      float y = BAR_TOP + BAR_HEIGHT + STEM_TOP + (float) labels[i].row * (row_height + ROW_SPACING);
      float middle = y + row_height / 2;
      gboolean late = is_late (self, marks[i]);
      GdkRGBA text = theme_color (widget, late ? "error_color" : NULL, 1);
      GdkRGBA color = theme_color (widget, late ? "error_color" : marks[i] == PILOT_MARK_TODAY ? "accent_color" : NULL, 1);

      if (marks[i] == PILOT_MARK_TODAY)
        gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (x - 1, 0, 2, middle));
      else
        gtk_snapshot_append_color (snapshot, &stem, &GRAPHENE_RECT_INIT (x - 0.5f, BAR_TOP + BAR_HEIGHT, 1, middle - BAR_TOP - BAR_HEIGHT));
      if (marks[i] == PILOT_MARK_TODAY)
        draw_mark (snapshot, PILOT_MARK_TODAY, x, MARK_SIZE / 2.0f, &color);
      else
        draw_mark (snapshot, marks[i], x, BAR_TOP + BAR_HEIGHT, &color);
      draw_text (snapshot, self->labels[marks[i]], text_x, y, &text);
    }
}

static GtkSizeRequestMode
pilot_time_line_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pilot_time_line_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  PilotTimeLine *self = PILOT_TIME_LINE (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      for (guint i = 0; i < PILOT_N_MARKS; i++)
        if (self->labels[i] != NULL)
          {
            float text_width;
            float text_height;

            text_size (self->labels[i], &text_width, &text_height);
            *minimum = MAX (*minimum, (int) text_width + 2 * LABEL_GAP);
          }
      *natural = MAX (*minimum, 2 * MIN_WIDTH);
    }
  else
    {
      PilotLabelPlace labels[PILOT_N_MARKS];
      PilotPlanMark marks[PILOT_N_MARKS];
      float row_height;
      guint n;
      guint n_rows = lay_out (self, (float) (for_size < 0 ? 2 * MIN_WIDTH : for_size), labels, marks, &n, &row_height);

      *minimum = *natural = BAR_TOP + BAR_HEIGHT + (n_rows > 0 ? STEM_TOP : 0) + (int) n_rows * ((int) row_height + ROW_SPACING);
    }
}

static void
make_layouts (PilotTimeLine *self)
{
  PangoAttrList *bold = pango_attr_list_new ();

  pango_attr_list_insert (bold, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  for (guint i = 0; i < PILOT_N_PHASES; i++)
    {
      g_clear_object (&self->names[i]);
      self->names[i] = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
      pango_layout_set_attributes (self->names[i], bold);
      pango_layout_set_ellipsize (self->names[i], PANGO_ELLIPSIZE_END);
    }
  pango_attr_list_unref (bold);
  for (guint i = 0; i < PILOT_N_MARKS; i++)
    {
      g_autofree char *day = NULL;
      g_autofree char *markup = NULL;

      g_clear_object (&self->labels[i]);
      if (!g_date_valid (&self->line.marks[i]))
        continue;
      day = pilot_format_date (&self->line.marks[i]);
      /* Translators: the name of a day on a time line, then its date, in small type */
      markup = g_markup_printf_escaped (_("<b>%s</b> <small>%s</small>"), mark_name (self, i), day);
      self->labels[i] = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
      pango_layout_set_markup (self->labels[i], markup, -1);
    }
}

static void
pilot_time_line_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (pilot_time_line_parent_class)->css_changed (widget, change);
  /* The font may be another. */
  make_layouts (PILOT_TIME_LINE (widget));
  gtk_widget_queue_resize (widget);
}

static void
pilot_time_line_finalize (GObject *object)
{
  PilotTimeLine *self = PILOT_TIME_LINE (object);

  for (guint i = 0; i < PILOT_N_PHASES; i++)
    g_clear_object (&self->names[i]);
  for (guint i = 0; i < PILOT_N_MARKS; i++)
    g_clear_object (&self->labels[i]);
  G_OBJECT_CLASS (pilot_time_line_parent_class)->finalize (object);
}

static void
pilot_time_line_class_init (PilotTimeLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pilot_time_line_finalize;
  widget_class->snapshot = pilot_time_line_snapshot;
  widget_class->measure = pilot_time_line_measure;
  widget_class->get_request_mode = pilot_time_line_get_request_mode;
  widget_class->css_changed = pilot_time_line_css_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
pilot_time_line_init (PilotTimeLine *self)
{
  self->line.current = PILOT_PHASE_A;
  make_layouts (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Time line of the migration"), -1);
}

GtkWidget *
pilot_time_line_new (void)
{
  return g_object_new (PILOT_TYPE_TIME_LINE, NULL);
}

void
pilot_time_line_set (PilotTimeLine *self, const PilotPlanLine *line)
{
  g_autofree char *description = NULL;

  self->line = *line;
  make_layouts (self);
  description = pilot_time_line_dup_description (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), description);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

char *
pilot_time_line_dup_description (PilotTimeLine *self)
{
  GString *text = g_string_new (NULL);

  if (self->line.current < PILOT_N_PHASES)
    /* Translators: letter and name of the phase that is worked on */
    g_string_append_printf (text, _("Phase %c, %s, is under way."), phase_letters[self->line.current],
                            _(phase_names[self->line.current]));
  else
    g_string_append (text, _("All phases are done."));
  for (guint i = 0; i < PILOT_N_MARKS; i++)
    if (g_date_valid (&self->line.marks[i]))
      {
        g_autofree char *day = pilot_format_date (&self->line.marks[i]);

        g_string_append_c (text, '\n');
        /* Translators: the name of a day on a time line, then its date */
        g_string_append_printf (text, _("%s: %s."), mark_name (self, i), day);
      }
  if (!self->line.dated)
    {
      g_string_append_c (text, '\n');
      g_string_append (text, _("There are no dates yet."));
    }
  return g_string_free (text, FALSE);
}
