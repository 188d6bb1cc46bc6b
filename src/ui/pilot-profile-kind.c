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

const char *
pilot_profile_kind_icon (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return kinds[i].icon;
  return "network-server-symbolic";
}
