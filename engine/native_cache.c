/* What was compiled, in a directory of the user's own.
 *
 * Whoever can write there can run code in this process, so the directory and its files must belong to this user and be writable by nobody
 * else; a link is not followed. Against accidents each file ends in a seal, the XXH3-128 of what is before it: a file that was cut off or
 * changed is not loaded. Files appear under their name when they are whole. The least recently used go first. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#if defined(__ELF__) && defined(__linux__)
#include <elf.h>
#endif

#include "engine/native.h"
#include "tensor/memory.h"
#include "tensor/node.h"

enum { MOST_FILES = 256, KEY = 32, PATH_ROOM = 1024, OLD = 3600 };
static const int64_t MOST_BYTES = INT64_C(64) << 20, MOST_OBJECT = INT64_C(16) << 20;

typedef struct seal {
    char mark[8];
    uint64_t lo, hi;
} seal;
static const char mark[8] = "wengert";

/* ---- the directory ---- */

static bool theirs(const struct stat *st)
{
    return st->st_uid != geteuid() || (st->st_mode & (S_IWGRP | S_IWOTH)) != 0;
}

/* Makes path and what is above it. */
static bool make(char *path)
{
    for (char *p = path + 1; *p; p++)
        if (*p == '/') {
            *p = 0;
            const bool ok = mkdir(path, 0700) == 0 || errno == EEXIST;
            *p = '/';
            if (!ok)
                return false;
        }
    return mkdir(path, 0700) == 0 || errno == EEXIST;
}

static bool name_directory(char *dir, size_t size)
{
    const char *own = secure_getenv("WG_CACHE_DIR"), *cache = secure_getenv("XDG_CACHE_HOME"),
               *home = secure_getenv("HOME");
    int n = -1;
    if (own && *own == '/')
        n = snprintf(dir, size, "%s", own);
    else if (!own && cache && *cache == '/')
        n = snprintf(dir, size, "%s/wengert", cache);
    else if (!own && home && *home == '/')
        n = snprintf(dir, size, "%s/.cache/wengert", home);
    return n > 0 && (size_t)n < size;
}

bool wg__native_dir(char *dir, size_t size, char *reason)
{
    struct stat st;
    if (!name_directory(dir, size)) {
        snprintf(reason, WG__REASON,
                 "no cache directory: of WG_CACHE_DIR, XDG_CACHE_HOME, HOME none is a path from "
                 "the root");
        return false;
    }
    if (!make(dir) || lstat(dir, &st) != 0) {
        snprintf(reason, WG__REASON, "cache directory %.100s: %s", dir, strerror(errno));
        return false;
    }
    if (!S_ISDIR(st.st_mode) || theirs(&st)) {
        snprintf(reason, WG__REASON,
                 "cache directory %.100s: not a directory of this user that nobody else can write",
                 dir);
        return false;
    }
    return true;
}

/* ---- a file ---- */

/* All of it, if it is ours and of a size that can be. */
static unsigned char *read_whole(int fd, size_t *size, char *reason)
{
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || theirs(&st) || st.st_size > MOST_OBJECT) {
        snprintf(reason, WG__REASON, "a file of the cache is not this user's own, or no file");
        return NULL;
    }
    unsigned char *bytes = wg__alloc((size_t)st.st_size);
    size_t n = 0;
    for (ssize_t got = 1; bytes && n < (size_t)st.st_size && got > 0;
         n += got > 0 ? (size_t)got : 0)
        got = read(fd, bytes + n, (size_t)st.st_size - n);
    if (!bytes || n < (size_t)st.st_size) {
        snprintf(reason, WG__REASON, "a file of the cache cannot be read");
        wg__free(bytes);
        return NULL;
    }
    *size = n;
    return bytes;
}

static seal seal_of(const unsigned char *bytes, size_t size)
{
    const wg__key k = wg__hash(bytes, size, (wg__key){0});
    seal s = {.lo = k.lo, .hi = k.hi};
    memcpy(s.mark, mark, sizeof mark);
    return s;
}

static bool is_sealed(const unsigned char *bytes, size_t size)
{
    if (size < sizeof(seal))
        return false;
    const seal s = seal_of(bytes, size - sizeof s);
    return memcmp(&s, bytes + size - sizeof s, sizeof s) == 0;
}

/* A shared object whose parts are all within the file: the loader takes that on trust. */
static bool is_object(const unsigned char *bytes, size_t size)
{
#if defined(__ELF__) && defined(__linux__) && __SIZEOF_POINTER__ == 8
    Elf64_Ehdr h;
    if (size < sizeof h)
        return false;
    memcpy(&h, bytes, sizeof h);
    if (memcmp(h.e_ident, ELFMAG, SELFMAG) != 0 || h.e_ident[EI_CLASS] != ELFCLASS64 ||
        h.e_type != ET_DYN || h.e_phentsize != sizeof(Elf64_Phdr) || h.e_phoff > size ||
        (size - h.e_phoff) / sizeof(Elf64_Phdr) < h.e_phnum || h.e_shoff > size ||
        (h.e_shentsize && (size - h.e_shoff) / h.e_shentsize < h.e_shnum))
        return false;
    for (int k = 0; k < h.e_phnum; k++) {
        Elf64_Phdr p;
        memcpy(&p, bytes + h.e_phoff + (size_t)k * sizeof p, sizeof p);
        if (p.p_offset > size || size - p.p_offset < p.p_filesz)
            return false;
    }
#else
    (void)bytes;
#endif
    return size > 0;
}

