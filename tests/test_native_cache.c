/* Native code when the compiler or the cache is not as it should be: everything is interpreted, with the reason; and what is kept is private, whole
 * and bounded. */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/native.h"
#include "tests/bodies.h"
#include "tests/fail_malloc.h"
#include "tests/support.h"

/* ---- compilers that are none ---- */

static void write_file(const char *path, const char *text, size_t n, mode_t mode)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, n), (ssize_t)n);
    assert_int_equal(fchmod(fd, mode), 0);
    close(fd);
}

/* Everything is as without native code, and the reason says so. */
static void expect_interpreted(const char *why)
{
    results *a = run(record_rows, &matrices[0], INTERPRETED, NULL),
            *b = run(record_rows, &matrices[0], NATIVE, NULL);
    const wg_native_stats s = stats_of(b);
    assert_int_equal(s.native, 0);
    if (!strstr(s.reason, why))
        fail_msg("'%s' does not say '%s'", s.reason, why);
    for (int k = 0; k < a->n; k++)
        assert_int_equal(difference(a->root[k], b->root[k]), -1);
    wg_set_native(WG_NATIVE_OFF);
    results_free(a);
    results_free(b);
}

static void no_compiler(void **state)
{
    (void)state;
    set_cache("none");
    setenv("PATH", "", 1);
    expect_interpreted("there is no compiler");
    unsetenv("PATH");
    expect_interpreted("there is no compiler");
    setenv("PATH", path_before, 1);
    setenv("WG_CC", "/nonexistent/cc", 1);
    expect_interpreted("there is no program /nonexistent/cc");
    unsetenv("WG_CC");
    set_cache("all");
}

/* Asked for behind the replays, without a compiler: one request, after which a replay costs what it did. */
static void no_compiler_behind_replays(void **state)
{
    (void)state;
    set_cache("none");
    setenv("PATH", "", 1);
    results *a = run(record_rows, &matrices[0], INTERPRETED, NULL), *b = results_new();
    record_rows(b, &matrices[0]);
    wg_set_native(WG_NATIVE_ON);
    for (int k = 0; k < 40; k++)
        assert_int_equal(wg_run_n(b->g, b->root, b->n), WG_OK);
    wg__native_idle();
    assert_non_null(strstr(stats_of(b).reason, "there is no compiler"));
    const long before = alloc_count();
    for (int k = 0; k < 40; k++)
        assert_int_equal(wg_run_n(b->g, b->root, b->n), WG_OK);
    assert_int_equal(alloc_count() - before, 0);
    for (int k = 0; k < a->n; k++)
        assert_int_equal(difference(a->root[k], b->root[k]), -1);
    wg_set_native(WG_NATIVE_OFF);
    results_free(a);
    results_free(b);
    setenv("PATH", path_before, 1);
    set_cache("all");
}

/* A script in the place of the compiler; $out is the file that it is to write. */
static void with_script(const char *body, const char *why)
{
    char path[256], text[1024];
    snprintf(path, sizeof path, "%s/script", room);
    snprintf(text, sizeof text,
             "#!/bin/sh\nwhile [ $# -gt 0 ]; do [ \"$1\" = -o ] && out=$2; shift; done\n%s\n",
             body);
    write_file(path, text, strlen(text), 0700);
    set_cache("scripts");
    setenv("WG_CC", path, 1);
    expect_interpreted(why);
    unsetenv("WG_CC");
    set_cache("all");
}

static void broken_compilers(void **state)
{
    (void)state;
    with_script("echo 'x.c:1: error: no, thank you' >&2; exit 1",
                "failed: x.c:1: error: no, thank you");
    with_script("exit 0", "left no file");
    with_script("echo rubbish > $out", "not a whole shared object");
    with_script(": > $out", "not a whole shared object");
    with_script("ln -s /bin/sh $out", "left no file");
    with_script("mkdir $out", "left no file");
    with_script("kill -SEGV $$", "was ended by a signal");
    with_script("head -c 100000 /dev/zero >&2; exit 3", "failed");
    wg__native_test(0, 0.2);
    with_script("sleep 100", "had not ended after 0.2 s");
    with_script("trap '' TERM INT; while :; do :; done", "had not ended after 0.2 s");
    wg__native_test(0, 0);
    if (!have_compiler())
        return;
    with_script("echo 'int wg_native_programs;' > $out.c; cc -shared -o $out $out.c; rm $out.c",
                "does not load: it is other code");
    with_script("echo 'int f(void){return 1;}' > $out.c; cc -shared -fPIC -o $out.1 $out.c; head "
                "-c 4000 $out.1 > $out; rm $out.*",
                "not a whole shared object");
}

