/* Einstein sums. A contraction of two operands becomes permutations and one batched matrix product;
 * more operands are contracted from left to right.
 *
 * A label is a letter; each stands for a bit in a set of labels. Along the way a term is a tensor
 * with one label per axis. */
#include <string.h>

#include "ops/apply.h"
#include "ops/sample.h"
#include "ops/shape_ops.h"
#include "ops_gen_impl.h"
#include "tensor/node.h"

typedef uint64_t labels; /* a set: bit 0 is A, bit 26 is a, the order of an implicit result */

typedef struct term {
    int n;
    char label[WG_MAX_RANK + 1]; /* numbers of bits */
    wg_tensor t;
} term;

typedef struct equation {
    wg_graph *g;
    const char *text, *at; /* the whole, and what is still to be read */
    int64_t size[52];      /* of a label; -1: not met */
    term result;
} equation;

static bool refuse(equation *e, const char *why)
{
    wg__fail(e->g, WG_ERR_ARGUMENT, "%s, at character %d of \"%.100s\"", why,
             (int)(e->at - e->text) + 1, e->text);
    return false;
}

/* ---- reading ---- */

static void skip_spaces(equation *e)
{
    while (*e->at == ' ')
        e->at++;
}

/* The labels up to the next comma, arrow or end. */
static bool read_term(equation *e, term *s)
{
    s->n = 0;
    for (skip_spaces(e);; e->at++, skip_spaces(e)) {
        const char c = *e->at;
        if (c == 0 || c == ',' || (c == '-' && e->at[1] == '>'))
            return true;
        if (c == '.')
            return refuse(e, "an ellipsis is not supported (name the axes)");
        const bool upper = c >= 'A' && c <= 'Z';
        if (!upper && !(c >= 'a' && c <= 'z'))
            return refuse(e, "expected a letter, a comma or ->");
        if (s->n == WG_MAX_RANK)
            return refuse(e, "more labels than a tensor can have axes");
        s->label[s->n++] = (char)(upper ? c - 'A' : c - 'a' + 26);
    }
}

/* Labels of an operand against its axes. */
static bool match(equation *e, const term *s, int operand)
{
    const wg_shape shape = wg_shape_of(s->t);
    if (s->n != shape.rank) {
        wg__fail(e->g, WG_ERR_SHAPE, "operand %d has %d axes, but %d labels", operand, shape.rank,
                 s->n);
        return false;
    }
    for (int k = 0; k < s->n; k++) {
        int64_t *size = &e->size[(int)s->label[k]];
        if (*size >= 0 && *size != shape.dim[k]) {
            const int l = s->label[k];
            wg__fail(e->g, WG_ERR_SHAPE, "label %c is %lld long before and %lld long in operand %d",
                     l < 26 ? 'A' + l : 'a' + l - 26, (long long)*size, (long long)shape.dim[k],
                     operand);
            return false;
        }
        *size = shape.dim[k];
    }
    return true;
}

static labels set_of(const term *s)
{
    labels set = 0;
    for (int k = 0; k < s->n; k++)
        set |= (labels)1 << s->label[k];
    return set;
}

/* What follows the operands: -> and the labels of the result; or nothing, and the result has the
 * labels that occur once, in alphabetical order. */
static bool read_result(equation *e, labels all, labels once)
{
    term *r = &e->result;
    if (*e->at == 0) {
        r->n = 0;
        for (int l = 0; l < 52; l++)
            if (once >> l & 1) {
                if (r->n == WG_MAX_RANK)
                    return refuse(e, "the result has too many axes");
                r->label[r->n++] = (char)l;
            }
        return true;
    }
    if (*e->at != '-')
        return refuse(e, "more operands named than given");
    e->at += 2;
    if (!read_term(e, r))
        return false;
    if (*e->at)
        return refuse(e, "the result ends here");
    labels seen = 0;
    for (int k = 0; k < r->n; k++) {
        const labels bit = (labels)1 << r->label[k];
        if (seen & bit)
            return refuse(e, "a label of the result occurs twice in it");
        if (!(all & bit))
            return refuse(e, "a label of the result occurs in no operand");
        seen |= bit;
    }
    return true;
}

