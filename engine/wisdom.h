/* Decisions about products that were measured, and the file that keeps them.  Private.
 *
 * A text file, safe to delete at any time:
 *
 *   wengert wisdom 1
 *   machine AMD EPYC, family 26, model 2, stepping 1, avx512
 *   provider own 2
 *   provider onednn oneDNN 2.6.3
 *   f32 NT 0 1024 1024 1024 onednn 8123400 8650100      dtype, layouts, whether C is added, m n k, who, its ns, our own ns
 *   xxh3 HASH                                          of all bytes before this line
 *
 * A file of another machine, other versions, or that is not what was written, is ignored, and says why. */
#ifndef WG_WISDOM_H
#define WG_WISDOM_H

#include "engine/gemm_provider.h"

/* What a decision is about. Layouts: N, T, or X for any other. */
typedef struct wg__wisdom_key {
    int64_t m, n, k;
    char a, b;
    bool f64, adds;
} wg__wisdom_key;

typedef struct wg__wisdom_entry {
    wg__wisdom_key key;
    const wg__gemm_provider *provider;
    int64_t ns, own_ns; /* of a product by it, and by our own kernels */
} wg__wisdom_entry;

enum { WG__WISDOM_REASON = 320, WG__WISDOM_PATH = 4096 };

typedef struct wg__wisdom {
    wg__wisdom_entry *entry; /* by key, ascending */
    size_t n, cap;
    char reason[WG__WISDOM_REASON]; /* why a file is not used; "": it is, or there is none */
} wg__wisdom;

wg__wisdom_key wg__wisdom_key_of(const wg__gemm *g, wg_dtype d);
/* NULL: nothing is known. */
const wg__wisdom_entry *wg__wisdom_find(const wg__wisdom *w, const wg__wisdom_key *key);
bool wg__wisdom_put(wg__wisdom *w, wg__wisdom_entry e); /* false: out of memory */
void wg__wisdom_free(wg__wisdom *w);

/* Adds what the file says and w does not know yet. false: w->reason says why it is ignored. No file is no failure. */
bool wg__wisdom_load(wg__wisdom *w, const char *path);
/* Into a temporary file that is renamed, in a folder that is made if need be. */
wg_code wg__wisdom_save(const wg__wisdom *w, const char *path, wg_status *st);

/* WG_WISDOM, or wengert/wisdom in the user's folder for caches ($XDG_CACHE_HOME, ~/.cache). false: WG_WISDOM is empty, or
 * there is no such folder: decisions are not kept. */
bool wg__wisdom_path(char path[WG__WISDOM_PATH]);

#endif
