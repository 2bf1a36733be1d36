/* Where bytes come from: plain files, gzip files, members of an archive, behind one pull function.  Private. */
#ifndef WG_IO_H
#define WG_IO_H

#include "data/data.h"

/* deflate spends at least 2 bits on 258 bytes (RFC 1951): no stream grows by more. */
enum { WG__DEFLATE_RATIO = 1032 };

typedef struct wg__source wg__source;

/* Reads 1 to n bytes into buf and says how many; *got = 0 at the end. */
typedef wg_code (*wg__pull_fn)(wg__source *s, void *buf, size_t n, size_t *got, wg_status *st);

struct wg__source {
    wg__pull_fn pull;
    const char *name; /* for messages; borrowed */
    uint64_t left;    /* bytes still to come: exactly, or at most */
    bool exact;
    bool zipped; /* left is a bound that a compressed size gives */
};

/* Reads n bytes unless the source ends before; *got says how many. */
wg_code wg__source_read(wg__source *s, void *buf, size_t n, size_t *got, wg_status *st);

/* A regular file; with gzip, one that starts with gzip's magic is unpacked. Close after any outcome. */
typedef struct wg__infile {
    wg__source source; /* first: a wg__source * of an infile is the infile */
    int fd;
    uint64_t size;         /* on disk */
    struct wg__gzip *gzip; /* NULL for a plain file */
} wg__infile;

wg_code wg__infile_open(wg__infile *f, const char *path, bool gzip, wg_status *st);
void wg__infile_close(wg__infile *f);

/* WG_ERR_IO: "path: what: strerror(errno)"; out of memory keeps its own code. */
wg_code wg__io_fail(wg_status *st, const char *path, const char *what, int error);

/* WG_ERR_MEMORY: "name: out of memory (bytes)". */
wg_code wg__no_memory(wg_status *st, const char *name, uint64_t bytes);

/* zlib's allocator, on ours. */
void *wg__zalloc(void *opaque, unsigned count, unsigned size);
void wg__zfree(void *opaque, void *p);

char *wg__copy_string(const char *s); /* NULL when out of memory; wg__free */

/* Bytes from a file as text for a message: unprintable ones become '?', long ones are cut. Returns buf. */
const char *wg__printable(const char *s, size_t n, char *buf, size_t size);

#endif
