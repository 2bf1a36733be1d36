/* Operands of an expression: files, random numbers, scalars. */
#include "cli/operand.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/expr_lex.h"
#include "cli/load.h"

typedef enum dist_kind {
    DIST_NORMAL,
    DIST_UNIFORM,
    DIST_RANGE,
    DIST_ZEROS,
    DIST_ONES,
    DIST_COUNT
} dist_kind;

static const struct {
    const char *name;
    int arguments;
    double a, b; /* defaults */
} dists[] = {
    [DIST_NORMAL] = {"normal", 2, 0, 1}, [DIST_UNIFORM] = {"uniform", 2, 0, 1},
    [DIST_RANGE] = {"range", 2, 0, 10},  [DIST_ZEROS] = {"zeros", 0, 0, 0},
    [DIST_ONES] = {"ones", 0, 0, 0},     [DIST_COUNT] = {"count", 0, 0, 0},
};
enum { DISTS = sizeof dists / sizeof dists[0] };

typedef struct spec {
    wg_dtype dtype;
    wg_shape shape;
    dist_kind dist;
    double a, b;
} spec;

/* ---- f32[2,3]:uniform(0,1) ---- */

bool operand_parse_shape(const char **p, wg_shape *s)
{
    *s = (wg_shape){0};
    if (*(*p)++ != '[')
        return false;
    *p += strspn(*p, " ");
    while (**p != ']') {
        char *end;
        errno = 0;
        const long long d = strtoll(*p, &end, 10);
        if (end == *p || errno || d < 0 || s->rank == WG_MAX_RANK)
            return false;
        s->dim[s->rank++] = d;
        *p = end + strspn(end, " ");
        if (**p == ',')
            *p += 1 + strspn(*p + 1, " ");
        else if (**p != ']')
            return false;
    }
    ++*p;
    return true;
}

static bool parse_dist(const char *p, spec *s)
{
    const size_t length = strcspn(p, "(");
    for (int k = 0; k < DISTS; k++) {
        if (strlen(dists[k].name) != length || memcmp(dists[k].name, p, length) != 0)
            continue;
        s->dist = (dist_kind)k;
        s->a = dists[k].a;
        s->b = dists[k].b;
        p += length;
        if (!*p)
            return true;
        int used = -1;
        return dists[k].arguments == 2 && sscanf(p, "( %lf , %lf )%n", &s->a, &s->b, &used) == 2 &&
               used > 0 && !p[used];
    }
    return false;
}

static bool dist_fits(const spec *s)
{
    const bool real = wg_dtype_is_float(s->dtype);
    if (!isfinite(s->a) || !isfinite(s->b))
        return false;
    if (s->dist == DIST_NORMAL || s->dist == DIST_UNIFORM)
        return real;
    return s->dist != DIST_RANGE || (s->a < s->b && fabs(s->a) < 1e15 && fabs(s->b) < 1e15);
}

/* Is it a dtype with a shape at all? Then *ok tells whether the rest is right. */
static bool parse_spec(const char *text, spec *s, bool *ok)
{
    const char *p = strchr(text, '[');
    char name[8] = "";
    if (!p || (size_t)(p - text) >= sizeof name)
        return false;
    memcpy(name, text, (size_t)(p - text));
    if (!wg_dtype_parse(name, &s->dtype))
        return false;
    s->dist = wg_dtype_is_float(s->dtype) ? DIST_NORMAL : DIST_RANGE;
    s->a = 0;
    s->b = wg_dtype_is_float(s->dtype) ? 1 : s->dtype == WG_BOOL ? 2 : 10;
    *ok = operand_parse_shape(&p, &s->shape) && (!*p || (*p == ':' && parse_dist(p + 1, s))) &&
          dist_fits(s);
    return true;
}

static double draw(const spec *s, wg_rng *rng, int64_t i)
{
    switch (s->dist) {
    case DIST_NORMAL: return s->a + s->b * wg_rng_normal(rng);
    case DIST_UNIFORM: return s->a + (s->b - s->a) * wg_rng_uniform(rng);
    case DIST_RANGE: return floor(s->a + (s->b - s->a) * wg_rng_uniform(rng));
    case DIST_ONES: return 1;
    case DIST_COUNT: return (double)i;
    default: return 0;
    }
}

static void store(void *data, wg_dtype d, int64_t i, double v)
{
    switch (d) {
    case WG_F32: ((float *)data)[i] = (float)v; break;
    case WG_F64: ((double *)data)[i] = v; break;
    case WG_I32: ((int32_t *)data)[i] = (int32_t)(int64_t)v; break;
    case WG_I64: ((int64_t *)data)[i] = (int64_t)v; break;
    case WG_U8: ((uint8_t *)data)[i] = (uint8_t)(int64_t)v; break;
    default: ((uint8_t *)data)[i] = v != 0; break;
    }
}

/* A generator of its own for each name (FNV-1a), so that one operand's numbers do not hang on another's. */
static wg_rng rng_of(uint64_t seed, const char *name)
{
    uint64_t h = 14695981039346656037u;
    for (; *name; name++)
        h = (h ^ (unsigned char)*name) * 1099511628211u;
    wg_rng rng = wg_rng_new(seed);
    rng.stream = h;
    return rng;
}

/* ---- binding ---- */

static wg_code from_graph(wg_graph *g, const char *word, wg_status *st)
{
    return wg_fail(st, wg_error_code(g), "%s: %s", word, wg_error(g));
}

static wg_tensor leaf(wg_graph *g, const char *word, const char *name, bool param, wg_dtype d,
                      wg_shape s)
{
    const wg_site at = {word, 0, "operand"};
    return param ? wg_param_at(at, g, name, d, s) : wg_input_at(at, g, name, d, s);
}