/* ---- one term ---- */

/* The axes in the order of these labels, which are the term's own. */
static void arrange(term *s, const char *order)
{
    wg_ints axes = {.n = s->n};
    for (int k = 0; k < s->n; k++)
        for (int j = 0; j < s->n; j++)
            if (s->label[j] == order[k])
                axes.v[k] = j;
    memcpy(s->label, order, (size_t)s->n);
    s->t = wg_permute(s->t, axes);
}

/* One axis for two of the same label: every (n + 1)-th of the n^2 elements. */
static void take_diagonal(term *s, int first, int second)
{
    wg_ints axes = {.n = s->n};
    const char label = s->label[first];
    int n = 0;
    for (int k = 0; k < s->n; k++)
        if (k != first && k != second) {
            s->label[n] = s->label[k];
            axes.v[n++] = k;
        }
    axes.v[n] = first;
    axes.v[n + 1] = second;
    s->label[n] = label;
    s->n = n + 1;
    wg_tensor t = wg_permute(s->t, axes);
    wg_shape shape = wg_shape_of(t);
    if (shape.rank < 0)
        return;
    const int64_t size = shape.dim[n];
    shape.rank = n + 1;
    shape.dim[n] = size * size; /* of a tensor that exists */
    shape.dim[n + 1] = 0;
    wg_ints step = {.n = n + 1};
    for (int k = 0; k < n; k++)
        step.v[k] = 1;
    step.v[n] = size + 1;
    s->t = wg_slice(wg_reshape(t, shape), (wg_ints){0}, (wg_ints){0}, step);
}

static void take_diagonals(term *s)
{
    for (int i = 0; i < s->n; i++)
        for (int j = i + 1; j < s->n; j++)
            if (s->label[i] == s->label[j]) {
                take_diagonal(s, i, j);
                i = -1; /* once more from the start: the labels have moved */
                break;
            }
}

/* Sums out what nobody needs any more. */
static void sum_out(term *s, labels needed)
{
    wg_axes axes = {0};
    int n = 0;
    for (int k = 0; k < s->n; k++)
        if (needed >> s->label[k] & 1)
            s->label[n++] = s->label[k];
        else
            axes.axis[axes.n++] = k;
    s->n = n;
    if (axes.n)
        s->t = wg_sum(s->t, axes, false);
}

/* ---- two terms ---- */

/* Appends to `order` those labels of s that are in the set; returns how many elements they have. */
static int64_t pick(const equation *e, const term *s, labels set, char *order, int *n)
{
    int64_t count = 1;
    for (int k = 0; k < s->n; k++)
        if (set >> s->label[k] & 1) {
            order[(*n)++] = s->label[k];
            count *= e->size[(int)s->label[k]];
        }
    return count;
}

/* (batch..., rows, columns) */
static wg_tensor as_matrices(const equation *e, const term *s, int batch, int64_t rows,
                             int64_t columns)
{
    wg_shape shape = {.rank = batch + 2};
    for (int k = 0; k < batch; k++)
        shape.dim[k] = e->size[(int)s->label[k]];
    shape.dim[batch] = rows;
    shape.dim[batch + 1] = columns;
    return wg_reshape(s->t, shape);
}

/* a and b become a: labels of both that are still needed are a batch, the others of both are
 * contracted. */
