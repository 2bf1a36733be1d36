/* A recorded graph as a function to be checked, on a transcription of its own.  Private. */
#ifndef WG_CHECK_MODEL_H
#define WG_CHECK_MODEL_H

#include "autograd/check_system.h"
#include "autograd/transcribe.h"

typedef struct wg__model {
    wg_graph *g;        /* its own */
    wg__transcript map; /* from the user's graph */
    wg__system s;
    int outputs, leaves;
    wg_tensor *y, *x; /* the user's outputs and wrt, here */
    wg_tensor *held;  /* y with what stop_gradient gave held at its value: what differences see */
    wg_tensor *c;     /* weights: inputs like y */
    wg_tensor *dx;    /* gradients, or none */
    wg_tensor *asked; /* those of dx that are there */
    int nasked;
    uint32_t primal; /* nodes before the walk backward */
    double **trial;  /* s.leaf[k].trial */
    void *memory;    /* an arena */
} wg__model;

typedef struct wg__model_options {
    wg_dtype from, to; /* dtypes changed in the transcription; equal: none */
    bool hold_random;
    uint32_t
        primal; /* second order: nodes from here on are the rules' own, whose stop_gradient counts as a fault */
} wg__model_options;

/* Transcribes, records the gradient. For wrt 0: all float leaves that the outputs reach. On failure the code is returned,
 * m->s.message says why; free the model in any case. */
wg_code wg__model_new(wg__model *m, wg_graph *g, wg_tensor_list outputs, wg_tensor_list wrt,
                      const wg__model_options *o);
/* Runs what m->s.run and m->s.gradient do in f64: leaves are then memory of the graph. Only if every wrt here is f64. */
wg_code wg__model_bind(wg__model *m);
/* The gradient in the model's own dtype, as doubles, one array per leaf; weights are taken from s. */
bool wg__model_gradient(wg__model *m, const wg__system *s, double *const *out);
void wg__model_free(wg__model *m);

/* Takes the graph's error as the model's. */
wg_code wg__model_fail(wg__model *m, wg_code code);

#endif
