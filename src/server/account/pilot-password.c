/* pilot-password.c: passwords, hashed with yescrypt
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-password.h"

#include "pilot-error.h"

#include <crypt.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* (transfer full) (nullable): crypt() of a state of its own, so that several threads may hash. */
static char *
run_crypt (const char *password, const char *setting)
{
  g_autofree struct crypt_data *data = g_new0 (struct crypt_data, 1);
  const char *hash = crypt_rn (password, setting, data, sizeof *data);
  char *copy = hash != NULL ? g_strdup (hash) : NULL;

  explicit_bzero (data, sizeof *data);
  return copy;
}

static gboolean
equal_in_constant_time (const char *a, const char *b)
{
  gsize length = strlen (a);
  guchar difference = 0;

  if (strlen (b) != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    difference |= (guchar) a[i] ^ (guchar) b[i];
  return difference == 0;
}

/* A hash with the cost of a real one, of a password that nobody knows. */
static const char *
get_decoy (void)
{
  static char *decoy = NULL;

  if (g_once_init_enter (&decoy))
    {
      g_autofree char *nobodys = g_uuid_string_random ();
      char *hash = pilot_password_hash (nobodys, NULL);

      g_once_init_leave (&decoy, hash != NULL ? hash : g_strdup ("*"));
    }
  return decoy;
}

static gboolean
check_most (const char *password, GError **error)
{
  if (strlen (password) <= PILOT_PASSWORD_MAX_BYTES)
    return TRUE;
  g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, "A password has at most %d bytes", PILOT_PASSWORD_MAX_BYTES);
  return FALSE;
}

gboolean
pilot_password_check (const char *password, GError **error)
{
  if (strlen (password) >= PILOT_PASSWORD_MIN_BYTES)
    return check_most (password, error);
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("A password needs at least 8 characters"));
  return FALSE;
}

char *
pilot_password_hash (const char *password, GError **error)
{
  char setting[CRYPT_GENSALT_OUTPUT_SIZE];
  char *hash;

  if (!check_most (password, error))
    return NULL;
  /* Cost 0 is the library's default; the salt comes from the system's random source. */
  if (crypt_gensalt_rn ("$y$", 0, NULL, 0, setting, sizeof setting) == NULL
      || (hash = run_crypt (password, setting)) == NULL)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_FAILED, "The password could not be hashed");
      return NULL;
    }
  return hash;
}

gboolean
pilot_password_verify (const char *password, const char *hash)
{
  g_autofree char *computed = NULL;
  const char *expected = hash != NULL ? hash : get_decoy ();

  if (strlen (password) > PILOT_PASSWORD_MAX_BYTES)
    return FALSE;
  computed = run_crypt (password, expected);
  return computed != NULL && equal_in_constant_time (computed, expected) && hash != NULL;
}
