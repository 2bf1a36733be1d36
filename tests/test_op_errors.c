/* What the ops refuse, and in which words. */
#include "tests/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "autograd/autograd.h"
#include "engine/engine.h"
#include "ops/ops.h"

typedef struct leaves {
    wg_tensor x, y, v, s, wide, i, u,
        b; /* x (2, 3) f32, y (4, 5) f32, v (3,) f32, s () f32, rank 8, indices, u8, bool */
} leaves;

static leaves leaves_of(wg_graph *g)
{
    return (leaves){
        .x = wg_input(g, "x", WG_F32, WG_SHAPE(2, 3)),
        .y = wg_input(g, "y", WG_F32, WG_SHAPE(4, 5)),
        .v = wg_input(g, "v", WG_F32, WG_SHAPE(3)),
        .s = wg_input(g, "s", WG_F32, WG_SCALAR),
        .wide = wg_input(g, "wide", WG_F32, WG_SHAPE(1, 1, 1, 1, 1, 1, 1, 1)),
        .i = wg_input(g, "i", WG_I32, WG_SHAPE(2)),
        .u = wg_input(g, "u", WG_U8, WG_SHAPE(2)),
        .b = wg_input(g, "b", WG_BOOL, WG_SHAPE(2, 3)),
    };
}

/* The call is refused with a message that has the text in it, and the call itself. */
#define REFUSED(call, words)                                                                       \
    do {                                                                                           \
        assert_false(wg_is_ok(call));                                                              \
        if (!wg_error(g) || !strstr(wg_error(g), "test_op_errors.c:"))                             \
            fail_msg("%s: the message names no line: %s", #call,                                   \
                     wg_error(g) ? wg_error(g) : "none");                                          \
        assert_error_contains(g, words);                                                           \
    } while (0)

#define BEGIN                                                                                      \
    (void)state;                                                                                   \
    wg_graph *g = graph_new();                                                                     \
    const leaves l = leaves_of(g);                                                                 \
    (void)l

static void elementwise(void **state)
{
    BEGIN;
    REFUSED(wg_add(l.x, l.y), "shapes do not broadcast together: x (2, 3) from");
    REFUSED(wg_add(l.x, l.i), "dtypes differ");
    REFUSED(wg_exp(l.i), "exp");
    REFUSED(wg_add(l.u, 256.0), "the number 256 does not fit u8: ");
    REFUSED(wg_mul(l.i, 0.5), "the number 0.5 does not fit i32: ");
    REFUSED(wg_where(l.x, l.x, l.x), "the condition is f32, not bool (wg_ne(c, 0) is)");
    REFUSED(wg_where(l.b, l.x, l.i), "dtypes differ, f32 and i32 (wg_cast converts)");
    REFUSED(wg_cast(l.x, (wg_dtype)55), "55 is not a dtype");
    REFUSED(wg_clamp(l.x, 2, 1), "the bounds are 2 and 1, not in order");
    REFUSED(wg_softplus(l.i), "softplus takes f32 or f64, not i32 (wg_cast converts): i (2,)");
    graph_done(g);
}

static void reductions(void **state)
{
    BEGIN;
    const wg_axes many = {.n = 9};
    REFUSED(wg_sum(l.x, WG_AXES(2), false), "axis 2 is out of range");
    REFUSED(wg_sum(l.x, WG_AXES(0, -2), false), "axis -2 is given twice");
    REFUSED(wg_sum(l.x, many, false), "9 axes, but a tensor has at most 8");
    REFUSED(wg_max(wg_input(g, "none", WG_F32, WG_SHAPE(0)), WG_ALL, false), "max of no elements");
    REFUSED(wg_argmin(wg_input(g, "none", WG_F32, WG_SHAPE(0)), 0, false), "argmin of no elements");
    REFUSED(wg_cumsum(l.x, 5), "axis 5 is out of range");
    REFUSED(wg_var(l.x, WG_ALL, false, -1), "ddof is -1, below 0");
    REFUSED(wg_softmax(l.x, 4), "axis 4 is out of range");
    graph_done(g);
}

