/* pilot-import-row-list.c: the judged rows of an import as a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-row-list.h"

#include "pilot-import-row-private.h"
#include "pilot-import-row-reader.h"

/* A list view asks for some 200 items at once. Rows of a usual size are read there and then, which takes microseconds; a
 * row may also have 16 MiB, and that takes long enough to stop a window. */
#define AT_ONCE_BYTES (4 * 1024)

/** Later: a row that a worker is to read, for as long as somebody shows it. */
typedef struct
{
  GWeakRef row;
  guint index;
} Later;

/** Reading: what a worker works with, and what it finds. */
typedef struct
{
  PilotImportJudgement *judgement; /* (owned) */
  PilotImportRow *row;             /* (owned) */
  guint index;
  char *title;   /* (owned) (nullable) */
  char *message; /* (owned) (nullable) */
} Reading;

struct _PilotImportRowList
{
  GObject parent_instance;

  PilotImportJudgement *judgement; /* (owned) */
  PilotImportRowReader *reader;    /* (owned) */
  GQueue later;                    /* (element-type Later): what was asked for last comes first */
  gboolean reading;
  int verdict;
};

static void pilot_import_row_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PilotImportRowList, pilot_import_row_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pilot_import_row_list_list_model_init))

static void
later_free (Later *later)
{
  g_weak_ref_clear (&later->row);
  g_free (later);
}

static void
reading_free (Reading *reading)
{
  g_clear_object (&reading->row);
  pilot_import_judgement_unref (reading->judgement);
  g_free (reading->title);
  g_free (reading->message);
  g_free (reading);
}

/* (transfer full) (nullable): the next row that is still shown. */
static PilotImportRow *
pop_later (PilotImportRowList *self, guint *index)
{
  Later *later;
  PilotImportRow *row = NULL;

  while (row == NULL && (later = g_queue_pop_head (&self->later)) != NULL)
    {
      row = g_weak_ref_get (&later->row);
      *index = later->index;
      later_free (later);
    }
  return row;
}

static void
read_thread_cb (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Reading *reading = task_data;
  g_autoptr (PilotImportRowReader) reader = pilot_import_row_reader_new (reading->judgement);

  pilot_import_row_reader_read (reader, reading->index, &reading->title, &reading->message);
  g_task_return_boolean (task, TRUE);
}

static void read_next (PilotImportRowList *self);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PilotImportRowList *self = PILOT_IMPORT_ROW_LIST (source);
  Reading *reading = g_task_get_task_data (G_TASK (result));

  self->reading = FALSE;
  pilot_import_row_set_text (reading->row, g_steal_pointer (&reading->title), g_steal_pointer (&reading->message));
  /* The worker may be the last to let go of the task. */
  g_clear_object (&reading->row);
  read_next (self);
}

static void
read_next (PilotImportRowList *self)
{
  g_autoptr (PilotImportRow) row = NULL;
  g_autoptr (GTask) task = NULL;
  Reading *reading;
  guint index = 0;

  if (self->reading)
    return;
  row = pop_later (self, &index);
  if (row == NULL)
    return;
  reading = g_new0 (Reading, 1);
  reading->judgement = pilot_import_judgement_ref (self->judgement);
  reading->row = g_steal_pointer (&row);
  reading->index = index;
  self->reading = TRUE;
  task = g_task_new (self, NULL, read_cb, NULL);
  g_task_set_source_tag (task, read_next);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  g_task_run_in_thread (task, read_thread_cb);
}

static void
read_later (PilotImportRowList *self, PilotImportRow *row, guint index)
{
  Later *later = g_new0 (Later, 1);

  g_weak_ref_init (&later->row, row);
  later->index = index;
  g_queue_push_head (&self->later, later);
  read_next (self);
}

static GType
pilot_import_row_list_get_item_type (GListModel *model)
{
  return PILOT_TYPE_IMPORT_ROW;
}

static guint
pilot_import_row_list_get_n_items (GListModel *model)
{
  PilotImportRowList *self = PILOT_IMPORT_ROW_LIST (model);

  return pilot_import_judgement_count (self->judgement, self->verdict);
}

static gpointer
pilot_import_row_list_get_item (GListModel *model, guint position)
{
  PilotImportRowList *self = PILOT_IMPORT_ROW_LIST (model);
  PilotImportRow *row;
  guint index;

  if (position >= pilot_import_row_list_get_n_items (model))
    return NULL;
  index = pilot_import_judgement_get_index (self->judgement, self->verdict, position);
  row = pilot_import_row_new (self->judgement, index);
  if (pilot_import_judgement_get_size_bytes (self->judgement, index) > AT_ONCE_BYTES)
    read_later (self, row, index);
  else
    {
      char *title;
      char *message;

      pilot_import_row_reader_read (self->reader, index, &title, &message);
      pilot_import_row_set_text (row, title, message);
    }
  return row;
}

static void
pilot_import_row_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = pilot_import_row_list_get_item_type;
  iface->get_n_items = pilot_import_row_list_get_n_items;
  iface->get_item = pilot_import_row_list_get_item;
}

static void
pilot_import_row_list_finalize (GObject *object)
{
  PilotImportRowList *self = PILOT_IMPORT_ROW_LIST (object);

  g_queue_clear_full (&self->later, (GDestroyNotify) later_free);
  g_clear_pointer (&self->reader, pilot_import_row_reader_free);
  g_clear_pointer (&self->judgement, pilot_import_judgement_unref);
  G_OBJECT_CLASS (pilot_import_row_list_parent_class)->finalize (object);
}

static void
pilot_import_row_list_class_init (PilotImportRowListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_import_row_list_finalize;
}

static void
pilot_import_row_list_init (PilotImportRowList *self)
{
  g_queue_init (&self->later);
}

PilotImportRowList *
pilot_import_row_list_new (PilotImportJudgement *judgement, int verdict)
{
  PilotImportRowList *self = g_object_new (PILOT_TYPE_IMPORT_ROW_LIST, NULL);

  self->judgement = pilot_import_judgement_ref (judgement);
  self->reader = pilot_import_row_reader_new (judgement);
  self->verdict = verdict;
  return self;
}
