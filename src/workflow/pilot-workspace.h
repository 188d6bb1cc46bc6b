/* pilot-workspace.h: one open connection: its cache, its sync, its lists
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-change-sink.h"
#include "pilot-connection-provider.h"
#include "pilot-list.h"
#include "pilot-pending.h"
#include "pilot-query.h"
#include "pilot-sync-state.h"

G_BEGIN_DECLS

/**
 * PilotWorkspace:
 *
 * What the window and the command line work with: a connection's cache, its outbox, its sync. Main thread; nothing
 * here blocks longer than a few milliseconds unless it says so.
 *
 * Properties (all read-only, notified in the main thread): "sync-state", "sync-message" (nullable string for
 * people), "sync-notice" (the same), "sync-progress" (double 0..1, -1 where unknown), "last-sync" (int64 unix microseconds, 0: never),
 * "n-waiting", "n-blocked", "n-conflicts" (uint), "role" (int).
 * Signal "changed" (guint entity_mask): records of these kinds changed (bit 1 << PilotEntity).
 */
#define PILOT_TYPE_WORKSPACE (pilot_workspace_get_type ())
G_DECLARE_FINAL_TYPE (PilotWorkspace, pilot_workspace, PILOT, WORKSPACE, GObject)

/**
 * pilot_workspace_open_async:
 * @profile: which connection
 * @provider: makes it
 * @data_dir: folder of the cache files, made 0700
 *
 * Opens the cache (migrates it, sets a damaged one aside and salvages its outbox), then starts the sync. Succeeds
 * without a network. With PILOT_ERROR_UNAUTHORIZED nothing is kept to sign in with: the workspace opens all the same
 * where a cache exists, in state %PILOT_SYNC_SIGN_IN.
 */
