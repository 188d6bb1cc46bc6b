/* pilot-file-provider.c: connections to folders of CSV files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-file-provider.h"

#include "pilot-error.h"
#include "pilot-file-connection.h"

#include <glib/gi18n-lib.h>

struct _PilotFileProvider
{
  GObject parent_instance;
};

static void pilot_file_provider_provider_init (PilotConnectionProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PilotFileProvider, pilot_file_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PILOT_TYPE_CONNECTION_PROVIDER, pilot_file_provider_provider_init))

static const char *
pilot_file_provider_get_kind (PilotConnectionProvider *self)
{
  return "files";
}

static PilotConnection *
pilot_file_provider_open (PilotConnectionProvider *self, const PilotConnectionProfile *profile, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) folder = NULL;

  if (profile->address == NULL || *profile->address == '\0')
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, _ ("No folder is chosen."));
      return NULL;
    }
  folder = g_file_new_for_commandline_arg (profile->address);
  return pilot_file_connection_new (folder);
}

static gboolean
pilot_file_provider_forget (PilotConnectionProvider *self, const PilotConnectionProfile *profile, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
pilot_file_provider_provider_init (PilotConnectionProviderInterface *iface)
{
  iface->get_kind = pilot_file_provider_get_kind;
  iface->open = pilot_file_provider_open;
  iface->forget = pilot_file_provider_forget;
}

static void
pilot_file_provider_class_init (PilotFileProviderClass *klass)
{
}

static void
pilot_file_provider_init (PilotFileProvider *self)
{
}

PilotConnectionProvider *
pilot_file_provider_new (void)
{
  return g_object_new (PILOT_TYPE_FILE_PROVIDER, NULL);
}
