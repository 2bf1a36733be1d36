/* Six ops of one's own, five of them with a mistake in the derivative: a sign, a factor 1.0001, a sum that broadcasting calls for and that
 * was forgotten, one element, a term that matters only for x < 0. Each is used in a small expression whose gradient is checked
 * as a whole; the check then finds the call to blame, and says what looks wrong. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <wengert/wengert.h>

enum { ROWS = 4, COLUMNS = 3 };

/* ---- kernels: x (4, 3), b (3), which is repeated for each row ---- */

/* y = log(1 + e^(x + b)) */
static wg_code softplus_kernel(const wg_kernel_args *k)
{
    const double *x = k->in[0].data, *b = k->in[1].data;
    double *y = k->out.data;
    for (int i = 0; i < ROWS * COLUMNS; i++)
        y[i] = log1p(exp(x[i] + b[i % COLUMNS]));
    return WG_OK;
}

/* y = x for x >= 0, x + x^2 for x < 0 */
static wg_code bend_kernel(const wg_kernel_args *k)
{
    const double *x = k->in[0].data;
    double *y = k->out.data;
    for (int i = 0; i < ROWS * COLUMNS; i++)
        y[i] = x[i] < 0 ? x[i] + x[i] * x[i] : x[i];
    return WG_OK;
}

/* ---- derivative rules ---- */

/* dy sigmoid(x + b) is right for both operands: what b's repetition asks for, a sum over the rows, is done by the walk. */
static wg_tensor right(const wg_vjp *v, int operand)
{
    (void)operand;
    return wg_mul(v->dy, wg_sigmoid(wg_add(v->x[0], v->x[1])));
}

static wg_tensor wrong_sign(const wg_vjp *v, int operand)
{
    return operand == 0 ? wg_neg(right(v, 0)) : right(v, 1);
}

static wg_tensor wrong_factor(const wg_vjp *v, int operand)
{
    return operand == 0 ? wg_mul(right(v, 0), 1 + 1e-4) : right(v, 1);
}

/* Brings the derivative to b's shape by hand, and takes the first row where all of them should be summed. */
static wg_tensor no_sum(const wg_vjp *v, int operand)
{
    wg_tensor d = right(v, operand);
    if (operand == 0)
        return d;
    return wg_reshape(wg_slice(d, WG_INTS(0, 0), WG_INTS(1, COLUMNS), WG_INTS(1, 1)),
                      WG_SHAPE(COLUMNS));
}

static wg_tensor wrong_at_one_index(const wg_vjp *v, int operand)
{
    double factor[ROWS][COLUMNS] = {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}, {1, 1, 1}};
    factor[2][1] = 1.5;
    wg_tensor f = wg_const(v->g, WG_F64, WG_SHAPE(ROWS, COLUMNS), factor);
    return operand == 0 ? wg_mul(right(v, 0), f) : right(v, 1);
}

/* 1 is right for x >= 0; the 2 x of x < 0 is missing. */
static wg_tensor missing_term(const wg_vjp *v, int operand)
{
    (void)operand;
    return v->dy;
}

#define OP(name_, arity_, kernel_, rule_)                                                          \
    {                                                                                              \
        .name = name_, .arity = arity_, .types = WG_TYPE_FLOAT, .shape = wg_infer_broadcast,       \
        .kernel = kernel_, .diff = WG_DIFF_RULE, .vjp = rule_                                      \
    }
static const wg_op softplus = OP("softplus", 2, softplus_kernel, right);
static const wg_op sign = OP("softplus_sign", 2, softplus_kernel, wrong_sign);
static const wg_op factor = OP("softplus_factor", 2, softplus_kernel, wrong_factor);
static const wg_op rows = OP("softplus_rows", 2, softplus_kernel, no_sum);
static const wg_op element = OP("softplus_element", 2, softplus_kernel, wrong_at_one_index);
static const wg_op bend = OP("bend", 1, bend_kernel, missing_term);

/* ---- the check ---- */

/* Prints the verdict and the call to blame. True if it is as foretold: no op is to blame, or this one. */
static bool check(wg_tensor y, wg_tensor x, wg_tensor b, const char *to_blame)
{
    wg_gradcheck_report r;
    wg_tensor cost = wg_sum(wg_square(wg_tanh(y)), WG_ALL, false); /* y is one node of several */
    if (wg_gradcheck(y.g, WG_LIST(cost), WG_LIST(x, b), NULL, &r) != WG_OK) {
        fprintf(stderr, "%s\n", wg_error(y.g));
        return false;
    }
    const wg_blame *first = r.blames ? r.blame : NULL;
    printf("%s\n", r.text);
    if (first)
        printf("  %s\n  cause: %s\n", first->text, wg_cause_name(first->cause));
    const bool as_foretold =
        to_blame ? !r.passed && first && strcmp(first->op, to_blame) == 0 : r.passed && !first;
    wg_gradcheck_free(&r);
    return as_foretold;
}

int main(void)
{
    wg_graph *g = wg_graph_new();
    wg_tensor x = wg_fill_normal(wg_param(g, "x", WG_F64, WG_SHAPE(ROWS, COLUMNS)), 0, 1);
    wg_tensor b = wg_fill_normal(wg_param(g, "b", WG_F64, WG_SHAPE(COLUMNS)), 0, 0.5);
    const wg_tensor xb[] = {x, b};
    const struct {
        const char *mistake, *op;
        wg_tensor y;
    } cases[] = {
        {"none", NULL, wg_call(g, &softplus, xb, 2, NULL)},
        {"the sign", "softplus_sign", wg_call(g, &sign, xb, 2, NULL)},
        {"a factor 1.0001", "softplus_factor", wg_call(g, &factor, xb, 2, NULL)},
        {"not summed over the rows", "softplus_rows", wg_call(g, &rows, xb, 2, NULL)},
        {"one element", "softplus_element", wg_call(g, &element, xb, 2, NULL)},
        {"a term missing for x < 0", "bend", wg_add(wg_call(g, &bend, xb, 1, NULL), b)},
    };
    int surprises = 0;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        printf("%smistake: %s\n", k ? "\n" : "", cases[k].mistake);
        surprises += !check(cases[k].y, x, b, cases[k].op);
    }
    wg_graph_free(g);
    return surprises != 0;
}