/* Somebody else takes the status of the child, or nobody is to have it. */
static void others_wait_for_children(void **state)
{
    (void)state;
    need_compiler();
    set_cache("ignored");
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    assert_int_equal(sigaction(SIGCHLD, &ignore, &before), 0);
    same(record_rows, &matrices[1], NATIVE, 1);
    sigaction(SIGCHLD, &before, NULL);
    set_cache("all");
}

/* ---- caches that are not ours ---- */

static char *entry_of(const char *name, char *path, size_t size)
{
    char dir[256];
    snprintf(dir, sizeof dir, "%s/%s", room, name);
    DIR *d = opendir(dir);
    assert_non_null(d);
    *path = 0;
    for (struct dirent *e; (e = readdir(d));)
        if (strstr(e->d_name, ".so"))
            snprintf(path, size, "%s/%s", dir, e->d_name);
    closedir(d);
    assert_true(*path);
    return path;
}

static int count_entries(const char *name, const char *end)
{
    char dir[256];
    int n = 0;
    snprintf(dir, sizeof dir, "%s/%s", room, name);
    DIR *d = opendir(dir);
    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d));)
        n += strlen(e->d_name) >= strlen(end) &&
             strcmp(e->d_name + strlen(e->d_name) - strlen(end), end) == 0;
    closedir(d);
    return n;
}

static const double half = 0.5;

/* A damaged entry is not loaded, and made anew if there is a compiler; without one the reason says what it is. */
static void damaged_entries(void **state)
{
    (void)state;
    need_compiler();
    set_cache("damaged");
    same(record_small, &half, NATIVE, 1);
    char path[512], *bytes;
    entry_of("damaged", path, sizeof path);
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    const size_t n = (size_t)st.st_size;
    assert_non_null(bytes = malloc(n));
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    assert_int_equal(fread(bytes, 1, n, f), n);
    fclose(f);
    const size_t cuts[] = {0, 10, n / 2, n - 1};
    for (size_t k = 0; k < sizeof cuts / sizeof *cuts; k++) {
        write_file(path, bytes, cuts[k], 0600);
        same(record_small, &half, NATIVE, 1);
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_size, n); /* made anew */
    }
    bytes[n / 2] ^= 1;
    write_file(path, bytes, n, 0600);
    same(record_small, &half, NATIVE, 1);
    bytes[n / 2] ^= 1;
    write_file(path, bytes, n, 0666); /* somebody else could have written it */
    same(record_small, &half, NATIVE, 1);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    free(bytes);
    set_cache("all");
}

/* What was sealed for other code: its own key says so. */
static void an_entry_under_another_name(void **state)
{
    (void)state;
    need_compiler();
    char one[512], two[512];
    set_cache("one");
    same(record_small, &half, NATIVE, 1);
    entry_of("one", one, sizeof one);
    set_cache("two");
    assert_int_equal(compare(record_rows, &matrices[0],
                             &(comparison){.body = NATIVE, .least = 1, .report = true}),
                     0);
    entry_of("two", two, sizeof two);
    assert_int_equal(rename(one, two), 0);
    same(record_rows, &matrices[0], NATIVE, 1); /* refused, and made anew */
    set_cache("all");
}

