/* Slices of a kernel's work. */
#include "ops/pieces.h"

#include "ops/nest.h"
#include "tensor/dtype.h"

enum {
    NEIGHBOURS = 256
}; /* of a slice at least: the lines ahead are fetched, and should not be another thread's */
#define NS_PER_MOVE 0.15
static const wg__slices none = {-1, {-1, -1, -1}, 1, 0};

void wg__piece_of(int64_t n, int64_t piece, int64_t pieces, int64_t *first, int64_t *end)
{
    const int64_t each = n / pieces, more = n % pieces; /* the first ones have one more */
    *first = piece * each + (piece < more ? piece : more);
    *end = *first + each + (piece < more);
}

static int64_t units(const wg_kernel_args *k, const wg__slices *s)
{
    return k->out.shape.dim[s->out] / s->least;
}

static int64_t slices_count(const wg_kernel_args *k, const wg__slices *s, int64_t wanted)
{
    const int64_t n = units(k, s), most = s->most && s->most < wanted ? s->most : wanted;
    return n < most ? n : most;
}

wg__piecing wg__piecing_of(const struct wg__pieces *how, const wg_kernel_args *k, int64_t wanted)
{
    wg__piecing c = {how, how->slices ? how->slices(k, wanted) : none, 0};
    if (c.slices.out >= 0)
        c.pieces = slices_count(k, &c.slices, wanted);
    else if (how->count)
        c.pieces = how->count(k, wanted);
    return c;
}

int wg__outermost(const wg_shape *s)
{
    int k = 0;
    while (k < s->rank - 1 && s->dim[k] == 1)
        k++;
    return k;
}

static void cut_view(wg_view *v, int axis, int64_t first, int64_t end)
{
    v->data = (char *)v->data + first * v->stride[axis] * (int64_t)wg_dtype_size(v->dtype);
    v->shape.dim[axis] = end - first;
}

wg_kernel_args wg__slice_of(const wg__piecing *c, const wg_kernel_args *k, int64_t piece,
                            wg_view *in, int64_t *first)
{
    const wg__slices *s = &c->slices;
    wg_kernel_args part = *k;
    int64_t end;
    wg__piece_of(units(k, s), piece, c->pieces, first, &end);
    *first *= s->least;
    end = piece == c->pieces - 1 ? k->out.shape.dim[s->out]
                                 : end * s->least; /* the last takes what is left over */
    for (int j = 0; j < k->n && j < WG__SLICED_OPERANDS && k->n <= WG__SLICED_OPERANDS; j++) {
        in[j] = k->in[j];
        if (s->in[j] >= 0)
            cut_view(&in[j], s->in[j], *first, end);
        part.in = in;
    }
    cut_view(&part.out, s->out, *first, end);
    part.message = NULL; /* others are at work on it */
    part.message_size = 0;
    return part;
}

wg_code wg__piecing_run(const wg__piecing *c, const wg_kernel_args *k, wg_kernel_fn fn,
                        int64_t piece, double *partial)
{
    if (c->slices.out < 0) {
        c->how->run(k, fn, piece, c->pieces, partial);
        return WG_OK;
    }
    wg_view in[WG__SLICED_OPERANDS];
    int64_t first;
    const wg_kernel_args part = wg__slice_of(c, k, piece, in, &first);
    return c->how->slice ? c->how->slice(&(wg__slice){k, &part, c->slices.out, first}) : fn(&part);
}

void wg__piecing_end(const wg__piecing *c, const wg_kernel_args *k, const double *partials)
{
    if (c->slices.out < 0 && c->how->end)
        c->how->end(k, c->pieces, partials);
}

wg__slices wg__slices_along(const wg_shape *out, unsigned shared, int64_t wanted)
{
    wg__slices best = none;
    int64_t most = 1, inside = 1;
    for (int k = out->rank - 1; k >= 0; k--) {
        const int64_t least = inside < NEIGHBOURS && inside > 0 ? (NEIGHBOURS + inside - 1) / inside
                                                                : 1,
                      n = out->dim[k] / least;
        if (!(shared >> k & 1) && n > 1 && (n >= most || n >= wanted)) {
            best.out = k;
            best.least = least;
            most = n;
        }
        inside *= out->dim[k];
    }
    return best;
}

wg__slices wg__slices_outermost(const wg_kernel_args *k)
{
    wg__slices s = none;
    if (k->out.shape.rank)
        s.out = wg__outermost(&k->out.shape);
    return s;
}

double wg__move_cost(const wg_kernel_args *k)
{
    return NS_PER_MOVE * (double)wg__numel(&k->out.shape);
}
