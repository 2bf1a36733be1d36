/* Who computes a product: measured, remembered, forced; and a file of decisions that is damaged, of another machine, or
 * names a library that is gone. What reads the environment once per process runs in a process of its own. */
#include "tests/fail_malloc.h"
#include "tests/support.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/engine.h"
#include "engine/gemm_own.h"
#include "engine/tune.h"
#include "ops/ops.h"
#include "tensor/node.h"

enum { M = 24, N = 20, K = 16, DECISIONS = 40 };

static char folder[64], path[128];

static wg__gemm product(int64_t m, int64_t n, int64_t k)
{
    return (wg__gemm){
        .m = m, .n = n, .k = k, .a_rs = k, .a_cs = 1, .b_rs = n, .b_cs = 1, .c_rs = n, .alpha = 1};
}

static const wg__gemm_provider *own(void)
{
    return wg__gemm_provider_at(0);
}

/* A library, if this build has one. */
static const wg__gemm_provider *library(void)
{
    return wg__gemm_provider_named("cblas");
}

static wg__wisdom some(void)
{
    wg__wisdom w = {0};
    for (int64_t i = 0; i < DECISIONS; i++) {
        const int64_t size = (i * 7 + 3) % DECISIONS + 1;
        const wg__gemm g = product(size, size + 1, size + 2);
        const wg__gemm_provider *who = i % 2 && library() ? library() : own();
        assert_true(wg__wisdom_put(
            &w, (wg__wisdom_entry){wg__wisdom_key_of(&g, i % 3 ? WG_F32 : WG_F64), who, i, 2 * i}));
    }
    return w;
}

static char *slurp(size_t *size)
{
    FILE *f = fopen(path, "rb");
    char *text = malloc(1 << 16);
    assert_true(f && text);
    *size = fread(text, 1, 1 << 16, f);
    fclose(f);
    return text;
}

static void spill(const char *text, size_t size)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, size, f), size);
    fclose(f);
}

/* The text with its hash, as the library writes it. */
static void spill_hashed(const char *text)
{
    char whole[8192];
    const wg__key key = wg__hash(text, strlen(text), (wg__key){0});
    snprintf(whole, sizeof whole, "%sxxh3 %016" PRIx64 "%016" PRIx64 "\n", text, key.hi, key.lo);
    spill(whole, strlen(whole));
}

static int setup(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/wengert-wisdom-%ld", (long)getpid());
    snprintf(path, sizeof path, "%s/deeper/wisdom", folder);
    return 0;
}

