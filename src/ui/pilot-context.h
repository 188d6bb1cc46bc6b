/* pilot-context.h: what the pages of a window share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-migration.h"
#include "pilot-portal-host.h"
#include "pilot-workspace.h"

G_BEGIN_DECLS

/**
 * PilotContext:
 *
 * Holds the open workspace and opens others. Main thread.
 *
 * Properties: "workspace" (#PilotWorkspace, nullable), "busy" (boolean: a connection is being opened or closed),
 * "can-undo" (boolean: the last edit can be taken back).
 * Signals, by which a page asks the window: "toast" (GObject: an AdwToast), "show-record" (int entity, string id),
 * "show-list" (pointer to a PilotQuery), "show-page" (string name), "show-run" (string name of the page, string run id), "profiles-changed".
 */
#define PILOT_TYPE_CONTEXT (pilot_context_get_type ())
G_DECLARE_FINAL_TYPE (PilotContext, pilot_context, PILOT, CONTEXT, GObject)

/**
 * pilot_context_new:
 * @settings: the application's settings
 * @host: (nullable): runs the demo company's portal, for who stops and starts it by hand
 * @providers: (array zero-terminated=1): make the connections
 * @data_dir: folder of the cache files
 */
PilotContext *pilot_context_new (GSettings *settings, PilotPortalHost *host, PilotConnectionProvider *const *providers,
                                 const char *data_dir);

GSettings *pilot_context_get_settings (PilotContext *self);
PilotPortalHost *pilot_context_get_host (PilotContext *self);
const char *pilot_context_get_data_dir (PilotContext *self);
PilotWorkspace *pilot_context_get_workspace (PilotContext *self);

/** pilot_context_get_migration: (nullable): of the open workspace; drop what you hold of it when "workspace" is notified. */
PilotMigration *pilot_context_get_migration (PilotContext *self);

/**
 * pilot_context_follow_migration:
 * @migration: (inout) (nullable): what @object holds of it; becomes that of the open workspace, owned
 * @changed: called with @object when it changed, and no longer for the one before
 *
 * To be called at first and when "workspace" is notified. The owner clears @migration at its end.
 */
void pilot_context_follow_migration (PilotContext *self, PilotMigration **migration, GCallback changed, gpointer object);
gboolean pilot_context_get_busy (PilotContext *self);

/** pilot_context_get_provider: (nullable): who makes connections of @kind. */
PilotConnectionProvider *pilot_context_get_provider (PilotContext *self, const char *kind);

/** pilot_context_get_profiles: (element-type PilotConnectionProfile): the remembered connections. Borrowed. */
GPtrArray *pilot_context_get_profiles (PilotContext *self);

/** pilot_context_find_demo: (nullable): the profile of the demo company, if it was opened before. Borrowed. */
const PilotConnectionProfile *pilot_context_find_demo (PilotContext *self);

/** pilot_context_rename_profile: gives the connection another title. */
void pilot_context_rename_profile (PilotContext *self, const char *id, const char *title);

/**
 * pilot_context_open_async:
 * @profile: a connection, remembered or new; copied
 * @token: (nullable): a new sign-in, to be kept for it; %NULL: as it is kept
 *
 * Closes what is open, opens the workspace, and remembers the profile.
 * Errors: PILOT_ERROR. After an error what was open before is open again, which the message says; a profile that is not
 * known is forgotten with its sign-in.
 */
