/* Steps and buffers of a plan in the making. */
#include "engine/build.h"

uint32_t wg__step_new(wg__build *b, wg__step_kind kind, uint32_t pos)
{
    if (!wg__build_grow(&b->step, b->steps, &b->step_cap, sizeof *b->step))
        return WG__NONE;
    b->step[b->steps] = (wg__bstep){.kind = (uint8_t)kind,
                                    .pos = pos,
                                    .begin = pos,
                                    .head = WG__NONE,
                                    .tail = WG__NONE,
                                    .product = WG__NONE,
                                    .dst = WG__NONE,
                                    .assign = WG__NONE,
                                    .scratch = WG__NONE,
                                    .region = WG__NONE};
    return b->steps++;
}

uint32_t wg__buffer_new(wg__build *b, uint32_t leaf, size_t bytes)
{
    if (!wg__build_grow(&b->buf, b->bufs, &b->buf_cap, sizeof *b->buf))
        return WG__NONE;
    b->buf[b->bufs] = (wg__buffer){.leaf = leaf,
                                   .shares = b->bufs,
                                   .first = WG__NONE,
                                   .last = 0,
                                   .bytes = bytes,
                                   .pos = WG__NONE,
                                   .region = WG__NONE};
    return b->bufs++;
}

uint32_t wg__buffer_of(wg__build *b, uint32_t pos)
{
    const uint32_t base = b->v[pos].base;
    wg__value *v = &b->v[base];
    if (v->buf == WG__NONE) {
        const uint32_t whole = v->role == WG__COPY ? wg__pos_in(b, base, 0) : base;
        v->buf =
            wg__buffer_new(b, v->role == WG__LEAF ? base : WG__NONE, wg__value_bytes(b, whole));
        if (v->buf != WG__NONE)
            b->buf[v->buf].pos = base;
    }
    return v->buf;
}

uint32_t wg__buffer_root(const wg__build *b, uint32_t buf)
{
    while (b->buf[buf].shares != buf)
        buf = b->buf[buf].shares;
    return buf;
}
