/* Tensors as JSON. */
#include "cli/json.h"

#include <math.h>
#include <stdlib.h>

#include "cli/command.h"

static json_t *real(double v)
{
    if (isnan(v))
        return json_string("nan");
    return isinf(v) ? json_string(v > 0 ? "inf" : "-inf") : json_real(v);
}

static json_t *element(const void *data, wg_dtype d, int64_t i)
{
    switch (d) {
    case WG_F32: return real((double)((const float *)data)[i]);
    case WG_F64: return real(((const double *)data)[i]);
    case WG_I32: return json_integer(((const int32_t *)data)[i]);
    case WG_I64: return json_integer(((const int64_t *)data)[i]);
    case WG_U8: return json_integer(((const uint8_t *)data)[i]);
    default: return json_boolean(((const uint8_t *)data)[i]);
    }
}

/* Nested as deep as the rank, at most WG_MAX_RANK. */
static json_t *nested(const void *data, wg_dtype d, const wg_shape *s, int axis, int64_t *at)
{
    if (axis == s->rank)
        return element(data, d, (*at)++);
    json_t *list = json_array();
    for (int64_t i = 0; list && i < s->dim[axis]; i++)
        if (json_array_append_new(list, nested(data, d, s, axis + 1, at)) != 0) {
            json_decref(list);
            return NULL;
        }
    return list;
}

json_t *json_tensor(wg_tensor t)
{
    const wg_shape s = wg_shape_of(t);
    int64_t at = 0;
    json_t *shape = json_array();
    for (int k = 0; shape && k < s.rank; k++)
        json_array_append_new(shape, json_integer(s.dim[k]));
    return json_pack("{s:s, s:o, s:o}", "dtype", wg_dtype_name(wg_dtype_of(t)), "shape", shape,
                     "data", nested(wg_data(t), wg_dtype_of(t), &s, 0, &at));
}

int json_print(const char *name, json_t *v)
{
    if (!v)
        return cli_fail(name, EXIT_FAILURE, "out of memory");
    char *text = json_dumps(v, JSON_INDENT(2) | JSON_REAL_PRECISION(17));
    json_decref(v);
    if (!text)
        return cli_fail(name, EXIT_FAILURE, "out of memory");
    puts(text);
    free(text);
    return EXIT_SUCCESS;
}
