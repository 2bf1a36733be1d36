/* One array from a file named on the command line. */
#include "cli/load.h"

#include <stdlib.h>
#include <string.h>

bool cli_file_exists(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (f)
        fclose(f);
    return f != NULL;
}

wg_code cli_load(const char *text, wg_array *a, wg_status *st)
{
    const char *mark = strstr(text, ".npz");
    const size_t length = strlen(text);
    *a = (wg_array){0};
    if (!mark || (mark[4] != ':' && mark[4]) || (cli_file_exists(text) && text[length - 1] != 'z'))
        return wg_array_load(text, 0, a, st);
    if (!mark[4])
        return wg_fail(st, WG_ERR_ARGUMENT, "%s: name the array: %s:ARRAY", text, text);
    char *path = strndup(text, (size_t)(mark + 4 - text));
    if (!path)
        return wg_fail(st, WG_ERR_MEMORY, "out of memory");
    const wg_code code = wg_npz_load_one(path, mark + 5, 0, a, st);
    free(path);
    return code;
}
