/* pilot-conflict-dialog.c: mine or theirs, field by field
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-conflict-dialog.h"

#include "pilot-format.h"

#include <glib/gi18n-lib.h>

/* A field in conflict; without a field: the record as a whole (one side deleted it). */
typedef struct
{
  gboolean whole;
  guint field;
  GtkCheckButton *mine;
  GtkCheckButton *theirs;
} Choice;

struct _PilotConflictDialog
{
  AdwWindow parent_instance;

  PilotContext *context;     /* (owned) */
  PilotWorkspace *workspace; /* (owned) */
  PilotPending *pending;     /* (owned) */
  GArray *choices;           /* (owned) (element-type Choice) */
  GString *kept;             /* (owned): the fields that only I changed: nobody needs to be asked */

  GtkButton *apply_button;
  GtkLabel *heading;
  GtkLabel *explanation;
  GtkBox *all_box;
  GtkBox *fields_box;
  GtkLabel *unasked_label;
  GtkLabel *error_label;
};

G_DEFINE_FINAL_TYPE (PilotConflictDialog, pilot_conflict_dialog, ADW_TYPE_WINDOW)

static void
update_apply (PilotConflictDialog *self)
{
  gboolean complete = TRUE;

  for (guint i = 0; i < self->choices->len; i++)
    {
      Choice *choice = &g_array_index (self->choices, Choice, i);

      complete = complete
                 && (gtk_check_button_get_active (choice->mine) || gtk_check_button_get_active (choice->theirs));
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply_button), complete);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->apply_button), complete ? NULL : _("Choose a side for each field first"));
}

static GtkWidget *
make_side (PilotConflictDialog *self, const char *who, const char *content, const char *field_label)
{
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *who_label = gtk_label_new (who);
  GtkWidget *content_label = gtk_label_new (*content != '\0' ? content : _("none"));
  g_autofree char *name = g_strdup_printf (_("%s, %s: %s"), field_label, who, content);

  gtk_label_set_xalign (GTK_LABEL (who_label), 0);
  gtk_widget_add_css_class (who_label, "caption");
  gtk_widget_add_css_class (who_label, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (content_label), 0);
  gtk_label_set_wrap (GTK_LABEL (content_label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (content_label), PANGO_WRAP_WORD_CHAR);
  if (*content == '\0')
    gtk_widget_add_css_class (content_label, "dim-label");
  gtk_box_append (GTK_BOX (box), who_label);
  gtk_box_append (GTK_BOX (box), content_label);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER); /* at its button, however long the other side is */
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_add_css_class (button, "side");
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "toggled", G_CALLBACK (update_apply), self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_choice (PilotConflictDialog *self, guint field, gboolean whole, const char *label, const char *before, const char *mine,
            const char *theirs)
{
  Choice choice = { .whole = whole, .field = field };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *sides = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *heading = gtk_label_new (label);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (box), heading);
  if (before != NULL)
    {
      /* Translators: the content of a field before two people changed it */
      g_autofree char *text = g_strdup_printf (_("Before: %s"), *before != '\0' ? before : _("none"));
      GtkWidget *was = gtk_label_new (text);

      gtk_label_set_xalign (GTK_LABEL (was), 0);
      gtk_label_set_wrap (GTK_LABEL (was), TRUE);
      gtk_widget_add_css_class (was, "dim-label");
      gtk_box_append (GTK_BOX (box), was);
    }
  gtk_box_set_homogeneous (GTK_BOX (sides), TRUE);
  choice.mine = GTK_CHECK_BUTTON (make_side (self, _("Mine"), mine, label));
  choice.theirs = GTK_CHECK_BUTTON (make_side (self, _("Theirs"), theirs, label));
  gtk_check_button_set_group (choice.theirs, choice.mine);
  gtk_box_append (GTK_BOX (sides), GTK_WIDGET (choice.mine));
  gtk_box_append (GTK_BOX (sides), GTK_WIDGET (choice.theirs));
  gtk_box_append (GTK_BOX (box), sides);
  gtk_box_append (self->fields_box, box);
  g_array_append_val (self->choices, choice);
}