static bool contract(equation *e, term *a, term *b, labels needed)
{
    const labels la = set_of(a), lb = set_of(b), both = la & lb;
    const labels batch = both & needed, inner = both & ~needed;
    char left[WG_MAX_RANK], right[WG_MAX_RANK], out[2 * WG_MAX_RANK];
    int nl = 0, nr = 0, n = 0;
    pick(e, a, batch, left, &nl);
    const int nbatch = nl;
    memcpy(right, left, (size_t)nbatch);
    memcpy(out, left, (size_t)nbatch);
    nr = n = nbatch;
    const int64_t m = pick(e, a, la & ~both, left, &nl);
    const int nm = nl;
    const int64_t k = pick(e, a, inner, left, &nl);
    memcpy(right + nr, left + nm, (size_t)(nl - nm)); /* in a's order in both */
    nr += nl - nm;
    const int64_t columns = pick(e, b, lb & ~both, right, &nr);
    pick(e, a, la & ~both, out, &n);
    pick(e, b, lb & ~both, out, &n);
    if (nbatch + 2 > WG_MAX_RANK || n > WG_MAX_RANK) {
        wg__fail(e->g, WG_ERR_SHAPE, "a step of \"%.100s\" has more than %d axes", e->text,
                 WG_MAX_RANK);
        return false;
    }
    arrange(a, left);
    arrange(b, right);
    const wg_tensor x = as_matrices(e, a, nbatch, m, k), y = as_matrices(e, b, nbatch, k, columns);
    const wg_tensor z = inner ? wg_matmul(x, y) : wg_mul_tt(x, y); /* (m, 1) (1, n) */
    wg_shape shape = {.rank = n};
    for (int j = 0; j < n; j++)
        shape.dim[j] = e->size[(int)out[j]];
    memcpy(a->label, out, (size_t)n);
    a->n = n;
    a->t = wg_reshape(z, shape);
    return wg_is_ok(a->t);
}

/* ---- the whole ---- */

/* Reads and checks everything before anything is recorded. The labels of operands are read again
 * later: only those of one operand at a time are kept. */
static bool check(equation *e, const wg_tensor *xs, int n)
{
    labels all = 0, twice = 0;
    for (int k = 0; k < n; k++) {
        term s = {.t = xs[k]};
        if (!wg__use(e->g, xs[k], "an operand"))
            return false;
        if (k > 0 && *e->at != ',')
            return refuse(e, "fewer operands named than given");
        e->at += k > 0;
        if (!read_term(e, &s) || !match(e, &s, k))
            return false;
        for (int j = 0; j < s.n; j++) {
            const labels bit = (labels)1 << s.label[j];
            twice |= all & bit;
            all |= bit;
        }
    }
    return read_result(e, all, all & ~twice);
}

/* The labels of the terms that are still to be read. */
static labels ahead(equation e)
{
    labels set = 0;
    while (*e.at == ',') {
        term s;
        e.at++;
        read_term(&e, &s);
        set |= set_of(&s);
    }
    return set;
}

wg_tensor wg__einsum(const char *text, const wg_tensor *xs, int n)
{
    wg_graph *g = wg__graph_of(xs, xs ? n : 0);
    if (!text || !xs || n < 1)
        return wg__fail(g, WG_ERR_ARGUMENT, text ? "no operand" : "the equation is NULL");
    equation e = {.g = g, .text = text, .at = text};
    for (int l = 0; l < 52; l++)
        e.size[l] = -1;
    if (!check(&e, xs, n))
        return wg__poison(g);
    const labels wanted = set_of(&e.result);
    term a = {0};
    e.at = text;
    for (int k = 0; k < n; k++) {
        term b = {.t = xs[k]};
        e.at += k > 0;
        read_term(&e, &b);
        const labels needed = wanted | ahead(e);
        take_diagonals(&b);
        sum_out(&b, needed | (k > 0 ? set_of(&a) : 0));
        if (k == 0)
            a = b;
        else if (!contract(&e, &a, &b, needed))
            return wg__poison(g);
        sum_out(&a, needed);
    }
    arrange(&a, e.result.label);
    return a.t;
}

const wg_op wg__op_einsum = {
    WG__COMPOSITION(einsum),
    WG__SAMPLES({WG__ON(WG__X(3, 4), WG__X(4, 2)), WG__WITH(WG__TEXT("ij,jk->ik"))},
                {WG__ON(WG__X(2, 3, 4), WG__X(2, 4, 3)), WG__WITH(WG__TEXT("bij,bjk->bik"))},
                {WG__ON(WG__X(3, 4)), WG__WITH(WG__TEXT("ij->ji"))}),
    .doc = "An Einstein sum: products over shared labels, summed over the labels that the result "
           "lacks. A label is a letter, one per axis; twice in one operand means its diagonal. "
           "Without ->, the result has the labels that occur once, in alphabetical order.",
    .formula = "einsum(\"ij,jk->ik\", x, y): z[i, k] = sum_j x[i, j] y[j, k]",
    .derivative = "as of the products and sums that it becomes",
};
