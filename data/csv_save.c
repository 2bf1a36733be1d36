/* Writing CSV of numbers: the fewest digits that are read back exactly, with a decimal point in any
 * locale. */
#include <inttypes.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "data/wire.h"
#include "tensor/memory.h"

enum { NUMBER = 40 };

static void print_f64(char *buf, double v)
{
    if (v != v)
        memcpy(buf, "nan", 4);
    for (int digits = 15; v == v && digits <= 17; digits++) {
        snprintf(buf, NUMBER, "%.*g", digits, v);
        if (strtod(buf, NULL) == v)
            break;
    }
}

static void print_f32(char *buf, float v)
{
    if (v != v)
        memcpy(buf, "nan", 4);
    for (int digits = 6; v == v && digits <= 9; digits++) {
        snprintf(buf, NUMBER, "%.*g", digits, (double)v);
        if (strtof(buf, NULL) == v)
            break;
    }
}

static void print_number(char *buf, const wg_array *a, size_t k)
{
    switch (a->dtype) {
    case WG_F32: print_f32(buf, ((const float *)a->data)[k]); break;
    case WG_F64: print_f64(buf, ((const double *)a->data)[k]); break;
    case WG_I32: snprintf(buf, NUMBER, "%" PRId32, ((const int32_t *)a->data)[k]); break;
    case WG_I64: snprintf(buf, NUMBER, "%" PRId64, ((const int64_t *)a->data)[k]); break;
    default: snprintf(buf, NUMBER, "%d", ((const uint8_t *)a->data)[k]);
    }
}

static void write_rows(FILE *f, const wg_array *a, char delimiter)
{
    int64_t columns = a->shape.rank == 2 ? a->shape.dim[1] : 1;
    char buf[NUMBER];
    for (int64_t row = 0; row < a->shape.dim[0]; row++)
        for (int64_t k = 0; k < columns; k++) {
            print_number(buf, a, (size_t)(row * columns + k));
            fputs(buf, f);
            putc(k + 1 < columns ? delimiter : '\n', f);
        }
}

wg_code wg_csv_save(const char *path, const wg_array *a, char delimiter, const char *header,
                    wg_status *st)
{
    if (!path)
        return wg_fail(st, WG_ERR_ARGUMENT, "wg_csv_save: no path given");
    wg_code code = wg__check_array("wg_csv_save", a, st);
    if (code)
        return code;
    if (a->shape.rank < 1 || a->shape.rank > 2)
        return wg_fail(st, WG_ERR_SHAPE, "%s: CSV takes rank 1 or 2, not %d", path, a->shape.rank);
    if (delimiter && !strchr(",;\t ", delimiter))
        return wg_fail(st, WG_ERR_ARGUMENT, "%s: delimiter '%c' is none of , ; tab blank", path,
                       delimiter);
    locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!c_locale)
        return wg__no_memory(st, path, 0);
    wg_outfile o;
    code = wg_outfile_open(&o, path, st);
    if (!code) {
        locale_t old = uselocale(c_locale); /* of this thread alone */
        if (header)
            fprintf(o.f, "%s\n", header);
        write_rows(o.f, a, delimiter ? delimiter : ',');
        uselocale(old);
        code = wg_outfile_commit(&o, st);
    }
    freelocale(c_locale);
    return code;
}
