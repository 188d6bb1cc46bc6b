/* pilot-connection-provider.h: makes connections of one kind
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-connection.h"
#include "pilot-token.h"

G_BEGIN_DECLS

/**
 * PilotConnectionProfile: a connection as it is remembered. Secrets are not in it: they lie in the token store
 * under @id.
 */
typedef struct
{
  char *id;       /* (owned): UUID; names the cache file too */
  char *kind;     /* (owned): "demo", "portal", "files" */
  char *title;    /* (owned): for people */
  char *address;  /* (owned) (nullable): URL of the portal, or URI of the folder with files */
  char *email;    /* (owned) (nullable): who signs in */
  char *ca_path;  /* (owned) (nullable): PEM file with the certificate authority to trust besides the system's */
} PilotConnectionProfile;

PilotConnectionProfile *pilot_connection_profile_new (const char *kind);
PilotConnectionProfile *pilot_connection_profile_copy (const PilotConnectionProfile *self);
void pilot_connection_profile_free (PilotConnectionProfile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotConnectionProfile, pilot_connection_profile_free)

#define PILOT_TYPE_CONNECTION_PROVIDER (pilot_connection_provider_get_type ())
G_DECLARE_INTERFACE (PilotConnectionProvider, pilot_connection_provider, PILOT, CONNECTION_PROVIDER, GObject)

struct _PilotConnectionProviderInterface
{
  GTypeInterface parent_iface;

  const char *(*get_kind) (PilotConnectionProvider *self);
  PilotConnection *(*open) (PilotConnectionProvider *self, const PilotConnectionProfile *profile, GCancellable *cancellable,
                            GError **error);
  /* (nullable): the four of a kind that people sign in to. */
  char *(*sign_in) (PilotConnectionProvider *self, const PilotConnectionProfile *profile, const char *password,
                    GCancellable *cancellable, GError **error);
  void (*sign_out) (PilotConnectionProvider *self, const PilotConnectionProfile *profile, const char *token,
                    GCancellable *cancellable);
  PilotConnection *(*open_with_token) (PilotConnectionProvider *self, const PilotConnectionProfile *profile, const char *token,
                                       GCancellable *cancellable, GError **error);
  gboolean (*set_token) (PilotConnectionProvider *self, const PilotConnectionProfile *profile, const char *token,
                         gboolean *kept, GCancellable *cancellable, GError **error);
  gboolean (*forget) (PilotConnectionProvider *self, const PilotConnectionProfile *profile, GCancellable *cancellable,
                      GError **error);
};

const char *pilot_connection_provider_get_kind (PilotConnectionProvider *self);

/**
 * pilot_connection_provider_open:
 *
 * Makes a connection with the secret that is kept for the profile. Does not talk to the other side yet. Blocks.
 *
 * Returns: (transfer full): the connection, or %NULL with PILOT_ERROR_UNAUTHORIZED where no secret is kept
 */
PilotConnection *pilot_connection_provider_open (PilotConnectionProvider *self, const PilotConnectionProfile *profile,
                                                 GCancellable *cancellable, GError **error);

/**
 * pilot_connection_provider_sign_in:
 * @error: PILOT_ERROR; _UNAUTHORIZED: wrong address or password; _THROTTLED: too many tries; _UNSUPPORTED: nobody signs in
 *   to such a connection
 *
 * Signs in and keeps nothing: what was kept for the profile stays. Blocks.
 *
 * Returns: (transfer full): a token: to be kept by pilot_connection_provider_set_token() or ended by
 *   pilot_connection_provider_sign_out(); free it with pilot_token_free()
 */
char *pilot_connection_provider_sign_in (PilotConnectionProvider *self, const PilotConnectionProfile *profile,
                                         const char *password, GCancellable *cancellable, GError **error);

/**
 * pilot_connection_provider_sign_out:
 * @token: of a sign-in that nobody keeps
 *
 * Revokes it over there. What fails is of no consequence: a token ends by itself. Blocks.
 */
void pilot_connection_provider_sign_out (PilotConnectionProvider *self, const PilotConnectionProfile *profile, const char *token,
                                         GCancellable *cancellable);

/**
 * pilot_connection_provider_open_with_token:
 * @token: as a person or pilot_connection_provider_sign_in() gave it
 * @error: PILOT_ERROR; _INVALID: it is no token
 *
 * Makes a connection that uses @token, and keeps it nowhere else: to find out who answers. Blocks.
 *
 * Returns: (transfer full)
 */
PilotConnection *pilot_connection_provider_open_with_token (PilotConnectionProvider *self, const PilotConnectionProfile *profile,
                                                            const char *token, GCancellable *cancellable, GError **error);

/**
 * pilot_connection_provider_set_token:
 * @kept: (out): %FALSE if no secret service runs: the token lives for this session only, and the person is told
 *
 * Keeps a token that a sign-in, a person or a file gave, in the place of the one before. Blocks.
 */
gboolean pilot_connection_provider_set_token (PilotConnectionProvider *self, const PilotConnectionProfile *profile,
                                              const char *token, gboolean *kept, GCancellable *cancellable, GError **error);

/** pilot_connection_provider_forget: revokes the token if it can and wipes it here. */
gboolean pilot_connection_provider_forget (PilotConnectionProvider *self, const PilotConnectionProfile *profile,
                                           GCancellable *cancellable, GError **error);

G_END_DECLS
