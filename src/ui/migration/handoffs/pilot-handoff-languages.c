/* pilot-handoff-languages.c: in which language a hand-off is written, and whom it can't reach
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-languages.h"

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
  AdwExpanderRow *without_row;
  GtkLabel *without_label;
};

G_DEFINE_FINAL_TYPE (PilotHandoffLanguages, pilot_handoff_languages, ADW_TYPE_PREFERENCES_GROUP)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Who gets it in another language than his own is told here, before it goes out. */
static void
show_languages (PilotHandoffLanguages *self, const PilotHandoffBatch *batch)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *escaped = NULL;

  for (guint i = 0; i < batch->languages->len; i++)
    {
      const PilotHandoffLanguage *language = g_ptr_array_index (batch->languages, i);

      if (i > 0)
        g_string_append_c (text, '\n');
      if (pilot_handoff_language_is_own (language))
        /* Translators: a language such as “de” */
        g_string_append_printf (text, ngettext ("%s: %u agency", "%s: %u agencies", language->n_agencies), language->wanted, language->n_agencies);
      else
        /* Translators: a language such as “de”; the second is that in which it is written */
        g_string_append_printf (text, ngettext ("%s: %u agency; there is no translation, it is written to in “%s”",
                                                "%s: %u agencies; there is no translation, they are written to in “%s”", language->n_agencies),
                                language->wanted, language->n_agencies, language->written);
    }
  escaped = g_markup_escape_text (text->str, -1);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), *escaped != '\0' ? escaped : NULL);
}

static void
show_without (PilotHandoffLanguages *self, const PilotHandoffBatch *batch)
{
  guint n = batch->without_email->len;
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *title = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (batch->without_email, i));
  title = g_strdup_printf (ngettext ("%u agency can’t be written to", "%u agencies can’t be written to", n), n);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->without_row), title);
  gtk_label_set_text (self->without_label, names->str);
  gtk_widget_set_visible (GTK_WIDGET (self->without_row), n > 0);
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
  gtk_widget_class_bind_template_child (widget_class, PilotHandoffLanguages, without_row);
  gtk_widget_class_bind_template_child (widget_class, PilotHandoffLanguages, without_label);
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
    gtk_string_list_append (names, self->offered[i]);
  self->filling = TRUE;
  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (names));
  self->filling = FALSE;
}

void
pilot_handoff_languages_show (PilotHandoffLanguages *self, const PilotHandoffBatch *batch, gboolean offer)
{
  gboolean offers = offer && self->offered != NULL && g_strv_length (self->offered) > 1;

  show_languages (self, batch);
  show_without (self, batch);
  gtk_widget_set_visible (GTK_WIDGET (self->language_row), offers);
  gtk_widget_set_visible (GTK_WIDGET (self), offers || batch->without_email->len > 0 || batch->languages->len > 0);
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