void pilot_context_open_async (PilotContext *self, const PilotConnectionProfile *profile, const char *token,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean pilot_context_open_finish (PilotContext *self, GAsyncResult *result, GError **error);

/** pilot_context_close_async: closes what is open, waiting for a running write. Succeeds where nothing is open. */
void pilot_context_close_async (PilotContext *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean pilot_context_close_finish (PilotContext *self, GAsyncResult *result, GError **error);

/**
 * pilot_context_remove_local_data_async:
 * @discard_unsent: whether unsent work may go too
 *
 * Wipes what the open connection keeps here, with its sign-in, and forgets it. Nothing is open afterwards, whether it
 * succeeds or not. PILOT_ERROR_BUSY: unsent work is left.
 */
void pilot_context_remove_local_data_async (PilotContext *self, gboolean discard_unsent, GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean pilot_context_remove_local_data_finish (PilotContext *self, GAsyncResult *result, GError **error);

/** PilotSignIn: what a sign-in found. */
typedef struct
{
  PilotConnectionInfo info; /* who answers */
  char *token;              /* (owned) (nullable): for pilot_context_open_async(); %NULL after a mere test */
  char *other;              /* (owned) (nullable): not the company whose data are kept here answers, and it was not taken: a sentence for people */
} PilotSignIn;

void pilot_sign_in_clear (PilotSignIn *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotSignIn, pilot_sign_in_clear)

/**
 * pilot_context_sign_in_async:
 * @profile: where
 * @password: (nullable): with the profile's e-mail address
 * @token: (nullable): instead of a password
 * @test: whether nothing is to come of it
 *
 * Signs in and asks who is there: the test of a connection. Nothing is kept, and what is kept stays as it is. A token that a
 * password made is ended at once after a test, an error, and where another company answers than the one whose data the
 * connection keeps here, open or not; one that was pasted is nobody's to end.
 */
void pilot_context_sign_in_async (PilotContext *self, const PilotConnectionProfile *profile, const char *password,
                                  const char *token, gboolean test, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);

/** pilot_context_sign_in_finish: @found: (out caller-allocates): filled on success. */
gboolean pilot_context_sign_in_finish (PilotContext *self, GAsyncResult *result, PilotSignIn *found, GError **error);

/** pilot_context_show_record: opens the list of @entity with the details of the record @id. */
void pilot_context_show_record (PilotContext *self, PilotEntity entity, const char *id);

/** pilot_context_show_list: opens the list of @entity; @field %PILOT_FIELD_ID: without a filter. */
void pilot_context_show_list (PilotContext *self, PilotEntity entity, guint field, const char *value);

/** pilot_context_show_query: opens the list of the entity, narrowed by the filters of @query; the rest of it doesn't count. */
void pilot_context_show_query (PilotContext *self, const PilotQuery *query);
void pilot_context_show_page (PilotContext *self, const char *name);

/** pilot_context_show_run: opens the page @name, "runs" or "checks", with the run @run_id. */
void pilot_context_show_run (PilotContext *self, const char *name, const char *run_id);

/** pilot_context_toast: tells a person something that needs no answer. @text is plain text. */
void pilot_context_toast (PilotContext *self, const char *text);

/** pilot_context_toast_error: tells what went wrong; what was cancelled needs no word. */
void pilot_context_toast_error (PilotContext *self, const GError *error);

/** pilot_context_toast_saved: tells that @file was saved, by its name. */
void pilot_context_toast_saved (PilotContext *self, GFile *file);

/** PilotUndoFunc: takes back what a toast tells. */
typedef void (*PilotUndoFunc) (PilotContext *context, gpointer user_data);

/** pilot_context_toast_undo: the same with an Undo button. */
void pilot_context_toast_undo (PilotContext *self, const char *text, PilotUndoFunc undo, gpointer user_data,
                               GDestroyNotify destroy);

/** pilot_context_undo: takes back what the last toast with an Undo button told, once; until another connection is opened. */
void pilot_context_undo (PilotContext *self);

/** pilot_context_get_can_undo: whether there is something to take back. */
gboolean pilot_context_get_can_undo (PilotContext *self);

/** pilot_context_set_undo_toast: (transfer none) (nullable): @toast (an AdwToast) tells what can be taken back from now on. */
void pilot_context_set_undo_toast (PilotContext *self, GObject *toast);

/** pilot_context_get_undo_toast: (nullable): what was set last. Borrowed. */
GObject *pilot_context_get_undo_toast (PilotContext *self);

G_END_DECLS
