/* What `wengert bench` measures when no expression is given: a call of every op, and layers of well-known models.  Private.
 *
 * Cases are text in the language of the command line. {n}, {n/256} and the like stand for numbers that follow from the size; f stands
 * for the float dtype at work. */
#ifndef WG_BENCH_CASES_H
#define WG_BENCH_CASES_H

#include <stdbool.h>
#include <stddef.h>

typedef struct bench_case {
    const char *group; /* "op", or the name of a preset: "mlp", "gpt2", ... */
    const char *name;  /* unique within the group */
    const char *expr;
    const char *operands; /* words, separated by blanks */
} bench_case;

enum { BENCH_DEFAULT_SIZE = 65536 };

/* The cases of the presets, and of ops that need other operands than one or two tensors over their domain. NULL past the last. */
const bench_case *bench_case_at(size_t i);
/* A case made for an op that has none in the table, in buf; false: there is none for it (it takes operands that nobody can guess). */
bool bench_case_of_op(const char *op, char *buf, size_t size, bench_case *out);
bool bench_has_case(const char *op);
/* What a preset is, for --list; NULL past the last. */
typedef struct bench_preset {
    const char *name, *what;
} bench_preset;
const bench_preset *bench_preset_at(size_t i);

#endif
