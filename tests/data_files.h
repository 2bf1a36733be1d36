/* Helpers for the tests of data/: scratch files, whole files in memory, damage. */
#ifndef WG_TESTS_DATA_FILES_H
#define WG_TESTS_DATA_FILES_H

#include <stdio.h>

#include "data/data.h"

/* A scratch folder of this process; removed, with the files in it, by scratch_done. */
int scratch_new(void **state);         /* group setup */
int scratch_done(void **state);        /* group teardown: fails if a temporary was left behind */
const char *scratch(const char *name); /* its path, valid for the next 255 calls */

/* A file of the source tree, "tests/golden/...". Valid as long. */
const char *source_file(const char *name);

typedef struct bytes {
    unsigned char *p;
    size_t n;
} bytes;
bytes read_bytes(const char *path); /* fails the test if it cannot; free(b.p) */
void write_bytes(const char *path, const void *p, size_t n);

/* The call has failed with this code, its message contains the text, and st is ready for the next one. */
#define assert_failed(code, expected, st, text)                                                    \
    assert_failed_at((wg_code)(code), expected, st, text, __FILE__, __LINE__)
#define assert_fine(code, st) assert_fine_at((wg_code)(code), st, __FILE__, __LINE__)
void assert_failed_at(wg_code code, wg_code expected, wg_status *st, const char *text,
                      const char *file, int line);
void assert_fine_at(wg_code code, wg_status *st, const char *file, int line);

/* Same dtype, shape and bytes. */
void assert_same_array(const wg_array *a, const wg_array *b);

/* Tries a loader on every prefix of the file (each must be refused) and on `mutants` seeded mutations of it. A success
 * must hold a valid array; a failure must name the file and leave the result zeroed. */
typedef wg_code (*load_fn)(const char *path, wg_array *a, wg_status *st);
void torment(load_fn load, const char *original, const char *name, int mutants, bool prefixes_fail);

#endif
