/* What tests/accuracy_pass.c, compiled once per instruction set, hands to tests/accuracy.c. */
#ifndef WG_TESTS_ACCURACY_H
#define WG_TESTS_ACCURACY_H

#include <stddef.h>

/* Counts are multiples of ACC_BLOCK; y is the second operand, unread by functions of one. */
#define ACC_BLOCK 16

typedef struct {
    const char *name;
    int nargs;
    void (*f32)(const float *x, const float *y, float *out, size_t n);
    void (*f64)(const double *x, const double *y, double *out, size_t n);
} AccEntry;

typedef struct {
    const char *isa;
    size_t count;
    const AccEntry *entries;
} AccTable;

/* The same entries in the same order in every table. */
extern const AccTable acc_table_base;
extern const AccTable acc_table_avx2;
extern const AccTable acc_table_avx512;

#endif