static wg_code bind_spec(wg_graph *g, const char *word, const char *name, bool param, uint64_t seed,
                         const spec *s, wg_tensor *t, wg_status *st)
{
    *t = leaf(g, word, name, param, s->dtype, s->shape);
    void *data = wg_data(*t);
    if (!wg_ok(g))
        return from_graph(g, word, st);
    wg_rng rng = rng_of(seed, name);
    const int64_t n = wg_numel(*t);
    for (int64_t i = 0; i < n; i++)
        store(data, s->dtype, i, draw(s, &rng, i));
    return WG_OK;
}

static wg_code bind_file(wg_graph *g, const char *word, const char *name, bool param,
                         const char *path, wg_tensor *t, wg_status *st)
{
    wg_array a;
    if (cli_load(path, &a, st) != WG_OK)
        return st->code;
    *t = leaf(g, word, name, param, a.dtype, a.shape);
    wg_set_data(*t, a.data, wg_array_bytes(&a));
    wg_array_free(&a);
    return wg_ok(g) ? WG_OK : from_graph(g, word, st);
}

static bool is_name(const char *s, size_t n)
{
    if (n == 0 || (s[0] >= '0' && s[0] <= '9'))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!((s[i] >= 'a' && s[i] <= 'z') || (s[i] >= 'A' && s[i] <= 'Z') ||
              (s[i] >= '0' && s[i] <= '9') || s[i] == '_'))
            return false;
    return true;
}

static wg_code bind_one(wg_graph *g, const char *word, uint64_t seed, operand_list *list,
                        wg_status *st)
{
    const char *eq = strchr(word, '=');
    if (!eq || !is_name(word, (size_t)(eq - word)))
        return wg_fail(st, WG_ERR_ARGUMENT, "'%s' is not an operand, NAME=FILE or NAME=f32[2,3]",
                       word);
    char *name = strndup(word, (size_t)(eq - word));
    if (!name)
        return wg_fail(st, WG_ERR_MEMORY, "out of memory");
    wg_tensor *t = &list->name[list->n].t;
    list->name[list->n++] = (expr_name){.name = name};
    const char *text = eq + 1;
    const bool param = strncmp(text, "param:", 6) == 0;
    text += param ? 6 : 0;
    for (size_t i = 0; i + 1 < list->n; i++)
        if (strcmp(list->name[i].name, name) == 0)
            return wg_fail(st, WG_ERR_ARGUMENT, "operand %s is given twice", name);
    spec s;
    bool ok;
    char *end;
    if (parse_spec(text, &s, &ok) && (ok || !cli_file_exists(text)))
        return ok ? bind_spec(g, word, name, param, seed, &s, t, st)
                  : wg_fail(st, WG_ERR_ARGUMENT,
                            "'%s' is not DTYPE[D0,D1,...] with :normal(mean,std), :uniform(lo,hi) "
                            "(floats), "
                            ":range(lo,hi), :zeros, :ones or :count behind it",
                            text);
    const double v = strtod(text, &end);
    if (*text && !*end) {
        s = (spec){.dtype = WG_F64, .dist = DIST_ZEROS};
        const wg_code code = bind_spec(g, word, name, param, seed, &s, t, st);
        if (code == WG_OK)
            *(double *)wg_data(*t) = v;
        return code;
    }
    return bind_file(g, word, name, param, text, t, st);
}

wg_code operands_bind(wg_graph *g, const char *const *word, size_t n, uint64_t seed,
                      operand_list *out, wg_status *st)
{
    *out = (operand_list){.name = calloc(n + 1, sizeof *out->name)};
    if (!out->name)
        return wg_fail(st, WG_ERR_MEMORY, "out of memory");
    for (size_t i = 0; i < n; i++)
        if (bind_one(g, word[i], seed, out, st) != WG_OK)
            return st->code;
    return WG_OK;
}

wg_code operands_set(operand_list *list, const char *word, wg_status *st)
{
    const char *eq = strchr(word, '='), *p = eq ? eq + 1 : word;
    const bool minus = eq && *p == '-';
    p += minus;
    const expr_token t = eq ? expr_next(&p) : (expr_token){.kind = TOK_BAD};
    if (t.kind != TOK_NUMBER || *p || !is_name(word, (size_t)(eq - word)))
        return wg_fail(st, WG_ERR_ARGUMENT, "'%s' is not NAME=NUMBER", word);
    expr_name *more = realloc(list->name, (list->n + 1) * sizeof *more);
    if (more)
        list->name = more;
    char *name = more ? strndup(word, (size_t)(eq - word)) : NULL;
    if (!name)
        return wg_fail(st, WG_ERR_MEMORY, "out of memory");
    list->name[list->n++] = (expr_name){.name = name,
                                        .number = minus ? -t.number : t.number,
                                        .integer = t.integer,
                                        .value = minus ? -t.value : t.value};
    return WG_OK;
}

bool operands_add_ops(operand_list *list, const expr_name *op, size_t n)
{
    expr_name *more = realloc(list->name, (list->n + n + 1) * sizeof *more);
    if (!more)
        return false;
    list->name = more;
    for (size_t i = 0; i < n; i++) {
        char *name = strdup(op[i].name);
        if (!name)
            return false;
        list->name[list->n++] = (expr_name){.name = name, .op = op[i].op};
    }
    return true;
}

void operands_free(operand_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        free((char *)list->name[i].name);
    free(list->name);
    *list = (operand_list){0};
}

wg_tensor operands_find(const operand_list *list, const char *name, size_t length)
{
    for (size_t i = 0; i < list->n; i++)
        if (strlen(list->name[i].name) == length && memcmp(list->name[i].name, name, length) == 0)
            return list->name[i].t;
    return (wg_tensor){0};
}
