/* One array from a file named on the command line: .npy, .csv, IDX, or FILE.npz:ARRAY. */
#ifndef WG_CLI_LOAD_H
#define WG_CLI_LOAD_H

#include "data/data.h"

wg_code cli_load(const char *text, wg_array *a, wg_status *st);
bool cli_file_exists(const char *path);

#endif