static int teardown(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

/* ---- the file ---- */

static void round_trip(void **state)
{
    (void)state;
    wg_status st = {0};
    wg__wisdom w = some(), back = {0};
    assert_true(wg__wisdom_load(&back, path)); /* there is none yet, and no folder */
    assert_int_equal(back.n, 0);
    assert_int_equal(wg__wisdom_save(&w, path, &st), WG_OK);
    assert_true(wg__wisdom_load(&back, path));
    assert_string_equal(back.reason, "");
    assert_int_equal(back.n, w.n);
    for (size_t i = 0; i < w.n; i++) {
        const wg__wisdom_entry *e = wg__wisdom_find(&back, &w.entry[i].key);
        assert_non_null(e);
        assert_ptr_equal(e->provider, w.entry[i].provider);
        assert_int_equal(e->ns, w.entry[i].ns);
        assert_int_equal(e->own_ns, w.entry[i].own_ns);
    }
    const wg__gemm other = product(1000, 1, 1);
    const wg__wisdom_key key = wg__wisdom_key_of(&other, WG_F32);
    assert_null(wg__wisdom_find(&back, &key));
    wg__wisdom_free(&w);
    wg__wisdom_free(&back);
}

static void is_ignored(const char *why)
{
    wg__wisdom w = {0};
    if (wg__wisdom_load(&w, path) || !strstr(w.reason, why))
        fail_msg("wanted '%s', got '%s'", why, w.reason);
    assert_non_null(strstr(w.reason, path));
    assert_int_equal(w.n, 0);
    wg__wisdom_free(&w);
}

/* Every byte changed, every length cut. */
static void damaged(void **state)
{
    (void)state;
    wg_status st = {0};
    wg__wisdom w = some();
    size_t size;
    assert_int_equal(wg__wisdom_save(&w, path, &st), WG_OK);
    char *text = slurp(&size);
    for (size_t i = 0; i < size; i++) {
        text[i] ^= 4;
        spill(text, size);
        is_ignored("");
        text[i] ^= 4;
    }
    for (size_t cut = 0; cut < size; cut += 1 + cut / 8) {
        spill(text, cut);
        is_ignored("it is not what was written");
    }
    spill(text, size); /* the control: whole, it is used */
    wg__wisdom back = {0};
    assert_true(wg__wisdom_load(&back, path));
    assert_int_equal(back.n, w.n);
    wg__wisdom_free(&back);
    text[5] = '\0';
    spill(text, size);
    is_ignored("not a text");
    wg__wisdom_free(&w);
    free(text);
}

/* The file's first three lines, as this machine writes them, and what follows them. */
static void with_lines(const char *machine, const char *own_version, const char *rest)
{
    wg_status st = {0};
    const wg__wisdom none = {0};
    size_t size;
    char here[512] = "", text[4096];
    assert_int_equal(wg__wisdom_save(&none, path, &st), WG_OK);
    char *whole = slurp(&size);
    const char *m = strstr(whole, "machine ");
    snprintf(here, sizeof here, "%.*s", (int)strcspn(m + 8, "\n"), m + 8);
    free(whole);
    snprintf(text, sizeof text, "wengert wisdom 1\nmachine %s\nprovider own %s\n%s",
             machine ? machine : here, own_version, rest);
    spill_hashed(text);
}

static void foreign(void **state)
{
    (void)state;
    wg__wisdom w = {0};
    with_lines("a VAX", WG__GEMM_OWN_REVISION, "");
    is_ignored("it is of a VAX");
    with_lines(NULL, "0", "");
    is_ignored("it was made with own 0");
    with_lines(NULL, WG__GEMM_OWN_REVISION, "provider cblas 0.0\n");
    is_ignored("it was made with cblas 0.0");
    with_lines(NULL, WG__GEMM_OWN_REVISION, "nonsense\n");
    is_ignored("no decision: nonsense");
    with_lines(NULL, WG__GEMM_OWN_REVISION, "f32 NN 0 1 2 x own 1 1\n");
    is_ignored("no decision: f32");
    spill_hashed("wengert wisdom 2\n");
    is_ignored("another version wrote it");
    spill_hashed("");
    is_ignored("another version wrote it");
    with_lines(NULL, WG__GEMM_OWN_REVISION, "f32 NN 0 1 2 3 own 10 10\n"); /* the control */
    assert_true(wg__wisdom_load(&w, path));
    assert_int_equal(w.n, 1);
    wg__wisdom_free(&w);
}

/* Its decisions go, with a reason; the others stay. */
static void library_pulled_away(void **state)
{
    (void)state;
    wg__wisdom w = {0};
    with_lines(NULL, WG__GEMM_OWN_REVISION,
               "provider gone 1.0\nf32 NN 0 1 2 3 own 10 10\nf32 NN 0 4 5 6 gone 10 20\n");
    assert_true(wg__wisdom_load(&w, path));
    assert_int_equal(w.n, 1);
    assert_int_equal(w.entry[0].key.m, 1);
    assert_non_null(strstr(w.reason, "what was decided for gone 1.0 is ignored"));
    wg__wisdom_free(&w);
    with_lines(NULL, WG__GEMM_OWN_REVISION,
               "provider onednn oneDNN 0.0.0\nf32 NN 0 4 5 6 onednn 1 2\n");
    assert_true(wg__wisdom_load(&w, path));
    assert_int_equal(w.n, 0);
    assert_non_null(strstr(w.reason, "oneDNN 0.0.0"));
    wg__wisdom_free(&w);
}

static void unwritable(void **state)
{
    (void)state;
    wg_status st = {0};
    const wg__wisdom none = {0};
    char inside[192];
    spill("", 0);
    snprintf(inside, sizeof inside, "%s/wisdom", path); /* a file is no folder */
    assert_int_equal(wg__wisdom_save(&none, inside, &st), WG_ERR_IO);
    assert_non_null(strstr(st.text, inside));
}

static void out_of_memory(void **state)
{
    (void)state;
    if (!fail_malloc_works())
        skip();
    const wg__gemm g = product(M, N, K);
    const long before = alloc_live();
    long n = 0;
    for (bool failed = true; failed; n++) {
        wg_status st = {0};
        wg__tuning t;
        fail_after(n + 1);
        wg__wisdom w = {0};
        bool ok = true;
        for (int64_t i = 1; i < 200 && ok; i++) {
            const wg__gemm one = product(i, i, i);
            ok = wg__wisdom_put(&w,
                                (wg__wisdom_entry){wg__wisdom_key_of(&one, WG_F32), own(), 1, 1});
        }
        ok = ok && wg__wisdom_save(&w, path, &st) == WG_OK;
        wg__wisdom_free(&w);
        ok = ok && wg__wisdom_load(&w, path);
        ok = ok &&
             wg__tune_among(&(const wg__gemm_provider *){own()}, 1, &g, WG_F32, 1e-6, &t) == WG_OK;
        failed = fail_happened();
        fail_after(0);
        assert_true(ok || failed); /* stdio does without its buffer */
        wg__wisdom_free(&w);
        assert_int_equal(alloc_live(), before);
    }
    assert_true(n > 10);
}

/* ---- measuring ---- */

static bool can(const wg__gemm *g, wg_dtype d)
{
    (void)g;
    (void)d;
    return true;
}

static const char *version(void)
{
    return "1";
}

static size_t scratch(const wg__gemm *g, wg_dtype d)
{
    return own()->scratch(g, d);
}

static void run_slowly(const wg__gemm *g, wg_dtype d, void *s)
{
    for (int i = 0; i < 20; i++)
        own()->run(g, d, s);
}

static void run_rightly(const wg__gemm *g, wg_dtype d, void *s)
{
    own()->run(g, d, s);
}

/* Fast, and one element is wrong. */
static void run_wrongly(const wg__gemm *g, wg_dtype d, void *s)
{
    own()->run(g, d, s);
    ((float *)g->c)[g->c_rs + 3] *= 1.01f;
}

static void run_to_nan(const wg__gemm *g, wg_dtype d, void *s)
{
    (void)d;
    (void)s;
    *(float *)g->c = (float)NAN;
}

/* Twenty times the work is told from once, a wrong one is out of the race, and one that is no faster does not win. */
static void races(void **state)
{
    (void)state;
    const wg__gemm g = product(M, N, 200);
    const wg__gemm_provider slow = {"slow", version, can, scratch, run_slowly},
                            right = {"right", version, can, scratch, run_rightly},
                            wrong = {"wrong", version, can, scratch, run_wrongly},
                            nan = {"nan", version, can, scratch, run_to_nan};
    wg__tuning t;
    assert_int_equal(wg__tune_among((const wg__gemm_provider *const[]){&slow, &right, &wrong, &nan},
                                    4, &g, WG_F32, 0.005, &t),
                     WG_OK);
    assert_ptr_equal(t.best, &right);
    assert_true(t.seconds[0] > t.seconds[1] && t.seconds[1] > 0);
    assert_true(t.seconds[2] == 0 && t.seconds[3] == 0);
    assert_int_equal(
        wg__tune_among((const wg__gemm_provider *const[]){&right, &slow}, 2, &g, WG_F32, 0.005, &t),
        WG_OK);
    assert_ptr_equal(t.best, &right);
}

static void odd_products(void **state)
{
    (void)state;
    wg__tuning t;
    wg__gemm g = product(5, 6, 0);
    assert_int_equal(wg__tune_product(&g, WG_F64, 1e-4, &t), WG_OK);
    g = product(5, 6, 7);
    g.a_rs = -7; /* a matrix that goes backward */
    g.b_cs = 3;
    assert_int_equal(wg__tune_product(&g, WG_F32, 1e-4, &t), WG_OK);
    assert_ptr_equal(t.best, own());
    g = product(INT64_MAX / 2, 6, 7);
    assert_int_equal(wg__tune_product(&g, WG_F32, 1e-4, &t), WG_ERR_SIZE);
}

/* ---- the choice, in processes of their own ---- */

typedef bool (*child_fn)(void);

/* Whether fn is true in a child with these variables; what it writes to stderr goes to `said`. */
static bool in_child(child_fn fn, const char *gemm, const char *tune, char *said, size_t size)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    fflush(NULL);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        dup2(ends[1], STDERR_FILENO);
        setenv("WG_WISDOM", path, 1);
        gemm ? setenv("WG_GEMM", gemm, 1) : unsetenv("WG_GEMM");
        tune ? setenv("WG_TUNE", tune, 1) : unsetenv("WG_TUNE");
        _exit(fn() ? 0 : 1);
    }
    close(ends[1]);
    size_t n = 0;
    for (ssize_t got; n + 1 < size && (got = read(ends[0], said + n, size - 1 - n)) > 0;)
        n += (size_t)got;
    said[n] = '\0';
    close(ends[0]);
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* The plan of a product, as text, and its value against the one of two ones. */
static bool plan_says(const char *text, bool there)
{
    char *dump = NULL;
    size_t size;
    wg_graph *g = wg_graph_new();
    const wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(M, K)),
                    w = wg_input(g, "w", WG_F32, WG_SHAPE(K, N)), y = wg_matmul(x, w);
    wg_fill_uniform(x, 1, 1);
    wg_fill_uniform(w, 1, 1);
    FILE *f = open_memstream(&dump, &size);
    bool ok = wg_plan_dump(f, WG_TEXT, g, &y, 1) == WG_OK;
    fclose(f);
    ok = ok && (strstr(dump, text) != NULL) == there && wg_run(g, y) == WG_OK;
    for (int i = 0; ok && i < M * N; i++)
        ok = ((const float *)wg_data(y))[i] == K;
    free(dump);
    wg_graph_free(g);
    return ok;
}

