/* Measured decisions about products: kept in order, read from and written to a file. */
#include "engine/wisdom.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tensor/cpu.h"
#include "tensor/dtype.h"
#include "tensor/memory.h"
#include "tensor/node.h"

enum { MOST_BYTES = 1 << 20, LINE = 512 };
static const char head[] = "wengert wisdom 1";

/* ---- entries ---- */

static char layout_of(int64_t rs, int64_t cs)
{
    return cs == 1 ? 'N' : rs == 1 ? 'T' : 'X';
}

wg__wisdom_key wg__wisdom_key_of(const wg__gemm *g, wg_dtype d)
{
    return (wg__wisdom_key){.m = g->m,
                            .n = g->n,
                            .k = g->k,
                            .a = layout_of(g->a_rs, g->a_cs),
                            .b = layout_of(g->b_rs, g->b_cs),
                            .f64 = d == WG_F64,
                            .adds = g->beta != 0};
}

static int compare(const wg__wisdom_key *x, const wg__wisdom_key *y)
{
    const int64_t p[] = {x->m, x->n, x->k, x->a, x->b, x->f64, x->adds},
                  q[] = {y->m, y->n, y->k, y->a, y->b, y->f64, y->adds};
    for (size_t i = 0; i < sizeof p / sizeof *p; i++)
        if (p[i] != q[i])
            return p[i] < q[i] ? -1 : 1;
    return 0;
}

