/* pilot-portal-address.c: where a portal is, as people write it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-portal-address.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pilot-error.h"

#define URI_FLAGS (G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_ENCODED_QUERY | G_URI_FLAGS_ENCODED_FRAGMENT)

char *
pilot_portal_address_normalize (const char *typed)
{
  g_autofree char *stripped = g_strstrip (g_strdup (typed));
  gboolean bare = *stripped != '\0' && strstr (stripped, "://") == NULL;
  char *address = bare ? g_strconcat ("https://", stripped, NULL) : g_steal_pointer (&stripped);

  while (g_str_has_suffix (address, "/"))
    address[strlen (address) - 1] = '\0';
  return address;
}

gboolean
pilot_portal_address_check (const char *address, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (address, URI_FLAGS, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0' || strpbrk (host, " %\t") != NULL ||
      (g_ascii_strcasecmp (scheme, "http") != 0 && g_ascii_strcasecmp (scheme, "https") != 0))
    {
      g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID,
                   _("“%s” is not the address of a portal. An address looks like “https://portal.example.com”."), address);
      return FALSE;
    }
  if (g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID,
                           _("The portal’s address must not hold a name, a password, a “?” or a “#”."));
      return FALSE;
    }
  return TRUE;
}
