/* pilot-checks-page.h: the pre-flight checks: what is wrong with the legacy records, and how to mend it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PILOT_TYPE_CHECKS_PAGE (pilot_checks_page_get_type ())
G_DECLARE_FINAL_TYPE (PilotChecksPage, pilot_checks_page, PILOT, CHECKS_PAGE, AdwBin)

GtkWidget *pilot_checks_page_new (PilotContext *context);

/** pilot_checks_page_show_run: @run_id: (nullable): %NULL: all legacy records. */
void pilot_checks_page_show_run (PilotChecksPage *self, const char *run_id);

G_END_DECLS