static char *
dup_content (PilotConflictDialog *self, PilotRecord *record, guint field)
{
  const PilotSchema *schema = pilot_schema_get (pilot_pending_get (self->pending)->entity);
  const char *id;

  if (record == NULL || !pilot_record_is_set (record, field))
    return g_strdup ("");
  id = pilot_record_get_text (record, field);
  if (schema->fields[field].type == PILOT_FIELD_REF && id != NULL)
    return pilot_workspace_dup_title (self->workspace, schema->fields[field].ref, id);
  return pilot_record_dup_display (record, field);
}

static gboolean
is_empty (const PilotValue *value)
{
  return value->kind == PILOT_VALUE_UNSET || value->kind == PILOT_VALUE_NULL;
}

static gboolean
same (PilotRecord *a, PilotRecord *b, guint field)
{
  const PilotValue *one = a != NULL ? pilot_record_get_value (a, field) : NULL;
  const PilotValue *other = b != NULL ? pilot_record_get_value (b, field) : NULL;

  return one != NULL && other != NULL && (pilot_value_equal (one, other) || (is_empty (one) && is_empty (other)));
}

/* Asks for a field, if both changed it. */
static void
add_field (PilotConflictDialog *self, const PilotPendingData *data, guint field)
{
  g_autofree char *before = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;

  if (!pilot_record_is_set (data->mine, field) || same (data->mine, data->theirs, field))
    return;
  if (same (data->base, data->theirs, field))
    {
      if (self->kept->len > 0)
        /* Translators: between the names of fields in a list */
        g_string_append (self->kept, _(", "));
      g_string_append (self->kept, _(pilot_schema_get (data->entity)->fields[field].label));
      return;
    }
  before = data->base != NULL ? dup_content (self, data->base, field) : NULL;
  mine = dup_content (self, data->mine, field);
  theirs = dup_content (self, data->theirs, field);
  add_choice (self, field, FALSE, _(pilot_schema_get (data->entity)->fields[field].label), before, mine, theirs);
}

static void
build (PilotConflictDialog *self)
{
  const PilotPendingData *data = pilot_pending_get (self->pending);
  const PilotSchema *schema = pilot_schema_get (data->entity);

  gtk_label_set_text (self->heading, data->title);
  if (data->theirs_deleted)
    {
      gtk_label_set_text (self->explanation, _("Somebody else deleted this record while you changed it."));
      add_choice (self, 0, TRUE, _(schema->label), NULL, _("Bring it back with my changes"), _("Leave it deleted"));
    }
  else if (data->kind == PILOT_OPERATION_DELETE || data->mine == NULL)
    {
      gtk_label_set_text (self->explanation, _("Somebody else changed this record while you deleted it."));
      add_choice (self, 0, TRUE, _(schema->label), NULL, _("Delete it all the same"), _("Keep it as they changed it"));
    }
  else
    {
      gtk_label_set_text (self->explanation,
                          _("You and somebody else changed the same fields. Choose for each which content holds; "
                            "nothing is lost until you apply."));
      for (guint f = PILOT_FIELD_FIRST; f < schema->n_fields; f++)
        add_field (self, data, f);
    }
  if (self->kept->len > 0)
    {
      /* Translators: %s is a list of fields, e.g. "Phone, E-mail" */
      g_autofree char *text = g_strdup_printf (_("Only you changed, and it stays as you have it: %s"), self->kept->str);

      gtk_label_set_text (self->unasked_label, text);
      gtk_widget_set_visible (GTK_WIDGET (self->unasked_label), TRUE);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->all_box), self->choices->len > 1);
  update_apply (self);
}

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotConflictDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (pilot_workspace_resolve_finish (PILOT_WORKSPACE (source), result, &error))
    {
      pilot_context_toast (self->context, _("Conflict resolved"));
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  gtk_label_set_text (self->error_label, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply_button), TRUE);
}

