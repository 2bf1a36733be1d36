/* Valid calls of every op: operands and attributes for the tests that go over the registry. */
#include "tests/op_cases.h"

#include <string.h>

#define S(...)                                                                                     \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }
#define F(rank, ...)                                                                               \
    {                                                                                              \
        WG_F64, {rank, {__VA_ARGS__}}, 0, 0                                                        \
    }
#define RANGE(l, h, rank, ...)                                                                     \
    {                                                                                              \
        WG_F64, {rank, {__VA_ARGS__}}, l, h                                                        \
    }
#define INDEX(top, rank, ...)                                                                      \
    {                                                                                              \
        WG_I64, {rank, {__VA_ARGS__}}, 0, top                                                      \
    }
#define BOOL(rank, ...)                                                                            \
    {                                                                                              \
        WG_BOOL, {rank, {__VA_ARGS__}}, 0, 1                                                       \
    }
#define ATTR(...)                                                                                  \
    false,                                                                                         \
    {                                                                                              \
        {                                                                                          \
            __VA_ARGS__                                                                            \
        }                                                                                          \
    }
#define DEFAULTS                                                                                   \
    true,                                                                                          \
    {                                                                                              \
        {                                                                                          \
            {                                                                                      \
                .u.i = 0                                                                           \
            }                                                                                      \
        }                                                                                          \
    }
#define I(v)                                                                                       \
    {                                                                                              \
        .u.i = v                                                                                   \
    }
#define D(v)                                                                                       \
    {                                                                                              \
        .u.f = v                                                                                   \
    }
#define L(count, ...)                                                                              \
    {                                                                                              \
        .n = count, .list = { __VA_ARGS__ }                                                        \
    }
#define ALL                                                                                        \
    {                                                                                              \
        .n = -1                                                                                    \
    }

