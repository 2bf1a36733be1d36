/* Reading files: plain and gzip, behind the one pull function of io.h. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ZLIB_CONST
#include <zlib.h>

#include "data/io.h"
#include "tensor/memory.h"

enum { GZIP_CHUNK = 1 << 16 };

typedef struct wg__gzip {
    z_stream z;
    bool open, between; /* between: a member has ended, another may follow */
    uint64_t unpacked;
    unsigned char buf[GZIP_CHUNK];
} wg__gzip;

wg_code wg__io_fail(wg_status *st, const char *path, const char *what, int error)
{
    char buf[128];
    return wg_fail(st, error == ENOMEM ? WG_ERR_MEMORY : WG_ERR_IO, "%s: %s: %s", path, what,
                   strerror_r(error, buf, sizeof buf));
}

wg_code wg__no_memory(wg_status *st, const char *name, uint64_t bytes)
{
    return wg_fail(st, WG_ERR_MEMORY, "%s: out of memory (%llu bytes)", name,
                   (unsigned long long)bytes);
}

char *wg__copy_string(const char *s)
{
    size_t n = strlen(s) + 1;
    char *copy = wg__alloc(n);
    if (copy)
        memcpy(copy, s, n);
    return copy;
}

const char *wg__printable(const char *s, size_t n, char *buf, size_t size)
{
    size_t k = 0;
    for (; k < n && k + 1 < size; k++)
        buf[k] = s[k] >= ' ' && s[k] <= '~' ? s[k] : '?';
    if (k < n && size > 4)
        memcpy(buf + size - 4, "...", 3);
    buf[k] = '\0';
    return buf;
}

wg_code wg__source_read(wg__source *s, void *buf, size_t n, size_t *got, wg_status *st)
{
    *got = 0;
    while (*got < n) {
        size_t step = 0;
        wg_code code = s->pull(s, (unsigned char *)buf + *got, n - *got, &step, st);
        if (code)
            return code;
        if (step == 0)
            break;
        *got += step;
        s->left -= step < s->left ? step : s->left;
    }
    return WG_OK;
}

static wg_code pull_plain(wg__source *s, void *buf, size_t n, size_t *got, wg_status *st)
{
    const wg__infile *f = (const wg__infile *)s;
    ssize_t r;
    do
        r = read(f->fd, buf, n);
    while (r < 0 && errno == EINTR);
    if (r < 0)
        return wg__io_fail(st, s->name, "cannot read", errno);
    *got = (size_t)r;
    return WG_OK;
}

/* More packed bytes into an empty input buffer; avail_in stays 0 at the end of the file. */
static wg_code gzip_refill(wg__infile *f, wg_status *st)
{
    wg__gzip *gz = f->gzip;
    size_t got = 0;
    wg_code code = pull_plain(&f->source, gz->buf, sizeof gz->buf, &got, st);
    gz->z.next_in = gz->buf;
    gz->z.avail_in = (uInt)got;
    return code;
}

/* One call of inflate, with its result as a status. */
static wg_code gzip_step(wg__infile *f, wg_status *st)
{
    wg__gzip *gz = f->gzip;
    if (gz->between) {
        inflateReset(&gz->z);
        gz->between = false;
    }
    int rc = inflate(&gz->z, Z_NO_FLUSH);
    if (rc == Z_STREAM_END)
        gz->between = true;
    else if (rc == Z_MEM_ERROR)
        return wg__no_memory(st, f->source.name, sizeof(wg__gzip));
    else if (rc != Z_OK && rc != Z_BUF_ERROR)
        return wg_fail(st, WG_ERR_FORMAT, "%s: gzip stream damaged after %llu bytes of data: %s",
                       f->source.name, (unsigned long long)gz->unpacked,
                       gz->z.msg ? gz->z.msg : "a preset dictionary");
    return WG_OK;
}

static wg_code pull_gzip(wg__source *s, void *buf, size_t n, size_t *got, wg_status *st)
{
    wg__infile *f = (wg__infile *)s;
    wg__gzip *gz = f->gzip;
    gz->z.next_out = buf;
    gz->z.avail_out = n < (1u << 30) ? (uInt)n : 1u << 30;
    uInt room = gz->z.avail_out;
    while (gz->z.avail_out == room) {
        wg_code code = gz->z.avail_in ? WG_OK : gzip_refill(f, st);
        if (code)
            return code;
        if (gz->z.avail_in == 0 && gz->between)
            break;
        bool ended = gz->z.avail_in == 0;
        code = gzip_step(f, st);
        if (code)
            return code;
        if (ended && gz->z.avail_out == room && !gz->between)
            return wg_fail(st, WG_ERR_FORMAT, "%s: gzip stream cut off after %llu bytes of data",
                           s->name, (unsigned long long)gz->unpacked);
    }
    *got = room - gz->z.avail_out;
    gz->unpacked += *got;
    return WG_OK;
}

void *wg__zalloc(void *opaque, unsigned count, unsigned size)
{
    (void)opaque;
    return wg__alloc0(count, size);
}

void wg__zfree(void *opaque, void *p)
{
    (void)opaque;
    wg__free(p);
}

static wg_code gzip_open(wg__infile *f, wg_status *st)
{
    wg__gzip *gz = f->gzip = wg__alloc0(1, sizeof *gz);
    if (!gz)
        return wg__no_memory(st, f->source.name, sizeof *gz);
    gz->z.zalloc = wg__zalloc;
    gz->z.zfree = wg__zfree;
    if (inflateInit2(&gz->z, 15 + 16) != Z_OK)
        return wg__no_memory(st, f->source.name, sizeof *gz);
    gz->open = true;
    f->source.pull = pull_gzip;
    f->source.exact = false;
    f->source.zipped = true;
    f->source.left =
        f->size > UINT64_MAX / WG__DEFLATE_RATIO ? UINT64_MAX : f->size * WG__DEFLATE_RATIO;
    return WG_OK;
}

wg_code wg__infile_open(wg__infile *f, const char *path, bool gzip, wg_status *st)
{
    *f = (wg__infile){.source = {.pull = pull_plain, .name = path, .exact = true}, .fd = -1};
    /* Without O_NONBLOCK the opening of a pipe that nobody writes to would wait for ever. */
    f->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat info;
    if (f->fd < 0 || fstat(f->fd, &info))
        return wg__io_fail(st, path, "cannot open", errno);
    if (!S_ISREG(info.st_mode))
        return wg_fail(st, WG_ERR_IO, "%s: not a regular file", path);
    f->size = f->source.left = (uint64_t)info.st_size;
    unsigned char magic[2] = {0};
    if (gzip && pread(f->fd, magic, 2, 0) == 2 && magic[0] == 0x1f && magic[1] == 0x8b)
        return gzip_open(f, st);
    return WG_OK;
}

void wg__infile_close(wg__infile *f)
{
    if (f->gzip && f->gzip->open)
        inflateEnd(&f->gzip->z);
    wg__free(f->gzip);
    if (f->fd >= 0)
        close(f->fd);
    f->gzip = NULL;
    f->fd = -1;
}
