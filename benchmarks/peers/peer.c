/* The protocol of a peer in C. */
#include "benchmarks/peers/peer.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "benchmarks/clock.h"
#include "benchmarks/resident.h"

const char peer_not_here[] = "not here";

bool peer_asks(const peer_question *q, const char *open)
{
    return strcmp(q->open, open) == 0;
}

float *peer_numbers(size_t n)
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

static int threads_asked_for(void)
{
    const char *text = getenv("BENCH_THREADS");
    const long n = text ? strtol(text, NULL, 10) : 1;
    return n < 1 ? 1 : (int)n;
}

static bool read_question(const json_t *line, peer_question *q)
{
    const json_t *shape = json_object_get(line, "shape"), *widths = json_object_get(line, "widths");
    *q = (peer_question){.open = json_string_value(json_object_get(line, "open")),
                         .activation = json_string_value(json_object_get(line, "activation")),
                         .batch = (int)json_integer_value(json_object_get(line, "batch")),
                         .threads = threads_asked_for()};
    if (!q->open || json_array_size(shape) > PEER_SHAPE || json_array_size(widths) > PEER_WIDTHS)
        return false;
    for (size_t k = 0; k < json_array_size(shape); k++)
        q->shape[q->dims++] = (long)json_integer_value(json_array_get(shape, k));
    for (size_t k = 0; k < json_array_size(widths); k++)
        q->width[q->widths++] = (int)json_integer_value(json_array_get(widths, k));
    for (int k = 0; k < q->dims; k++)
        if (q->shape[k] < 1 || q->shape[k] > 1 << 20)
            return false;
    for (int k = 0; k < q->widths; k++)
        if (q->width[k] < 1 || q->width[k] > 1 << 20)
            return false;
    return !q->widths || (q->widths > 1 && q->batch > 0 && q->activation);
}

static json_t *open_work(const peer *p, const json_t *line, bool *ready)
{
    peer_question q;
    *ready = false;
    const char *why = read_question(line, &q) ? p->open(&q) : "that is no question";
    *ready = !why && p->run();
    return *ready ? json_pack("{s:b}", "ok", 1) : error(why ? why : "it failed");
}

static double process_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Several threads wait for each other, which is no sign of anything: their CPU time tells nothing. */
static json_t *run_work(const peer *p, json_int_t n)
{
    bool ok = true;
    const double before = process_seconds(), begin = bench_now();
    for (json_int_t i = 0; i < n && ok; i++)
        ok = p->run();
    const double wall = bench_now() - begin, cpu = process_seconds() - before;
    const bool told = threads_asked_for() == 1 && cpu < wall;
    return ok ? json_pack("{s:f, s:f}", "wall", wall, "cpu", told ? cpu : wall)
              : error("it failed");
}

static json_t *answer(const peer *p, const json_t *line, bool *ready)
{
    if (json_object_get(line, "open"))
        return open_work(p, line, ready);
    if (json_object_get(line, "run"))
        return *ready ? run_work(p, json_integer_value(json_object_get(line, "run")))
                      : error("nothing is open");
    if (json_object_get(line, "about"))
        return json_pack("{s:I}", "peak_bytes", (json_int_t)resident_peak());
    return json_pack("{s:i, s:s, s:s}", "version", 1, "name", p->name, "release", p->release);
}

int peer_serve(const peer *p)
{
    char *text = NULL;
    size_t room = 0;
    bool ready = false;
    while (getline(&text, &room, stdin) > 0) {
        json_t *line = json_loads(text, 0, NULL), *out = answer(p, line, &ready);
        char *said = json_dumps(out, JSON_COMPACT | JSON_REAL_PRECISION(17));
        puts(said ? said : "{}");
        fflush(stdout);
        free(said);
        json_decref(out);
        json_decref(line);
    }
    free(text);
    return 0;
}
