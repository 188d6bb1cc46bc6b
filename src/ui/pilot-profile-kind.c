/* pilot-profile-kind.c: the kinds of connections, for people
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-profile-kind.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *kind;
  const char *label;
  const char *icon;
} kinds[] = {
  { "demo", N_("Demo company"), "applications-science-symbolic" },
  { "portal", N_("Portal"), "network-server-symbolic" },
  { "files", N_("Files"), "folder-documents-symbolic" },
};

const char *
pilot_profile_kind_label (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return _(kinds[i].label);
  return kind != NULL ? kind : "";
}

char *
pilot_profile_kind_dup_place (const PilotConnectionProfile *profile)
{
  g_autoptr (GFile) folder = NULL;

  /* Where the demo company's data lie is of no interest. */
  if (profile->address == NULL || g_strcmp0 (profile->kind, "demo") == 0)
    return g_strdup (pilot_profile_kind_label (profile->kind));
  if (g_strcmp0 (profile->kind, "files") != 0)
    return g_strdup (profile->address);
  folder = g_file_new_for_uri (profile->address);
  return g_file_get_parse_name (folder);
}

const char *
pilot_profile_kind_icon (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return kinds[i].icon;
  return "network-server-symbolic";
}