/* In the order of op_list.h. */
static const op_case cases[] = {
    {"where", 3, {BOOL(2, 3, 4), F(2, 3, 4), F(2, 3, 4)}, DEFAULTS},
    {"where", 3, {BOOL(1, 4), F(2, 3, 1), F(3, 2, 1, 4)}, DEFAULTS},
    {"cast", 1, {F(1, 5)}, ATTR(I(WG_F64))},

    {"sum", 1, {F(3, 2, 3, 4)}, DEFAULTS},
    {"sum", 1, {F(3, 2, 3, 4)}, ATTR(L(2, 0, 2), I(0))},
    {"sum", 1, {F(3, 2, 3, 4)}, ATTR(L(1, -2), I(1))},
    {"mean", 1, {F(3, 2, 3, 4)}, DEFAULTS},
    {"mean", 1, {F(3, 2, 3, 4)}, ATTR(L(1, 1), I(0))},
    {"mean", 1, {F(3, 2, 3, 4)}, ATTR(L(2, 0, 1), I(1))},
    {"prod", 1, {F(2, 2, 3)}, DEFAULTS},
    {"prod", 1, {F(3, 2, 3, 2)}, ATTR(L(1, 1), I(0))},
    {"prod", 1, {F(3, 2, 3, 2)}, ATTR(L(2, 0, 2), I(1))},
    {"max", 1, {F(2, 3, 4)}, DEFAULTS},
    {"max", 1, {F(3, 2, 3, 4)}, ATTR(L(1, 1), I(0))},
    {"max", 1, {F(3, 2, 3, 4)}, ATTR(L(2, 0, 2), I(1))},
    {"min", 1, {F(2, 3, 4)}, DEFAULTS},
    {"min", 1, {F(3, 2, 3, 4)}, ATTR(L(1, -1), I(0))},
    {"cumsum", 1, {F(2, 3, 4)}, DEFAULTS},
    {"cumsum", 1, {F(3, 2, 3, 4)}, ATTR(I(0))},
    {"cumprod", 1, {F(2, 3, 4)}, DEFAULTS},
    {"cumprod", 1, {F(3, 2, 3, 2)}, ATTR(I(1))},

    {"linear_scan", 2, {F(2, 3, 4), F(2, 3, 4)}, DEFAULTS},
    {"linear_scan", 2, {F(3, 2, 3, 2), F(3, 2, 3, 2)}, ATTR(I(1))},

    {"reshape", 1, {F(2, 3, 4)}, ATTR(L(3, 2, 2, 3))},
    {"permute", 1, {F(3, 2, 3, 4)}, ATTR(L(3, 2, 0, 1))},
    {"transpose", 1, {F(3, 2, 3, 4)}, DEFAULTS},
    {"transpose", 1, {F(3, 2, 3, 4)}, ATTR(I(0), I(2))},
    {"broadcast_to", 1, {F(2, 3, 1)}, ATTR(L(3, 2, 3, 4))},
    {"slice", 1, {F(2, 4, 5)}, ATTR(L(2, 1, 0), L(2, 3, 5), L(2, 1, 2))},
    {"slice", 1, {F(2, 4, 5)}, ATTR(L(2, 3, 4), L(2, 0, 1), L(2, -2, -1))},
    {"flip", 1, {F(2, 3, 4)}, DEFAULTS},
    {"flip", 1, {F(2, 3, 4)}, ATTR(L(1, 0))},
    {"squeeze", 1, {F(3, 1, 3, 1)}, DEFAULTS},
    {"unsqueeze", 1, {F(2, 2, 3)}, ATTR(L(2, 0, -1))},
    {"expand", 1, {F(2, 3, 1)}, ATTR(L(3, 2, 3, 4))},
    {"concat", 3, {F(2, 2, 3), F(2, 1, 3), F(2, 4, 3)}, DEFAULTS},
    {"concat", 2, {F(2, 2, 3), F(2, 2, 1)}, ATTR(I(-1))},
    {"stack", 3, {F(2, 2, 3), F(2, 2, 3), F(2, 2, 3)}, ATTR(I(1))},
    {"split", 1, {F(2, 6, 2)}, ATTR(I(3), I(1), I(0))},
    {"pad", 1, {F(2, 2, 3)}, ATTR(L(2, 1, 0), L(2, 2, 1), D(0.5))},
    {"roll", 1, {F(2, 3, 4)}, ATTR(I(1), I(-1))},
    {"roll", 1, {F(2, 3, 4)}, ATTR(I(-2), I(0))},
    {"tile", 1, {F(2, 2, 3)}, ATTR(L(2, 2, 3))},

    {"take", 2, {F(2, 4, 3), INDEX(3, 1, 6)}, DEFAULTS},
    {"take", 2, {F(3, 2, 4, 3), INDEX(3, 2, 2, 3)}, ATTR(I(1))},
    {"take_along_axis", 2, {F(2, 3, 4), INDEX(3, 2, 3, 2)}, DEFAULTS},
    {"take_along_axis", 2, {F(2, 3, 4), INDEX(2, 2, 5, 4)}, ATTR(I(0))},
    {"scatter_add", 3, {F(2, 4, 3), INDEX(3, 1, 6), F(2, 6, 3)}, DEFAULTS},
    {"scatter_add", 3, {F(2, 3, 4), INDEX(3, 1, 5), F(2, 3, 5)}, ATTR(I(1))},
    {"scatter_add_along_axis", 3, {F(2, 3, 4), INDEX(3, 2, 3, 2), F(2, 3, 2)}, DEFAULTS},
    {"tril", 1, {F(2, 4, 4)}, DEFAULTS},
    {"triu", 1, {F(3, 2, 3, 4)}, ATTR(I(1))},

    {"matmul", 2, {F(2, 3, 4), F(2, 4, 2)}, DEFAULTS},
    {"matmul", 2, {F(1, 4), F(2, 4, 3)}, DEFAULTS},
    {"matmul", 2, {F(2, 3, 4), F(1, 4)}, DEFAULTS},
    {"matmul", 2, {F(1, 4), F(1, 4)}, DEFAULTS},
    {"matmul", 2, {F(3, 2, 3, 4), F(3, 2, 4, 2)}, DEFAULTS},
    {"matmul", 2, {F(3, 2, 3, 4), F(2, 4, 2)}, DEFAULTS},
    {"matmul", 2, {F(2, 3, 4), F(3, 2, 4, 2)}, DEFAULTS},
    {"matmul", 2, {F(4, 2, 1, 3, 2), F(3, 3, 2, 2)}, DEFAULTS},
    {"matmul", 2, {F(1, 4), F(3, 2, 4, 2)}, DEFAULTS},
    {"outer", 2, {F(1, 3), F(1, 4)}, DEFAULTS},
    {"dot", 2, {F(1, 4), F(1, 4)}, DEFAULTS},
    {"einsum", 2, {F(2, 3, 4), F(2, 4, 2)}, ATTR({.u.text = "ij,jk->ik"})},
    {"einsum", 2, {F(3, 2, 3, 4), F(3, 2, 4, 3)}, ATTR({.u.text = "bij,bjk->bik"})},
    {"einsum", 1, {F(2, 3, 4)}, ATTR({.u.text = "ij->ji"})},

    {"stop_gradient", 1, {F(1, 4)}, DEFAULTS},

    {"softmax", 1, {F(2, 3, 4)}, DEFAULTS},
    {"softmax", 1, {F(3, 2, 3, 4)}, ATTR(I(1))},
    {"log_softmax", 1, {F(2, 3, 4)}, DEFAULTS},
    {"log_softmax", 1, {F(3, 2, 3, 4)}, ATTR(I(0))},
    {"logsumexp", 1, {F(2, 3, 4)}, DEFAULTS},
    {"logsumexp", 1, {F(3, 2, 3, 4)}, ATTR(L(2, 0, 2), I(1))},
    {"elu", 1, {F(2, 3, 4)}, ATTR(D(0.7))},
    {"leaky_relu", 1, {F(2, 3, 4)}, ATTR(D(0.2))},
    {"clamp", 1, {F(2, 3, 4)}, ATTR(D(-1), D(1.5))},
    {"var", 1, {F(3, 2, 3, 4)}, DEFAULTS},
    {"var", 1, {F(3, 2, 3, 4)}, ATTR(L(1, 1), I(0), I(1))},
    {"std", 1, {F(3, 2, 3, 4)}, DEFAULTS},
    {"std", 1, {F(3, 2, 3, 4)}, ATTR(L(2, 0, 2), I(1), I(1))},
    {"norm", 1, {F(2, 3, 4)}, DEFAULTS},
    {"norm", 1, {F(2, 3, 4)}, ATTR(L(1, 1), I(1))},
};