static void shapes(void **state)
{
    BEGIN;
    const wg_shape nine = {.rank = 9}, huge = {2, {INT64_MAX, 3}};
    REFUSED(wg_reshape(l.x, nine), "rank 9, not 0 to 8");
    REFUSED(wg_reshape(l.x, WG_SHAPE(-1, -1)), "-1 stands for one dimension only");
    REFUSED(wg_reshape(l.x, WG_SHAPE(-2)), "a dimension is negative");
    REFUSED(wg_reshape(l.x, huge), "the new size overflows");
    REFUSED(wg_reshape(l.x, WG_SHAPE(-1, 4)), "no -1 makes 6 elements of (-1, 4)");
    REFUSED(wg_reshape(l.x, WG_SHAPE(5)), "6 elements do not fit (5,)");
    REFUSED(wg_permute(l.x, WG_INTS(0)), "1 axes given, the operand has 2");
    REFUSED(wg_permute(l.x, WG_INTS(1, 1)), "axis 1 is given twice");
    REFUSED(wg_transpose(l.x, 0, 2), "axis 2 is out of range [-2, 1]");
    REFUSED(wg_transpose(l.s, 0, 0), "axis 0 of a scalar, which has no axes");
    REFUSED(wg_broadcast_to(l.x, nine), "rank 9, not 0 to 8");
    REFUSED(wg_broadcast_to(l.x, WG_SHAPE(-4, 3)), "the new size is negative or overflows");
    REFUSED(wg_broadcast_to(l.x, WG_SHAPE(4, 3)), "does not broadcast to (4, 3)");
    REFUSED(wg_slice(l.v, WG_INTS(0, 0), WG_INTS(1, 1), WG_INTS(1, 1)),
            "more bounds or steps than axes");
    REFUSED(wg_slice(l.v, WG_INTS(0), WG_INTS(1), WG_INTS(0)), "the step of axis 0 is 0");
    REFUSED(wg_squeeze(l.x, WG_AXES(0)), "axis 0 has 2 elements, not 1");
    REFUSED(wg_squeeze(l.wide, WG_AXES(0, 0)), "axis 0 is given twice");
    REFUSED(wg_squeeze(l.wide, WG_AXES(8)), "axis 8 is out of range");
    REFUSED(wg_unsqueeze(l.x, WG_ALL), "the new axes must be named");
    REFUSED(wg_unsqueeze(l.wide, WG_AXES(0)), "more than 8 axes");
    REFUSED(wg_unsqueeze(l.x, WG_AXES(0, 0)), "axis 0 is given twice");
    REFUSED(wg_flip(l.x, WG_AXES(7)), "axis 7 is out of range");
    graph_done(g);
}

static void joins(void **state)
{
    BEGIN;
    const wg_tensor none[1] = {l.x};
    const wg_tensor endless = wg_input(g, "endless", WG_F32, WG_SHAPE(0, INT64_MAX));
    REFUSED(wg_concat(WG_TENSORS(l.x, l.y), 0),
            "operand 1 differs from operand 0 beyond axis 0: x (2, 3) from");
    REFUSED(wg_concat(WG_TENSORS(endless, endless), 1), "the size along axis 1 overflows");
    REFUSED(wg_call(g, wg_op_find("concat"), none, 0, NULL),
            "concat takes 1 operand or more, not 0");
    REFUSED(wg_stack(WG_TENSORS(l.x, l.y), 0), "operand 1 has another shape than operand 0");
    REFUSED(wg_stack(WG_TENSORS(l.wide, l.wide), 0), "the result has more than 8 axes");
    REFUSED(wg_split(l.x, 4, 0, 1), "3 elements are not cut into 4 equal parts");
    REFUSED(wg_split(l.x, 3, 3, 1), "part 3 is out of range [-3, 2]");
    REFUSED(wg_pad(l.v, WG_INTS(1, 1), WG_INTS(1, 1), 0), "more widths than axes");
    REFUSED(wg_pad(l.v, WG_INTS(-1), WG_INTS(0), 0), "a width is negative (wg_slice cuts)");
    REFUSED(wg_pad(l.v, WG_INTS(INT64_MAX), WG_INTS(1), 0), "the size along axis 0 overflows");
    REFUSED(wg_pad(l.u, WG_INTS(1), WG_INTS(1), 0.5), "0.5 is not a value of dtype u8");
    REFUSED(wg_tile(l.v, WG_INTS(-2)), "a number of repetitions is negative");
    REFUSED(wg_tile(l.v, WG_INTS(INT64_MAX)), "the result's size overflows");
    REFUSED(wg_roll(l.v, 1, 3), "axis 3 is out of range");
    graph_done(g);
}

