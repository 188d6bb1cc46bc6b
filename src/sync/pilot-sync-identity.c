/* pilot-sync-identity.c: whether the other side is the one whose data are kept here
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-sync-identity.h"

#include <glib/gi18n-lib.h>

#include "pilot-check.h"
#include "pilot-entities.h"
#include "pilot-error.h"

#define COMPANY_ID "company-id"
#define COMPANY_NAME "company-name"
#define COMPANY_ENVIRONMENT "company-environment"

/* Whose data are kept. */
typedef struct
{
  char *id;          /* (owned) (nullable): not known yet */
  char *name;        /* (owned) (nullable) */
  char *environment; /* (owned) (nullable) */
} Known;

static void
known_clear (Known *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->environment);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Known, known_clear)

static gboolean
take_company_cb (PilotRecord *record, gpointer user_data)
{
  Known *known = user_data;

  known->id = g_strdup (pilot_record_get_id (record));
  known->name = g_strdup (pilot_record_get_text (record, PILOT_COMPANY_NAME));
  known->environment = g_strdup (pilot_record_get_text (record, PILOT_COMPANY_ENVIRONMENT));
  return FALSE;
}

/* A cache of an older program remembers nobody, but holds the company's own record. */
static gboolean
load_known (PilotStore *store, gboolean remembered_only, Known *known, GError **error)
{
  known->id = pilot_store_get_setting (store, COMPANY_ID);
  if (known->id == NULL)
    return remembered_only || pilot_store_scan (store, PILOT_ENTITY_COMPANY, take_company_cb, known, NULL, error);
  known->name = pilot_store_get_setting (store, COMPANY_NAME);
  known->environment = pilot_store_get_setting (store, COMPANY_ENVIRONMENT);
  return TRUE;
}

static gboolean
is_other_environment (const Known *known, const PilotConnectionInfo *info)
{
  return known->environment != NULL && info->environment != NULL && g_strcmp0 (known->environment, info->environment) != 0;
}

static char *
dup_what_happened (const Known *known, const PilotConnectionInfo *info)
{
  const char *here = known->name != NULL ? known->name : "";

  if (info->company_id == NULL)
    return g_strdup_printf (_("The portal at this address has no company, but what is kept here belongs to “%s”."), here);
  if (g_strcmp0 (known->name, info->title) != 0)
    /* Translators: both are names of companies */
    return g_strdup_printf (_("“%s” answers at this address, but what is kept here belongs to “%s”."), info->title, here);
  if (g_strcmp0 (known->id, info->company_id) != 0)
    /* Translators: %s is the name of two companies */
    return g_strdup_printf (_("Another company that is called “%s” too answers at this address, not the one whose data are kept here."), here);
  /* Translators: the first and the third are environments (“Sandbox”, “Production”), the second is a company */
  return g_strdup_printf (_("The environment “%s” of “%s” answers at this address, but what is kept here belongs to “%s”."),
                          _(pilot_choice_label (pilot_environment_choices, info->environment)), here,
                          _(pilot_choice_label (pilot_environment_choices, known->environment)));
}

static char *
dup_what_was_kept (const PilotStoreCounts *counts)
{
  guint n = counts->n_waiting + counts->n_blocked + counts->n_conflicts;

  if (n == 0)
    return g_strdup (_("Nothing was sent or fetched."));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Nothing was sent or fetched; %u change waits here.",
                                       "Nothing was sent or fetched; %u changes wait here.", n),
                          n);
}

gboolean
pilot_sync_identity_check (PilotStore *store, const PilotConnectionInfo *info, char **other, GError **error)
{
  g_auto (Known) known = { 0 };
  PilotStoreCounts counts = { 0 };
  g_autofree char *happened = NULL;
  g_autofree char *kept = NULL;

  /* A cache that is being closed tells nothing: that is no leave to send. Its numbers are read last, and tell. */
  if (!load_known (store, info->company_id == NULL, &known, error) || !pilot_store_get_counts (store, &counts, error))
    return FALSE;
  if (known.id == NULL || (g_strcmp0 (known.id, info->company_id) == 0 && !is_other_environment (&known, info)))
    return TRUE;
  happened = dup_what_happened (&known, info);
  kept = dup_what_was_kept (&counts);
  /* Translators: three sentences: what happened, what was kept, what to do */
  g_set_error (error, PILOT_ERROR, PILOT_ERROR_FAILED, _("%s %s Sign in as before, or add this portal as a new connection."), happened,
               kept);
  if (other != NULL)
    *other = g_steal_pointer (&happened);
  return FALSE;
}

/* The answer is kept, so that the next start knows it without a network. */
static void
remember (PilotStore *store, const PilotConnectionInfo *info)
{
  const struct
  {
    const char *key;
    const char *value;
  } settings[] = {
    { COMPANY_ID, info->company_id },
    { COMPANY_NAME, info->company_id != NULL ? info->title : NULL },
    { COMPANY_ENVIRONMENT, info->environment },
    { "member-id", info->member_id },
    { "role", pilot_role_to_name (info->role) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autofree char *before = pilot_store_get_setting (store, settings[i].key);

      if (g_strcmp0 (before, settings[i].value) != 0)
        pilot_store_set_setting (store, settings[i].key, settings[i].value);
    }
}

gboolean
pilot_sync_identity_probe (PilotConnection *connection, PilotStore *store, PilotConnectionInfo *info, GCancellable *cancellable,
                           GError **error)
{
  if (!pilot_connection_probe (connection, info, cancellable, error))
    return FALSE;
  if (!pilot_sync_identity_check (store, info, NULL, error))
    {
      pilot_connection_info_clear (info);
      return FALSE;
    }
  remember (store, info);
  return TRUE;
}
