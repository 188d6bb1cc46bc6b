/* pilot-profiles.c: the connections that are remembered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-profiles.h"

static const struct
{
  const char *key;
  gsize offset;
} members[] = {
  { "id", G_STRUCT_OFFSET (PilotConnectionProfile, id) },
  { "kind", G_STRUCT_OFFSET (PilotConnectionProfile, kind) },
  { "title", G_STRUCT_OFFSET (PilotConnectionProfile, title) },
  { "address", G_STRUCT_OFFSET (PilotConnectionProfile, address) },
  { "email", G_STRUCT_OFFSET (PilotConnectionProfile, email) },
  { "ca-path", G_STRUCT_OFFSET (PilotConnectionProfile, ca_path) },
};

GPtrArray *
pilot_profiles_load (GSettings *settings)
{
  g_autoptr (GPtrArray) profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_connection_profile_free);
  g_autoptr (GVariant) list = g_settings_get_value (settings, "connections");
  GVariantIter iter;
  GVariant *entry;

  g_variant_iter_init (&iter, list);
  while ((entry = g_variant_iter_next_value (&iter)) != NULL)
    {
      g_autoptr (GVariant) owned G_GNUC_UNUSED = entry;
      const char *id = NULL;
      const char *kind = NULL;

      if (g_variant_lookup (entry, "id", "&s", &id) && g_variant_lookup (entry, "kind", "&s", &kind))
        {
          PilotConnectionProfile *profile = pilot_connection_profile_new (kind);

          for (guint i = 0; i < G_N_ELEMENTS (members); i++)
            {
              char **member = G_STRUCT_MEMBER_P (profile, members[i].offset);
              char *text = NULL;

              if (g_variant_lookup (entry, members[i].key, "s", &text))
                {
                  g_free (*member);
                  *member = text;
                }
            }
          g_ptr_array_add (profiles, profile);
        }
    }
  return g_steal_pointer (&profiles);
}

void
pilot_profiles_save (GSettings *settings, GPtrArray *profiles)
{
  GVariantBuilder list;

  g_variant_builder_init (&list, G_VARIANT_TYPE ("aa{sv}"));
  for (guint p = 0; p < profiles->len; p++)
    {
      g_variant_builder_open (&list, G_VARIANT_TYPE ("a{sv}"));
      for (guint i = 0; i < G_N_ELEMENTS (members); i++)
        {
          const char *text = G_STRUCT_MEMBER (char *, g_ptr_array_index (profiles, p), members[i].offset);

          if (text != NULL)
            g_variant_builder_add (&list, "{sv}", members[i].key, g_variant_new_string (text));
        }
      g_variant_builder_close (&list);
    }
  g_settings_set_value (settings, "connections", g_variant_builder_end (&list));
}

int
pilot_profiles_find_same (GPtrArray *profiles, const PilotConnectionProfile *profile)
{
  for (guint i = profiles->len; i-- > 0;)
    {
      const PilotConnectionProfile *known = g_ptr_array_index (profiles, i);

      if (g_strcmp0 (known->kind, profile->kind) == 0 && g_strcmp0 (known->address, profile->address) == 0 &&
          g_strcmp0 (known->email, profile->email) == 0)
        return (int) i;
    }
  return -1;
}

int
pilot_profiles_find (GPtrArray *profiles, const char *id)
{
  for (guint i = 0; i < profiles->len; i++)
    {
      const PilotConnectionProfile *profile = g_ptr_array_index (profiles, i);

      if (g_strcmp0 (profile->id, id) == 0)
        return (int) i;
    }
  return -1;
}
