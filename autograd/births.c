/* The names of births: from the class of the op and the operands at hand to a kind, and the text of each kind. */
#include "autograd/provenance.h"

#include <math.h>

#include "ops_gen_impl.h"
#include "tensor/dtype.h"

static const struct {
    const char *name, *text, *advice;
} births[WG_BIRTH_COUNT] = {
#define WG__X(e, name, text, advice) [e] = {name, text, advice},
    WG_BIRTH_LIST(WG__X)
#undef WG__X
};

const char *wg_birth_name(wg_birth b)
{
    return (unsigned)b < WG_BIRTH_COUNT ? births[b].name : "?";
}

const char *wg_birth_text(wg_birth b)
{
    return (unsigned)b < WG_BIRTH_COUNT ? births[b].text : "?";
}

const char *wg_birth_advice(wg_birth b)
{
    return (unsigned)b < WG_BIRTH_COUNT ? births[b].advice : "?";
}

/* ---- written-out compositions ------------------------------------------------------------------
 *
 * An exponential that overflows is looked at together with its users. */

static bool is_user(const wg__node *n, uint32_t id)
{
    for (int k = 0; k < n->nin; k++)
        if (wg__in(n)[k] == id)
            return true;
    return false;
}

/* user: a position. */
typedef bool (*pattern)(const wg__provenance *p, uint32_t user, uint32_t operand);

/* Whether some node that uses this one, in the forward pass, fits the pattern. */
static bool has_user(const wg__provenance *p, uint32_t pos, pattern fits)
{
    const uint32_t id = p->s.id[pos];
    for (uint32_t user = pos + 1; user < p->s.n; user++)
        if (is_user(wg__node_of(p, user), id) && !wg__primal_of(p->g, p->s.id[user]) &&
            fits(p, user, id))
            return true;
    return false;
}

static bool takes_log(const wg__provenance *p, uint32_t user, uint32_t operand)
{
    (void)operand;
    return wg__node_of(p, user)->op->singular == WG_SINGULAR_LOG;
}

static bool divides_by_it(const wg__provenance *p, uint32_t user, uint32_t operand)
{
    const wg__node *n = wg__node_of(p, user);
    return n->op->singular == WG_SINGULAR_QUOTIENT && wg__in(n)[n->nin - 1] == operand;
}

static bool is_total(const wg__provenance *p, uint32_t pos)
{
    const wg_op *op = wg__node_of(p, pos)->op;
    return op == &wg__op_sum || op == &wg__op_mean;
}

static bool sum_under_log(const wg__provenance *p, uint32_t user, uint32_t operand)
{
    (void)operand;
    return is_total(p, user) && has_user(p, user, takes_log);
}

static bool sum_below(const wg__provenance *p, uint32_t user, uint32_t operand)
{
    (void)operand;
    return is_total(p, user) && has_user(p, user, divides_by_it);
}

static bool plus_under_log(const wg__provenance *p, uint32_t user, uint32_t operand)
{
    const wg_op *op = wg__node_of(p, user)->op;
    (void)operand;
    return op->singular == WG_SINGULAR_LOG1P || (op == &wg__op_add && has_user(p, user, takes_log));
}

static bool plus_below(const wg__provenance *p, uint32_t user, uint32_t operand)
{
    (void)operand;
    return wg__node_of(p, user)->op == &wg__op_add && has_user(p, user, divides_by_it);
}

static wg_birth of_exp(const wg__provenance *p, uint32_t pos)
{
    static const struct {
        pattern fits;
        wg_birth kind;
    } written[] = {{sum_under_log, WG_BIRTH_LOGSUMEXP},
                   {sum_below, WG_BIRTH_SOFTMAX},
                   {plus_under_log, WG_BIRTH_SOFTPLUS},
                   {plus_below, WG_BIRTH_SIGMOID}};
    for (size_t k = 0; k < sizeof written / sizeof written[0]; k++)
        if (has_user(p, pos, written[k].fits))
            return written[k].kind;
    return WG_BIRTH_EXP_OVERFLOW;
}

