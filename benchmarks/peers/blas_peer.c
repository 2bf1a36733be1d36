/* The protocol of a peer in C, for products of matrices. */
#include "benchmarks/peers/blas_peer.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "benchmarks/clock.h"

typedef struct state {
    const blas_peer *p;
    float *a, *b, *c;
    bool ready;
} state;

static float *numbers(size_t n)
{
    float *x = malloc((n + 1) * sizeof *x);
    unsigned s = 1;
    for (size_t i = 0; x && i < n; i++) {
        s = s * 1664525u + 1013904223u;
        x[i] = (float)(int)(s >> 8) / 16777216.0f - 0.5f;
    }
    return x;
}

static json_t *error(const char *why)
{
    return json_pack("{s:s}", "error", why);
}

static json_t *open_product(state *s, const json_t *line)
{
    const char *name = json_string_value(json_object_get(line, "open"));
    const json_t *shape = json_object_get(line, "shape");
    long d[3] = {0};
    for (size_t k = 0; k < 3; k++)
        d[k] = (long)json_integer_value(json_array_get(shape, k));
    if (!name || name[0] != 'o' || json_array_size(shape) != 3 || d[0] < 1 || d[1] < 1 ||
        d[2] < 1 || d[0] > 1 << 16 || d[1] > 1 << 16 || d[2] > 1 << 16)
        return error("not here: products of matrices only");
    free(s->a);
    free(s->b);
    free(s->c);
    s->a = numbers((size_t)d[0] * (size_t)d[1]);
    s->b = numbers((size_t)d[1] * (size_t)d[2]);
    s->c = numbers((size_t)d[0] * (size_t)d[2]);
    s->ready =
        s->a && s->b && s->c && s->p->open(d[0], d[1], d[2], s->a, s->b, s->c) && s->p->run();
    return s->ready ? json_pack("{s:b}", "ok", 1) : error("it failed");
}

static json_t *run_product(state *s, json_int_t n)
{
    bool ok = s->ready;
    const double cpu = bench_cpu_now(), wall = bench_now();
    for (json_int_t i = 0; i < n && ok; i++)
        ok = s->p->run();
    const double took = bench_now() - wall;
    return ok ? json_pack("{s:f, s:f}", "wall", took, "cpu", bench_cpu_now() - cpu)
              : error("it failed");
}

int blas_peer_serve(const blas_peer *p)
{
    state s = {.p = p};
    char *text = NULL;
    size_t room = 0;
    while (getline(&text, &room, stdin) > 0) {
        json_t *line = json_loads(text, 0, NULL), *out;
        if (json_object_get(line, "open"))
            out = open_product(&s, line);
        else if (json_object_get(line, "run"))
            out = run_product(&s, json_integer_value(json_object_get(line, "run")));
        else
            out =
                json_pack("{s:i, s:s, s:s}", "version", 1, "name", p->name, "release", p->release);
        char *said = json_dumps(out, JSON_COMPACT | JSON_REAL_PRECISION(17));
        puts(said ? said : "{}");
        fflush(stdout);
        free(said);
        json_decref(out);
        json_decref(line);
    }
    free(s.a);
    free(s.b);
    free(s.c);
    free(text);
    return 0;
}
