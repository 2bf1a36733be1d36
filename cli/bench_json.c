/* Benchmarks as JSON. */
#include "cli/bench_json.h"

#include <math.h>
#include <stdint.h>

json_t *bench_json_environment(const environment *e)
{
    json_t *all = json_object();
    for (int i = 0; all && i < e->n; i++)
        json_object_set_new(all, e->entry[i].key, json_string(e->entry[i].value));
    return all;
}

static json_t *level_json(const roof *r, const roof_row *row, int k)
{
    const roof_level *l = &r->level[k];
    const roof_rates *b = &row->rate[k];
    return json_pack("{s:s, s:o, s:I, s:f, s:f, s:f, s:f}", "level", l->name, "cache_bytes",
                     l->cache == SIZE_MAX ? json_null() : json_integer((json_int_t)l->cache),
                     "measured_bytes", (json_int_t)l->working, "load", b->load, "store", b->store,
                     "copy", b->copy, "triad", b->triad);
}

json_t *bench_json_number(double v)
{
    return isfinite(v) ? json_real(v) : json_null();
}

json_t *bench_json_interval(bench_interval v)
{
    return json_pack("{s:o, s:o, s:o}", "value", bench_json_number(v.value), "lo",
                     bench_json_number(v.lo), "hi", bench_json_number(v.hi));
}

json_t *bench_json_roof(const roof *r)
{
    json_t *sets = json_object(), *rows = json_array();
    for (int isa = 0; isa <= (int)r->isa; isa++)
        json_object_set_new(
            sets, wg__isa_name((wg__isa)isa),
            json_pack("{s:f, s:f}", "f32", r->flops[isa][0], "f64", r->flops[isa][1]));
    for (int k = 0; k < r->rows; k++) {
        json_t *levels = json_array();
        for (int i = 0; i < r->levels; i++)
            json_array_append_new(levels, level_json(r, &r->row[k], i));
        json_array_append_new(rows,
                              json_pack("{s:i, s:f, s:f, s:f, s:o}", "threads", r->row[k].threads,
                                        "f32", r->row[k].flops[0], "f64", r->row[k].flops[1],
                                        "barrier_seconds", r->row[k].barrier, "levels", levels));
    }
    return json_pack("{s:f, s:s, s:o, s:o, s:f}", "ghz", r->ghz, "instruction_set",
                     wg__isa_name(r->isa), "flops_per_second", sets, "threads", rows, "seconds",
                     r->seconds);
}