/* Where the key is, or where it goes. */
static size_t place(const wg__wisdom *w, const wg__wisdom_key *key)
{
    size_t lo = 0, hi = w->n;
    while (lo < hi) {
        const size_t mid = lo + (hi - lo) / 2;
        if (compare(&w->entry[mid].key, key) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

const wg__wisdom_entry *wg__wisdom_find(const wg__wisdom *w, const wg__wisdom_key *key)
{
    const size_t i = place(w, key);
    return i < w->n && compare(&w->entry[i].key, key) == 0 ? &w->entry[i] : NULL;
}

bool wg__wisdom_put(wg__wisdom *w, wg__wisdom_entry e)
{
    const size_t i = place(w, &e.key);
    if (i < w->n && compare(&w->entry[i].key, &e.key) == 0) {
        w->entry[i] = e;
        return true;
    }
    if (w->n == w->cap) {
        const size_t cap = w->cap ? 2 * w->cap : 64;
        wg__wisdom_entry *more = wg__realloc(w->entry, cap, sizeof *more);
        if (!more)
            return false;
        w->entry = more;
        w->cap = cap;
    }
    memmove(w->entry + i + 1, w->entry + i, (w->n - i) * sizeof *w->entry);
    w->entry[i] = e;
    w->n++;
    return true;
}

void wg__wisdom_free(wg__wisdom *w)
{
    wg__free(w->entry);
    *w = (wg__wisdom){0};
}

/* ---- the machine ---- */

/* The value of a line of /proc/cpuinfo, "" if there is none. */
static void cpu_field(FILE *f, const char *name, char *value, size_t size)
{
    char line[LINE];
    value[0] = '\0';
    rewind(f);
    while (!*value && fgets(line, sizeof line, f)) {
        const size_t n = strlen(name);
        const char *colon = strchr(line, ':');
        if (strncmp(line, name, n) || (line[n] != '\t' && line[n] != ' ' && line[n] != ':') ||
            !colon || strspn(line + n, " \t") != (size_t)(colon - line) - n)
            continue;
        colon += strspn(colon, ": \t");
        snprintf(value, size, "%.*s", (int)strcspn(colon, "\n"), colon);
    }
}

static void machine(char *text, size_t size)
{
    char value[4][96] = {{0}};
    static const char *const names[] = {"model name", "cpu family", "model", "stepping"};
    FILE *f = fopen("/proc/cpuinfo", "r");
    for (int i = 0; f && i < 4; i++)
        cpu_field(f, names[i], value[i], sizeof value[i]);
    if (f)
        fclose(f);
    snprintf(text, size, "%s, family %s, model %s, stepping %s, %s", value[0], value[1], value[2],
             value[3], wg__isa_name(wg__cpu_isa()));
}

/* ---- reading ---- */

static bool ignore(wg__wisdom *w, const char *path, const char *why, const char *what)
{
    snprintf(w->reason, sizeof w->reason, "%.160s is ignored: %s%.100s", path, why, what);
    return false;
}

/* The text of the file, NUL-terminated; NULL: none, or w->reason says why. */
static char *read_all(wg__wisdom *w, const char *path, size_t *size)
{
    FILE *f = fopen(path, "r");
    char *text = NULL;
    *size = 0;
    if (!f) {
        if (errno != ENOENT && errno != ENOTDIR)
            ignore(w, path, "", strerror(errno));
        return NULL;
    }
    text = wg__alloc(MOST_BYTES + 1);
    if (!text) {
        ignore(w, path, "", "out of memory");
    } else {
        *size = fread(text, 1, MOST_BYTES + 1, f);
        text[*size <= MOST_BYTES ? *size : MOST_BYTES] = '\0';
        if (*size > MOST_BYTES || memchr(text, 0, *size)) {
            ignore(w, path, "", "it is not a text of less than 1 MiB");
            wg__free(text);
            text = NULL;
        }
    }
    fclose(f);
    return text;
}

static void hash_text(const char *text, size_t n, char out[48])
{
    const wg__key key = wg__hash(text, n, (wg__key){0});
    snprintf(out, 48, "xxh3 %016" PRIx64 "%016" PRIx64 "\n", key.hi, key.lo);
}

/* Whether the last line is the hash of what is before it; cuts it off. */
static bool is_whole(char *text, size_t size)
{
    char want[48];
    hash_text("", 0, want);
    const size_t last = strlen(want);
    if (size < last)
        return false;
    hash_text(text, size - last, want);
    if (memcmp(text + size - last, want, last) != 0)
        return false;
    text[size - last] = '\0';
    return true;
}

static bool parse_entry(const char *line, wg__wisdom_entry *e)
{
    char type[4], a, b, who[16];
    int adds, end = 0;
    *e = (wg__wisdom_entry){0};
    if (sscanf(line,
               "%3s %c%c %d %" SCNd64 " %" SCNd64 " %" SCNd64 " %15s %" SCNd64 " %" SCNd64 "%n",
               type, &a, &b, &adds, &e->key.m, &e->key.n, &e->key.k, who, &e->ns, &e->own_ns,
               &end) != 10 ||
        line[end] || (strcmp(type, "f32") && strcmp(type, "f64")) || !strchr("NTX", a) ||
        !strchr("NTX", b))
        return false;
    e->key.a = a;
    e->key.b = b;
    e->key.f64 = strcmp(type, "f64") == 0;
    e->key.adds = adds != 0;
    e->provider = wg__gemm_provider_named(who);
    return true;
}

/* Always there if it is in the build at all, and every decision was held against it. */
static bool is_yardstick(const char *provider)
{
    return strcmp(provider, "own") == 0 || strcmp(provider, "cblas") == 0;
}

typedef struct reading {
    wg__wisdom *w;
    const char *path;
    bool with[WG__MOST_PROVIDERS]; /* providers whose version is the file's */
} reading;

/* A library that is not there, or has another version, takes its decisions along; our own and CBLAS,
 * which every decision was held against, take the whole file. */
static bool read_provider(reading *r, const char *line)
{
    char who[16];
    int at = 0;
    if (sscanf(line, "provider %15s %n", who, &at) != 1 || !at)
        return ignore(r->w, r->path, "no provider is called ", line);
    const wg__gemm_provider *p = wg__gemm_provider_named(who);
    const char *version = p ? p->version() : NULL;
    const bool same = version && strcmp(version, line + at) == 0;
    if (p)
        r->with[wg__gemm_provider_index(p)] = same;
    if (!same && is_yardstick(who))
        return ignore(r->w, r->path, "it was made with ", line + strlen("provider "));
    if (!same)
        snprintf(r->w->reason, sizeof r->w->reason,
                 "%.160s: what was decided for %.60s is ignored, which is not here", r->path,
                 line + strlen("provider "));
    return true;
}

static bool read_line(reading *r, const char *line)
{
    char here[LINE];
    wg__wisdom_entry e;
    if (strncmp(line, "machine ", 8) == 0) {
        machine(here, sizeof here);
        return strcmp(line + 8, here) == 0 || ignore(r->w, r->path, "it is of ", line + 8);
    }
    if (strncmp(line, "provider ", 9) == 0)
        return read_provider(r, line);
    if (!parse_entry(line, &e))
        return ignore(r->w, r->path, "no decision: ", line);
    if (!e.provider || !r->with[wg__gemm_provider_index(e.provider)] ||
        wg__wisdom_find(r->w, &e.key))
        return true;
    return wg__wisdom_put(r->w, e) || ignore(r->w, r->path, "", "out of memory");
}

bool wg__wisdom_load(wg__wisdom *w, const char *path)
{
    size_t size;
    char *text = read_all(w, path, &size);
    if (!text)
        return !*w->reason;
    reading r = {.w = w, .path = path};
    bool ok = is_whole(text, size) || ignore(w, path, "", "it is not what was written");
    char *save = NULL, *line = ok ? strtok_r(text, "\n", &save) : NULL;
    if (ok && (!line || strcmp(line, head) != 0))
        ok = ignore(w, path, "", "another version wrote it");
    while (ok && (line = strtok_r(NULL, "\n", &save)) != NULL)
        ok = read_line(&r, line);
    wg__free(text);
    return ok;
}

/* ---- writing ---- */

static bool decides_for(const wg__wisdom *w, const wg__gemm_provider *p)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->entry[i].provider == p)
            return true;
    return false;
}

/* What every decision was held against, and others that won: a reader need not load those that did not. */
static void write_text(FILE *f, const wg__wisdom *w)
{
    char here[LINE];
    machine(here, sizeof here);
    fprintf(f, "%s\nmachine %s\n", head, here);
    for (int i = 0; i < wg__gemm_providers(); i++) {
        const wg__gemm_provider *p = wg__gemm_provider_at(i);
        if (!is_yardstick(p->name) && !decides_for(w, p))
            continue;
        if (p->version())
            fprintf(f, "provider %s %s\n", p->name, p->version());
    }
    for (size_t i = 0; i < w->n; i++) {
        const wg__wisdom_entry *e = &w->entry[i];
        const wg__wisdom_key *k = &e->key;
        fprintf(f, "%s %c%c %d %" PRId64 " %" PRId64 " %" PRId64 " %s %" PRId64 " %" PRId64 "\n",
                k->f64 ? "f64" : "f32", k->a, k->b, k->adds, k->m, k->n, k->k, e->provider->name,
                e->ns, e->own_ns);
    }
}

static bool make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        const bool ok = mkdir(path, 0700) == 0 || errno == EEXIST;
        *slash = '/';
        if (!ok)
            return false;
    }
    return true;
}

