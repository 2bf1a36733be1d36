/* HTML reports: a template of cli/pages/ with a report's JSON inside. One file, without a network.
 *
 * Every report is a JSON object with "schema", such as "wengert.check/1", and "title". A new kind of report is a template
 * in cli/pages/ and one line in cli/meson.build. */
#ifndef WG_CLI_PAGE_H
#define WG_CLI_PAGE_H

#include <stdio.h>

#include "tensor/tensor.h"

/* Whether this build has pages; otherwise st says what it lacked. */
bool page_available(wg_status *st);

/* The page of a report. st tells what is wrong with the JSON, or that no page shows its schema. */
wg_code page_write(FILE *f, const char *json, size_t size, wg_status *st);
wg_code page_save(const char *path, const char *json, size_t size,
                  wg_status *st); /* the file appears when it is whole */

#endif
