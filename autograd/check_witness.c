#include "autograd/check_stages.h"
#include "autograd/check_directions.h"
bool wg__check_witnesses(wg__check *c) { (void)c; return true; }
wg_code wg_gradcheck_print(const wg_gradcheck_report *r, FILE *f, const wg_gradcheck_print_options *o)
{
    (void)o;
    fprintf(f, "%s (runs %zu, cost %.1f, %.4f s)\n", r->text, r->runs, r->cost, r->seconds);
    for (int k = 0; k < r->leaves; k++) {
        const wg_gradcheck_leaf *l = &r->leaf[k];
        fprintf(f, "%s: %s", l->name, wg_verdict_name(l->verdict));
        for (int v = 0; v < WG_VERDICT_COUNT; v++) if (l->count[v]) fprintf(f, " %s=%zu", wg_verdict_name(v), l->count[v]);
        if (l->worst) fprintf(f, " worst [%d] x %g rule %.17g ref %.17g err %.3g h %g kink %g noise %g f32 %g +- %g", (int)l->worst->index, l->worst->x, l->worst->rule, l->worst->reference, l->worst->error, l->worst->h, l->worst->kink, l->worst->noise, l->worst->rule_f32, l->worst->error_f32);
        if (r->fast) fprintf(f, " seen %g scale %g", l->seen, l->scale);
        fprintf(f, "\n");
    }
    for (int w=0;w<WG_WITNESS_COUNT;w++) if (r->testimony[w].state) fprintf(f, "  %s %d: %s (%g %g %g, %zu)\n", wg_witness_name(w), r->testimony[w].state, r->testimony[w].text, r->testimony[w].left, r->testimony[w].right, r->testimony[w].error, r->testimony[w].compared);
    return WG_OK;
}
