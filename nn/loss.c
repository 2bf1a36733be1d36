/* Losses: of one sample, their mean (the cost) or their sum (the total loss). */
#include <stdio.h>

#include "nn/common.h"

static wg_tensor reduce(wg_tensor loss, wg_reduction r)
{
    switch (r) {
    case WG_NONE: return loss;
    case WG_MEAN: return wg_mean(loss, WG_ALL, false);
    case WG_SUM: return wg_sum(loss, WG_ALL, false);
    }
    return wg_raise(loss.g, WG_ERR_ARGUMENT, "reduction %d is not WG_NONE, WG_MEAN or WG_SUM",
                    (int)r);
}

static bool is_index(wg_dtype d)
{
    return d == WG_I32 || d == WG_I64;
}

/* s without its last axis. */
static wg_shape rows_of(wg_shape s)
{
    s.dim[--s.rank] = 0;
    return s;
}

/* ---- classes ---- */

static bool check_logits(wg_tensor logits)
{
    char text[WG__NN_TEXT];
    if (!wg_is_ok(logits))
        return false;
    if (wg_dtype_is_float(wg_dtype_of(logits)) && wg_shape_of(logits).rank >= 1)
        return true;
    wg_raise(logits.g, WG_ERR_SHAPE, "f32 or f64 logits of shape (..., classes) expected, not %s",
             wg__nn_describe("logits", logits, text));
    return false;
}

static wg_tensor refuse_labels(wg_tensor logits, wg_tensor labels, bool distributions)
{
    char first[WG__NN_TEXT], second[WG__NN_TEXT], want[192], whole[256] = "";
    const wg_shape s = wg_shape_of(logits);
    wg_shape_string(rows_of(s), want, sizeof want);
    if (distributions) {
        char like[192];
        snprintf(whole, sizeof whole, ", or distributions like the logits, %s %s",
                 wg_shape_string(s, like, sizeof like), wg_dtype_name(wg_dtype_of(logits)));
    }
    return wg_raise(logits.g, wg_dtype_is_float(wg_dtype_of(labels)) ? WG_ERR_DTYPE : WG_ERR_SHAPE,
                    "labels must be class indices (i32 or i64) of shape %s%s: %s, %s", want, whole,
                    wg__nn_describe("logits", logits, first),
                    wg__nn_describe("labels", labels, second));
}

/* logits (..., classes), labels (...) -> (...) */
static wg_tensor index_loss(wg_tensor logits, wg_tensor labels)
{
    const wg_tensor log_p = wg_log_softmax(logits, -1);             /* (..., classes) */
    const wg_tensor column = wg_unsqueeze(labels, WG_AXES(-1));     /* (..., 1) */
    const wg_tensor picked = wg_take_along_axis(log_p, column, -1); /* (..., 1) */
    return wg_neg(wg_squeeze(picked, WG_AXES(-1)));
}

/* logits, q (..., classes) -> (...) */
static wg_tensor distribution_loss(wg_tensor logits, wg_tensor q)
{
    const wg_tensor log_p = wg_log_softmax(logits, -1);
    return wg_neg(wg_sum(wg_mul_tt(q, log_p), WG_AXES(-1), false));
}

static wg_tensor cross_entropy(wg_tensor logits, wg_tensor labels)
{
    if (!check_logits(logits) || !wg_is_ok(labels))
        return wg_add_tt(logits,
                         labels); /* says what is wrong with a bad handle, or is silent poison */
    const wg_shape s = wg_shape_of(logits), got = wg_shape_of(labels);
    if (is_index(wg_dtype_of(labels)) && wg_shape_equal(got, rows_of(s)))
        return index_loss(logits, labels);
    if (wg_dtype_of(labels) == wg_dtype_of(logits) && wg_shape_equal(got, s))
        return distribution_loss(logits, labels);
    return refuse_labels(logits, labels, true);
}

wg_tensor wg_nn_softmax_cross_entropy_at(wg_site at, wg_tensor logits, wg_tensor labels,
                                         wg_reduction r)
{
    const bool opened = wg_scope_open(logits.g, at);
    const wg_tensor loss = reduce(cross_entropy(logits, labels), r);
    wg_scope_close(logits.g, opened);
    return loss;
}