void pilot_workspace_open_async (const PilotConnectionProfile *profile, PilotConnectionProvider *provider, const char *data_dir,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
PilotWorkspace *pilot_workspace_open_finish (GAsyncResult *result, GError **error);

/** pilot_workspace_close_async: waits for what is being saved, files of a hand-off included, and stops the sync. The workspace is of no use afterwards. */
void pilot_workspace_close_async (PilotWorkspace *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean pilot_workspace_close_finish (PilotWorkspace *self, GAsyncResult *result, GError **error);

const PilotConnectionProfile *pilot_workspace_get_profile (PilotWorkspace *self);

/** pilot_workspace_get_capabilities: what the connection can do just now; nothing while nobody is signed in. */
PilotCapabilities pilot_workspace_get_capabilities (PilotWorkspace *self);

/** pilot_workspace_only_reads: whether nothing is ever sent, as from files. A portal that nobody is signed in to is no such connection. */
gboolean pilot_workspace_only_reads (PilotWorkspace *self);
PilotSyncState pilot_workspace_get_sync_state (PilotWorkspace *self);
const char *pilot_workspace_get_sync_message (PilotWorkspace *self);

/** pilot_workspace_get_sync_notice: (nullable): for people: what is wrong with what was read last, though nothing failed. */
const char *pilot_workspace_get_sync_notice (PilotWorkspace *self);

/** pilot_workspace_get_recovery_report: (nullable): for people: what happened to a damaged cache; once per opening. */
const char *pilot_workspace_get_recovery_report (PilotWorkspace *self);

/** pilot_workspace_was_synced: whether all that the other side had was here once; before, that nothing is there says nothing. */
gboolean pilot_workspace_was_synced (PilotWorkspace *self);

/** pilot_workspace_get_member_id: (nullable): who is signed in, as last known; %NULL where there are no members. */
const char *pilot_workspace_get_member_id (PilotWorkspace *self);

/** pilot_workspace_sync_now: wakes the sync, without regard to the back-off. Returns: see pilot_sync_service_sync_now(); "sync-round" */
guint64 pilot_workspace_sync_now (PilotWorkspace *self);

/** pilot_workspace_may: whether the connection and the role allow it; @reason (out) (optional) (transfer full): why not, translated. */
gboolean pilot_workspace_may (PilotWorkspace *self, PilotAction action, PilotEntity entity, char **reason);

/**
 * pilot_workspace_is_local: whether records of that kind live in this cache alone: the migration's own, where the connection
 * can't write. Nobody else sees them: they are handed on by pilot_plan_file_save_async().
 */
gboolean pilot_workspace_is_local (PilotWorkspace *self, PilotEntity entity);

/** pilot_workspace_has_local_records: whether there are any: a plan that is lost with the cache. */
gboolean pilot_workspace_has_local_records (PilotWorkspace *self);

/** pilot_workspace_create_list: (transfer full): a new list of @entity. */
PilotList *pilot_workspace_create_list (PilotWorkspace *self, PilotEntity entity);

/** pilot_workspace_get_record: (transfer full) (nullable): the record as the person sees it (pending edits on top). */
PilotRecord *pilot_workspace_get_record (PilotWorkspace *self, PilotEntity entity, const char *id);

/** pilot_workspace_get_title: (transfer full): the title of a record, "" if there is none. */
char *pilot_workspace_dup_title (PilotWorkspace *self, PilotEntity entity, const char *id);

/** pilot_workspace_count: how many records match; @filter_field PILOT_FIELD_ID: all. Cached; a few ms at most. */
guint pilot_workspace_count (PilotWorkspace *self, PilotEntity entity, guint filter_field, const char *value);

/** pilot_workspace_count_query: the same for the records that match all filters of @query; the rest of it doesn't count. */
guint pilot_workspace_count_query (PilotWorkspace *self, const PilotQuery *query);

/**
 * pilot_workspace_has_both_datasets:
 *
 * Whether agencies, recruiters, jobs or candidates are, or were until a run moved them, in the legacy data set, and some are
 * in the portal's, too: since a migration's first run. Then a number has to say of which data set it speaks.
 */
gboolean pilot_workspace_has_both_datasets (PilotWorkspace *self);

/**
 * pilot_workspace_save_async:
 * @changes: id and the fields to set; an id that is not known yet creates the record (then it must be complete)
 *
 * Checks, then writes to the cache and the outbox in one transaction. Finishes when it is on disk.
 * Errors: PILOT_ERROR_INVALID (names the field), _FORBIDDEN, _NO_SPACE.
 * @undo: (out) (transfer full) (nullable): what to save to take it back; %NULL for a create (delete it instead)
 */
void pilot_workspace_save_async (PilotWorkspace *self, PilotRecord *changes, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
gboolean pilot_workspace_save_finish (PilotWorkspace *self, GAsyncResult *result, PilotRecord **undo, GError **error);

/** pilot_workspace_delete_async: the records go; @undo of the finish: complete records to save again (transfer full). */
void pilot_workspace_delete_async (PilotWorkspace *self, PilotEntity entity, const char *const *ids, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
gboolean pilot_workspace_delete_finish (PilotWorkspace *self, GAsyncResult *result, GPtrArray **undo, GError **error);

/** pilot_workspace_get_outbox: (transfer none): a live #GListModel of #PilotPending in the order of sending. */
GListModel *pilot_workspace_get_outbox (PilotWorkspace *self);

/** pilot_workspace_retry: sends a blocked change again. */
void pilot_workspace_retry (PilotWorkspace *self, gint64 seq);

/** pilot_workspace_discard_async: gives a change up; the record goes back to what the other side has. */
void pilot_workspace_discard_async (PilotWorkspace *self, gint64 seq, GAsyncReadyCallback callback, gpointer user_data);
gboolean pilot_workspace_discard_finish (PilotWorkspace *self, GAsyncResult *result, GError **error);

/**
 * pilot_workspace_resolve_async:
 * @seq: a change in conflict
 * @chosen: (nullable): the fields with the values that the person chose (mine or theirs); %NULL: theirs throughout
 */
void pilot_workspace_resolve_async (PilotWorkspace *self, gint64 seq, PilotRecord *chosen, GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean pilot_workspace_resolve_finish (PilotWorkspace *self, GAsyncResult *result, GError **error);

/**
 * pilot_workspace_export_outbox:
 * @n_imports: (out) (optional): how many files of imports were written
 *
 * Writes unsent changes as CSV for a person, and beside it a file for each import, `<name>-import-<n>.csv`, that can be
 * imported again. Blocks as long as the disk.
 */
gboolean pilot_workspace_export_outbox (PilotWorkspace *self, GFile *file, guint *n_imports, GError **error);

/**
 * pilot_workspace_remove_local_data_async:
 * @discard_unsent: %TRUE only after the person confirmed it by name
 *
 * Closes and wipes the cache files and the token. PILOT_ERROR_BUSY where unsent work, or a plan that lives here alone, is left and @discard_unsent is
 * %FALSE, or another process uses the cache: then nothing is removed, and the finish starts the sync again. After another
 * error the data may be gone: pilot_workspace_is_open() tells.
 */
void pilot_workspace_remove_local_data_async (PilotWorkspace *self, gboolean discard_unsent, GAsyncReadyCallback callback,
                                              gpointer user_data);
gboolean pilot_workspace_remove_local_data_finish (PilotWorkspace *self, GAsyncResult *result, GError **error);

/** pilot_workspace_is_open: %FALSE once it is closed or its data are removed. */
gboolean pilot_workspace_is_open (PilotWorkspace *self);

G_END_DECLS
