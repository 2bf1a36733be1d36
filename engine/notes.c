/* Why two steps are two: from what the passes noted, and where they noted nothing, from the kinds of the steps. */
#include "engine/notes.h"

#include <string.h>

#include "engine/build.h"

static const struct {
    const char *name, *text;
} reasons[WG__REASONS] = {
    [WG__UNKNOWN_REASON] = {"not tried", "the two were not tried together"},
    [WG__PASS_OFF_FUSE] = {"pass off", "the pass fuse is off"},
    [WG__PASS_OFF_ROWS] = {"pass off", "the pass rows is off"},
    [WG__PASS_OFF_COLUMNS] = {"pass off", "the pass columns is off"},
    [WG__PASS_OFF_TOTALS] = {"pass off", "the pass totals is off"},
    [WG__PASS_OFF_PRODUCTS] = {"pass off", "the pass products is off"},
    [WG__OTHER_SHAPE] = {"other shape", "the two go through matrices of other shapes"},
    [WG__LONG_ROW] = {"row too long",
                      "a row does not fit the cache with a few registers beside it"},
    [WG__OTHER_ORDER] = {"other order",
                         "the value is read in another order than it is computed in"},
    [WG__LATER_OPERAND] = {"later operand",
                           "another operand is only there after the program that would be joined"},
    [WG__COMPUTED_LATER] =
        {"computed later",
         "it is computed again for the walk backward, so that its first value need not be kept"},
    [WG__READ_BETWEEN] = {"read between", "a step between the two reads the value"},
    [WG__MANY_READERS] = {"many readers", "the value has too many readers to be looked at"},
    [WG__MANY_MEMBERS] = {"program full", "the program has as many members as it may have"},
    [WG__OTHER_AXES] =
        {"other axes",
         "a reduction that is neither along rows, nor down columns, nor of everything"},
    [WG__NO_PROGRAM] = {"no program", "a reduction down columns or of everything joins the program "
                                      "of its operand, which is none"},
    [WG__AFTER_THE_LAST_ROW] =
        {"after the last row",
         "the value is there only when the program has gone through all rows"},
    [WG__READ_BY_SEVERAL] =
        {"several readers",
         "the product is read more than once, so that it has to be there itself"},
    [WG__ASKED_FOR] = {"asked for", "the product was asked for, so that it has to be there itself"},
    [WG__NOT_AN_EPILOGUE] = {"no epilogue", "an op that products do not take along"},
    [WG__UNFIT_EPILOGUE] =
        {"unfit operand",
         "the other operand, or the order of the ops, is none that products take along"},
    [WG__PASS_OFF_REGIONS] = {"pass off", "the pass regions is off"},
    [WG__OTHER_ROWS] = {"other rows", "its rows are not as many for each unit of the region"},
    [WG__CROSSES_CHUNKS] = {"crosses chunks",
                            "for one chunk of rows it needs what the region computes for others"},
    [WG__WHOLE_PRODUCT] = {"whole product",
                           "the product is computed in one piece: by a library, or in one sum"},
    [WG__LARGE_RIGHT_SIDE] = {"large right-hand side",
                              "each chunk would go through a right-hand side that fills the cache"},
    [WG__ONE_AFTER_ANOTHER] = {"one after another",
                               "sums over all rows would have the chunks done in their order"},
    [WG__PUT_OFF] = {"put off", "it reads what is put off until the region is done"},
    [WG__NO_ROWS] = {"no rows", "a kernel or a copy of its own, which is not done in pieces"},
    [WG__ONLY_STEP] = {"no other step", "no step near it goes through the same rows after it"},
    [WG__LATE_STEP] = {"late", "it writes a parameter, or waits for one that does"},
    [WG__READ_BY_PRODUCT] =
        {"product",
         "a product goes through its operands many times, so that they have to be there"},
    [WG__READ_BY_KERNEL] = {"kernel", "the reader is a kernel of its own"},
    [WG__MADE_BY_KERNEL] = {"kernel", "the value is made by a kernel of its own"},
    [WG__A_COPY] = {"copy", "a strided view that has to lie row-major is copied first"},
    [WG__AN_ASSIGNMENT] = {"assignment",
                           "the new value goes into its parameter at the end of the run"},
};

const char *wg__reason_name(wg__reason why)
{
    return reasons[why].name;
}

const char *wg__reason_text(wg__reason why)
{
    return reasons[why].text;
}

/* ---- while the passes run ---- */

