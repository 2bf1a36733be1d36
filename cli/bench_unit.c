/* From words and options to the list of what is measured: cases, sizes, dtypes, layouts, cache states. */
#include <ctype.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/bench.h"
#include "cli/command.h"

/* ---- text that grows ---- */

typedef struct text {
    char *s;
    size_t n, room;
    bool lost; /* out of memory */
} text;

static void add(text *t, const char *s, size_t n)
{
    if (t->n + n + 1 > t->room) {
        const size_t room = 2 * (t->n + n + 32);
        char *more = realloc(t->s, room);
        if (!more) {
            t->lost = true;
            return;
        }
        t->s = more;
        t->room = room;
    }
    memcpy(t->s + t->n, s, n);
    t->n += n;
    t->s[t->n] = 0;
}

static void add_number(text *t, long long v)
{
    char buf[32];
    add(t, buf, (size_t)snprintf(buf, sizeof buf, "%lld", v));
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static size_t word_length(const char *p)
{
    size_t n = 0;
    while (is_word(p[n]))
        n++;
    return n;
}

/* ---- numbers in texts ---- */

typedef struct variable {
    char name[32];
    long long value;
} variable;

static bool is_named(const variable *v, const char *p, size_t length)
{
    return strlen(v->name) == length && memcmp(v->name, p, length) == 0;
}

/* "n/256*2": from left to right, in whole numbers, at least 1. */
static long long formula(const char *p, const char *end, const variable *v)
{
    long long value = 0;
    char op = 0;
    while (p < end) {
        const size_t length = word_length(p);
        if (!length) {
            op = *p++;
            continue;
        }
        const long long x = is_named(v, p, length) ? v->value : strtoll(p, NULL, 10);
        value = op == '/' && x ? value / x : op == '*' ? value * x : x;
        p += length;
    }
    return value < 1 ? 1 : value;
}

/* {n/256} becomes a number; f, where a dtype stands, the float dtype. Where the text is the user's, the variable as a whole word does
 * too, and in brackets the formula that it is in. */
static char *filled(const char *from, const variable *v, bool of_table, wg_dtype d)
{
    text t = {0};
    add(&t, "", 0);
    for (const char *p = from; *p;) {
        const char *close = *p == '{' ? strchr(p, '}') : NULL;
        if (close) {
            add_number(&t, formula(p + 1, close, v));
            p = close + 1;
            continue;
        }
        const size_t length = word_length(p);
        if (of_table && length == 1 && *p == 'f')
            add(&t, wg_dtype_name(d), strlen(wg_dtype_name(d)));
        else if (!of_table && length && is_named(v, p, length)) {
            size_t rest = length;
            while (p[rest] && strchr("*/", p[rest]) && word_length(p + rest + 1))
                rest += 1 + word_length(p + rest + 1);
            const bool dims = p > from && (p[-1] == '[' || p[-1] == ',');
            add_number(&t, dims ? formula(p, p + rest, v) : v->value);
            p += dims ? rest : length;
            continue;
        } else
            add(&t, p, length ? length : 1);
        p += length ? length : 1;
    }
    if (t.lost) {
        free(t.s);
        return NULL;
    }
    return t.s;
}

/* ---- layouts ---- */

typedef enum layout { CONTIGUOUS, STRIDED, TRANSPOSED, BROADCAST, LAYOUTS } layout;
static const char *layout_name(int k)
{
    static const char *const names[] = {"contiguous", "strided", "transposed", "broadcast"};
    return names[k];
}

/* NAME=DTYPE[D0,...,Dk]REST of a float operand. */
typedef struct operand {
    char name[64], before[32];
    long long dim[WG_MAX_RANK];
    int rank;
    const char *rest;
} operand;

static bool parse_operand(const char *word, operand *x)
{
    const char *eq = strchr(word, '='), *open = eq ? strchr(eq, '[') : NULL,
               *close = open ? strchr(open, ']') : NULL;
    if (!close || (size_t)(eq - word) >= sizeof x->name || (size_t)(open - eq) > sizeof x->before)
        return false;
    snprintf(x->name, sizeof x->name, "%.*s", (int)(eq - word), word);
    snprintf(x->before, sizeof x->before, "%.*s", (int)(open - eq - 1), eq + 1);
    if (!strstr(x->before, "f32") && !strstr(x->before, "f64"))
        return false;
    x->rank = 0;
    for (const char *p = open + 1; p < close && x->rank < WG_MAX_RANK; p++) {
        char *end;
        x->dim[x->rank++] = strtoll(p, &end, 10);
        p = end;
    }
    x->rest = close + 1;
    return x->rank > 0;
}

static char *print_operand(const operand *x)
{
    text t = {0};
    add(&t, x->name, strlen(x->name));
    add(&t, "=", 1);
    add(&t, x->before, strlen(x->before));
    for (int k = 0; k < x->rank; k++) {
        add(&t, k ? "," : "[", 1);
        add_number(&t, x->dim[k]);
    }
    add(&t, "]", 1);
    add(&t, x->rest, strlen(x->rest));
    return t.s;
}

static char *with_name_replaced(const char *expr, const char *name, const char *by)
{
    text t = {0};
    add(&t, "", 0);
    for (const char *p = expr; *p;) {
        const size_t length = word_length(p);
        const bool hit = length && strlen(name) == length && memcmp(p, name, length) == 0;
        add(&t, hit ? by : p, hit ? strlen(by) : length ? length : 1);
        p += length ? length : 1;
    }
    return t.s;
}

/* The operand as it lies, and what the expression says instead of its name. */
static void lay_out(bench_unit *u, int k, layout how)
{
    operand x;
    char by[96] = "";
    if (!parse_operand(u->word[k], &x))
        return;
    if (how == STRIDED) {
        x.dim[x.rank - 1] *= 2;
        snprintf(by, sizeof by, "%s[..., ::2]", x.name);
    } else if (how == TRANSPOSED && x.rank > 1) {
        const long long d = x.dim[x.rank - 1];
        x.dim[x.rank - 1] = x.dim[x.rank - 2];
        x.dim[x.rank - 2] = d;
        snprintf(by, sizeof by, "%s.T", x.name);
    } else if (how == BROADCAST && u->words > 1 && k == u->words - 1) {
        x.dim[0] = 1;
    }
    char *word = print_operand(&x), *expr = *by ? with_name_replaced(u->expr, x.name, by) : NULL;
    if (word) {
        free(u->word[k]);
        u->word[k] = word;
    }
    if (expr) {
        free(u->expr);
        u->expr = expr;
    }
}

/* ---- the list ---- */

static void unit_free(bench_unit *u)
{
    for (int k = 0; k < u->words; k++)
        free(u->word[k]);
    free(u->word);
    free(u->group);
    free(u->name);
    free(u->expr);
}

void bench_units_free(bench_list *l)
{
    for (size_t i = 0; i < l->n; i++)
        unit_free(&l->unit[i]);
    free(l->unit);
    *l = (bench_list){0};
}

static bool push(bench_list *l, const bench_unit *u)
{
    if (l->n == l->room) {
        const size_t room = 2 * l->room + 16;
        bench_unit *more = realloc(l->unit, room * sizeof *more);
        if (!more)
            return false;
        l->unit = more;
        l->room = room;
    }
    l->unit[l->n++] = *u;
    return true;
}

typedef struct axes {
    const bench_options *o;
    variable size[64];
    int sizes;
    wg_dtype dtype[2];
    int dtypes;
    unsigned caches, layouts;
    int threads; /* of the unit that is added now */
    regex_t filter;
    bool filtered;
} axes;

/* One case at one place of the axes. word NULL: the operands are in the case. */
typedef struct source {
    const bench_case *c;
    const char *const *word;
    int words;
} source;

static const char *retyped(const char *word, wg_dtype d, char *buf, size_t size)
{
    const char *at = strstr(word, "f32["), *other = strstr(word, "f64[");
    at = at ? at : other;
    if (!at || d == WG_DTYPE_COUNT)
        return word;
    snprintf(buf, size, "%.*s%s%s", (int)(at - word), word, wg_dtype_name(d), at + 3);
    return buf;
}

static bool words_of(bench_unit *u, const source *s, const variable *v, wg_dtype d)
{
    char buf[512], copy[1024];
    u->word = calloc(BENCH_LEAVES + 1, sizeof *u->word);
    if (!u->word)
        return false;
    for (int k = 0; k < s->words && k < BENCH_LEAVES; k++)
        if (!(u->word[u->words++] = filled(retyped(s->word[k], d, buf, sizeof buf), v, false, d)))
            return false;
    if (s->word)
        return true;
    snprintf(copy, sizeof copy, "%s", s->c->operands);
    char *rest = NULL;
    for (char *w = strtok_r(copy, " ", &rest); w && u->words < BENCH_LEAVES;
         w = strtok_r(NULL, " ", &rest))
        if (!(u->word[u->words++] = filled(w, v, true, d)))
            return false;
    return true;
}

static bool add_unit(bench_list *l, const axes *a, const source *s, const variable *v, wg_dtype d,
                     int how, int cache)
{
    const bool sized =
        s->word ? a->o->sweep != NULL : strchr(s->c->operands, '{') || strchr(s->c->expr, '{');
    bench_unit u = {.group = strdup(s->c->group),
                    .n = sized ? v->value : 0,
                    .cache = cache,
                    .threads = a->threads,
                    .expr = filled(s->c->expr, v, !s->word, d == WG_DTYPE_COUNT ? WG_F32 : d),
                    .dtype = d};
    char name[512];
    snprintf(name, sizeof name, "%s%s%s", s->c->name, how ? ", " : "", how ? layout_name(how) : "");
    u.name = strdup(name);
    bool ok = u.group && u.expr && u.name && words_of(&u, s, v, d);
    for (int k = 0; ok && how && k < u.words; k++)
        lay_out(&u, k, (layout)how);
    u.dtype = d;
    for (int k = 0; ok && d == WG_DTYPE_COUNT && k < u.words; k++)
        u.dtype = strstr(u.word[k], "f64[")                        ? WG_F64
                  : strstr(u.word[k], "f32[") && u.dtype != WG_F64 ? WG_F32
                                                                   : u.dtype;
    u.dtype = u.dtype == WG_DTYPE_COUNT ? WG_F32 : u.dtype;
    ok = ok && push(l, &u);
    if (!ok)
        unit_free(&u);
    return ok;
}

static bool wanted(const axes *a, const bench_case *c)
{
    char full[512];
    snprintf(full, sizeof full, "%s/%s", c->group, c->name);
    return !a->filtered || regexec(&a->filter, full, 0, NULL, 0) == 0;
}

static bool add_case_on(bench_list *l, const axes *a, const source *s)
{
    const bool sized =
        s->word ? a->o->sweep != NULL : strchr(s->c->operands, '{') || strchr(s->c->expr, '{');
    for (int n = 0; wanted(a, s->c) && n < (sized ? a->sizes : 1); n++)
        for (int d = 0; d < a->dtypes; d++)
            for (int how = 0; how < LAYOUTS; how++)
                for (int cache = 0; cache < BENCH_CACHES; cache++)
                    if ((a->layouts >> how & 1u) && (a->caches >> cache & 1u) &&
                        !add_unit(l, a, s, &a->size[n], a->dtype[d], how, cache))
                        return false;
    return true;
}

static bool add_case(bench_list *l, const axes *a, const source *s)
{
    axes on = *a;
    bool ok = true;
    for (int k = 0; k < a->o->counts && ok; k++) {
        on.threads = a->o->count[k];
        ok = add_case_on(l, &on, s);
    }
    return ok;
}

/* ---- what is asked for ---- */

static bool parse_size(const char **p, long long *out)
{
    char *end;
    *out = strtoll(*p, &end, 10);
    if (end == *p || *out < 1)
        return false;
    const char *unit = *end ? strchr("KMG", *end) : NULL;
    if (unit) {
        *out <<= *unit == 'K' ? 10 : *unit == 'M' ? 20 : 30;
        end++;
    }
    *p = end;
    return true;
}

/* "n=1K..16M" doubles, "n=1K..16M:4" multiplies by 4, "n=100,200" lists. */
static bool parse_sweep(const char *from_text, axes *a)
{
    const char *eq = strchr(from_text, '='), *p = eq ? eq + 1 : from_text;
    long long from, to, step = 2;
    const size_t length = eq ? (size_t)(eq - from_text) : 0;
    if (!length || length >= sizeof a->size[0].name || !parse_size(&p, &from))
        return false;
    a->sizes = 0;
    if (strncmp(p, "..", 2) == 0) {
        p += 2;
        if (!parse_size(&p, &to) || (*p == ':' && (++p, !parse_size(&p, &step))) || step < 2 || *p)
            return false;
        for (; from <= to && a->sizes < 64; from *= step)
            a->size[a->sizes++].value = from;
    } else {
        a->size[a->sizes++].value = from;
        while (*p == ',' && a->sizes < 64) {
            p++;
            if (!parse_size(&p, &a->size[a->sizes++].value))
                return false;
        }
        if (*p)
            return false;
    }
    for (int k = 0; k < a->sizes; k++)
        snprintf(a->size[k].name, sizeof a->size[k].name, "%.*s", (int)length, from_text);
    return a->sizes > 0;
}

static const char *dtype_name(int k)
{
    return k ? "f64" : "f32";
}

static const char *cache_name(int k)
{
    return bench_cache_name(k);
}

static int read_axes(const bench_options *o, bool cases, axes *a)
{
    *a = (axes){.o = o, .sizes = 1, .size = {{"n", o->size > 0 ? o->size : BENCH_DEFAULT_SIZE}}};
    const unsigned dtypes = bench_bits(o->dtype, dtype_name, 2, 1);
    a->caches = bench_bits(o->cache, cache_name, BENCH_CACHES, 1);
    a->layouts = bench_bits(o->layout, layout_name, LAYOUTS, 1);
    if (o->sweep && !parse_sweep(o->sweep, a))
        return cli_fail("bench", EXIT_USAGE, "--sweep %s: n=1K..16M, n=1K..16M:4 or n=100,200,300",
                        o->sweep);
    if (!dtypes)
        return cli_fail("bench", EXIT_USAGE, "--dtype %s: f32, f64 or both", o->dtype);
    if (!a->caches)
        return cli_fail("bench", EXIT_USAGE, "--cache %s: hot, cold, weights", o->cache);
    if (!a->layouts)
        return cli_fail("bench", EXIT_USAGE,
                        "--layout %s: contiguous, strided, transposed, broadcast", o->layout);
    for (int d = 0; d < 2; d++)
        if (dtypes >> d & 1u)
            a->dtype[a->dtypes++] = d ? WG_F64 : WG_F32;
    if (!cases && !o->dtype) {
        a->dtypes = 1;
        a->dtype[0] = WG_DTYPE_COUNT; /* as the operands say */
    }
    a->filtered = o->filter != NULL;
    char message[128];
    const int wrong =
        o->filter ? regcomp(&a->filter, o->filter, REG_EXTENDED | REG_NOSUB | REG_ICASE) : 0;
    if (wrong) {
        regerror(wrong, &a->filter, message, sizeof message);
        a->filtered = false;
        return cli_fail("bench", EXIT_USAGE, "--filter %s: %s", o->filter, message);
    }
    return EXIT_SUCCESS;
}

static bool add_op(bench_list *l, const axes *a, const char *op)
{
    const size_t length = strlen(op);
    char buf[512];
    bench_case made;
    bool ok = true;
    for (size_t i = 0; bench_case_at(i) && ok; i++) {
        const bench_case *c = bench_case_at(i);
        if (strcmp(c->group, "op") == 0 && strncmp(c->name, op, length) == 0 &&
            (!c->name[length] || c->name[length] == ','))
            ok = add_case(l, a, &(source){.c = c});
    }
    if (ok && !bench_has_case(op) && bench_case_of_op(op, buf, sizeof buf, &made))
        ok = add_case(l, a, &(source){.c = &made});
    return ok;
}

static bool add_all_ops(bench_list *l, const axes *a)
{
    bool ok = true;
    for (size_t i = 0; i < wg_op_count() && ok; i++)
        ok = add_op(l, a, wg_op_at(i)->name);
    return ok;
}

static int add_presets(bench_list *l, const axes *a, const char *names)
{
    for (const char *p = names; *p;) {
        const size_t length = strcspn(p, ",");
        const bool all = length == 3 && memcmp(p, "all", 3) == 0;
        bool any = all;
        for (size_t i = 0; bench_case_at(i); i++) {
            const bench_case *c = bench_case_at(i);
            const bool hit = strlen(c->group) == length && memcmp(c->group, p, length) == 0;
            any = any || hit;
            if ((hit || (all && strcmp(c->group, "op") != 0)) && !add_case(l, a, &(source){.c = c}))
                return cli_fail("bench", EXIT_FAILURE, "out of memory");
        }
        if (!any)
            return cli_fail("bench", EXIT_USAGE,
                            "--preset: there is none called '%.*s' (see: wengert bench --list)",
                            (int)length, p);
        p += length + (p[length] == ',');
    }
    return EXIT_SUCCESS;
}

static bool only_ops(const cli_words *words)
{
    for (int k = 0; k < words->n; k++)
        if (!wg_op_find(words->word[k]))
            return false;
    return words->n > 0;
}

int bench_units(const cli_words *words, const bench_options *o, bench_list *out)
{
    axes a;
    const bool ops = only_ops(words);
    int status = read_axes(o, words->n == 0 || ops, &a);
    bool ok = true;
    if (status == EXIT_SUCCESS && words->n && !ops) {
        const bench_case given = {"expression", words->word[0], words->word[0], ""};
        ok = add_case(out, &a, &(source){&given, words->word + 1, words->n - 1});
    } else if (status == EXIT_SUCCESS && ops) {
        for (int k = 0; k < words->n && ok; k++)
            ok = add_op(out, &a, words->word[k]);
    } else if (status == EXIT_SUCCESS && o->graph) {
        const bench_case given = {"graph", o->graph, "", ""};
        ok = add_case(out, &a, &(source){&given, words->word, 0});
    }
    if (status == EXIT_SUCCESS && ok && (o->all || (o->list && !words->n && !o->preset)))
        ok = add_all_ops(out, &a);
    if (status == EXIT_SUCCESS && ok && (o->preset || (o->list && !words->n && !o->all)))
        status = add_presets(out, &a, o->preset ? o->preset : "all");
    if (a.filtered)
        regfree(&a.filter);
    if (status == EXIT_SUCCESS && !ok)
        status = cli_fail("bench", EXIT_FAILURE, "out of memory");
    return status;
}

/* ---- names ---- */

char *bench_unit_title(const bench_unit *u)
{
    text t = {0};
    if (strcmp(u->group, "expression") != 0 && strcmp(u->group, "op") != 0 &&
        strcmp(u->group, "graph") != 0) {
        add(&t, u->group, strlen(u->group));
        add(&t, ": ", 2);
    }
    add(&t, u->name, strlen(u->name));
    if (u->n) {
        add(&t, " n=", 3);
        add_number(&t, u->n);
    }
    return t.s;
}

char *bench_unit_id(const bench_unit *u, const char *mode, const char *data)
{
    text t = {0};
    const char *const part[] = {u->group, u->name, u->expr};
    for (int k = 0; k < 3; k++) {
        add(&t, part[k], strlen(part[k]));
        add(&t, "|", 1);
    }
    for (int k = 0; k < u->words; k++) {
        add(&t, k ? " " : "", k > 0);
        add(&t, u->word[k], strlen(u->word[k]));
    }
    const char *const more[] = {wg_dtype_name(u->dtype), mode, bench_cache_name(u->cache), data};
    for (int k = 0; k < 4; k++) {
        add(&t, "|", 1);
        add(&t, more[k], strlen(more[k]));
    }
    if (u->threads > 1) {
        add(&t, "|threads ", 9);
        add_number(&t, u->threads);
    }
    return t.s;
}