static void indices(void **state)
{
    BEGIN;
    REFUSED(wg_take(l.x, l.v, 0), "indices are i32 or i64, not f32 (wg_cast converts)");
    REFUSED(wg_take(l.x, l.i, 2), "axis 2 is out of range");
    const wg_tensor deep = wg_input(g, "deep", WG_I32, WG_SHAPE(1, 1, 1, 1, 1, 1, 1, 1));
    REFUSED(wg_take(l.x, deep, 0), "the result has more than 8 axes");
    REFUSED(wg_scatter_add(l.x, l.i, l.i, 0), "x and updates must be numbers of one dtype");
    REFUSED(wg_scatter_add(l.x, l.i, l.v, 0), "updates must be (2, 3)");
    REFUSED(wg_take_along_axis(l.x, l.i, 0), "indices have 1 axes, x has 2");
    const wg_tensor other = wg_input(g, "other", WG_I32, WG_SHAPE(4, 5));
    REFUSED(wg_take_along_axis(l.x, other, 0), "indices and x differ along axis 1");
    const wg_tensor same = wg_input(g, "same", WG_I32, WG_SHAPE(2, 3));
    REFUSED(wg_scatter_add_along_axis(l.x, same, same, 0),
            "x and updates must be numbers of one dtype");
    REFUSED(wg_scatter_add_along_axis(l.x, same, l.v, 0), "updates must be (2, 3)");
    REFUSED(wg_one_hot(l.v, 3, WG_F32), "indices are i32 or i64, not f32");
    REFUSED(wg_one_hot(l.i, -3, WG_F32), "the number of classes is negative");
    REFUSED(wg_one_hot(deep, 3, WG_F32), "the result has too many axes");
    REFUSED(wg_one_hot(l.i, 3, (wg_dtype)9), "9 is not a dtype");
    REFUSED(wg_arange(g, (wg_dtype)9, 0, 3, 1), "9 is not a dtype");
    REFUSED(wg_arange(g, WG_F32, 0, 3, 0), "no range from 0 to 3 by 0");
    REFUSED(wg_arange(g, WG_F64, 0, 1e300, 1), "the range from 0 to 1e+300 by 1 is too long");
    REFUSED(wg_arange(g, WG_U8, 0, 300, 1), "the range from 0 to 300 by 1 does not fit u8");
    REFUSED(wg_eye(g, WG_F32, -3, 3, 0), "negative");
    REFUSED(wg_tril_mask(g, 2, -2, 0), "a dimension is negative");
    REFUSED(wg_tril(l.v, 0), "the operand is no matrix: it has 1 axes");
    graph_done(g);
}

/* Values, not shapes: they are found when it runs, and name the call that recorded the node. */
static void indices_at_run_time(void **state)
{
    BEGIN;
    const int32_t bad[2] = {0, 7};
    wg_set_data(l.i, bad, sizeof bad);
    const wg_tensor all[] = {
        wg_take(l.x, l.i, 0),
        wg_scatter_add(l.x, l.i, l.x, 0),
        wg_take_along_axis(wg_reshape(l.x, WG_SHAPE(6)), l.i, 0),
        wg_scatter_add_along_axis(wg_reshape(l.x, WG_SHAPE(6)), l.i,
                                  wg_slice(l.v, WG_INTS(0), WG_INTS(2), WG_INTS(1)), 0),
    };
    assert_no_error(g);
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        for (int plain = 0; plain < 2; plain++) {
            assert_int_equal(plain ? wg_run_reference(g, &all[k], 1) : wg_run(g, all[k]),
                             WG_ERR_VALUE);
            assert_non_null(strstr(wg_error(g), "test_op_errors.c:"));
            assert_error_contains(g, "index 7 at [1] is out of range [-");
        }
    graph_done(g);
}

