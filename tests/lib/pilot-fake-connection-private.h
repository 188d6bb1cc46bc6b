/* pilot-fake-connection-private.h: what the parts of the other side in memory share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-fake-connection.h"

G_BEGIN_DECLS

typedef struct
{
  PilotRecord *record; /* (owned): the last state; of a deleted one too */
  char *op;            /* (owned) (nullable) */
  gint64 revision;
  gboolean deleted;
  gboolean left_out; /* of snapshots */
} PilotFakeItem;

/* What was answered to an operation. */
typedef struct
{
  char *print;         /* (owned): the content of the request */
  PilotRecord *record; /* (owned) (nullable) */
  gint64 revision;
} PilotFakeAnswer;

typedef struct
{
  guint after_calls;
  guint n_times;
  int code;
  gboolean carried_out;
} PilotFakeFailure;

struct _PilotFakeConnection
{
  GObject parent_instance;

  GMutex lock;
  GCond changed;
  GPtrArray *items;   /* (owned) (element-type PilotFakeItem): in the order of creation */
  GHashTable *by_id;  /* id → PilotFakeItem */
  GHashTable *answers; /* (owned): operation → PilotFakeAnswer */
  PilotFakeFailure failures[PILOT_N_FAKE_CALLS];
  guint calls[PILOT_N_FAKE_CALLS];
  guint n_pulls_let_through; /* so many answers more are given */
  char *notice;             /* (owned) (nullable) */
  GCond released;
  gint64 retry_after_usec;
  char *refused_title; /* (owned) (nullable) */
  char *violation;     /* (owned) (nullable) */
  GHashTable *imports; /* (owned): ids of those that were ever sent */
  GString *log;        /* (owned) */
  guint page_size;
  guint epoch;
  gint64 revision;
  gboolean hide_conflict;
  gboolean repeat;
  PilotCapabilities capabilities;
  char *member_id; /* (owned) (nullable) */
  PilotRole role;
  char *company_id;          /* (owned) (nullable) */
  char *company_name;        /* (owned) */
  char *company_environment; /* (owned) (nullable) */
  PilotFakeCommandFunc command_func; /* (nullable) */
  gpointer command_data;
  char *later_id;             /* (owned) (nullable) */
  PilotRecord *later_changes; /* (owned) (nullable) */
  guint later_pages;
};

/** pilot_fake_violate: what the client may never do, the first of it is kept. */
void pilot_fake_violate (PilotFakeConnection *self, const char *what);

/* With the lock held. @op: (nullable): the operation that does it. */
void pilot_fake_touch (PilotFakeConnection *self, PilotFakeItem *item, const char *op);
PilotFakeItem *pilot_fake_write_record (PilotFakeConnection *self, const PilotRecord *changes, const char *op);
void pilot_fake_delete_parts (PilotFakeConnection *self, const char *id, const char *op);

/** pilot_fake_push_once: carries an operation out, or answers as it did before. */
gboolean pilot_fake_push_once (PilotFakeConnection *self, PilotOperation *operation, PilotPushResult *result, GError **error);

G_END_DECLS