/* ---- one op with its operands ------------------------------------------------------------------ */

typedef struct birth_case {
    const wg__provenance *p;
    uint32_t pos;
    const wg_op *op, *primal; /* primal: NULL in the forward pass */
    double y;
    int n;
    double x[WG_EXPLAIN_OPERANDS]; /* the culprits */
    bool infinite;                 /* one of them is Inf */
} birth_case;

static wg_birth of_sum(const birth_case *c)
{
    if (c->n == 0)
        return WG_BIRTH_EMPTY;
    return isnan(c->y) ? WG_BIRTH_INF_MINUS_INF : WG_BIRTH_OVERFLOW;
}

static wg_birth of_product(const birth_case *c)
{
    return isnan(c->y) ? WG_BIRTH_ZERO_TIMES_INF : WG_BIRTH_OVERFLOW;
}

static wg_birth of_products(const birth_case *c)
{
    if (!isnan(c->y))
        return WG_BIRTH_OVERFLOW;
    return c->n >= 2 && isnan(c->x[0] * c->x[1]) ? WG_BIRTH_ZERO_TIMES_INF : WG_BIRTH_INF_MINUS_INF;
}

/* The slope of the primal op is what divides by 0 here. */
static wg_birth of_slope(const birth_case *c, wg_birth otherwise)
{
    static const wg_birth slope[WG_SINGULAR_COUNT] = {
        [WG_SINGULAR_SQRT] = WG_BIRTH_SQRT_SLOPE, [WG_SINGULAR_POW] = WG_BIRTH_POW_ZERO,
        [WG_SINGULAR_ARC] = WG_BIRTH_ARC_EDGE,    [WG_SINGULAR_ATANH] = WG_BIRTH_ARC_EDGE,
        [WG_SINGULAR_ACOSH] = WG_BIRTH_ARC_EDGE,  [WG_SINGULAR_LOG] = WG_BIRTH_LOG_ZERO,
        [WG_SINGULAR_LOG1P] = WG_BIRTH_LOG_ZERO,
    };
    const wg_birth kind = c->primal ? slope[c->primal->singular] : WG_BIRTH_NONE;
    return kind == WG_BIRTH_NONE ? otherwise : kind;
}

static wg_birth of_quotient(const birth_case *c)
{
    const double above = c->n > 1 ? c->x[0] : 1, below = c->x[c->n > 1];
    if (below == 0)
        return of_slope(c, above == 0 ? WG_BIRTH_ZERO_OVER_ZERO : WG_BIRTH_DIVIDE_BY_ZERO);
    if (isinf(above) && isinf(below))
        return WG_BIRTH_INF_OVER_INF;
    return isnan(c->y) ? WG_BIRTH_OF_INFINITY : WG_BIRTH_OVERFLOW;
}

static wg_birth of_pow(const birth_case *c)
{
    if (c->x[0] == 0 && c->n > 1 && c->x[1] < 0)
        return of_slope(c, WG_BIRTH_POW_ZERO);
    if (c->x[0] < 0 && isnan(c->y))
        return WG_BIRTH_POW_NEGATIVE;
    return isnan(c->y) ? WG_BIRTH_OF_INFINITY : WG_BIRTH_OVERFLOW;
}

static wg_birth of_growth(const birth_case *c)
{
    return isnan(c->y) ? WG_BIRTH_OF_INFINITY : of_exp(c->p, c->pos);
}

static wg_birth log_of(double x)
{
    return x == 0 ? WG_BIRTH_LOG_ZERO : x < 0 ? WG_BIRTH_LOG_NEGATIVE : WG_BIRTH_OF_INFINITY;
}

/* The rule of pow for the exponent takes the logarithm of its base. */
static wg_birth of_log(const birth_case *c)
{
    if (c->primal && c->primal->singular == WG_SINGULAR_POW)
        return c->x[0] < 0 ? WG_BIRTH_POW_NEGATIVE : WG_BIRTH_POW_ZERO;
    return log_of(c->x[0]);
}