/* Elementwise: one shape, then broadcasting both ways, rank 0, and a repeat of both operands at
 * once. */
static const wg_shape unary[] = {{2, {3, 4}}, {0, {0}}};
static const wg_shape binary[][2] = {
    {{2, {3, 4}}, {2, {3, 4}}}, {{2, {3, 1}}, {1, {4}}},       {{1, {4}}, {3, {2, 1, 4}}},
    {{0, {0}}, {2, {2, 3}}},    {{3, {2, 3, 1}}, {2, {1, 4}}},
};

static bool general_case(const wg_op *op, int number, op_case *c)
{
    const int n = op->sig ? op->sig->arity : op->arity;
    const size_t count = n == 1 ? sizeof unary / sizeof unary[0] : sizeof binary / sizeof binary[0];
    if (n < 1 || n > 2 || (size_t)number >= count)
        return false;
    *c = (op_case){.op = op->name, .n = n, .defaults = true};
    for (int k = 0; k < n; k++)
        c->x[k] = (source){.dtype = WG_F64, .shape = n == 1 ? unary[number] : binary[number][k]};
    return true;
}

static void fill_domain(const wg_op *op, op_case *c)
{
    for (int k = 0; k < c->n; k++) {
        source *x = &c->x[k];
        if (x->lo != 0 || x->hi != 0)
            continue;
        const bool given = op->domain[k].lo != 0 || op->domain[k].hi != 0;
        x->lo = given ? op->domain[k].lo : -3;
        x->hi = given ? op->domain[k].hi : 3;
    }
}

bool op_case_at(const wg_op *op, int number, op_case *c)
{
    bool listed = false;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        if (strcmp(cases[k].op, op->name) != 0)
            continue;
        listed = true;
        if (number-- == 0) {
            *c = cases[k];
            fill_domain(op, c);
            return true;
        }
    }
    wg_attrs attr;
    if (listed || !wg_op_defaults(op, &attr) || !general_case(op, number, c))
        return false;
    fill_domain(op, c);
    return true;
}

bool op_has_gradient(const wg_op *op)
{
    return op->diff == WG_DIFF_RULE && !op->effect && op->sig->arity != 0;
}

wg_tensor op_case_call(wg_graph *g, const wg_tensor *x, int n, const void *user)
{
    const op_case *c = user;
    return wg_call(g, wg_op_find(c->op), x, n, c->defaults ? NULL : &c->attr);
}
