/* pilot-cli-print.c: what pilotage-cli writes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-cli-print.h"

#include "pilot-wire.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

struct _PilotCliObject
{
  GString *text; /* (owned) */
};

static void
begin_member (PilotCliObject *self, const char *name)
{
  if (self->text->len > 1)
    g_string_append_c (self->text, ',');
  pilot_wire_append_string (self->text, name, -1);
  g_string_append_c (self->text, ':');
}

void
pilot_cli_print_error (gboolean json, const char *message)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!json)
    {
      fprintf (stderr, "pilotage-cli: %s\n", message);
      return;
    }
  pilot_wire_append_string (text, message, -1);
  fprintf (stderr, "{\"error\":%s}\n", text->str);
}

PilotCliObject *
pilot_cli_object_new (void)
{
  PilotCliObject *self = g_new0 (PilotCliObject, 1);

  self->text = g_string_new ("{");
  return self;
}

void
pilot_cli_object_add_text (PilotCliObject *self, const char *name, const char *text)
{
  begin_member (self, name);
  pilot_wire_append_string (self->text, text, -1);
}

void
pilot_cli_object_add_integer (PilotCliObject *self, const char *name, gint64 value)
{
  begin_member (self, name);
  pilot_wire_append_integer (self->text, value);
}

void
pilot_cli_object_add_boolean (PilotCliObject *self, const char *name, gboolean value)
{
  begin_member (self, name);
  g_string_append (self->text, value ? "true" : "false");
}

void
pilot_cli_object_free (PilotCliObject *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

void
pilot_cli_object_print (PilotCliObject *self)
{
  printf ("%s}\n", self->text->str);
  fflush (stdout);
  pilot_cli_object_free (self);
}

void
pilot_cli_print_cells (const char *const *cells)
{
  for (guint i = 0; cells[i] != NULL; i++)
    {
      if (i > 0)
        putchar ('\t');
      for (const char *c = cells[i]; *c != '\0'; c++)
        putchar (*c == '\t' || *c == '\n' || *c == '\r' ? ' ' : *c);
    }
  putchar ('\n');
}

void
pilot_cli_print_headings (const PilotSchema *schema)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  g_ptr_array_add (cells, (char *) g_dgettext (GETTEXT_PACKAGE, schema->fields[PILOT_FIELD_ID].label));
  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    if (schema->fields[i].flags & PILOT_FIELD_LISTED)
      g_ptr_array_add (cells, (char *) g_dgettext (GETTEXT_PACKAGE, schema->fields[i].label));
  g_ptr_array_add (cells, NULL);
  pilot_cli_print_cells ((const char *const *) cells->pdata);
}

void
pilot_cli_print_row (PilotRow *row, gboolean json)
{
  const PilotSchema *schema = pilot_record_get_schema (pilot_row_get_record (row));
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  if (json)
    {
      g_autofree char *text = pilot_wire_record_to_json (pilot_row_get_record (row));

      puts (text);
      return;
    }
  g_ptr_array_add (cells, g_strdup (pilot_row_get_id (row)));
  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    if (schema->fields[i].flags & PILOT_FIELD_LISTED)
      g_ptr_array_add (cells, pilot_row_dup_display (row, i));
  g_ptr_array_add (cells, NULL);
  pilot_cli_print_cells ((const char *const *) cells->pdata);
}
