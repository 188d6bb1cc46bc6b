/* pilot-demo-names.h: the words that the demo company's names are made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  const char *region;
} PilotDemoCity;

/** PilotDemoCountry: lists end with %NULL. */
typedef struct
{
  const char *code;
  const char *language;
  const char *phone; /* a form: # is a digit */
  const char *const *trade;      /* what an agency calls its trade: "Recruitment" */
  const char *const *legal;      /* legal forms, the spellings of one beside each other: "Limited", "Ltd" */
  const PilotDemoCity *cities;
  const char *const *first_names;
  const char *const *last_names;
} PilotDemoCountry;

typedef struct
{
  const char *title;
  const char *department;
} PilotDemoPosition;

extern const PilotDemoCountry pilot_demo_countries[];
extern const guint pilot_demo_n_countries;
extern const char *const pilot_demo_stems[];       /* first words of agencies' names */
extern const char *const pilot_demo_specialties[];
extern const char *const pilot_demo_streets[];
extern const char *const pilot_demo_public_mail[]; /* domains where anybody has an address */
extern const PilotDemoPosition pilot_demo_positions[];
extern const guint pilot_demo_n_positions;

/** pilot_demo_fold: @text in lower-case ASCII letters and digits, for addresses: "Müller & Söhne" becomes "mullersohne". */
void pilot_demo_fold (const char *text, char *buffer, gsize size_bytes);

G_END_DECLS