static void products(void **state)
{
    BEGIN;
    const wg_tensor a = wg_input(g, "a", WG_F32, WG_SHAPE(2, 3, 4)),
                    c = wg_input(g, "c", WG_F32, WG_SHAPE(3, 4, 2));
    REFUSED(wg_matmul(l.x, l.y), "wg_matmul(l.x, l.y): inner dimensions differ: x (2, 3) from");
    REFUSED(wg_matmul(l.x, l.s), "a scalar is no matrix (wg_mul multiplies)");
    REFUSED(wg_matmul(a, c), "batch dimensions do not broadcast together");
    REFUSED(wg_dot(l.x, l.v), "dot takes two vectors (wg_matmul takes matrices)");
    graph_done(g);
}

static void einsums(void **state)
{
    BEGIN;
    const wg_tensor x8 = wg_broadcast_to(l.wide, WG_SHAPE(1, 1, 1, 1, 1, 1, 1, 1));
    REFUSED(wg_einsum("...i->i", WG_TENSORS(l.x)),
            "an ellipsis is not supported (name the axes), at character");
    REFUSED(wg_einsum("i?->i", WG_TENSORS(l.x)), "expected a letter, a comma or ->");
    REFUSED(wg_einsum("abcdefghi->a", WG_TENSORS(x8)), "more labels than a tensor can have axes");
    REFUSED(wg_einsum("i->i", WG_TENSORS(l.x)), "operand 0 has 2 axes, but 1 labels");
    REFUSED(wg_einsum("ij,jk->ik", WG_TENSORS(l.x, l.y)),
            "label j is 3 long before and 4 long in operand 1");
    REFUSED(wg_einsum("abcdefgh,i", WG_TENSORS(x8, l.v)), "the result has too many axes");
    REFUSED(wg_einsum("ij,jk->ik", WG_TENSORS(l.x)), "more operands named than given");
    REFUSED(wg_einsum("ij->i->j", WG_TENSORS(l.x)), "the result ends here");
    REFUSED(wg_einsum("ij->ii", WG_TENSORS(l.x)), "a label of the result occurs twice in it");
    REFUSED(wg_einsum("ij->ik", WG_TENSORS(l.x)), "a label of the result occurs in no operand");
    REFUSED(wg_einsum("ij", WG_TENSORS(l.x, l.x)), "fewer operands named than given");
    REFUSED(wg_einsum(NULL, WG_TENSORS(l.x)), "the equation is NULL");
    graph_done(g);
}

static void graph_ops(void **state)
{
    BEGIN;
    const wg_tensor p = wg_param(g, "p", WG_F32, WG_SHAPE(2, 3));
    REFUSED(wg_assign(l.x, l.x), "only a parameter (wg_param) can be assigned");
    REFUSED(wg_assign(p, l.y), "shape");
    REFUSED(wg_assign(p, wg_cast(p, WG_F64)), "dtypes differ");
    REFUSED(wg_full(g, WG_U8, WG_SHAPE(2), -1), "-1 is not a value of dtype u8");
    graph_done(g);
}

/* ---- a user's own op ---- */

static bool refuse_shape(wg_infer *in)
{
    (void)in;
    return false;
}

static bool too_large(wg_infer *in)
{
    in->out_shape = WG_SHAPE(INT64_MAX, INT64_MAX);
    return true;
}

static wg_code never(const wg_kernel_args *k)
{
    (void)k;
    return WG_ERR_INTERNAL;
}

