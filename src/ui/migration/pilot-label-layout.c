/* pilot-label-layout.c: labels below a line, so that none covers another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-label-layout.h"

typedef struct
{
  PilotLabelPlace *labels;
  guint n;
  guint n_rows;
  float width;
  float gap;
  gboolean stems; /* whether they must not run through a text */
} Search;

static gboolean
covers (const Search *search, const PilotLabelPlace *text, float x)
{
  return x > text->x - search->gap && x < text->x + text->width + search->gap;
}

/* The stem of @a hangs through the rows above its own. */
static gboolean
stem_meets (const Search *search, const PilotLabelPlace *a, const PilotLabelPlace *b)
{
  /* Two on one point share their stem. */
  return a->row > b->row && a->anchor != b->anchor && covers (search, b, a->anchor);
}

static gboolean
meets (const Search *search, const PilotLabelPlace *a, const PilotLabelPlace *b)
{
  if (a->row == b->row)
    return a->x < b->x + b->width + 2 * search->gap && b->x < a->x + a->width + 2 * search->gap;
  return search->stems && (stem_meets (search, a, b) || stem_meets (search, b, a));
}

static gboolean
place (Search *search, guint index)
{
  PilotLabelPlace *label = &search->labels[index];

  if (index == search->n)
    return TRUE;
  for (label->row = 0; label->row < search->n_rows; label->row++)
    for (guint side = 0; side < 2; side++)
      {
        gboolean free = TRUE;

        label->x = side == 0 ? label->anchor + search->gap : label->anchor - search->gap - label->width;
        if (label->x < 0 || label->x + label->width > search->width)
          {
            if (search->stems)
              continue;
            label->x = CLAMP (label->x, 0, MAX (search->width - label->width, 0));
          }
        for (guint i = 0; i < index && free; i++)
          free = !meets (search, label, &search->labels[i]);
        if (free && place (search, index + 1))
          return TRUE;
      }
  return FALSE;
}

guint
pilot_label_layout (PilotLabelPlace *labels, guint n, float width, float gap)
{
  Search search = { .labels = labels, .n = MIN (n, PILOT_LABEL_LAYOUT_MAX), .width = width, .gap = gap, .stems = TRUE };

  for (search.n_rows = MIN (search.n, 1); search.n_rows <= search.n; search.n_rows++)
    if (place (&search, 0))
      return search.n_rows;
  /* Too narrow for that: a row for each always does. */
  search.stems = FALSE;
  for (search.n_rows = 1; search.n_rows < search.n && !place (&search, 0);)
    search.n_rows++;
  place (&search, 0);
  return search.n_rows;
}
