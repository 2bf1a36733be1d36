/* Derivatives against central differences in f64. */
#include "tests/gradients.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "autograd/autograd.h"
#include "engine/engine.h"

enum { MOST = 4096, TEXT = 512 };

double next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 11) * 0x1p-53;
}

static size_t count(wg_tensor t)
{
    const int64_t n = wg_numel(t);
    assert_in_range(n, 0, MOST);
    return (size_t)n;
}

/* Distinct values in random order, so that no op ties. */
static void fill(double *x, size_t n, uint64_t *state)
{
    for (size_t i = 0; i < n; i++)
        x[i] = -2 + 4 * ((double)i + 0.2 + 0.6 * next_random(state)) / (double)n;
    for (size_t i = n; i > 1; i--) {
        const size_t j = (size_t)(next_random(state) * (double)i);
        const double swap = x[i - 1];
        x[i - 1] = x[j];
        x[j] = swap;
    }
}

/* A number for each element, so that a swap of elements shows. */
static wg_tensor weighted_sum(wg_graph *g, wg_tensor t, uint64_t seed)
{
    double w[MOST];
    const size_t n = count(t);
    for (size_t i = 0; i < n; i++)
        w[i] = 0.5 + next_random(&seed);
    return wg_sum(wg_mul_tt(t, wg_const(g, WG_F64, wg_shape_of(t), w)), WG_ALL, false);
}

static double value(wg_graph *g, wg_tensor t)
{
    if (wg_run(g, t))
        print_error("%s\n", wg_error(g));
    assert_true(wg_ok(g));
    return wg_item(t);
}

/* dL/dx by five points: the error is of the order of h^4. */
static double difference(wg_graph *g, wg_tensor loss, double *x)
{
    const double at = *x, h = 1e-3;
    double v[4];
    for (int k = 0; k < 4; k++) {
        *x = at + (k < 2 ? k - 2 : k - 1) * h;
        v[k] = value(g, loss);
    }
    *x = at;
    return (v[0] - 8 * v[1] + 8 * v[2] - v[3]) / (12 * h);
}

/* How many elements of d(loss)/d(x) differ; describes the first. */
static int compare(wg_graph *g, wg_tensor loss, const wg_tensor *x, const wg_tensor *dx, int n,
                   const char *order, char *text)
{
    int wrong = 0;
    for (int k = 0; k < n; k++) {
        static double d[MOST];
        const size_t size = count(x[k]);
        memset(d, 0, sizeof d);
        if (!wg_is_none(dx[k])) {
            if (wg_run(g, dx[k]))
                print_error("%s\n", wg_error(g));
            assert_true(wg_ok(g));
            assert_true(wg_shape_equal(wg_shape_of(dx[k]), wg_shape_of(x[k])));
            memcpy(d, wg_data(dx[k]), size * sizeof d[0]);
        }
        double *at = wg_data(x[k]);
        for (size_t i = 0; i < size; i++) {
            const double expected = difference(g, loss, &at[i]);
            if (!is_close(d[i], expected, 1e-8, 1e-8) && wrong++ == 0)
                snprintf(text, TEXT, "%s derivative by operand %d, element %zu: %.12g, not %.12g",
                         order, k, i, d[i], expected);
        }
    }
    return wrong;
}

static int check(const gradient_case *c, char *text)
{
    wg_graph *g = graph_new();
    wg_tensor x[GRADIENT_OPERANDS], dx[GRADIENT_OPERANDS], ddx[GRADIENT_OPERANDS];
    uint64_t seed = 7;
    for (int k = 0; k < c->n; k++) {
        char name[8];
        snprintf(name, sizeof name, "x%d", k);
        x[k] = wg_input(g, name, WG_F64, c->shape[k]);
        if (c->values[k])
            memcpy(wg_data(x[k]), c->values[k], count(x[k]) * sizeof(double));
        else
            fill(wg_data(x[k]), count(x[k]), &seed);
    }
    const wg_tensor y = c->f(g, x);
    if (!wg_is_ok(y))
        print_error("%s\n", wg_error(g));
    assert_true(wg_is_ok(y));
    const wg_tensor loss = weighted_sum(g, y, 1);
    if (wg_grad(loss, x, c->n, dx))
        print_error("%s\n", wg_error(g));
    assert_true(wg_ok(g));
    int wrong = compare(g, loss, x, dx, c->n, "first", text);
    wg_tensor again = wg_none(g);
    for (int k = 0; k < c->n && !wrong && !c->first_only; k++)
        if (!wg_is_none(dx[k])) {
            const wg_tensor part = weighted_sum(g, dx[k], 2 + (uint64_t)k);
            again = wg_is_none(again) ? part : wg_add_tt(again, part);
        }
    if (!wrong && !wg_is_none(again)) {
        if (wg_grad(again, x, c->n, ddx))
            print_error("%s\n", wg_error(g));
        assert_true(wg_ok(g));
        wrong = compare(g, again, x, ddx, c->n, "second", text);
    }
    graph_done(g);
    return wrong;
}

void assert_gradients_at(const gradient_case *c, const char *file, int line)
{
    char text[TEXT] = "";
    if (check(c, text)) {
        print_error("%s\n", text);
        _fail(file, line);
    }
}

int wrong_gradients(const gradient_case *c)
{
    char text[TEXT];
    return check(c, text);
}
