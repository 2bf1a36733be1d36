/* A capsule read from its file and recorded as a graph. */
#ifndef WG_CLI_CAPSULE_FILE_H
#define WG_CLI_CAPSULE_FILE_H

#include "autograd/autograd.h"
#include <jansson.h>

enum { CAPSULE_TEXT = 512 };

/* An op that is not the library's: its value as recorded, its rule by what it emitted. */
typedef struct recorded_op {
    wg_op op; /* first member: a rule finds it from v->op */
    wg_dtype dtype;
    wg_shape shape;
    void *value;
    const json_t *rules;
} recorded_op;

typedef struct capsule_node {
    int64_t id;
    const json_t *json;
    wg_tensor t;
    recorded_op *custom; /* NULL: a leaf or an op of the library */
} capsule_node;

typedef struct capsule {
    json_t *root;
    wg_graph *g;
    capsule_node *node;
    size_t nodes;
    wg_tensor *output, *wrt;
    int outputs, wrts;
    const json_t *leaves; /* of wrt: what was found */
    const char *verdict, *text;
    bool second, custom; /* custom: some op is not the library's */
    uint64_t seed;
} capsule;

/* false: error says why. Free in any case. */
bool capsule_load(capsule *c, const char *path, char error[CAPSULE_TEXT]);
void capsule_free(capsule *c);

/* A number, or the texts "nan", "inf", "-inf"; NaN for anything else. */
double capsule_number(const json_t *v);
const char *capsule_string(const json_t *object, const char *key); /* "" if there is none */

/* The attributes of an op, as its JSON object has them. false: one is missing or of another kind. */
bool capsule_attrs(const wg_op *op, const json_t *node, wg_attrs *attr);

/* What a recorded rule emitted, once more, for operand arg. */
wg_tensor capsule_rule(const recorded_op *op, const wg_vjp *v, int arg);

#endif