bool wg__no(const wg__build *b, wg__reason why)
{
    if (b->notes)
        b->notes->why = why;
    return false;
}

wg__reason wg__last_reason(const wg__build *b)
{
    return b->notes ? b->notes->why : WG__UNKNOWN_REASON;
}

void wg__refused(const wg__build *b, uint32_t reader, uint32_t value)
{
    wg__notes *n = b->notes;
    if (!n)
        return;
    if (!wg__build_grow(&n->item, n->n, &n->cap, sizeof *n->item)) {
        n->failed = true;
        return;
    }
    n->item[n->n++] = (wg__note){reader, value, n->why};
}

/* ---- afterwards ---- */

typedef struct pairs {
    const wg__build *b;
    wg__apart *item;
    uint32_t n, cap;
    uint32_t at; /* the step at work, by its place in the order */
} pairs;

static const wg__bstep *step_at(const pairs *x, uint32_t at)
{
    return &x->b->step[x->b->order[at]];
}

static uint32_t at_of(const pairs *x, uint32_t pos)
{
    const uint32_t s = wg__step_of(x->b, pos);
    return s == WG__NONE || x->b->step[s].dead ? WG__NONE : x->b->step[s].at;
}

static wg__reason by_kind(const wg__bstep *from, const wg__bstep *to)
{
    if (to->assign != WG__NONE)
        return WG__AN_ASSIGNMENT;
    if (to->kind == WG__STEP_COPY || from->kind == WG__STEP_COPY)
        return WG__A_COPY;
    if (to->kind == WG__STEP_GEMM)
        return WG__READ_BY_PRODUCT;
    if (to->kind == WG__STEP_KERNEL)
        return WG__READ_BY_KERNEL;
    return from->kind == WG__STEP_KERNEL ? WG__MADE_BY_KERNEL : WG__UNKNOWN_REASON;
}

/* What was noted of these two steps, the latest first; a product that has to be there is so for all its readers. */
static wg__reason reason_of(const pairs *x, uint32_t from, uint32_t to, uint32_t *reader)
{
    const wg__notes *n = x->b->notes;
    wg__reason other = WG__UNKNOWN_REASON;
    if (step_at(x, to)->kind == WG__STEP_GEMM)
        return WG__READ_BY_PRODUCT;
    for (uint32_t k = n->n; k-- > 0;) {
        const wg__note *i = &n->item[k];
        if (at_of(x, i->value) != from)
            continue;
        if (at_of(x, i->reader) == to && i->why != WG__UNKNOWN_REASON) {
            *reader = i->reader;
            return i->why;
        }
        if (i->why == WG__READ_BY_SEVERAL || i->why == WG__ASKED_FOR)
            other = i->why;
    }
    const wg__reason kinds = by_kind(step_at(x, from), step_at(x, to));
    return kinds != WG__UNKNOWN_REASON ? kinds : other;
}

static bool add_pair(pairs *x, uint32_t from, uint32_t buffer)
{
    for (uint32_t k = x->n; k-- > 0 && x->item[k].to == x->at;)
        if (x->item[k].from == from)
            return true;
    if (!wg__build_grow(&x->item, x->n, &x->cap, sizeof *x->item))
        return false;
    uint32_t reader = step_at(x, x->at)->pos;
    const wg__reason why = reason_of(x, from, x->at, &reader);
    x->item[x->n++] = (wg__apart){
        .from = from, .to = x->at, .buffer = buffer, .reader = reader, .why = (uint8_t)why};
    return true;
}

static bool pairs_of_step(pairs *x)
{
    const wg__build *b = x->b;
    for (uint32_t k = b->access_of[x->at]; k < b->access_of[x->at + 1]; k++) {
        const wg__buffer *u = &b->buf[b->access[k].buffer];
        if (!b->access[k].write && u->leaf == WG__NONE && u->first < x->at &&
            !add_pair(x, u->first, b->access[k].buffer))
            return false;
    }
    return true;
}

bool wg__keep_notes(const wg__build *b, wg__plan *p)
{
    pairs x = {.b = b};
    bool ok = !b->notes->failed;
    for (; x.at < b->ordered && ok; x.at++)
        ok = pairs_of_step(&x);
    p->apart = ok ? wg__plan_alloc(p, x.n, sizeof *p->apart) : NULL;
    ok = p->apart != NULL;
    if (ok && x.n)
        memcpy(p->apart, x.item, x.n * sizeof *p->apart);
    p->aparts = ok ? x.n : 0;
    wg__free(x.item);
    return ok;
}
