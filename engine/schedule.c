/* The order of the steps, and where assignments happen.
 *
 * Reads see the values at the start of a run, and a run that fails assigns nothing. So
 *   early  every step that may fail, and all that it needs
 *   late   steps that compute a new value of a parameter straight into it, and steps that read such a value
 *   last   copies of the other new values into their parameters
 * A new value goes straight into its parameter if no other late step reads the old one. */
#include "engine/build.h"

/* ---- what a step reads ---- */

static bool product_reads(const wg__build *b, const wg__bstep *s, wg__read_fn fn, void *user)
{
    const wg__bproduct *p = &b->product[s->product];
    const uint32_t pos[6] = {p->a, p->b, p->alpha, p->c, p->bias, p->gate};
    for (int k = 0; k < 6; k++)
        if (pos[k] != WG__NONE && !fn(user, pos[k], false))
            return false;
    return true;
}

bool wg__step_reads(const wg__build *b, const wg__bstep *s, wg__read_fn fn, void *user)
{
    if (s->kind == WG__STEP_GEMM)
        return product_reads(b, s, fn, user);
    if (s->kind == WG__STEP_COPY)
        return fn(user, s->pos, s->assign != WG__NONE && b->v[s->pos].copy_step != WG__NONE);
    if (s->kind == WG__STEP_KERNEL) {
        const wg__node *n = b->v[s->pos].node;
        for (int k = 0; k < n->nin && wg__reads_operands(n->op); k++)
            if (!fn(user, wg__pos_in(b, s->pos, k), !wg__kernel_takes(b, s->pos, k)))
                return false;
        return true;
    }
    for (uint32_t m = s->head; m != WG__NONE; m = b->v[m].next)
        for (int k = 0; k < wg__nin(b, m); k++) {
            const uint32_t x = wg__pos_in(b, m, k);
            if (!wg__inside(b, x, s) && !fn(user, x, false))
                return false;
        }
    return true;
}

/* ---- new values straight into their parameters ---- */

/* The step reads the old value only where it then writes the new one. */
typedef struct own_reads {
    const wg__build *b;
    const wg__bassign *a;
    const wg__bstep *s;
} own_reads;

static bool reads_only_here(const own_reads *o)
{
    const wg__build *b = o->b;
    uint32_t m = o->s->head;
    bool written = false;
    for (; m != WG__NONE; m = b->v[m].next) {
        for (int k = 0; k < wg__nin(b, m); k++) {
            const uint32_t x = wg__pos_in(b, m, k);
            if (b->v[x].base == o->a->param &&
                (written || !wg__value_whole(b, x) || !wg__tile_operand_flat(b, m, k) ||
                 wg__operand_level(b, o->s, m, k) != b->v[b->v[o->a->value].base].level))
                return false;
        }
        written = written || m == b->v[o->a->value].base;
    }
    return true;
}

static bool product_in_place(const wg__build *b, const wg__bassign *a, const wg__bproduct *p)
{
    const uint32_t pos[5] = {p->a, p->b, p->alpha, p->bias, p->gate};
    for (int k = 0; k < 5; k++)
        if (pos[k] != WG__NONE && b->v[pos[k]].base == a->param)
            return false;
    return p->c == WG__NONE || b->v[p->c].base != a->param || wg__value_whole(b, p->c);
}

/* By itself, other late steps left aside. */
static bool candidate(const wg__build *b, const wg__bassign *a)
{
    const uint32_t base = b->v[a->value].base;
    const wg__value *v = &b->v[base];
    if (b->options.no_in_place || v->asked || !wg__value_whole(b, a->value) ||
        wg__value_bytes(b, a->value) != wg__value_bytes(b, a->param))
        return false;
    if (v->role == WG__GEMM)
        return product_in_place(b, a, &b->product[v->product]);
    return v->role == WG__TILE && v->level != WG__AFTER &&
           reads_only_here(&(own_reads){b, a, &b->step[v->step]});
}

/* Two parameters that get the same value share no memory: the second is a copy. A view of the value that was asked
 * for would show what becomes of the parameter later. */
static void choose_candidates(wg__build *b)
{
    uint8_t *taken = wg__build_alloc(b, b->n, 1);
    for (uint32_t pos = 0; taken && pos < b->n; pos++)
        if (b->v[pos].asked && b->v[pos].role == WG__ALIAS && !b->v[pos].node->op->effect)
            taken[b->v[pos].base] = 1;
    for (uint32_t k = 0; taken && k < b->assigns; k++) {
        wg__bassign *a = &b->assign[k];
        uint8_t *mine = &taken[b->v[a->value].base];
        a->in_place = !*mine && candidate(b, a);
        *mine |= a->in_place;
    }
}

/* ---- late steps ---- */

typedef struct lateness {
    wg__build *b;
    uint32_t step;
    uint32_t *into; /* per position of a parameter: the step that writes it, + 1 */
    bool demoted, late;
} lateness;

static bool depends_on_late(void *user, uint32_t pos, bool copy)
{
    lateness *l = user;
    const wg__value *v = &l->b->v[pos];
    const uint32_t s = copy ? v->copy_step : l->b->v[v->base].step;
    l->late = l->late || (s != WG__NONE && s != l->step && l->b->step[s].late);
    return !l->late;
}

