/* Benchmarks as JSON: docs/benchmarks.md has the fields. */
#ifndef WG_CLI_BENCH_JSON_H
#define WG_CLI_BENCH_JSON_H

#include <jansson.h>

#include "benchmarks/environment.h"
#include "benchmarks/roof.h"
#include "benchmarks/stats.h"

json_t *bench_json_environment(const environment *e);
json_t *bench_json_roof(const roof *r);
json_t *bench_json_number(double v); /* null unless it is finite */
json_t *bench_json_interval(bench_interval v);

void print_environment(const environment *e);

#endif
