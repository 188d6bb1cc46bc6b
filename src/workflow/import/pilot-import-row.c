/* pilot-import-row.c: a row of a file to import, as an item of a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-row-private.h"

#include <glib/gi18n-lib.h>

struct _PilotImportRow
{
  GObject parent_instance;

  guint line;
  PilotImportVerdict verdict;
  char *message; /* (owned) (nullable): NULL: not read yet */
  char *changes; /* (owned) */
  char *title;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (PilotImportRow, pilot_import_row, G_TYPE_OBJECT)

typedef enum {
  PROP_LINE = 1,
  PROP_VERDICT,
  PROP_VERDICT_LABEL,
  PROP_MESSAGE,
  PROP_CHANGES,
  PROP_TITLE,
} PilotImportRowProperty;

static GParamSpec *properties[PROP_TITLE + 1];

static char *
dup_changes (const PilotSchema *schema, guint32 mask)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; i < schema->n_fields; i++)
    if (mask & (1u << i))
      g_ptr_array_add (labels, (char *) g_dgettext (GETTEXT_PACKAGE, schema->fields[i].label));
  g_ptr_array_add (labels, NULL);
  /* Translators: parts the items of a list */
  return g_strjoinv (_ (", "), (char **) labels->pdata);
}

static void
pilot_import_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PilotImportRow *self = PILOT_IMPORT_ROW (object);

  switch ((PilotImportRowProperty) id)
    {
    case PROP_LINE:
      g_value_set_uint (value, self->line);
      break;
    case PROP_VERDICT:
      g_value_set_int (value, self->verdict);
      break;
    case PROP_VERDICT_LABEL:
      g_value_set_string (value, pilot_import_verdict_to_label (self->verdict));
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, pilot_import_row_get_message (self));
      break;
    case PROP_CHANGES:
      g_value_set_string (value, self->changes);
      break;
    case PROP_TITLE:
      g_value_set_string (value, pilot_import_row_get_title (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pilot_import_row_finalize (GObject *object)
{
  PilotImportRow *self = PILOT_IMPORT_ROW (object);

  g_free (self->message);
  g_free (self->changes);
  g_free (self->title);
  G_OBJECT_CLASS (pilot_import_row_parent_class)->finalize (object);
}

static void
pilot_import_row_class_init (PilotImportRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = pilot_import_row_get_property;
  object_class->finalize = pilot_import_row_finalize;
  properties[PROP_LINE] = g_param_spec_uint ("line", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_VERDICT] = g_param_spec_int ("verdict", NULL, NULL, 0, PILOT_IMPORT_N_VERDICTS - 1, 0, flags);
  properties[PROP_VERDICT_LABEL] = g_param_spec_string ("verdict-label", NULL, NULL, NULL, flags);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  properties[PROP_CHANGES] = g_param_spec_string ("changes", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pilot_import_row_init (PilotImportRow *self)
{
}

PilotImportRow *
pilot_import_row_new (const PilotImportJudgement *judgement, guint index)
{
  PilotImportRow *self = g_object_new (PILOT_TYPE_IMPORT_ROW, NULL);
  const PilotImportJudged *judged = pilot_import_judgement_get (judgement, index);

  self->line = judged->line;
  self->verdict = judged->verdict;
  self->changes = dup_changes (pilot_column_map_get_schema (pilot_import_judgement_get_source (judgement)->map), judged->changed);
  return self;
}

void
pilot_import_row_set_text (PilotImportRow *self, char *title, char *message)
{
  g_free (self->title);
  self->title = title;
  g_free (self->message);
  self->message = message;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
}

guint
pilot_import_row_get_line (PilotImportRow *self)
{
  return self->line;
}

PilotImportVerdict
pilot_import_row_get_verdict (PilotImportRow *self)
{
  return self->verdict;
}

const char *
pilot_import_row_get_message (PilotImportRow *self)
{
  return self->message != NULL ? self->message : "";
}

const char *
pilot_import_row_get_changes (PilotImportRow *self)
{
  return self->changes;
}

const char *
pilot_import_row_get_title (PilotImportRow *self)
{
  return self->title != NULL ? self->title : "";
}

gboolean
pilot_import_row_is_read (PilotImportRow *self)
{
  return self->message != NULL;
}
