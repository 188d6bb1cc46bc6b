/* pilot-token-store.c: where the tokens of connections are kept
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-token-store.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#define MAX_TOKEN_BYTES 4096

struct _PilotTokenStore
{
  GObject parent_instance;

  gboolean session_only;
  GMutex lock;
  GHashTable *tokens; /* (owned) (element-type utf8 utf8): by profile id; guarded by the lock */
};

G_DEFINE_FINAL_TYPE (PilotTokenStore, pilot_token_store, G_TYPE_OBJECT)

static const SecretSchema token_schema = {
  .name = "io.github.pilotage.Pilotage.Token",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

static gboolean
is_token (const char *token)
{
  gsize length = 0;

  for (const char *at = token; *at != '\0'; at++, length++)
    if (!g_ascii_isgraph (*at) || length >= MAX_TOKEN_BYTES)
      return FALSE;
  return length > 0;
}

static void
remember (PilotTokenStore *self, const char *profile_id, const char *token)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  g_hash_table_replace (self->tokens, g_strdup (profile_id), g_strdup (token));
}

static void
pilot_token_store_finalize (GObject *object)
{
  PilotTokenStore *self = PILOT_TOKEN_STORE (object);

  g_hash_table_unref (self->tokens);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (pilot_token_store_parent_class)->finalize (object);
}

static void
pilot_token_store_class_init (PilotTokenStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_token_store_finalize;
}

static void
pilot_token_store_init (PilotTokenStore *self)
{
  g_mutex_init (&self->lock);
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) pilot_token_free);
}

gboolean
pilot_token_check (const char *token, GError **error)
{
  if (is_token (token))
    return TRUE;
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("This is no token: a token has no blanks and no accents."));
  return FALSE;
}

PilotTokenStore *
pilot_token_store_new (void)
{
  return g_object_new (PILOT_TYPE_TOKEN_STORE, NULL);
}

PilotTokenStore *
pilot_token_store_new_for_session (void)
{
  PilotTokenStore *self = g_object_new (PILOT_TYPE_TOKEN_STORE, NULL);

  self->session_only = TRUE;
  return self;
}

char *
pilot_token_store_lookup (PilotTokenStore *self, const char *profile_id, GCancellable *cancellable)
{
  char *token = pilot_token_store_peek (self, profile_id);
  g_autoptr (GError) cause = NULL;
  char *secret;

  if (token != NULL || self->session_only)
    return token;
  secret = secret_password_lookup_sync (&token_schema, cancellable, &cause, "profile", profile_id, NULL);
  if (secret == NULL)
    {
      if (cause != NULL && !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_debug ("No secret service: %s", cause->message);
      return NULL;
    }
  if (is_token (secret))
    {
      remember (self, profile_id, secret);
      token = g_strdup (secret);
    }
  secret_password_free (secret);
  return token;
}

char *
pilot_token_store_peek (PilotTokenStore *self, const char *profile_id)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = NULL;

  g_return_val_if_fail (PILOT_IS_TOKEN_STORE (self), NULL);
  g_return_val_if_fail (profile_id != NULL, NULL);

  locker = g_mutex_locker_new (&self->lock);
  return g_strdup (g_hash_table_lookup (self->tokens, profile_id));
}

gboolean
pilot_token_store_save (PilotTokenStore *self, const char *profile_id, const char *title, const char *token, gboolean *kept,
                        GCancellable *cancellable, GError **error)
{
  g_autofree char *label = NULL;
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (PILOT_IS_TOKEN_STORE (self), FALSE);
  g_return_val_if_fail (profile_id != NULL && token != NULL, FALSE);

  *kept = FALSE;
  if (!pilot_token_check (token, error))
    return FALSE;
  remember (self, profile_id, token);
  if (self->session_only)
    return TRUE;
  /* Translators: the name under which the system's password program shows a sign-in; %s is a connection's title */
  label = g_strdup_printf (_("Pilotage: %s"), title != NULL ? title : profile_id);
  *kept = secret_password_store_sync (&token_schema, SECRET_COLLECTION_DEFAULT, label, token, cancellable, &cause, "profile",
                                      profile_id, NULL);
  if (cause != NULL)
    g_debug ("No secret service: %s", cause->message);
  return TRUE;
}

gboolean
pilot_token_store_clear (PilotTokenStore *self, const char *profile_id, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (PILOT_IS_TOKEN_STORE (self), FALSE);

  g_mutex_lock (&self->lock);
  g_hash_table_remove (self->tokens, profile_id);
  g_mutex_unlock (&self->lock);
  if (self->session_only)
    return TRUE;
  secret_password_clear_sync (&token_schema, cancellable, &cause, "profile", profile_id, NULL);
  if (cause == NULL)
    return TRUE;
  /* Without a service there is nothing that it could have kept. A locked one has kept it. */
  if (cause->domain != SECRET_ERROR)
    {
      g_debug ("No secret service: %s", cause->message);
      return TRUE;
    }
  g_set_error (error, PILOT_ERROR, PILOT_ERROR_FAILED,
               _("The sign-in is still in the system’s password store. Unlock the store and try again. (%s)"), cause->message);
  return FALSE;
}
