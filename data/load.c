/* One call for any file that holds one array. */
#include <string.h>
#include <unistd.h>

#include "data/io.h"

static bool ends_in(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n >= m && strcmp(s + n - m, end) == 0;
}

/* The first bytes of a regular file; *got says how many there are. */
static wg_code peek(const char *path, unsigned char *buf, size_t n, size_t *got, wg_status *st)
{
    wg__infile f;
    wg_code code = wg__infile_open(&f, path, false, st);
    if (!code)
        code = wg__source_read(&f.source, buf, n, got, st);
    wg__infile_close(&f);
    return code;
}

wg_code wg_array_load(const char *path, uint64_t quota, wg_array *a, wg_status *st)
{
    if (!path || !a)
        return wg_fail(st, WG_ERR_ARGUMENT, "wg_array_load: no %s given", path ? "array" : "path");
    *a = (wg_array){0};
    unsigned char h[6] = {1};
    size_t got = 0;
    wg_code code = peek(path, h, sizeof h, &got, st);
    if (code)
        return code;
    if (got >= 4 && memcmp(h, "PK\x03\x04", 4) == 0)
        return wg_fail(st, WG_ERR_FORMAT, "%s: an npz archive; expected a file of one array", path);
    if (ends_in(path, ".npy") || (got == 6 && memcmp(h, "\x93NUMPY", 6) == 0))
        return wg_npy_load(path, quota, a, st);
    if (got >= 2 && ((h[0] == 0 && h[1] == 0) || (h[0] == 0x1f && h[1] == 0x8b)))
        return wg_idx_load(path, quota, a, st);
    return wg_csv_load(path, (wg_csv_options){.quota = quota}, a, st);
}
