/* pilot-demo-maker.h: what the parts of the demo company share while it is made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-demo.h"
#include "pilot-demo-names.h"
#include "pilot-demo-random.h"

G_BEGIN_DECLS

/** "Now" of the demo company, 2026-11-20T17:00:00Z: fixed, so that the same options make the same data. */
#define PILOT_DEMO_NOW G_GINT64_CONSTANT (1795194000000000)

#define PILOT_DEMO_NAME_BYTES 64

typedef struct
{
  const char *first;
  const char *last;
  char email[160];  /* "": none */
  guint agency;     /* index of the row that it belongs to */
  char id[PILOT_DEMO_UUID_LENGTH_BYTES];
} PilotDemoRecruiter;

/** PilotDemoAgency: a row of the legacy portal; several rows may be one real company. */
typedef struct
{
  guint company; /* index of the real company */
  char id[PILOT_DEMO_UUID_LENGTH_BYTES];
} PilotDemoAgency;

typedef struct
{
  guint country;
  guint city;
  guint trade;
  guint legal;
  char stem[PILOT_DEMO_NAME_BYTES];
  char domain[96];
} PilotDemoCompany;

typedef struct
{
  guint status;  /* index in pilot_job_status_choices */
  guint process;
  guint n_candidates; /* made so far */
  guint first_assignment;
  guint n_assignments; /* those with a candidate submitted, or to be; the untouched ones aren't counted */
  gint64 opened_at;
  char id[PILOT_DEMO_UUID_LENGTH_BYTES];
} PilotDemoJob;

/** PilotDemoMaker: a plain struct on the stack of pilot_demo_seed(). */
typedef struct
{
  PilotPortalDb *db;
  PilotDemoOptions options;
  PilotDemoRandom random;
  guint n_companies;
  PilotDemoCompany *companies;   /* (owned) */
  PilotDemoAgency *agencies;     /* (owned) */
  PilotDemoRecruiter *recruiters; /* (owned) */
  PilotDemoJob *jobs;            /* (owned) */
  GArray *assigned;              /* (owned) (element-type guint): recruiters of the jobs' assignments */
  char (*members)[PILOT_DEMO_UUID_LENGTH_BYTES]; /* (owned) */
  char (*processes)[PILOT_DEMO_UUID_LENGTH_BYTES]; /* (owned) */
} PilotDemoMaker;

/** PilotDemoRow: the values of one record to be inserted; texts are borrowed until then. */
typedef struct
{
  const PilotSchema *schema;
  char id[PILOT_DEMO_UUID_LENGTH_BYTES];
  PilotValue values[PILOT_MAX_FIELDS];
} PilotDemoRow;

/** pilot_demo_row_begin: a row with a new id, all fields empty. @updated_at: microseconds since 1970. */
void pilot_demo_row_begin (PilotDemoRow *self, PilotDemoMaker *maker, PilotEntity entity, gint64 updated_at);
void pilot_demo_row_set_text (PilotDemoRow *self, guint field, const char *text); /* (nullable) */
void pilot_demo_row_set_integer (PilotDemoRow *self, guint field, gint64 value);

/** pilot_demo_row_insert: gives it the next revision and writes it. */
gboolean pilot_demo_row_insert (PilotDemoRow *self, PilotDemoMaker *maker, GError **error);

/** pilot_demo_maker_phone: fills the country's form with digits. */
void pilot_demo_maker_phone (PilotDemoMaker *maker, const PilotDemoCountry *country, char *buffer, gsize size_bytes);

/** pilot_demo_maker_past: a point in time up to @days before the demo's now, on a working hour. */
gint64 pilot_demo_maker_past (PilotDemoMaker *maker, guint days);

/** pilot_demo_maker_word: one of a list that ends with %NULL. */
const char *pilot_demo_maker_word (PilotDemoMaker *maker, const char *const *words);

/* The parts, in the order in which they are made. */
gboolean pilot_demo_make_company (PilotDemoMaker *maker, GError **error);    /* company, members, processes, stages */
gboolean pilot_demo_make_network (PilotDemoMaker *maker, GError **error);    /* agencies, recruiters */
gboolean pilot_demo_make_jobs (PilotDemoMaker *maker, GError **error);       /* jobs, assignments */
gboolean pilot_demo_make_candidates (PilotDemoMaker *maker, GError **error);
gboolean pilot_demo_make_audit (PilotDemoMaker *maker, GError **error);

/** pilot_demo_sub_status: (transfer none) (nullable): one of the process's sub-statuses of a status, by @random. */
const char *pilot_demo_sub_status (PilotDemoMaker *maker, guint process, const char *status);

#define PILOT_DEMO_N_PROCESSES 4

G_END_DECLS
