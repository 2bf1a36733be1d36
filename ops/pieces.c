/* Slices of a kernel's work. */
#include "ops/pieces.h"

#include "ops/nest.h"
#include "tensor/dtype.h"

void wg__piece_of(int64_t n, int64_t piece, int64_t pieces, int64_t *first, int64_t *end)
{
    const int64_t each = n / pieces, more = n % pieces; /* the first ones have one more */
    *first = piece * each + (piece < more ? piece : more);
    *end = *first + each + (piece < more);
}

static int64_t units(const wg_kernel_args *k, wg__slices s)
{
    return k->in[0].shape.dim[s.axis] / s.least;
}

int64_t wg__slices_count(const wg_kernel_args *k, wg__slices s, int64_t wanted)
{
    if (s.axis < 0 || k->n > WG__SLICED_OPERANDS)
        return 1;
    const int64_t n = units(k, s);
    return n < wanted ? n : wanted;
}

/* The outermost axis of the result that has more than one element, which the slices are along. */
static int outermost(const wg_shape *s)
{
    int k = 0;
    while (k < s->rank - 1 && s->dim[k] == 1)
        k++;
    return k;
}

wg_kernel_args wg__slice_of(const wg_kernel_args *k, wg__slices s, int64_t piece, int64_t pieces,
                            wg_view *in)
{
    wg_kernel_args part = *k;
    int64_t first, end;
    const int64_t n = k->in[0].shape.dim[s.axis];
    wg__piece_of(units(k, s), piece, pieces, &first, &end);
    first *= s.least;
    end = piece == pieces - 1 ? n : end * s.least; /* the last takes what is left over */
    for (int j = 0; j < k->n; j++) {
        in[j] = k->in[j];
        in[j].offset += first * in[j].stride[s.axis];
        in[j].shape.dim[s.axis] = end - first;
    }
    const int out = outermost(&k->out.shape);
    const int64_t size = (int64_t)wg_dtype_size(k->out.dtype);
    part.in = in;
    part.out.data = (char *)k->out.data + first * k->out.stride[out] * size;
    part.out.shape.dim[out] = end - first;
    return part;
}

void wg__slices_run(const wg_kernel_args *k, wg_kernel_fn fn, wg__slices s, int64_t piece,
                    int64_t pieces)
{
    wg_view in[WG__SLICED_OPERANDS];
    const wg_kernel_args part = wg__slice_of(k, s, piece, pieces, in);
    fn(&part);
}

int64_t wg__pieces_count(const struct wg__pieces *how, const wg_kernel_args *k, int64_t wanted)
{
    return how->slices ? wg__slices_count(k, how->slices(k), wanted) : how->count(k, wanted);
}

void wg__pieces_run(const struct wg__pieces *how, const wg_kernel_args *k, wg_kernel_fn fn,
                    int64_t piece, int64_t pieces, double *partial)
{
    if (how->slices)
        wg__slices_run(k, fn, how->slices(k), piece, pieces);
    else
        how->run(k, fn, piece, pieces, partial);
}
