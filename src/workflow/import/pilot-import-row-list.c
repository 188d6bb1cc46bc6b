/* pilot-import-row-list.c: the judged rows of an import as a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-row-list.h"

#include "pilot-import-row-private.h"

#define READ_BYTES (16 * 1024)

struct _PilotImportRowList
{
  GObject parent_instance;

  PilotImportJudgement *judgement; /* (owned) */
  PilotCsvReader *reader;          /* (owned) */
  PilotRowParser *parser;          /* (owned) */
  PilotBatch *batch;               /* (owned) */
  int verdict;
};

static void pilot_import_row_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PilotImportRowList, pilot_import_row_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pilot_import_row_list_list_model_init))

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
  static const PilotCsvRow no_row;
  const PilotImportJudged *judged;
  const PilotCsvRow *row = NULL;
  PilotBatchRow *parsed = NULL;
  guint index;

  if (position >= pilot_import_row_list_get_n_items (model))
    return NULL;
  index = pilot_import_judgement_get_index (self->judgement, self->verdict, position);
  judged = pilot_import_judgement_get (self->judgement, index);
  pilot_batch_clear (self->batch);
  /* The copy of the file is ours and local: it can fail only if the disk does, and then the row is shown empty. */
  if (!pilot_csv_reader_seek (self->reader, judged->offset, judged->line, NULL) || !pilot_csv_reader_next (self->reader, &row, NULL, NULL) ||
      row == NULL)
    row = &no_row;
  pilot_row_parser_parse (self->parser, row, self->batch, &parsed);
  return pilot_import_row_new (self->judgement, index, row, self->parser, parsed);
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

  g_clear_object (&self->reader);
  g_clear_pointer (&self->parser, pilot_row_parser_free);
  g_clear_pointer (&self->batch, pilot_batch_free);
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
  self->batch = pilot_batch_new ();
}

PilotImportRowList *
pilot_import_row_list_new (PilotImportJudgement *judgement, int verdict)
{
  PilotImportRowList *self = g_object_new (PILOT_TYPE_IMPORT_ROW_LIST, NULL);

  self->judgement = pilot_import_judgement_ref (judgement);
  self->reader = pilot_import_source_open (pilot_import_judgement_get_source (judgement));
  pilot_csv_reader_set_read_bytes (self->reader, READ_BYTES);
  self->parser = pilot_import_judgement_create_parser (judgement);
  self->verdict = verdict;
  return self;
}