static bool join(char *path, const char *dir, const char *key)
{
    const int n = snprintf(path, PATH_ROOM, "%s/%s.so", dir, key);
    return n > 0 && n < PATH_ROOM;
}

void *wg__native_open(const char *dir, const char *key, char *reason)
{
    char path[PATH_ROOM];
    size_t size;
    *reason = 0;
    const int fd = join(path, dir, key) ? open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC) : -1;
    if (fd < 0)
        return NULL;
    unsigned char *bytes = read_whole(fd, &size, reason);
    if (bytes && !is_sealed(bytes, size))
        snprintf(reason, WG__REASON, "a file of the cache is damaged");
    wg__free(bytes);
    futimens(fd, NULL); /* used now */
    close(fd);
    if (*reason)
        return NULL;
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    const char *own = handle ? dlsym(handle, "wg_native_key") : NULL;
    if (own && strncmp(own, key, KEY + 1) == 0)
        return handle;
    const char *why = handle ? NULL : dlerror();
    snprintf(reason, WG__REASON, "what was compiled does not load: %.160s",
             why ? why : "it is other code");
    if (handle)
        dlclose(handle);
    return NULL;
}

/* ---- keeping ---- */

typedef struct entry {
    char name[KEY + 8];
    struct timespec used;
    int64_t bytes;
} entry;

static bool is_name(const char *name)
{
    return strlen(name) == KEY + 3 && strspn(name, "0123456789abcdef") == KEY &&
           strcmp(name + KEY, ".so") == 0;
}

static bool older(const entry *a, const entry *b)
{
    return a->used.tv_sec != b->used.tv_sec ? a->used.tv_sec < b->used.tv_sec
                                            : a->used.tv_nsec < b->used.tv_nsec;
}

/* What is there, the number returned; what a process left behind that was ended goes. */
static int list(DIR *d, entry *all, int room)
{
    int n = 0;
    const time_t now = time(NULL);
    for (struct dirent *e; (e = readdir(d));) {
        struct stat st;
        if (fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (strncmp(e->d_name, "tmp-", 4) == 0 && now - st.st_mtime > OLD)
            unlinkat(dirfd(d), e->d_name, 0);
        if (!is_name(e->d_name) || n == room)
            continue;
        snprintf(all[n].name, sizeof all[n].name, "%.39s", e->d_name);
        all[n].used = st.st_mtim;
        all[n++].bytes = st.st_size;
    }
    return n;
}

static void cut(const char *dir)
{
    enum { ROOM = 2 * MOST_FILES };
    DIR *d = opendir(dir);
    entry *all = wg__alloc0(ROOM, sizeof *all);
    int n = d && all ? list(d, all, ROOM) : 0;
    int64_t bytes = 0;
    for (int k = 0; k < n; k++)
        bytes += all[k].bytes;
    while (n > 0 && (n > MOST_FILES || bytes > MOST_BYTES)) {
        int oldest = 0;
        for (int k = 1; k < n; k++)
            oldest = older(&all[k], &all[oldest]) ? k : oldest;
        unlinkat(dirfd(d), all[oldest].name, 0);
        bytes -= all[oldest].bytes;
        all[oldest] = all[--n];
    }
    wg__free(all);
    if (d)
        closedir(d);
}

static bool write_seal(int fd, const seal *s)
{
    return lseek(fd, 0, SEEK_END) >= 0 && write(fd, s, sizeof *s) == (ssize_t)sizeof *s &&
           fchmod(fd, 0600) == 0 && fsync(fd) == 0;
}

bool wg__native_keep(const char *dir, const char *object, const char *key, char *reason)
{
    char path[PATH_ROOM];
    size_t size;
    *reason = 0;
    const int fd = open(object, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        snprintf(reason, WG__REASON, "the compiler left no file");
        return false;
    }
    fchmod(fd, 0600); /* whatever the user's mask */
    unsigned char *bytes = read_whole(fd, &size, reason);
    if (bytes && !is_object(bytes, size))
        snprintf(reason, WG__REASON, "what the compiler wrote is not a whole shared object");
    if (bytes && !*reason) {
        const seal s = seal_of(bytes, size);
        if (!write_seal(fd, &s) || !join(path, dir, key) || rename(object, path) != 0)
            snprintf(reason, WG__REASON, "cache directory %.100s: %s", dir, strerror(errno));
    }
    wg__free(bytes);
    close(fd);
    if (*reason)
        return false;
    cut(dir);
    return true;
}
