/* What a measurement depends on, as text: machine, settings, compiler, library.  Private. */
#ifndef WG_BENCH_ENVIRONMENT_H
#define WG_BENCH_ENVIRONMENT_H

#include <stdbool.h>

enum { ENVIRONMENT_MAX = 32 };

typedef struct environment_entry {
    const char *key;    /* "governor" */
    char value[256];    /* "performance"; "unknown" where the system does not tell */
    const char *advice; /* why this makes figures worse; NULL if it does not */
} environment_entry;

typedef struct environment {
    environment_entry entry[ENVIRONMENT_MAX];
    int n;
} environment;

/* version, blas: of the program that asks. */
void environment_read(environment *e, const char *version, const char *blas);
const char *environment_value(const environment *e, const char *key); /* "" if there is none */

#endif
