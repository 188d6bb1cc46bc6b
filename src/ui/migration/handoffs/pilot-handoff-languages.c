/* pilot-handoff-languages.c: in which language a hand-off is written, and whom it can't reach
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-languages.h"

#include "pilot-format.h"
#include "pilot-handoff-kind.h"
#include "pilot-handoff-maker.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PilotHandoffLanguages
{
  AdwPreferencesGroup parent_instance;

  GStrv offered;    /* (owned) (nullable): as the row lists them after the first */
  gboolean filling; /* what changes is not the person's doing */
  AdwComboRow *language_row;
  AdwExpanderRow *written_row;
  GtkLabel *written_label;
  AdwExpanderRow *without_row;
  GtkLabel *without_label;
  AdwExpanderRow *left_out_row;
  GtkLabel *left_out_label;
};

G_DEFINE_FINAL_TYPE (PilotHandoffLanguages, pilot_handoff_languages, ADW_TYPE_PREFERENCES_GROUP)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

/* @names: (element-type utf8), under @title. */
static void
show_names (AdwExpanderRow *row, GtkLabel *label, const char *title, GPtrArray *names)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (names, i));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_label_set_text (label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (row), names->len > 0);
}

static char *
dup_line (const PilotHandoffLanguage *language)
{
  g_autofree char *wanted = pilot_format_language (language->wanted);
  g_autofree char *written = pilot_format_language (language->written);

  if (pilot_handoff_language_is_own (language))
    /* Translators: a language such as “Deutsch (de)” */
    return g_strdup_printf (ngettext ("%s: %u agency", "%s: %u agencies", language->n_agencies), wanted, language->n_agencies);
  /* Translators: a language such as “Deutsch (de)”; the second is that in which it is written */
  return g_strdup_printf (ngettext ("%s: %u agency; there is no translation, it is written to in “%s”",
                                    "%s: %u agencies; there is no translation, they are written to in “%s”", language->n_agencies),
                          wanted, language->n_agencies, written);
}

/* Who gets it in another language than his own is told here, before it goes out; the rest is there for who looks. */
static void
show_languages (PilotHandoffLanguages *self, const PilotHandoffBatch *batch)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) others = g_string_new (NULL);
  g_autofree char *escaped = NULL;
  g_autofree char *title = NULL;
  g_autofree char *mails = NULL;
  g_autofree char *addresses = NULL;
  g_autofree char *subtitle = NULL;
  guint n_addresses = pilot_handoff_batch_count_recipients (batch);
  guint n_agencies = 0;

  for (guint i = 0; i < batch->languages->len; i++)
    {
      const PilotHandoffLanguage *language = g_ptr_array_index (batch->languages, i);
      char *line = dup_line (language);

      n_agencies += language->n_agencies;
      g_ptr_array_add (lines, line);
      if (!pilot_handoff_language_is_own (language))
        g_string_append_printf (others, "%s%s", others->len > 0 ? "\n" : "", line);
    }
  mails = g_strdup_printf (ngettext ("%u mail", "%u mails", batch->handoffs->len), batch->handoffs->len);
  addresses = g_strdup_printf (ngettext ("%u address", "%u addresses", n_addresses), n_addresses);
  /* Translators: of a notice, e.g. “3 mails” and “295 addresses” */
  subtitle = g_strdup_printf (_("%1$s to %2$s"), mails, addresses);
  adw_expander_row_set_subtitle (self->written_row, subtitle);
  escaped = g_markup_escape_text (others->str, -1);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), *escaped != '\0' ? escaped : NULL);
  title = g_strdup_printf (ngettext ("%u agency is written to", "%u agencies are written to", n_agencies), n_agencies);
  show_names (self->written_row, self->written_label, title, lines);
}

static void
show_unreached (PilotHandoffLanguages *self, const PilotHandoffBatch *batch)
{
  guint n = batch->without_email->len;
  g_autofree char *without = g_strdup_printf (ngettext ("%u agency can’t be written to", "%u agencies can’t be written to", n), n);
  g_autofree char *left_out = NULL;

  n = batch->left_out->len;
  left_out = g_strdup_printf (ngettext ("%u agency is not among the recipients", "%u agencies are not among the recipients", n), n);
  show_names (self->without_row, self->without_label, without, batch->without_email);
  show_names (self->left_out_row, self->left_out_label, left_out, batch->left_out);
}

static void
selected_cb (PilotHandoffLanguages *self)
{
  guint selected = adw_combo_row_get_selected (self->language_row);

  if (!self->filling && self->offered != NULL && selected != GTK_INVALID_LIST_POSITION)
    g_signal_emit (self, signals[CHOSEN], 0, selected > 0 ? self->offered[selected - 1] : NULL);
}

static void
pilot_handoff_languages_finalize (GObject *object)
{
  g_strfreev (PILOT_HANDOFF_LANGUAGES (object)->offered);
  G_OBJECT_CLASS (pilot_handoff_languages_parent_class)->finalize (object);
}

static void
pilot_handoff_languages_class_init (PilotHandoffLanguagesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pilot_handoff_languages_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", PILOT_TYPE_HANDOFF_LANGUAGES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/migration/handoffs/pilot-handoff-languages.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotHandoffLanguages, language_row);
  gtk_widget_class_bind_template_child (widget_class, PilotHandoffLanguages, written_row);
  gtk_widget_class_bind_template_child (widget_class, PilotHandoffLanguages, written_label);
  gtk_widget_class_bind_template_child (widget_class, PilotHandoffLanguages, without_row);
  gtk_widget_class_bind_template_child (widget_class, PilotHandoffLanguages, without_label);
  gtk_widget_class_bind_template_child (widget_class, PilotHandoffLanguages, left_out_row);
  gtk_widget_class_bind_template_child (widget_class, PilotHandoffLanguages, left_out_label);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
pilot_handoff_languages_init (PilotHandoffLanguages *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pilot_handoff_languages_set_kind (PilotHandoffLanguages *self, const char *kind)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gboolean many = (pilot_handoff_kind_get_means (kind) & PILOT_HANDOFF_HIDES_RECIPIENTS) != 0;

  g_strfreev (self->offered);
  self->offered = pilot_handoff_list_languages (kind);
  gtk_string_list_append (names, many ? _("Each agency’s own") : _("The recipient’s"));
  for (guint i = 0; self->offered[i] != NULL; i++)
    {
      g_autofree char *name = pilot_format_language (self->offered[i]);

      gtk_string_list_append (names, name);
    }
  self->filling = TRUE;
  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (names));
  self->filling = FALSE;
}

void
pilot_handoff_languages_show (PilotHandoffLanguages *self, const PilotHandoffBatch *batch, gboolean offer)
{
  gboolean offers = offer && self->offered != NULL && g_strv_length (self->offered) > 1;

  show_languages (self, batch);
  show_unreached (self, batch);
  gtk_widget_set_visible (GTK_WIDGET (self->language_row), offers);
  gtk_widget_set_visible (GTK_WIDGET (self), offers || batch->without_email->len + batch->left_out->len + batch->languages->len > 0);
}

void
pilot_handoff_languages_choose (PilotHandoffLanguages *self, const char *language)
{
  guint selected = 0;

  for (guint i = 0; language != NULL && self->offered != NULL && self->offered[i] != NULL; i++)
    if (strcmp (self->offered[i], language) == 0)
      selected = i + 1;
  adw_combo_row_set_selected (self->language_row, selected);
}