static void mark_late(lateness *l)
{
    wg__build *b = l->b;
    for (uint32_t s = 0; s < b->steps; s++)
        b->step[s].late = false;
    for (uint32_t k = 0; k < b->assigns; k++)
        if (b->assign[k].in_place)
            b->step[b->v[b->v[b->assign[k].value].base].step].late = true;
    for (uint32_t s = 0; s < b->steps; s++) {
        l->step = s;
        l->late = false;
        if (!b->step[s].dead && !b->step[s].late)
            wg__step_reads(b, &b->step[s], depends_on_late, l);
        b->step[s].late = b->step[s].late || l->late;
    }
}

static void demote(lateness *l, uint32_t param)
{
    for (uint32_t k = 0; k < l->b->assigns; k++)
        if (l->b->assign[k].param == param && l->b->assign[k].in_place) {
            l->b->assign[k].in_place = false;
            l->demoted = true;
        }
}

/* A late step other than the writer that reads a parameter's old value. */
static bool reads_old(void *user, uint32_t pos, bool copy)
{
    lateness *l = user;
    const uint32_t base = l->b->v[pos].base;
    if (!copy && l->into[base] && l->into[base] != l->step + 1)
        demote(l, base);
    return true;
}

/* A late step that may fail comes after the first assignment: its operands must not be late. All of them go. */
static void demote_all(lateness *l)
{
    for (uint32_t k = 0; k < l->b->assigns; k++) {
        l->demoted = l->demoted || l->b->assign[k].in_place;
        l->b->assign[k].in_place = false;
    }
}

static void resolve_once(lateness *l)
{
    wg__build *b = l->b;
    mark_late(l);
    for (uint32_t pos = 0; pos < b->n; pos++)
        l->into[pos] = 0;
    for (uint32_t k = 0; k < b->assigns; k++)
        if (b->assign[k].in_place)
            l->into[b->assign[k].param] = b->v[b->v[b->assign[k].value].base].step + 1;
    for (uint32_t s = 0; s < b->steps; s++) {
        l->step = s;
        if (!b->step[s].late || b->step[s].dead)
            continue;
        if (b->step[s].fallible)
            demote_all(l);
        wg__step_reads(b, &b->step[s], reads_old, l);
    }
}

static bool resolve(wg__build *b)
{
    lateness l = {.b = b, .into = wg__build_alloc(b, b->n, sizeof *l.into)};
    if (!l.into)
        return false;
    do {
        l.demoted = false;
        resolve_once(&l);
    } while (l.demoted);
    return true;
}

/* ---- copies at the end ---- */

/* The value of an assignment that lies in a parameter assigned in the same run is put aside first. */
static bool put_aside(wg__build *b, const wg__bassign *a)
{
    wg__value *v = &b->v[a->pos];
    const wg__value *base = &b->v[v->base];
    if (base->role != WG__LEAF || base->node->kind != WG__NODE_PARAM || v->copy_step != WG__NONE)
        return true;
    const uint32_t s = wg__step_new(b, WG__STEP_COPY, a->pos);
    if (s == WG__NONE)
        return false;
    wg__did(b, WG__RULE_ASIDE, a->pos, s);
    v->copy = wg__buffer_new(b, WG__NONE, wg__value_bytes(b, a->pos));
    v->copy_step = s;
    b->step[s].dst = v->copy;
    if (v->copy != WG__NONE)
        b->buf[v->copy].pos = a->pos;
    return v->copy != WG__NONE;
}

static bool copy_at_end(wg__build *b, uint32_t k)
{
    const wg__bassign *a = &b->assign[k];
    const uint32_t s = wg__step_new(b, WG__STEP_COPY, a->pos);
    if (s == WG__NONE)
        return false;
    b->step[s].assign = k;
    b->step[s].late = true;
    b->step[s].dst = wg__buffer_of(b, a->param);
    return b->step[s].dst != WG__NONE;
}

static bool order_steps(wg__build *b, uint32_t computing)
{
    b->order = wg__build_alloc(b, b->steps, sizeof *b->order);
    if (!b->order)
        return false;
    for (int late = 0; late < 2; late++)
        for (uint32_t s = 0; s < b->steps; s++)
            if (!b->step[s].dead && b->step[s].late == late && (s < computing || !late))
                b->order[b->ordered++] = s;
    for (uint32_t s = computing; s < b->steps; s++)
        if (b->step[s].late)
            b->order[b->ordered++] = s;
    for (uint32_t k = 0; k < b->ordered; k++)
        b->step[b->order[k]].at = k;
    return true;
}

bool wg__schedule(wg__build *b)
{
    if (b->assigns) {
        choose_candidates(b);
        if (!resolve(b))
            return false;
    }
    const uint32_t computing = b->steps;
    for (uint32_t k = 0; k < b->assigns; k++)
        if (!b->assign[k].in_place && !put_aside(b, &b->assign[k]))
            return false;
    for (uint32_t k = 0; k < b->assigns; k++)
        if (!b->assign[k].in_place && !copy_at_end(b, k))
            return false;
    return order_steps(b, computing);
}
