/* Gradients with planted faults, and right ones that are hard to check, each given to wg_gradcheck. One line per case:
 *
 *     NAME <tab> passed or failed <tab> processor seconds <tab> the blame or the verdict
 *
 * --fast: in the fast mode. benchmarks/gradcheck_peers.py gives the same cases to PyTorch and JAX. The points are x_k = 1.5 sin(k + 1), k = 0, 1, ...
 * in row-major order, unless a case says otherwise. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "autograd/autograd.h"

/* ---- functions of one number ------------------------------------------------------------------- */

static double bend(double z)
{
    return z < 0 ? z + z * z : z;
}

static double small_sin(double x)
{
    return 1e-8 * sin(x);
}

/* ---- ops: y = f(x), y = f(x + b) with b repeated for each row, y = u v, y = A W ------------------ */

typedef double (*scalar_fn)(double);
typedef struct function {
    scalar_fn f;
} function;

static double get(const wg_view *v, int64_t i)
{
    return v->dtype == WG_F32 ? (double)((const float *)v->data)[i] : ((const double *)v->data)[i];
}

static void put(const wg_view *v, int64_t i, double y)
{
    if (v->dtype == WG_F32)
        ((float *)v->data)[i] = (float)y;
    else
        ((double *)v->data)[i] = y;
}

static wg_code apply_kernel(const wg_kernel_args *k)
{
    const function *u = k->user;
    int64_t n, columns = 1;
    wg_shape_numel(k->out.shape, &n);
    if (k->n > 1)
        wg_shape_numel(k->in[1].shape, &columns);
    for (int64_t i = 0; i < n; i++)
        put(&k->out, i, u->f(get(&k->in[0], i) + (k->n > 1 ? get(&k->in[1], i % columns) : 0)));
    return WG_OK;
}

static wg_code product_kernel(const wg_kernel_args *k)
{
    int64_t n;
    wg_shape_numel(k->out.shape, &n);
    for (int64_t i = 0; i < n; i++)
        put(&k->out, i, get(&k->in[0], i) * get(&k->in[1], i));
    return WG_OK;
}

static wg_code matrix_kernel(const wg_kernel_args *k) /* (n, n) both */
{
    const int64_t n = k->out.shape.dim[0];
    for (int64_t i = 0; i < n; i++)
        for (int64_t j = 0; j < n; j++) {
            double sum = 0;
            for (int64_t q = 0; q < n; q++)
                sum += get(&k->in[0], i * n + q) * get(&k->in[1], q * n + j);
            put(&k->out, i * n + j, sum);
        }
    return WG_OK;
}

/* ---- rules ------------------------------------------------------------------------------------- */

static wg_tensor slope_of_tanh(const wg_vjp *v)
{
    return wg_mul(v->dy, wg_sub(1.0, wg_square(v->y)));
}

#define FACTOR(name, factor)                                                                       \
    static wg_tensor name(const wg_vjp *v, int arg)                                                \
    {                                                                                              \
        (void)arg;                                                                                 \
        return wg_mul(slope_of_tanh(v), factor);                                                   \
    }
FACTOR(right_tanh, 1)
FACTOR(sign, -1)
FACTOR(factor2, 1 + 1e-2)
FACTOR(factor3, 1 + 1e-3)
FACTOR(factor4, 1 + 1e-4)
FACTOR(factor6, 1 + 1e-6)
FACTOR(factor8, 1 + 1e-8)
FACTOR(zero, 0)

/* factor at one element, 1 elsewhere */
static wg_tensor at_one_element(const wg_vjp *v, int64_t element, double factor)
{
    static double f[10000];
    const wg_shape s = wg_shape_of(v->y);
    int64_t n;
    wg_shape_numel(s, &n);
    for (int64_t k = 0; k < n; k++)
        f[k] = k == element ? factor : 1;
    return wg_mul(slope_of_tanh(v), wg_const(v->g, WG_F64, s, f));
}

static wg_tensor element12(const wg_vjp *v, int arg)
{
    (void)arg;
    return at_one_element(v, 7, 1.5);
}

static wg_tensor element10000(const wg_vjp *v, int arg)
{
    (void)arg;
    return at_one_element(v, 4321, 1.01);
}

static wg_tensor nan_at_one(const wg_vjp *v, int arg)
{
    (void)arg;
    return at_one_element(v, 7, (double)NAN);
}

