/* The gradient as the function to be checked: its own derivative against its own differences. */
#include "autograd/check_blame.h"

#include <stdio.h>

static wg_testimony *testify(wg__check *c, wg_witness_state state, const char *text)
{
    wg_testimony *t = &c->r->testimony[WG_WITNESS_SECOND];
    *t = (wg_testimony){
        .witness = WG_WITNESS_SECOND, .state = state, .text = wg__report_text(c->r, "%s", text)};
    return t->text ? t : NULL;
}

/* A constant gradient has no derivative to be exercised: only a verdict that fails counts. */
static bool take(wg__check *c, wg_gradcheck_report *second)
{
    second->passed = !wg_verdict_fails(second->verdict) && !second->cancelled;
    c->r->cancelled = c->r->cancelled || second->cancelled;
    wg_testimony *t = testify(c, second->passed ? WG_WITNESS_AGREES : WG_WITNESS_DISAGREES, "");
    if (!t)
        return wg__system_no_memory(&c->m.s);
    const wg_gradcheck_element *worst = NULL;
    for (int k = 0; k < second->leaves; k++) {
        const wg_gradcheck_element *e = second->leaf[k].worst;
        t->compared += second->leaf[k].elements;
        if (e && (!worst || wg__graver(e, worst)))
            worst = e;
    }
    if (worst) {
        t->left = worst->rule;
        t->right = worst->reference;
        t->error = worst->error;
    }
    return true;
}

bool wg__check_second(wg__check *c)
{
    if (c->m.nasked == 0)
        return testify(c, WG_WITNESS_UNABLE, "every gradient is absent") ||
               wg__system_no_memory(&c->m.s);
    wg_gradcheck_options o = *c->o;
    o.second = false;
    wg_gradcheck_report *r = wg__report_alloc(c->r, 1, sizeof *r);
    if (!r)
        return wg__system_no_memory(&c->m.s);
    wg__check second = {.user = c->m.g,
                        .outputs = {c->m.asked, c->m.nasked},
                        .wrt = {c->m.x, c->m.leaves},
                        .o = &o,
                        .r = r,
                        .primal = c->m.primal,
                        .parent = c};
    const wg_code code = wg__check_run(&second);
    c->m.s.runs += second.m.s.runs;
    bool ok = true;
    if (code == WG_OK) {
        c->r->second = r;
        ok = take(c, r);
        const bool right =
            r->passed && c->r->testimony[WG_WITNESS_SYMMETRY].state != WG_WITNESS_DISAGREES;
        if (ok && !right && !c->o->no_blame && r->blames == 0)
            ok = wg__blame_second(c);
    } else {
        wg_gradcheck_free(r);
        if (code == WG_ERR_MEMORY)
            ok = wg__system_no_memory(&c->m.s);
        else /* a rule that is not differentiable itself */
            ok = testify(c, WG_WITNESS_UNABLE, second.m.s.message) || wg__system_no_memory(&c->m.s);
    }
    wg__check_free(&second);
    return ok;
}
