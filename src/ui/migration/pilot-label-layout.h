/* pilot-label-layout.h: labels below a line, so that none covers another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PILOT_LABEL_LAYOUT_MAX 8

/** PilotLabelPlace: a label at the stem that hangs from its point of the line. */
typedef struct
{
  float anchor; /* where its point is on the line */
  float width;  /* of the text */
  guint row;    /* (out): 0: next to the line */
  float x;      /* (out): where the text begins */
} PilotLabelPlace;

/**
 * pilot_label_layout:
 * @labels: in any order; at most %PILOT_LABEL_LAYOUT_MAX
 * @width: of the line; no label is wider
 * @gap: between a label and what is beside it
 *
 * Puts each label right or left of its stem, in as few rows as possible. No text covers another; as far as there is room, no
 * stem runs through a text either.
 *
 * Returns: the rows
 */
guint pilot_label_layout (PilotLabelPlace *labels, guint n, float width, float gap);

G_END_DECLS
