/* Capsules of every op and of some broken rules, for check_capsule.py: write_capsules FOLDER. */
#include <stdio.h>
#include <string.h>

#include "autograd/autograd.h"
#include "ops/ops.h"
#include "ops/sample.h"
#include "tensor/dtype.h"

/* Values that do not tie, and of any dtype. */
static void draw(wg_tensor t, const wg_sample_operand *o, wg_rng *rng)
{
    const wg_dtype d = wg_dtype_of(t);
    for (int64_t i = 0; i < wg_numel(t); i++) {
        const double u = wg_rng_uniform(rng);
        wg__store(d, wg_data(t), i,
                  wg_dtype_is_float(d) ? o->lo + u * (o->hi - o->lo)
                                       : (double)(int64_t)(o->lo + u * (o->hi - o->lo + 1)));
    }
}

/* sum(c y), c = 1, 1.5, 2, ...: every element counts, and differently. */
static wg_tensor weighted(wg_tensor y)
{
    wg_tensor z = wg_dtype_is_float(wg_dtype_of(y)) ? y : wg_cast(y, WG_F64);
    const wg_dtype d = wg_dtype_of(z);
    wg_tensor c = wg_input(y.g, "c", d, wg_shape_of(z));
    for (int64_t i = 0; i < wg_numel(c); i++)
        wg__store(d, wg_data(c), i, 1 + 0.5 * (double)(i % 7));
    return wg_cast(wg_sum(wg_mul(wg_stop_gradient(c), z), WG_ALL, false), WG_F64);
}

static int write_to(const char *folder, const char *name, wg_graph *g, wg_tensor loss)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s.json", folder, name);
    FILE *f = fopen(path, "w");
    int bad = !f;
    if (f && (!wg_ok(g) || wg_capsule_write(f, g, ((wg_tensor_list){&loss, 1}), WG_LEAVES, NULL))) {
        fprintf(stderr, "%s: %s\n", name, wg_error(g));
        bad = 1;
    }
    if (f)
        bad |= fclose(f) != 0;
    return bad;
}

/* In floats of dtype d. A leaf of its own gives every graph something to differentiate by. */
static int write_call(const char *folder, const wg_op *op, int number, const wg_sample *s,
                      wg_dtype d)
{
    wg_graph *g = wg_graph_new();
    wg_rng rng = wg_rng_new(5 + (uint64_t)number);
    wg_tensor x[WG_SAMPLE_OPERANDS];
    char name[128];
    for (int k = 0; k < s->n; k++) {
        const wg_dtype own = s->x[k].dtype == WG_F32 ? d : s->x[k].dtype;
        snprintf(name, sizeof name, "x%d", k);
        x[k] = wg_param(g, name, own, s->x[k].shape);
        draw(x[k], &s->x[k], &rng);
    }
    wg_tensor z = wg_fill(wg_param(g, "z", WG_F64, WG_SCALAR), 0.7);
    const wg_tensor y = wg_call(g, op, x, s->n, s->attr);
    snprintf(name, sizeof name, "%s_%d%s", op->name, number, d == WG_F32 ? "_f32" : "");
    /* The general samples have scalars, which not every op takes. */
    const int bad = wg_is_ok(y) ? write_to(folder, name, g, wg_add(weighted(y), wg_square(z)))
                                : s->x[0].shape.rank > 0;
    wg_graph_free(g);
    return bad;
}

static int write_sources(const char *folder)
{
    wg_graph *g = wg_graph_new();
    wg_tensor z = wg_fill(wg_param(g, "z", WG_F64, WG_SCALAR), 0.7);
    const wg_tensor part[] = {
        weighted(wg_arange(g, WG_F64, -1, 3, 0.5)),
        weighted(wg_eye(g, WG_F64, 3, 4, 1)),
        weighted(wg_tril_mask(g, 3, 4, -1)),
        weighted(wg_one_hot(wg_const(g, WG_I32, WG_SHAPE(3), ((int32_t[]){2, 0, 1})), 3, WG_F64)),
        weighted(wg_full(g, WG_F64, WG_SHAPE(2, 3), 0.1)),
    };
    wg_tensor sum = wg_square(z);
    for (size_t k = 0; k < sizeof part / sizeof part[0]; k++)
        sum = wg_add(sum, part[k]);
    const int bad = write_to(folder, "sources", g, sum);
    wg_graph_free(g);
    return bad;
}

/* ---- broken rules ---- */

static wg_tensor wrong_sign(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul(wg_neg(v->dy), wg_sub(1.0, wg_square(v->y)));
}

static wg_tensor wrong_axis(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul(wg_cumsum(v->dy, 0), wg_sub(1.0, wg_square(v->y)));
}

/* In the middle of a network, so that there is something to leave out. */
static int write_broken(const char *folder, const char *name, wg_vjp_fn rule)
{
    wg_op op = *wg_op_find("tanh");
    op.name = name;
    op.vjp = rule;
    wg_graph *g = wg_graph_new();
    wg_tensor x = wg_input(g, "x", WG_F64, WG_SHAPE(4, 3)),
              w = wg_param(g, "w", WG_F64, WG_SHAPE(3, 3));
    wg_fill_normal(x, 0, 1);
    wg_fill_normal(w, 0, 0.5);
    wg_tensor h = wg_call(g, &op, (const wg_tensor[]){wg_matmul(x, w)}, 1, NULL);
    const int bad = write_to(folder, name, g, wg_mean(wg_square(wg_sub(h, x)), WG_ALL, false));
    wg_graph_free(g);
    return bad;
}

int main(int argc, char **argv)
{
    int bad = argc != 2;
    for (size_t i = 0; i < wg_op_count() && argc == 2; i++) {
        const wg_op *op = wg_op_at(i);
        wg_sample s;
        for (int number = 0; !op->effect && wg__op_sample(op, number, &s); number++) {
            const bool floats = s.x[0].dtype == WG_F32 || s.n > 1;
            const unsigned types = op->types ? op->types : WG_TYPE_ANY;
            if (strncmp(op->name, "logical", 7) == 0 || !(types >> WG_F64 & 1)) /* bool operands */
                for (int k = 0; k < s.n; k++)
                    s.x[k] = (wg_sample_operand){types >> WG_BOOL & 1 ? WG_BOOL : WG_I64,
                                                 s.x[k].shape, 0, 1};
            bad |= write_call(argv[1], op, number, &s, WG_F64);
            if (number == 0 && floats && (types >> WG_F32 & 1))
                bad |= write_call(argv[1], op, number, &s, WG_F32);
        }
    }
    if (argc == 2)
        bad |= write_sources(argv[1]) | write_broken(argv[1], "broken_sign", wrong_sign) |
               write_broken(argv[1], "broken_axis", wrong_axis);
    return bad;
}
