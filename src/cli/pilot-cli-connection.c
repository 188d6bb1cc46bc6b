/* pilot-cli-connection.c: which connection pilotage-cli works with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-cli.h"

#include "pilot-error.h"
#include "pilot-portal-address.h"
#include "pilot-profiles.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SETTINGS_ID "io.github.pilotage.Pilotage"

/* The same connection has the same id, and so the same cache, in every run. */
static char *
make_id (const char *kind, const char *address)
{
  g_autofree char *text = g_strdup_printf ("pilotage-cli:%s:%s", kind, address != NULL ? address : "");
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strdup_printf ("%.8s-%.4s-8%.3s-8%.3s-%.12s", hash, hash + 8, hash + 12, hash + 15, hash + 18);
}

/* The connections of the application; none where it isn't installed. */
static GPtrArray *
load_profiles (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, SETTINGS_ID, TRUE) : NULL;
  g_autoptr (GSettings) settings = NULL;

  if (schema == NULL)
    return g_ptr_array_new ();
  settings = g_settings_new_full (schema, NULL, NULL);
  return pilot_profiles_load (settings);
}

static gboolean
is_called (const PilotConnectionProfile *profile, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  g_autofree char *title = profile->title != NULL ? g_utf8_casefold (profile->title, -1) : NULL;

  return g_strcmp0 (title, folded) == 0 || g_strcmp0 (profile->id, name) == 0 || g_strcmp0 (profile->address, name) == 0;
}

static void
refuse_name (GPtrArray *profiles, const char *name, guint n_called, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < profiles->len; i++)
    {
      const PilotConnectionProfile *profile = g_ptr_array_index (profiles, i);

      g_string_append_printf (names, "\n  %s  %s", profile->id, profile->title != NULL ? profile->title : "");
    }
  if (profiles->len == 0)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("The application has no connections yet."));
  else if (n_called == 0)
    /* Translators: the second %s is a list, one connection a line */
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("The application has no connection “%s”. It has these:%s"), name, names->str);
  else
    /* Translators: the second %s is a list, one connection a line */
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("More than one connection is called “%s”; name it by its id:%s"), name,
                 names->str);
}

static PilotConnectionProfile *
find_profile (const char *name, GError **error)
{
  g_autoptr (GPtrArray) profiles = load_profiles ();
  const PilotConnectionProfile *found = NULL;
  guint n_called = 0;

  for (guint i = 0; i < profiles->len; i++)
    if (is_called (g_ptr_array_index (profiles, i), name))
      {
        found = g_ptr_array_index (profiles, i);
        n_called++;
      }
  if (n_called == 1)
    return pilot_connection_profile_copy (found);
  refuse_name (profiles, name, n_called, error);
  return NULL;
}

static PilotConnectionProfile *
make_profile (PilotCli *self)
{
  const char *kind = self->portal_url != NULL ? "portal" : self->files_dir != NULL ? "files" : "demo";
  PilotConnectionProfile *profile = pilot_connection_profile_new (kind);
  g_autoptr (GFile) folder = NULL;

  if (self->files_dir != NULL)
    {
      folder = g_file_new_for_commandline_arg (self->files_dir);
      profile->address = g_file_get_uri (folder);
    }
  else if (self->portal_url != NULL)
    profile->address = pilot_portal_address_normalize (self->portal_url);
  else if (self->cache_dir != NULL)
    profile->address = g_build_filename (self->cache_dir, "demo-company", NULL);
  g_free (profile->id);
  profile->id = make_id (kind, profile->address);
  g_free (profile->title);
  profile->title = g_strdup (self->demo ? _ ("Demo company") : profile->address);
  return profile;
}

PilotConnectionProfile *
pilot_cli_choose_profile (PilotCli *self, GError **error)
{
  int n_chosen = (self->connection != NULL) + (self->portal_url != NULL) + (self->files_dir != NULL) + self->demo;
  PilotConnectionProfile *profile;

  if (n_chosen != 1)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("Choose one of --connection, --portal, --files and --demo."));
      return NULL;
    }
  profile = self->connection != NULL ? find_profile (self->connection, error) : make_profile (self);
  if (profile != NULL && self->ca_file != NULL)
    {
      g_free (profile->ca_path);
      /* What reads it takes no other. */
      profile->ca_path = g_canonicalize_filename (self->ca_file, NULL);
    }
  return profile;
}

gboolean
pilot_cli_check_ca_file (PilotCli *self, GError **error)
{
  g_autoptr (GTlsDatabase) database = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *path = self->ca_file != NULL ? g_canonicalize_filename (self->ca_file, NULL) : NULL;

  if (path == NULL)
    return TRUE;
  database = g_tls_file_database_new (path, &local_error);
  if (database == NULL)
    g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, _ ("There is no certificate authority in the file “%s”: %s"), self->ca_file, local_error->message);
  return database != NULL;
}

PilotConnectionProvider *
pilot_cli_find_provider (PilotCli *self, const char *kind)
{
  for (guint i = 0; self->providers[i] != NULL; i++)
    if (strcmp (pilot_connection_provider_get_kind (self->providers[i]), kind) == 0)
      return self->providers[i];
  return NULL;
}

gboolean
pilot_cli_take_token (PilotCli *self, PilotConnectionProvider *provider, const PilotConnectionProfile *profile, GError **error)
{
  g_autofree char *token = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean kept;
  gboolean taken;

  if (self->token_file == NULL)
    return TRUE;
  if (!g_file_get_contents (self->token_file, &token, NULL, &local_error))
    {
      g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, _ ("The access token can't be read: %s"), local_error->message);
      return FALSE;
    }
  g_strstrip (token);
  if (*token == '\0')
    {
      g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, _ ("There is no access token in the file “%s”: it is empty."), self->token_file);
      return FALSE;
    }
  taken = pilot_connection_provider_set_token (provider, profile, token, &kept, self->cancellable, error);
  memset (token, 0, strlen (token));
  return taken;
}