static void custom_ops(void **state)
{
    BEGIN;
    const wg_op shapeless = {.name = "shapeless", .arity = 1, .kernel = never};
    const wg_op refusing = {.name = "refusing", .arity = 1, .kernel = never, .shape = refuse_shape};
    const wg_op large = {.name = "large", .arity = 1, .kernel = never, .shape = too_large};
    const wg_op many = {.name = "many", .arity = -1, .kernel = never, .shape = wg_infer_same};
    const wg_op empty = {.name = "empty", .arity = 1, .shape = wg_infer_same};
    const wg_op failing = {.name = "failing", .arity = 1, .kernel = never, .shape = wg_infer_same};
    REFUSED(wg_call(g, NULL, &l.x, 1, NULL), "no op given (NULL)");
    REFUSED(wg_call(g, &failing, NULL, 1, NULL), "no operands given (NULL)");
    REFUSED(wg_call(g, &failing, &l.x, 0, NULL), "failing takes 1 operand, not 0");
    REFUSED(wg_call(g, wg_op_find("add"), &l.x, 1, NULL), "add takes 2 operands, not 1");
    REFUSED(wg_call(g, wg_op_find("reshape"), &l.x, 1, NULL),
            "an attribute without a default is missing");
    REFUSED(wg_call(g, &shapeless, &l.x, 1, NULL), "op shapeless has no shape rule");
    REFUSED(wg_call(g, &refusing, &l.x, 1, NULL), "the shape rule of refusing refused");
    REFUSED(wg_call(g, &large, &l.x, 1, NULL), "the result's size overflows or is negative");
    wg_tensor *list = calloc(WG_MAX_OPERANDS + 1, sizeof *list);
    assert_non_null(list);
    for (int k = 0; k <= WG_MAX_OPERANDS; k++)
        list[k] = l.x;
    REFUSED(wg_call(g, &many, list, WG_MAX_OPERANDS + 1, NULL), "4097 operands, more than 4096");
    REFUSED(wg_stack(list, WG_MAX_OPERANDS + 1, 0), "stack takes 1 to 4096 operands");
    free(list);
    const wg_tensor a = wg_call(g, &empty, &l.x, 1, NULL), b = wg_call(g, &failing, &l.x, 1, NULL);
    assert_no_error(g);
    for (int plain = 0; plain < 2; plain++) {
        assert_int_equal(plain ? wg_run_reference(g, &a, 1) : wg_run(g, a), WG_ERR_INTERNAL);
        assert_error_contains(g, "the op has neither tile, view nor kernel");
        assert_int_equal(plain ? wg_run_reference(g, &b, 1) : wg_run(g, b), WG_ERR_INTERNAL);
        assert_error_contains(g, "internal inconsistency");
    }
    const wg_tensor refused = wg_exp(l.i);
    wg_clear_error(g);
    assert_int_equal(wg_run(g, refused), WG_ERR_HANDLE);
    assert_error_contains(g, "tensor 0 to run is poisoned by an error that was cleared");
    graph_done(g);
}

static wg_tensor poisoned_rule(const wg_vjp *v, int arg)
{
    (void)arg;
    return (wg_tensor){.g = v->g};
}

static void silent_rules(void **state)
{
    BEGIN;
    const wg_op silent = {.name = "silent",
                          .arity = 1,
                          .types = WG_TYPE_FLOAT,
                          .kernel = never,
                          .shape = wg_infer_same,
                          .diff = WG_DIFF_RULE,
                          .vjp = poisoned_rule};
    const wg_tensor y = wg_sum(wg_call(g, &silent, &l.x, 1, NULL), WG_ALL, false);
    wg_tensor d;
    assert_int_equal(wg_grad(y, &l.x, 1, &d), WG_ERR_GRADIENT);
    assert_error_contains(g, "rule of silent returned a poisoned tensor for operand 0");
    graph_done(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elementwise),  cmocka_unit_test(reductions),
        cmocka_unit_test(shapes),       cmocka_unit_test(joins),
        cmocka_unit_test(indices),      cmocka_unit_test(indices_at_run_time),
        cmocka_unit_test(products),     cmocka_unit_test(einsums),
        cmocka_unit_test(graph_ops),    cmocka_unit_test(custom_ops),
        cmocka_unit_test(silent_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
