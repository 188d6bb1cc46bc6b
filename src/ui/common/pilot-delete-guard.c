/* pilot-delete-guard.c: what keeps records from being deleted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-delete-guard.h"

#include "pilot-entity-count.h"

#include <glib/gi18n-lib.h>

char *
pilot_delete_guard_dup_heading (PilotWorkspace *workspace, PilotEntity entity, const char *const *ids)
{
  g_autofree char *title = NULL;

  if (ids[0] == NULL || ids[1] != NULL)
    return g_strdup (_("These Records Can’t Be Deleted"));
  title = pilot_workspace_dup_title (workspace, entity, ids[0]);
  /* Translators: %s is the name of an agency, a recruiter… */
  return g_strdup_printf (_("“%s” Can’t Be Deleted"), title);
}

char *
pilot_delete_guard_dup_reason (GArray *references, gboolean one)
{
  g_autofree char *who = NULL;
  guint64 total = 0;

  for (guint i = 0; i < references->len; i++)
    {
      const PilotReferenceCount *count = &g_array_index (references, PilotReferenceCount, i);
      g_autofree char *before = g_steal_pointer (&who);
      g_autofree char *part = pilot_entity_dup_count (count->entity, count->n);

      if (before == NULL)
        who = g_steal_pointer (&part);
      else if (i + 1 < references->len)
        /* Translators: two of several things, more follow */
        who = g_strdup_printf (_("%s, %s"), before, part);
      else
        /* Translators: the last two of several things, e.g. "2 recruiters" and "14 candidates" */
        who = g_strdup_printf (_("%s and %s"), before, part);
      total += count->n;
    }
  if (one)
    /* Translators: %s is e.g. "2 recruiters and 14 candidates" */
    return g_strdup_printf (ngettext ("%s belongs to it. Move or delete it first.",
                                      "%s belong to it. Move or delete them first.", (gulong) total), who);
  /* Translators: %s is e.g. "2 recruiters and 14 candidates" */
  return g_strdup_printf (ngettext ("%s belongs to one of them. Move or delete it first.",
                                    "%s belong to them. Move or delete those first.", (gulong) total), who);
}
