/* pilot-traffic.h: what came and went, for a test of the contract; not part of a release build
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-exchange.h"

G_BEGIN_DECLS

/**
 * pilot_traffic_record:
 *
 * With PILOT_RECORD_PORTAL=FILE in the environment, appends the exchange to that file as a line of JSON: {method, path,
 * requestHeaders, requestBody, status, responseHeaders, responseBody}. It holds what people sent: in a release build
 * this is left out. The response must be written. Main thread.
 */
void pilot_traffic_record (PilotExchange *exchange);

G_END_DECLS
