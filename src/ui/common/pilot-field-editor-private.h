/* pilot-field-editor-private.h: what the files of the field editor share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-field-editor.h"

G_BEGIN_DECLS

/** PilotFieldRowKind: what kind of widget shows a field. */
typedef enum {
  PILOT_FIELD_ROW_PLAIN, /* read only */
  PILOT_FIELD_ROW_ENTRY,
  PILOT_FIELD_ROW_CHOICE,
  PILOT_FIELD_ROW_SWITCH,
  PILOT_FIELD_ROW_TEXT,
  PILOT_FIELD_ROW_REF,
} PilotFieldRowKind;

struct _PilotFieldEditor
{
  GObject parent_instance;

  PilotContext *context; /* (owned) */
  const PilotSchema *schema;
  const PilotField *field;
  guint index;
  PilotFieldRowKind kind;
  GtkWidget *row;        /* (owned) */
  GtkWidget *text_view;  /* (nullable): PILOT_FIELD_ROW_TEXT */
  GtkWidget *text_label; /* (nullable): PILOT_FIELD_ROW_TEXT */
  GtkWidget *toggle;     /* (nullable): PILOT_FIELD_ROW_SWITCH */
  GtkWidget *link;       /* (nullable): PILOT_FIELD_ROW_REF */
  GtkWidget *pick;       /* (nullable): PILOT_FIELD_ROW_REF */
  char *loaded;          /* (owned): the content as it was loaded, in the form that pilot_check_parse() takes */
  char *pristine;        /* (owned): the content before a person touched it: what was loaded, or a proposal */
  char *ref_id;          /* (owned) (nullable): PILOT_FIELD_ROW_REF */
  gboolean alone;        /* it is saved by itself, by a button in its row */
  gboolean loading;
  gboolean has_error;
  gboolean was_changed;
};

/** pilot_field_editor_make_row: makes the widgets for the kind of the field, once. */
void pilot_field_editor_make_row (PilotFieldEditor *self);

/** pilot_field_editor_is_optional: whether the field may be empty. */
gboolean pilot_field_editor_is_optional (PilotFieldEditor *self);

/* Handlers of the widgets. */
void pilot_field_editor_content_changed_cb (PilotFieldEditor *self);
void pilot_field_editor_chosen_cb (PilotFieldEditor *self);
void pilot_field_editor_apply_cb (PilotFieldEditor *self);
void pilot_field_editor_focus_left_cb (PilotFieldEditor *self);
void pilot_field_editor_picked_cb (PilotFieldEditor *self, const char *id);
void pilot_field_editor_link_cb (PilotFieldEditor *self);

G_END_DECLS
