/* pilot-name-uuid.h: ids that are the same for everybody, made from a name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * pilot_name_uuid:
 * @text: any text
 *
 * A UUID of version 5 (RFC 9562) in a name space of Pilotage's own: two admins who begin the same thing meet in one
 * record, and an engine that is killed and goes on makes the same record again. Any thread.
 *
 * Returns: (transfer full): in lower case
 */
char *pilot_name_uuid (const char *text);

/** pilot_project_make_id: (transfer full): of the one project of a company and environment. */
char *pilot_project_make_id (void);

/** pilot_settings_make_id: (transfer full): of the one record of the portal's settings. */
char *pilot_settings_make_id (void);

/** pilot_step_make_id: (transfer full): of a step's record, by its @key alone. */
char *pilot_step_make_id (const char *key);

/** pilot_mapping_make_id: (transfer full): of a line of the stage mapping; @sub_status: (nullable). */
char *pilot_mapping_make_id (const char *process_id, const char *status, const char *sub_status);

/** pilot_check_make_id: (transfer full): of the result of a rule; @run_id: (nullable): the whole legacy data set. */
char *pilot_check_make_id (const char *run_id, const char *rule);

/** pilot_scope_choice_make_id: (transfer full): of a choice; @recruiter_id: (nullable): the agency as a whole. */
char *pilot_scope_choice_make_id (const char *run_id, const char *agency_id, const char *recruiter_id);

/** pilot_moved_make_id: (transfer full): of what a run makes of a legacy record: moving it twice makes one record. */
char *pilot_moved_make_id (const char *source_id);

/** pilot_result_make_id: (transfer full): of the result of one record in one run. */
char *pilot_result_make_id (const char *run_id, const char *source_id);

G_END_DECLS