static wg_birth of_log1p(const birth_case *c)
{
    return log_of(c->x[0] + 1);
}

static wg_birth of_sqrt(const birth_case *c)
{
    return c->x[0] < 0 ? WG_BIRTH_SQRT_NEGATIVE : WG_BIRTH_OF_INFINITY;
}

static wg_birth of_rsqrt(const birth_case *c)
{
    if (c->x[0] < 0)
        return WG_BIRTH_SQRT_NEGATIVE;
    return of_slope(c, WG_BIRTH_DIVIDE_BY_ZERO);
}

static wg_birth of_arc(const birth_case *c)
{
    return fabs(c->x[0]) == 1 ? WG_BIRTH_ARC_EDGE : WG_BIRTH_ARC_DOMAIN;
}

static wg_birth of_acosh(const birth_case *c)
{
    return c->x[0] < 1 ? WG_BIRTH_ARC_DOMAIN : WG_BIRTH_OVERFLOW;
}

static wg_birth of_any(const birth_case *c)
{
    if (c->op->family == WG_FAMILY_CUSTOM)
        return c->infinite ? WG_BIRTH_OF_INFINITY : WG_BIRTH_CUSTOM;
    if (isnan(c->y))
        return c->infinite ? WG_BIRTH_OF_INFINITY : WG_BIRTH_OTHER;
    return WG_BIRTH_OVERFLOW;
}

typedef wg_birth (*case_fn)(const birth_case *c);
static const case_fn by_class[WG_SINGULAR_COUNT] = {
    [WG_SINGULAR_NONE] = of_any,          [WG_SINGULAR_SUM] = of_sum,
    [WG_SINGULAR_PRODUCT] = of_product,   [WG_SINGULAR_SUM_OF_PRODUCTS] = of_products,
    [WG_SINGULAR_QUOTIENT] = of_quotient, [WG_SINGULAR_POW] = of_pow,
    [WG_SINGULAR_EXP] = of_growth,        [WG_SINGULAR_LOG] = of_log,
    [WG_SINGULAR_LOG1P] = of_log1p,       [WG_SINGULAR_SQRT] = of_sqrt,
    [WG_SINGULAR_RSQRT] = of_rsqrt,       [WG_SINGULAR_ARC] = of_arc,
    [WG_SINGULAR_ATANH] = of_arc,         [WG_SINGULAR_ACOSH] = of_acosh,
};

static wg_birth of_leaf(const wg__node *n)
{
    static const wg_birth by_kind[] = {[WG__NODE_INPUT] = WG_BIRTH_INPUT,
                                       [WG__NODE_PARAM] = WG_BIRTH_PARAM,
                                       [WG__NODE_CONST] = WG_BIRTH_CONST};
    return by_kind[n->kind];
}

wg_birth wg__name_birth(const wg__provenance *p, wg__place birth)
{
    const wg__node *node = wg__node_of(p, birth.pos);
    wg__place culprit[WG_EXPLAIN_OPERANDS];
    int arg[WG_EXPLAIN_OPERANDS];
    if (!node->op)
        return of_leaf(node);
    const uint32_t primal = wg__primal_of(p->g, p->s.id[birth.pos]);
    birth_case c = {.p = p,
                    .pos = birth.pos,
                    .op = node->op,
                    .primal = primal ? wg__node_at(p->g, primal)->op : NULL,
                    .y = birth.value};
    c.n = wg__culprits(p, birth, culprit, arg);
    for (int k = 0; k < c.n; k++) {
        c.x[k] = culprit[k].value;
        c.infinite = c.infinite || isinf(c.x[k]);
    }
    const bool known = c.n > 0 || node->op->singular == WG_SINGULAR_SUM;
    const unsigned class = (unsigned)node->op->singular;
    return known && class < WG_SINGULAR_COUNT ? by_class[class](&c) : of_any(&c);
}