static bool is_own(void)
{
    return plan_says(", by ", false);
}

static bool is_cblas(void)
{
    return plan_says(", by cblas", true);
}

static bool is_onednn(void)
{
    return plan_says(", by onednn", true);
}

static void forced(void **state)
{
    (void)state;
    char said[1024];
    assert_true(in_child(is_own, "own", NULL, said, sizeof said));
    assert_true(in_child(is_own, "nobody", NULL, said, sizeof said));
    if (library())
        assert_true(in_child(is_cblas, "cblas", NULL, said, sizeof said));
    const wg__gemm_provider *onednn = wg__gemm_provider_named("onednn");
    if (onednn && onednn->version())
        assert_true(in_child(is_onednn, "onednn", NULL, said, sizeof said));
}

static void decided(void **state)
{
    (void)state;
    char said[1024], rest[512];
    if (!library())
        skip();
    snprintf(rest, sizeof rest, "provider cblas %s\nf32 NN 0 %d %d %d cblas 10 20\n",
             library()->version(), M, N, K);
    with_lines(NULL, WG__GEMM_OWN_REVISION, rest);
    assert_true(in_child(is_cblas, NULL, NULL, said, sizeof said));
    assert_string_equal(said, "");
    assert_true(in_child(is_own, "own", NULL, said, sizeof said)); /* forced is stronger */
    spill("wengert wisdom 1\n", 17);
    assert_true(in_child(is_own, NULL, NULL, said, sizeof said));
    assert_non_null(strstr(said, "is ignored: it is not what was written"));
    unlink(path);
    assert_true(in_child(is_own, NULL, NULL, said, sizeof said));
    assert_string_equal(said, "");
}

static bool runs(void)
{
    return plan_says("matmul", true);
}

/* WG_TUNE=1 leaves a file with a decision for the product of the plan; nothing is written without it. */
static void lazily(void **state)
{
    (void)state;
    char said[1024];
    wg__wisdom w = {0};
    unlink(path);
    assert_true(in_child(runs, NULL, NULL, said, sizeof said));
    assert_int_not_equal(access(path, F_OK), 0);
    assert_true(in_child(runs, NULL, "1", said, sizeof said));
    assert_string_equal(said, "");
    assert_true(wg__wisdom_load(&w, path));
    assert_int_equal(w.n, 1);
    assert_true(w.entry[0].key.m == M && w.entry[0].key.n == N && w.entry[0].key.k == K);
    assert_true(w.entry[0].own_ns > 0);
    wg__wisdom_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_trip), cmocka_unit_test(damaged),
        cmocka_unit_test(foreign),    cmocka_unit_test(library_pulled_away),
        cmocka_unit_test(unwritable), cmocka_unit_test(out_of_memory),
        cmocka_unit_test(races),      cmocka_unit_test(odd_products),
        cmocka_unit_test(forced),     cmocka_unit_test(decided),
        cmocka_unit_test(lazily),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