static void foreign_directories(void **state)
{
    (void)state;
    char dir[256], link[256];
    snprintf(dir, sizeof dir, "%s/open", room);
    snprintf(link, sizeof link, "%s/link", room);
    assert_int_equal(mkdir(dir, 0700), 0);
    assert_int_equal(chmod(dir, 0777), 0);
    set_cache("open");
    expect_interpreted("not a directory of this user that nobody else can write");
    assert_int_equal(chmod(dir, 0700), 0);
    assert_int_equal(symlink(dir, link), 0);
    set_cache("link");
    expect_interpreted("not a directory of this user that nobody else can write");
    setenv("WG_CACHE_DIR", "not/from/the/root", 1);
    expect_interpreted("no cache directory");
    setenv("WG_CACHE_DIR", "/proc/wengert", 1);
    expect_interpreted("cache directory /proc/wengert");
    if (geteuid() == 0) {
        snprintf(dir, sizeof dir, "%s/theirs", room);
        assert_int_equal(mkdir(dir, 0700), 0);
        assert_int_equal(chown(dir, 12345, 12345), 0);
        set_cache("theirs");
        expect_interpreted("not a directory of this user that nobody else can write");
    }
    set_cache("all");
}

static void the_directory_is_private(void **state)
{
    (void)state;
    need_compiler();
    char dir[256];
    struct stat st;
    const mode_t mask = umask(0);
    set_cache("deep/er");
    same(record_small, &half, NATIVE, 1);
    umask(mask);
    snprintf(dir, sizeof dir, "%s/deep/er", room);
    assert_int_equal(stat(dir, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_int_equal(count_entries("deep/er", ".c"), 0); /* nothing is left behind */
    assert_int_equal(count_entries("deep/er", ".so"), 1);
    set_cache("all");
}

/* No file may grow: as on a disk that is full. */
static void a_full_disk(void **state)
{
    (void)state;
    set_cache("full");
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        const struct rlimit none = {1000, 1000};
        signal(SIGXFSZ, SIG_IGN);
        results *r = results_new();
        record_small(r, &half);
        wg_set_native(WG_NATIVE_WAIT);
        if (setrlimit(RLIMIT_FSIZE, &none) != 0)
            _exit(2);
        const bool ok = wg_run_n(r->g, r->root, r->n) == WG_OK && stats_of(r).native == 0 &&
                        (strstr(stats_of(r).reason, "File too large") || !have_compiler());
        _exit(ok ? 0 : 1);
    }
    assert_int_equal(child_status(pid), 0);
    set_cache("all");
}

static void the_cache_is_bounded(void **state)
{
    (void)state;
    need_compiler();
    char dir[256], path[512];
    snprintf(dir, sizeof dir, "%s/many", room);
    assert_int_equal(mkdir(dir, 0700), 0);
    for (int k = 0; k < 300; k++) {
        snprintf(path, sizeof path, "%s/%032x.so", dir, k);
        write_file(path, "x", 1, 0600);
        const struct timespec old[2] = {{k, 0}, {k, 0}};
        assert_int_equal(utimensat(AT_FDCWD, path, old, 0), 0);
    }
    snprintf(path, sizeof path, "%s/tmp-1-1.so", dir);
    write_file(path, "x", 1, 0600);
    assert_int_equal(utimensat(AT_FDCWD, path, (const struct timespec[2]){{1, 0}, {1, 0}}, 0), 0);
    snprintf(path, sizeof path, "%s/other", dir);
    write_file(path, "x", 1, 0600);
    set_cache("many");
    same(record_small, &half, NATIVE, 1);
    assert_int_equal(count_entries("many", ".so"), 256);
    snprintf(path, sizeof path, "%s/%032x.so", dir, 299);
    assert_int_equal(access(path, F_OK), 0); /* the youngest is there, */
    snprintf(path, sizeof path, "%s/%032x.so", dir, 0);
    assert_int_not_equal(access(path, F_OK), 0);         /* the oldest is not, */
    assert_int_equal(count_entries("many", "other"), 1); /* and what is not ours is left alone */
    set_cache("all");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_compiler),         cmocka_unit_test(no_compiler_behind_replays),
        cmocka_unit_test(broken_compilers),    cmocka_unit_test(others_wait_for_children),
        cmocka_unit_test(damaged_entries),     cmocka_unit_test(an_entry_under_another_name),
        cmocka_unit_test(foreign_directories), cmocka_unit_test(the_directory_is_private),
        cmocka_unit_test(a_full_disk),         cmocka_unit_test(the_cache_is_bounded),
    };
    return cmocka_run_group_tests(tests, open_room, close_room);
}