static wg_tensor first_row(const wg_vjp *v, int arg)
{
    wg_tensor d = slope_of_tanh(v);
    const int64_t n = wg_shape_of(v->y).dim[1];
    return arg == 0
               ? d
               : wg_reshape(wg_slice(d, WG_INTS(0, 0), WG_INTS(1, n), WG_INTS(1, 1)), WG_SHAPE(n));
}

static wg_tensor missing_term(const wg_vjp *v, int arg)
{
    (void)arg;
    return v->dy;
}

static wg_tensor transposed(const wg_vjp *v, int arg)
{
    return arg == 0 ? wg_matmul(v->dy, wg_transpose(v->x[1], 0, 1))
                    : wg_transpose(wg_matmul(wg_transpose(v->x[0], 0, 1), v->dy), 0, 1);
}

static wg_tensor other_operand(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul(v->dy, v->x[0]);
}

static wg_tensor small_sign(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul(v->dy, wg_mul(wg_cos(v->x[0]), -1e-8));
}

static wg_tensor restless(const wg_vjp *v, int arg)
{
    (void)arg;
    const wg_tensor r = wg_random_uniform(v->g, WG_F64, wg_shape_of(v->y), 1 - 1e-6, 1 + 1e-6);
    return wg_mul(slope_of_tanh(v), r);
}

/* ---- the cases --------------------------------------------------------------------------------- */

/* Right gradients, of the library's own ops. */
static wg_tensor own_tanh(wg_tensor x)
{
    return wg_tanh(x);
}
static wg_tensor own_relu(wg_tensor x)
{
    return wg_relu(x);
}
static wg_tensor own_abs(wg_tensor x)
{
    return wg_abs(x);
}
static wg_tensor own_sqrt(wg_tensor x)
{
    return wg_sqrt(x);
}
static wg_tensor own_log(wg_tensor x)
{
    return wg_log(x);
}
static wg_tensor own_wide(wg_tensor x)
{
    return wg_mul(wg_sin(wg_mul(x, 1e-10)), 1e10);
}
static wg_tensor own_steep(wg_tensor x)
{
    return wg_tanh(wg_mul(x, 1e7));
}
static wg_tensor own_large(wg_tensor x)
{
    return wg_exp(x);
}

typedef struct fault {
    const char *name;
    wg_tensor (*own)(wg_tensor x); /* or a custom op: */
    wg_kernel_fn kernel;
    scalar_fn f;
    wg_vjp_fn rule;
    wg_dtype dtype;
    int operands;
    int64_t rows, columns;
    double scale, shift; /* of the points; 0 means 1.5 */
    double at_5;         /* the point of element 5, if not 0; NaN: 0 */
} fault;

#define TANH(rule_)                                                                                \
    .kernel = apply_kernel, .f = tanh, .rule = rule_, .operands = 1, .rows = 4, .columns = 3
#define OWN(fn) .own = fn, .operands = 1, .rows = 4, .columns = 3