/* (transfer full) (nullable): what was chosen; NULL: theirs throughout. */
static PilotRecord *
make_chosen (PilotConflictDialog *self)
{
  const PilotPendingData *data = pilot_pending_get (self->pending);
  g_autoptr (PilotRecord) chosen = pilot_record_new (data->entity);
  gboolean any_mine = self->kept->len > 0;

  pilot_record_set_text (chosen, PILOT_FIELD_ID, data->entity_id);
  for (guint i = 0; i < self->choices->len; i++)
    {
      Choice *choice = &g_array_index (self->choices, Choice, i);
      gboolean mine = gtk_check_button_get_active (choice->mine);

      any_mine = any_mine || mine;
      if (choice->whole)
        {
          if (mine && data->mine != NULL)
            pilot_record_merge (chosen, data->mine);
        }
      else if (mine)
        pilot_record_set_value (chosen, choice->field, pilot_record_get_value (data->mine, choice->field));
      else if (data->theirs != NULL && pilot_record_is_set (data->theirs, choice->field))
        pilot_record_set_value (chosen, choice->field, pilot_record_get_value (data->theirs, choice->field));
    }
  return any_mine ? g_steal_pointer (&chosen) : NULL;
}

static void
apply_cb (PilotConflictDialog *self)
{
  g_autoptr (PilotRecord) chosen = make_chosen (self);

  gtk_widget_set_sensitive (GTK_WIDGET (self->apply_button), FALSE);
  pilot_workspace_resolve_async (self->workspace, pilot_pending_get (self->pending)->seq, chosen, resolved_cb,
                                 g_object_ref (self));
}

static void
all_mine_cb (PilotConflictDialog *self)
{
  for (guint i = 0; i < self->choices->len; i++)
    pilot_conflict_dialog_choose (self, i, TRUE);
}

static void
all_theirs_cb (PilotConflictDialog *self)
{
  for (guint i = 0; i < self->choices->len; i++)
    pilot_conflict_dialog_choose (self, i, FALSE);
}

static void
pilot_conflict_dialog_dispose (GObject *object)
{
  PilotConflictDialog *self = PILOT_CONFLICT_DIALOG (object);

  g_clear_pointer (&self->choices, g_array_unref);
  if (self->kept != NULL)
    g_string_free (g_steal_pointer (&self->kept), TRUE);
  g_clear_object (&self->pending);
  g_clear_object (&self->workspace);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_conflict_dialog_parent_class)->dispose (object);
}

static void
pilot_conflict_dialog_class_init (PilotConflictDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_conflict_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/pilotage/Pilotage/activity/pilot-conflict-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotConflictDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, PilotConflictDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, PilotConflictDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, PilotConflictDialog, all_box);
  gtk_widget_class_bind_template_child (widget_class, PilotConflictDialog, fields_box);
  gtk_widget_class_bind_template_child (widget_class, PilotConflictDialog, unasked_label);
  gtk_widget_class_bind_template_child (widget_class, PilotConflictDialog, error_label);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_mine_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_theirs_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pilot_conflict_dialog_init (PilotConflictDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->choices = g_array_new (FALSE, TRUE, sizeof (Choice));
  self->kept = g_string_new (NULL);
}

GtkWidget *
pilot_conflict_dialog_new (PilotContext *context, PilotPending *pending)
{
  PilotConflictDialog *self = g_object_new (PILOT_TYPE_CONFLICT_DIALOG, NULL);

  self->context = g_object_ref (context);
  self->workspace = g_object_ref (pilot_context_get_workspace (context));
  self->pending = g_object_ref (pending);
  build (self);
  return GTK_WIDGET (self);
}

guint
pilot_conflict_dialog_get_n_fields (PilotConflictDialog *self)
{
  return self->choices->len;
}

void
pilot_conflict_dialog_choose (PilotConflictDialog *self, guint index, gboolean mine)
{
  Choice *choice;

  g_return_if_fail (index < self->choices->len);
  choice = &g_array_index (self->choices, Choice, index);
  gtk_check_button_set_active (mine ? choice->mine : choice->theirs, TRUE);
}

void
pilot_conflict_dialog_apply (PilotConflictDialog *self)
{
  if (gtk_widget_get_sensitive (GTK_WIDGET (self->apply_button)))
    apply_cb (self);
}
