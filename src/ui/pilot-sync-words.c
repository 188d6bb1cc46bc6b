/* pilot-sync-words.c: how the sync stands, in an icon and a few words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-sync-words.h"

#include "pilot-format.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *icon;
  const char *label;
} states[] = {
  [PILOT_SYNC_IDLE] = { "emblem-ok-symbolic", N_("Up to date") },
  [PILOT_SYNC_RUNNING] = { "emblem-synchronizing-symbolic", N_("Syncing…") },
  [PILOT_SYNC_OFFLINE] = { "network-offline-symbolic", N_("Offline") },
  [PILOT_SYNC_SIGN_IN] = { "dialog-password-symbolic", N_("Sign in to sync") },
  [PILOT_SYNC_FAILED] = { "dialog-error-symbolic", N_("Sync stopped") },
};

/* Of a folder that is read, and never written to. */
static const char *const read_states[] = {
  [PILOT_SYNC_IDLE] = N_("All files are read"),
  [PILOT_SYNC_RUNNING] = N_("Reading…"),
  [PILOT_SYNC_OFFLINE] = N_("The folder can’t be reached"),
  [PILOT_SYNC_SIGN_IN] = N_("Sign in to sync"),
  [PILOT_SYNC_FAILED] = N_("Reading stopped"),
};

const char *
pilot_sync_words_get_state (const PilotSyncFacts *facts)
{
  return facts->reads ? _(read_states[facts->state]) : _(states[facts->state].label);
}

const char *
pilot_sync_words_get_icon (const PilotSyncFacts *facts)
{
  if (facts->blocked + facts->conflicts > 0 || (facts->noticed && facts->state == PILOT_SYNC_IDLE))
    return "dialog-warning-symbolic";
  if (facts->state == PILOT_SYNC_IDLE && facts->waiting > 0)
    return "document-send-symbolic";
  if (facts->state == PILOT_SYNC_IDLE && facts->last_sync_unix_usec == 0)
    return "content-loading-symbolic";
  return states[facts->state].icon;
}

char *
pilot_sync_words_dup_summary (const PilotSyncFacts *facts)
{
  guint troubled = facts->blocked + facts->conflicts;
  g_autofree char *ago = NULL;

  if (troubled > 0)
    return g_strdup_printf (ngettext ("%'u to resolve", "%'u to resolve", troubled), troubled);
  if (facts->state == PILOT_SYNC_OFFLINE && facts->waiting > 0)
    return g_strdup_printf (ngettext ("Offline, %'u waiting", "Offline, %'u waiting", facts->waiting), facts->waiting);
  if (facts->state == PILOT_SYNC_SIGN_IN && facts->waiting > 0)
    return g_strdup_printf (ngettext ("Sign in, %'u waiting", "Sign in, %'u waiting", facts->waiting), facts->waiting);
  if (facts->state != PILOT_SYNC_IDLE)
    return g_strdup (pilot_sync_words_get_state (facts));
  if (facts->waiting > 0)
    return g_strdup_printf (ngettext ("%'u change waiting", "%'u changes waiting", facts->waiting), facts->waiting);
  if (facts->last_sync_unix_usec == 0)
    return g_strdup (facts->reads ? _("Not read yet") : _("Not synced yet"));
  ago = pilot_format_ago (facts->last_sync_unix_usec, g_get_real_time ());
  if (facts->reads)
    /* Translators: of files; %s is a time, e.g. "5 minutes ago" */
    return g_strdup_printf (_("Read %s"), ago);
  /* Translators: %s is a time, e.g. "5 minutes ago" */
  return g_strdup_printf (_("Synced %s"), ago);
}

char *
pilot_sync_words_dup_message (const PilotSyncFacts *facts, const char *message)
{
  if (message == NULL || *message == '\0' || facts->state != PILOT_SYNC_OFFLINE)
    return g_strdup (message);
  return g_strdup_printf ("%s\n%s", message, _("It is tried again by itself."));
}

char *
pilot_sync_words_dup_heading (const PilotSyncFacts *facts)
{
  g_autofree char *refused = NULL;
  g_autofree char *undecided = NULL;

  if (facts->blocked > 0)
    refused = g_strdup_printf (ngettext ("%'u change was refused", "%'u changes were refused", facts->blocked), facts->blocked);
  if (facts->conflicts > 0)
    undecided = g_strdup_printf (ngettext ("%'u change needs a decision", "%'u changes need a decision", facts->conflicts),
                                 facts->conflicts);
  if (refused != NULL && undecided != NULL)
    /* Translators: two lines: "1 change was refused" and "2 changes need a decision" */
    return g_strdup_printf (_("%s\n%s"), refused, undecided);
  if (refused != NULL)
    return g_steal_pointer (&refused);
  if (undecided != NULL)
    return g_steal_pointer (&undecided);
  /* What waits or was never fetched is not up to date. */
  if (facts->state == PILOT_SYNC_IDLE && (facts->waiting > 0 || facts->last_sync_unix_usec == 0))
    return pilot_sync_words_dup_summary (facts);
  if (facts->state == PILOT_SYNC_IDLE && facts->reads && facts->noticed)
    return g_strdup (_("Files are read wrongly"));
  return g_strdup (pilot_sync_words_get_state (facts));
}