static const fault faults[] = {
    {"sign", TANH(sign), .dtype = WG_F64},
    {"factor 1.01", TANH(factor2), .dtype = WG_F64},
    {"factor 1 + 1e-4", TANH(factor4), .dtype = WG_F64},
    {"factor 1 + 1e-6", TANH(factor6), .dtype = WG_F64},
    {"factor 1 + 1e-8", TANH(factor8), .dtype = WG_F64},
    {"zero", TANH(zero), .dtype = WG_F64},
    {"one element of 12, 50 %", TANH(element12), .dtype = WG_F64},
    {"one element of 10000, 1 %", .kernel = apply_kernel, .f = tanh, .rule = element10000,
     .operands = 1, .rows = 100, .columns = 100, .dtype = WG_F64},
    {"NaN at one element", TANH(nan_at_one), .dtype = WG_F64},
    {"not summed over the rows", .kernel = apply_kernel, .f = tanh, .rule = first_row,
     .operands = 2, .rows = 4, .columns = 3, .dtype = WG_F64},
    {"term missing for x < 0", .kernel = apply_kernel, .f = bend, .rule = missing_term,
     .operands = 1, .rows = 4, .columns = 3, .dtype = WG_F64},
    {"transposed", .kernel = matrix_kernel, .rule = transposed, .operands = 2, .rows = 3,
     .columns = 3, .dtype = WG_F64},
    {"of another operand", .kernel = product_kernel, .rule = other_operand, .operands = 2,
     .rows = 4, .columns = 3, .dtype = WG_F64},
    {"sign, values of 1e-8", .kernel = apply_kernel, .f = small_sin, .rule = small_sign,
     .operands = 1, .rows = 4, .columns = 3, .dtype = WG_F64},
    {"random, within 1e-6", TANH(restless), .dtype = WG_F64},
    {"f32: sign", TANH(sign), .dtype = WG_F32},
    {"f32: factor 1.01", TANH(factor2), .dtype = WG_F32},
    {"f32: factor 1.001", TANH(factor3), .dtype = WG_F32},
    {"right: tanh", OWN(own_tanh), .dtype = WG_F64},
    {"right: tanh, own rule", TANH(right_tanh), .dtype = WG_F64},
    {"right: tanh, f32", OWN(own_tanh), .dtype = WG_F32},
    {"right: relu, one x = 0", OWN(own_relu), .dtype = WG_F64, .at_5 = (double)NAN},
    {"right: |x|, one x = 1e-9", OWN(own_abs), .dtype = WG_F64, .at_5 = 1e-9},
    {"right: sqrt near 1e-8", OWN(own_sqrt), .dtype = WG_F64, .scale = 4e-9, .shift = 1e-8},
    {"right: log near 1e-7", OWN(own_log), .dtype = WG_F64, .scale = 4e-8, .shift = 1e-7},
    {"right: 1e10 sin(x/1e10)", OWN(own_wide), .dtype = WG_F64, .scale = 1e10},
    {"right: tanh(1e7 x), x near 1e-7", OWN(own_steep), .dtype = WG_F64, .scale = 1e-7},
    {"right: exp near 20", OWN(own_large), .dtype = WG_F64, .shift = 20},
};

static void fill(wg_tensor t, const fault *c, double phase)
{
    const double scale = c->scale != 0 ? c->scale : 1.5;
    for (int64_t k = 0; k < wg_numel(t); k++) {
        double v = c->shift + scale * sin((double)k + 1 + phase);
        if (k == 5 && phase == 0 && c->at_5 != 0)
            v = isnan(c->at_5) ? 0 : c->at_5;
        const wg_view view = {.data = wg_data(t), .dtype = wg_dtype_of(t)};
        put(&view, k, v);
    }
}

static int check(const fault *c, wg_gradcheck_mode mode)
{
    function user = {c->f};
    const wg_op op = {.name = "user_op",
                      .arity = c->operands,
                      .types = WG_TYPE_FLOAT,
                      .shape = wg_infer_broadcast,
                      .kernel = c->kernel,
                      .diff = WG_DIFF_RULE,
                      .vjp = c->rule,
                      .user = &user};
    wg_graph *g = wg_graph_new();
    const bool vector = c->kernel == apply_kernel; /* the second operand */
    const wg_tensor x[2] = {
        wg_param(g, "x", c->dtype, WG_SHAPE(c->rows, c->columns)),
        wg_param(g, "b", c->dtype, vector ? WG_SHAPE(c->columns) : WG_SHAPE(c->rows, c->columns))};
    fill(x[0], c, 0);
    fill(x[1], c, 0.5);
    const wg_tensor y = c->own ? c->own(x[0]) : wg_call(g, &op, x, c->operands, NULL);
    wg_gradcheck_report r;
    const wg_gradcheck_options options = {.mode = mode};
    const clock_t begin = clock();
    const wg_code code =
        wg_gradcheck(g, WG_LIST(y), ((wg_tensor_list){x, c->operands}), &options, &r);
    const double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    if (code != WG_OK)
        printf("%s\terror\t0\t%s\n", c->name, wg_error(g));
    else
        printf("%s\t%s\t%.6f\t%s\n", c->name, r.passed ? "passed" : "failed", seconds,
               r.blames ? r.blame[0].text : r.text);
    wg_gradcheck_free(&r);
    wg_graph_free(g);
    return code != WG_OK;
}

int main(int argc, char **argv)
{
    const bool fast = argc > 1 && strcmp(argv[1], "--fast") == 0;
    int failures = 0;
    for (size_t k = 0; k < sizeof faults / sizeof faults[0]; k++)
        failures += check(&faults[k], fast ? WG_GRADCHECK_FAST : WG_GRADCHECK_AUTO);
    return failures != 0;
}