static bool write_file(const char *path, const char *text, size_t size)
{
    char temp[WG__WISDOM_PATH + 32], folders[WG__WISDOM_PATH], hash[48];
    snprintf(folders, sizeof folders, "%s", path);
    snprintf(temp, sizeof temp, "%s.%ld.tmp", path, (long)getpid());
    hash_text(text, size, hash);
    FILE *f = make_folders(folders) ? fopen(temp, "w") : NULL;
    if (!f)
        return false;
    const bool written = fwrite(text, 1, size, f) == size && fputs(hash, f) >= 0;
    if (fclose(f) == 0 && written && rename(temp, path) == 0)
        return true;
    const int why = errno;
    unlink(temp);
    errno = why;
    return false;
}

wg_code wg__wisdom_save(const wg__wisdom *w, const char *path, wg_status *st)
{
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    if (f)
        write_text(f, w);
    const bool made = f && !ferror(f);
    if (!f || fclose(f) != 0 || !made) {
        free(text); /* of open_memstream */
        return wg_fail(st, WG_ERR_MEMORY, "%s: out of memory", path);
    }
    const bool ok = write_file(path, text, size);
    const int why = errno;
    free(text);
    return ok ? WG_OK : wg_fail(st, WG_ERR_IO, "%s: %s", path, strerror(why));
}

bool wg__wisdom_path(char path[WG__WISDOM_PATH])
{
    const char *named = getenv("WG_WISDOM"), *cache = getenv("XDG_CACHE_HOME"),
               *home = getenv("HOME");
    int n;
    if (named)
        n = snprintf(path, WG__WISDOM_PATH, "%s", named);
    else if (cache && *cache)
        n = snprintf(path, WG__WISDOM_PATH, "%s/wengert/wisdom", cache);
    else
        n = home && *home ? snprintf(path, WG__WISDOM_PATH, "%s/.cache/wengert/wisdom", home) : 0;
    return n > 0 && n < WG__WISDOM_PATH;
}
