/* Loops over the elements of strided views, several in step.  Private.
 *
 * An odometer runs through the indices of some axes in row-major order and keeps, for each of up to
 * WG__TRACKS views, the offset of the element at hand. Axes that can be walked as one are merged,
 * axes of one element are dropped. */
#ifndef WG_NEST_H
#define WG_NEST_H

#include "ops/op.h"

enum { WG__TRACKS = 3 };

typedef struct wg__odometer {
    int nd, tracks;
    int64_t dim[WG_MAX_RANK], at[WG_MAX_RANK];
    int64_t stride[WG_MAX_RANK][WG__TRACKS];
    int64_t offset[WG__TRACKS]; /* elements */
} wg__odometer;

/* An empty odometer: one index, the empty one. */
static inline wg__odometer wg__odometer_new(int tracks)
{
    return (wg__odometer){.tracks = tracks};
}

/* Adds an axis inside those that are there. stride: one per track. dim > 0. */
static inline void wg__odometer_axis(wg__odometer *o, int64_t dim, const int64_t *stride)
{
    if (dim == 1)
        return;
    bool merges = o->nd > 0;
    for (int t = 0; t < o->tracks && merges; t++)
        merges = o->stride[o->nd - 1][t] == stride[t] * dim;
    const int axis = merges ? o->nd - 1 : o->nd++;
    o->dim[axis] = merges ? o->dim[axis] * dim : dim;
    for (int t = 0; t < o->tracks; t++)
        o->stride[axis][t] = stride[t];
}

/* Takes the innermost axis out, for a loop of its own; one index if there is none. */
static inline int64_t wg__odometer_inner(wg__odometer *o, int64_t *stride)
{
    const int axis = o->nd - 1;
    for (int t = 0; t < o->tracks; t++)
        stride[t] = axis >= 0 ? o->stride[axis][t] : 1;
    if (axis < 0)
        return 1;
    o->nd--;
    return o->dim[axis];
}

/* To the next index; false after the last one, and then everything is at the first again. */
static inline bool wg__odometer_next(wg__odometer *o)
{
    for (int axis = o->nd - 1; axis >= 0; axis--) {
        if (++o->at[axis] < o->dim[axis]) {
            for (int t = 0; t < o->tracks; t++)
                o->offset[t] += o->stride[axis][t];
            return true;
        }
        o->at[axis] = 0;
        for (int t = 0; t < o->tracks; t++)
            o->offset[t] -= o->stride[axis][t] * (o->dim[axis] - 1);
    }
    return false;
}

int64_t wg__numel(const wg_shape *s); /* of a shape that has been checked */
void wg__row_major(const wg_shape *s, int64_t *stride);
/* The element of v at its index 0, ..., 0. */
static inline void *wg__origin(const wg_view *v)
{
    return (char *)v->data + v->offset * (int64_t)wg_dtype_size(v->dtype);
}
/* Copies all elements of src to dst, whose strides (in elements) are per axis of src. */
void wg__copy(void *dst, const int64_t *stride, const wg_view *src);

#endif
