/* Text into a buffer of fixed size. */
#include "tensor/text.h"

#include <stdio.h>
#include <string.h>

wg__text wg__text_to(char *buf, size_t size)
{
    if (size)
        buf[0] = '\0';
    return (wg__text){.buf = buf, .size = size};
}

/* Cuts at the end of the buffer, never inside a UTF-8 sequence. */
static void ellipsis(wg__text *t)
{
    t->full = true;
    if (t->size < 4)
        return;
    size_t end = t->len < t->size - 4 ? t->len : t->size - 4;
    while (end > 0 && ((unsigned char)t->buf[end] & 0xC0) == 0x80)
        end--;
    memcpy(t->buf + end, "...", 4);
    t->len = end + 3;
}

void wg__text_addv(wg__text *t, const char *fmt, va_list args)
{
    if (t->full || t->size == 0)
        return;
    size_t room = t->size - t->len;
    int n = vsnprintf(t->buf + t->len, room, fmt, args);
    if (n < 0)
        return;
    if ((size_t)n < room) {
        t->len += (size_t)n;
        return;
    }
    t->len = t->size - 1;
    ellipsis(t);
}

void wg__text_put(wg__text *t, const char *s)
{
    const size_t n = strlen(s), room = t->size - t->len;
    if (t->full || t->size == 0)
        return;
    if (n < room) {
        memcpy(t->buf + t->len, s, n + 1);
        t->len += n;
        return;
    }
    memcpy(t->buf + t->len, s, room - 1);
    t->buf[t->size - 1] = '\0';
    t->len = t->size - 1;
    ellipsis(t);
}

void wg__text_add(wg__text *t, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    wg__text_addv(t, fmt, args);
    va_end(args);
}

void wg__text_clip(wg__text *t, const char *s, size_t limit)
{
    size_t n = strlen(s), keep = n, begin = t->len;
    if (n > limit) {
        keep = limit > 3 ? limit - 3 : 0;
        while (keep > 0 && ((unsigned char)s[keep] & 0xC0) == 0x80)
            keep--;
    }
    wg__text_add(t, "%.*s%s", (int)keep, s, n > limit ? "..." : "");
    for (size_t i = begin; i < t->len; i++)
        if ((unsigned char)t->buf[i] < ' ')
            t->buf[i] = ' ';
}

const char *wg__basename(const char *file)
{
    const char *base = file;
    for (const char *p = file; *p; p++)
        if (*p == '/' || *p == '\\')
            base = p + 1;
    return base;
}
