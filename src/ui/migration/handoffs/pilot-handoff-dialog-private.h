/* pilot-handoff-dialog-private.h: what the files of the hand-off's dialog share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-handoff-dialog.h"
#include "pilot-handoff-files.h"
#include "pilot-handoff-languages.h"
#include "pilot-handoff-ways.h"

G_BEGIN_DECLS

struct _PilotHandoffDialog
{
  AdwWindow parent_instance;

  PilotContext *context;        /* (owned) */
  PilotWorkspace *workspace;    /* (owned) */
  PilotHandoffBatch *batch;     /* (owned) (nullable): until it is made */
  PilotHandoff *current;        /* (nullable): of the batch */
  char *kind;                   /* (owned) (nullable): of what is made here */
  char *run_id;                 /* (owned) (nullable) */
  guint index;
  gboolean filling;             /* what changes is not the person's doing */
  gboolean touched;             /* drafts are to be kept */
  gboolean kept;                /* some of it were there before, or are kept */
  gboolean busy;                /* being handed over or confirmed */
  const char *all;              /* (nullable): the state, "draft" or "handed_over", of which all go on, one after the other */

  AdwWindowTitle *window_title;
  GtkWidget *close_button;
  GtkLabel *hint_label;
  GtkWidget *turn_box;
  GtkWidget *previous_button;
  GtkWidget *next_button;
  GtkButton *act_button;
  AdwToastOverlay *toast_overlay;
  GtkStack *stack;
  AdwStatusPage *error_page;
  GtkLabel *error_label;
  GtkWidget *result_group;
  AdwEntryRow *reference_row;
  AdwActionRow *handed_row;
  AdwActionRow *confirmed_row;
  AdwActionRow *sha256_row;
  AdwEntryRow *recipient_row;
  AdwEntryRow *subject_row;
  GtkTextView *body_view;
  PilotHandoffFiles *files_group;
  PilotHandoffWays *ways;
  PilotHandoffLanguages *languages;
  GtkButton *all_button;
};

/* --- what is shown */

/** pilot_handoff_dialog_show_error: @error: (nullable): %NULL: there is none any more. */
void pilot_handoff_dialog_show_error (PilotHandoffDialog *self, const GError *error);

/** pilot_handoff_dialog_show_current: all of it anew. */
void pilot_handoff_dialog_show_current (PilotHandoffDialog *self);

/** pilot_handoff_dialog_show_rights: what can be changed and pressed now. */
void pilot_handoff_dialog_show_rights (PilotHandoffDialog *self);

/** pilot_handoff_dialog_show_act: the button for the next step; what is confirmed has one once its number differs. */
void pilot_handoff_dialog_show_act (PilotHandoffDialog *self);

/** pilot_handoff_dialog_get_all: (nullable): the state of which all can be taken a step further by one button. */
const char *pilot_handoff_dialog_get_all (PilotHandoffDialog *self);

/** pilot_handoff_dialog_tell: a word that goes by itself. */
void pilot_handoff_dialog_tell (PilotHandoffDialog *self, const char *text);

/** pilot_handoff_dialog_is_draft: whether one is shown, and may still be changed. */
gboolean pilot_handoff_dialog_is_draft (PilotHandoffDialog *self);

/** pilot_handoff_dialog_get_text: of the one that is shown; "" where there is none. */
const char *pilot_handoff_dialog_get_text (PilotHandoffDialog *self, guint field);

/* --- what is done */

/** pilot_handoff_dialog_load: goes on with what is there of this kind and run, or makes it. */
void pilot_handoff_dialog_load (PilotHandoffDialog *self, const char *kind, const char *run_id);

/** pilot_handoff_dialog_load_record: one of the list. */
void pilot_handoff_dialog_load_record (PilotHandoffDialog *self, const char *id);

/** pilot_handoff_dialog_may_choose_language: another language is another text: until somebody did something with this one. */
gboolean pilot_handoff_dialog_may_choose_language (PilotHandoffDialog *self);

/** pilot_handoff_dialog_choose_language: made anew in @language; (nullable): %NULL: that which suits. */
void pilot_handoff_dialog_choose_language (PilotHandoffDialog *self, const char *language);

/** pilot_handoff_dialog_take_fields: what the person typed, into the record. */
void pilot_handoff_dialog_take_fields (PilotHandoffDialog *self);

/** pilot_handoff_dialog_keep_drafts: those in which something was done, and all that belong to them. */
void pilot_handoff_dialog_keep_drafts (PilotHandoffDialog *self);

/** pilot_handoff_dialog_make_again: a new draft from one that was handed over. */
void pilot_handoff_dialog_make_again (PilotHandoffDialog *self);

G_END_DECLS