static wg_tensor accuracy(wg_tensor logits, wg_tensor labels)
{
    if (!check_logits(logits) || !wg_is_ok(labels))
        return wg_add_tt(logits, labels);
    if (!is_index(wg_dtype_of(labels)) ||
        !wg_shape_equal(wg_shape_of(labels), rows_of(wg_shape_of(logits))))
        return refuse_labels(logits, labels, false);
    const wg_tensor best = wg_argmax(logits, -1, false); /* (...) i64 */
    return wg_mean(wg_cast(wg_eq(best, wg_cast(labels, WG_I64)), WG_F32), WG_ALL, false);
}

wg_tensor wg_nn_accuracy_at(wg_site at, wg_tensor logits, wg_tensor labels)
{
    const bool opened = wg_scope_open(logits.g, at);
    const wg_tensor share = accuracy(logits, labels);
    wg_scope_close(logits.g, opened);
    return share;
}

/* ---- numbers ---- */

/* x, or poison if y has another shape: broadcasting a prediction against its target is nearly
 * always a mistake, (n, 1) against (n) most of all. Ops on poison are poison, so callers just go
 * on. */
static wg_tensor like(const char *what_x, wg_tensor x, const char *what_y, wg_tensor y)
{
    char first[WG__NN_TEXT], second[WG__NN_TEXT];
    if (!wg_is_ok(x) || !wg_is_ok(y) || wg_shape_equal(wg_shape_of(x), wg_shape_of(y)))
        return x;
    return wg_raise(x.g, WG_ERR_SHAPE, "both need the same shape: %s, %s",
                    wg__nn_describe(what_x, x, first), wg__nn_describe(what_y, y, second));
}

wg_tensor wg_nn_binary_cross_entropy_at(wg_site at, wg_tensor logits, wg_tensor targets,
                                        wg_reduction r)
{
    const bool opened = wg_scope_open(logits.g, at);
    const wg_tensor z = like("logits", logits, "targets", targets);
    const wg_tensor loss = reduce(wg_sub_tt(wg_softplus(z), wg_mul_tt(targets, z)), r);
    wg_scope_close(logits.g, opened);
    return loss;
}

/* prediction - target */
static wg_tensor error_of(wg_tensor prediction, wg_tensor target)
{
    return wg_sub_tt(like("prediction", prediction, "target", target), target);
}

wg_tensor wg_nn_squared_error_at(wg_site at, wg_tensor prediction, wg_tensor target, wg_reduction r)
{
    const bool opened = wg_scope_open(prediction.g, at);
    const wg_tensor loss = reduce(wg_square(error_of(prediction, target)), r);
    wg_scope_close(prediction.g, opened);
    return loss;
}

wg_tensor wg_nn_absolute_error_at(wg_site at, wg_tensor prediction, wg_tensor target,
                                  wg_reduction r)
{
    const bool opened = wg_scope_open(prediction.g, at);
    const wg_tensor loss = reduce(wg_abs(error_of(prediction, target)), r);
    wg_scope_close(prediction.g, opened);
    return loss;
}

/* With m = min(|e|, d), both branches are m (|e| - m/2), and so is the derivative: at |e| = d the
 * share of m's derivative is multiplied by |e| - m = 0. */
static wg_tensor huber(wg_tensor e, double delta)
{
    if (!(delta > 0))
        return wg_raise(e.g, WG_ERR_ARGUMENT, "delta is %g; it must be above 0", delta);
    const wg_tensor size = wg_abs(e), m = wg_minimum_ts(size, delta);
    return wg_mul_tt(m, wg_sub_tt(size, wg_mul_ts(m, 0.5)));
}

wg_tensor wg_nn_huber_at(wg_site at, wg_tensor prediction, wg_tensor target, double delta,
                         wg_reduction r)
{
    const bool opened = wg_scope_open(prediction.g, at);
    const wg_tensor loss = reduce(huber(error_of(prediction, target), delta), r);
    wg_scope_close(prediction.g, opened);
    return loss;
}
