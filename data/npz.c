/* npz: named npy files in a zip archive, as numpy.savez writes it. libzip knows the archive; sizes
 * that the archive claims are checked here before they are believed. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <zip.h>
#include <zlib.h>

#include "data/npy.h"
#include "tensor/memory.h"

static const char suffix[] = ".npy";
enum { SUFFIX = sizeof suffix - 1, SHOWN = 64 };

/* ---- lists ------------------------------------------------------------------------------- */

wg_array *wg_array_list_find(const wg_array_list *list, const char *name)
{
    for (size_t k = 0; list && name && k < list->n; k++)
        if (strcmp(list->item[k].name, name) == 0)
            return &list->item[k].array;
    return NULL;
}

void wg_array_list_free(wg_array_list *list)
{
    if (!list)
        return;
    for (size_t k = 0; k < list->n; k++) {
        wg__free(list->item[k].name);
        wg_array_free(&list->item[k].array);
    }
    wg__free(list->item);
    *list = (wg_array_list){0};
}

/* ---- reading ----------------------------------------------------------------------------- */

typedef struct archive {
    wg__infile file; /* what libzip reads is a descriptor of its own */
    zip_t *zip;
    const char *path;
} archive;

/* libzip, the system or zlib may have run out. */
static bool lacks_memory(const zip_error_t *e)
{
    int type = zip_error_system_type(e), detail = zip_error_code_system(e);
    return zip_error_code_zip(e) == ZIP_ER_MEMORY || (type == ZIP_ET_SYS && detail == ENOMEM) ||
           (type == ZIP_ET_ZLIB && detail == Z_MEM_ERROR);
}

static wg_code zip_fail(wg_status *st, const char *name, const char *what, zip_error_t *e)
{
    if (lacks_memory(e))
        return wg_fail(st, WG_ERR_MEMORY, "%s: out of memory: %s", name, what);
    wg_code code = zip_error_system_type(e) == ZIP_ET_SYS ? WG_ERR_IO : WG_ERR_FORMAT;
    const char *why = zip_error_strerror(e); /* NULL when out of memory */
    return wg_fail(st, code, "%s: %s: %s", name, what, why ? why : "?");
}

static wg_code archive_open(archive *z, const char *path, wg_status *st)
{
    *z = (archive){.path = path};
    wg_code code = wg__infile_open(&z->file, path, false, st);
    if (code)
        return code;
    int error = 0;
    z->zip = zip_fdopen(z->file.fd, 0, &error); /* takes the descriptor when it succeeds */
    if (z->zip) {
        z->file.fd = -1;
        return WG_OK;
    }
    zip_error_t e;
    zip_error_init_with_code(&e, error);
    code = zip_fail(st, path, "not an npz archive", &e);
    zip_error_fini(&e);
    return code;
}

static void archive_close(archive *z)
{
    if (z->zip)
        zip_discard(z->zip);
    z->zip = NULL;
    wg__infile_close(&z->file);
}

typedef struct member {
    wg__source source; /* first: a wg__source * of a member is the member */
    zip_file_t *file;
    char name[256]; /* "w.npz[W1]", for messages */
} member;

static wg_code pull_member(wg__source *s, void *buf, size_t n, size_t *got, wg_status *st)
{
    member *m = (member *)s;
    zip_int64_t r = zip_fread(m->file, buf, n);
    if (r < 0)
        return zip_fail(st, s->name, "damaged", zip_file_get_error(m->file));
    *got = (size_t)r;
    return WG_OK;
}

/* Stored or deflated, not encrypted, of a size that its packed bytes can have. */
static wg_code check_member(const archive *z, const member *m, const zip_stat_t *info,
                            wg_status *st)
{
    const zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
    if ((info->valid & needed) != needed)
        return wg_fail(st, WG_ERR_FORMAT, "%s: the archive does not say its size", m->name);
    if (info->valid & ZIP_STAT_ENCRYPTION_METHOD && info->encryption_method != ZIP_EM_NONE)
        return wg_fail(st, WG_ERR_FORMAT, "%s: is encrypted", m->name);
    if (info->comp_method != ZIP_CM_STORE && info->comp_method != ZIP_CM_DEFLATE)
        return wg_fail(st, WG_ERR_FORMAT,
                       "%s: zip compression method %d is neither stored (0) nor deflated (8)",
                       m->name, info->comp_method);
    uint64_t most = info->comp_size;
    if (info->comp_method == ZIP_CM_DEFLATE)
        most = most > UINT64_MAX / WG__DEFLATE_RATIO ? UINT64_MAX : most * WG__DEFLATE_RATIO;
    if (info->comp_size > z->file.size || info->size > most)
        return wg_fail(st, WG_ERR_FORMAT,
                       "%s: the archive of %" PRIu64 " bytes promises %" PRIu64
                       " bytes packed into %" PRIu64,
                       m->name, z->file.size, info->size, info->comp_size);
    return WG_OK;
}

static wg_code load_member(archive *z, zip_uint64_t index, uint64_t quota, wg_array *a,
                           wg_status *st)
{
    member m = {.source = {.pull = pull_member, .exact = true}};
    zip_stat_t info;
    if (zip_stat_index(z->zip, index, 0, &info))
        return zip_fail(st, z->path, "damaged", zip_get_error(z->zip));
    char shown[SHOWN];
    size_t n = strlen(info.name);
    snprintf(m.name, sizeof m.name, "%.*s[%s]", (int)sizeof m.name - SHOWN - 3, z->path,
             wg__printable(info.name, n >= SUFFIX ? n - SUFFIX : n, shown, sizeof shown));
    m.source.name = m.name;
    m.source.left = info.size;
    wg_code code = check_member(z, &m, &info, st);
    if (code)
        return code;
    m.file = zip_fopen_index(z->zip, index, 0);
    if (!m.file)
        return zip_fail(st, m.name, "damaged", zip_get_error(z->zip));
    code = wg__npy_read(&m.source, quota, a, st);
    zip_fclose(m.file);
    return code;
}

/* The name of a member without its suffix: length, or 0 and NULL for a member that is no npy file.
 */
static const char *array_name(zip_t *zip, zip_uint64_t index, size_t *n)
{
    const char *name = zip_get_name(zip, index, 0);
    size_t whole = name ? strlen(name) : 0;
    *n = 0;
    if (whole < SUFFIX || strcmp(name + whole - SUFFIX, suffix))
        return NULL;
    *n = whole - SUFFIX;
    return name;
}

static wg_code load_named(archive *z, zip_uint64_t index, uint64_t quota, wg_named_array *item,
                          wg_status *st)
{
    size_t n;
    const char *name = array_name(z->zip, index, &n);
    zip_int64_t first = zip_name_locate(z->zip, name, 0);
    char shown[SHOWN];
    if (first >= 0 && (zip_uint64_t)first != index)
        return wg_fail(st, WG_ERR_FORMAT, "%s: two arrays are called '%s'", z->path,
                       wg__printable(name, n, shown, sizeof shown));
    item->name = wg__alloc(n + 1);
    if (!item->name)
        return wg__no_memory(st, z->path, n + 1);
    memcpy(item->name, name, n);
    item->name[n] = '\0';
    wg_code code = load_member(z, index, quota, &item->array, st);
    if (code) {
        wg__free(item->name);
        item->name = NULL;
    }
    return code;
}

static wg_code load_all(archive *z, uint64_t quota, wg_array_list *list, wg_status *st)
{
    size_t arrays = 0, length;
    zip_int64_t members = zip_get_num_entries(z->zip, 0);
    for (zip_int64_t k = 0; k < members; k++)
        arrays += array_name(z->zip, (zip_uint64_t)k, &length) != NULL;
    list->item = wg__alloc0(arrays, sizeof *list->item);
    if (!list->item)
        return wg__no_memory(st, z->path, arrays * sizeof *list->item);
    for (zip_int64_t k = 0; k < members; k++) {
        if (!array_name(z->zip, (zip_uint64_t)k, &length))
            continue;
        if (quota == 0)
            return wg_fail(st, WG_ERR_SIZE, "%s: the quota is used up after %zu of %zu arrays",
                           z->path, list->n, arrays);
        wg_code code = load_named(z, (zip_uint64_t)k, quota, &list->item[list->n], st);
        if (code)
            return code;
        quota -= wg_array_bytes(&list->item[list->n++].array);
    }
    return WG_OK;
}

wg_code wg_npz_load(const char *path, uint64_t quota, wg_array_list *list, wg_status *st)
{
    if (!path || !list)
        return wg_fail(st, WG_ERR_ARGUMENT, "wg_npz_load: no %s given", path ? "list" : "path");
    *list = (wg_array_list){0};
    archive z;
    wg_code code = archive_open(&z, path, st);
    if (!code)
        code = load_all(&z, quota ? quota : WG_DATA_QUOTA, list, st);
    archive_close(&z);
    if (code)
        wg_array_list_free(list);
    return code;
}

/* "a, b, c", cut where buf ends. */
static const char *list_names(zip_t *zip, char *buf, size_t size)
{
    size_t used = 0, n;
    char shown[SHOWN];
    snprintf(buf, size, "none");
    for (zip_int64_t k = 0; k < zip_get_num_entries(zip, 0) && used < size; k++) {
        const char *name = array_name(zip, (zip_uint64_t)k, &n);
        if (name)
            used += (size_t)snprintf(buf + used, size - used, "%s%s", used ? ", " : "",
                                     wg__printable(name, n, shown, sizeof shown));
    }
    return buf;
}

wg_code wg_npz_load_one(const char *path, const char *name, uint64_t quota, wg_array *a,
                        wg_status *st)
{
    if (!path || !name || !a)
        return wg_fail(st, WG_ERR_ARGUMENT, "wg_npz_load_one: no %s given",
                       !path  ? "path"
                       : name ? "array"
                              : "name");
    *a = (wg_array){0};
    size_t n = strlen(name);
    char *file = wg__alloc(n + sizeof suffix);
    if (!file)
        return wg__no_memory(st, path, n);
    memcpy(file, name, n);
    memcpy(file + n, suffix, sizeof suffix);
    archive z;
    wg_code code = archive_open(&z, path, st);
    if (!code) {
        zip_int64_t index = zip_name_locate(z.zip, file, 0);
        char there[256];
        if (index < 0)
            code = wg_fail(st, WG_ERR_ARGUMENT, "%s: no array '%s'; there are: %s", path, name,
                           list_names(z.zip, there, sizeof there));
        else
            code = load_member(&z, (zip_uint64_t)index, quota, a, st);
    }
    archive_close(&z);
    wg__free(file);
    return code;
}

/* ---- writing ----------------------------------------------------------------------------- */

/* libzip writes to us, we write to the temporary: one file, whole or not at all. */
typedef struct sink {
    FILE *f;
    zip_error_t error;
} sink;

static zip_int64_t sink_check(sink *s, bool ok, int kind)
{
    if (!ok)
        zip_error_set(&s->error, kind, errno);
    return ok ? 0 : -1;
}

static zip_int64_t sink_seek(sink *s, void *data, zip_uint64_t n)
{
    zip_source_args_seek_t *args = ZIP_SOURCE_GET_ARGS(zip_source_args_seek_t, data, n, &s->error);
    return args ? sink_check(s, fseeko(s->f, (off_t)args->offset, args->whence) == 0, ZIP_ER_SEEK)
                : -1;
}

static zip_int64_t sink_write(sink *s, const void *data, zip_uint64_t n)
{
    return sink_check(s, fwrite(data, 1, (size_t)n, s->f) == n, ZIP_ER_WRITE) ? -1 : (zip_int64_t)n;
}

static zip_int64_t sink_command(void *user, void *data, zip_uint64_t n, zip_source_cmd_t command)
{
    sink *s = user;
    switch (command) {
    case ZIP_SOURCE_SUPPORTS: /* libzip wants a source that can be read, and never reads this one */
        return ZIP_SOURCE_SUPPORTS_WRITABLE;
    case ZIP_SOURCE_STAT: /* there is no archive yet */
        zip_error_set(&s->error, ZIP_ER_READ, ENOENT);
        return -1;
    case ZIP_SOURCE_ERROR: return zip_error_to_data(&s->error, data, n);
    case ZIP_SOURCE_WRITE: return sink_write(s, data, n);
    case ZIP_SOURCE_SEEK_WRITE: return sink_seek(s, data, n);
    case ZIP_SOURCE_TELL_WRITE: return (zip_int64_t)ftello(s->f);
    case ZIP_SOURCE_BEGIN_WRITE:
    case ZIP_SOURCE_COMMIT_WRITE:
    case ZIP_SOURCE_ROLLBACK_WRITE:
    case ZIP_SOURCE_REMOVE:
    case ZIP_SOURCE_FREE: return 0; /* the outfile does these */
    default: zip_error_set(&s->error, ZIP_ER_OPNOTSUPP, 0); return -1;
    }
}

typedef struct npy_text {
    char header[WG__NPY_HEADER_MAX];
} npy_text;

/* One member out of two fragments, header and elements, neither of them copied. */
static wg_code add_array(zip_t *zip, const char *path, const wg_named_array *item, npy_text *text,
                         wg_npz_options options, wg_status *st)
{
    enum { DEFLATE_LEVEL = 6, JANUARY_1_1980 = 1 << 5 | 1 }; /* NumPy's level and date */
    size_t n = strlen(item->name);
    char *name = wg__alloc(n + sizeof suffix);
    if (!name)
        return wg__no_memory(st, path, n);
    memcpy(name, item->name, n);
    memcpy(name + n, suffix, sizeof suffix);
    zip_buffer_fragment_t parts[2] = {
        {(zip_uint8_t *)text->header, wg__npy_header(&item->array, text->header)},
        {item->array.data, wg_array_bytes(&item->array)}};
    zip_source_t *source = zip_source_buffer_fragment(zip, parts, parts[1].length ? 2 : 1, 0);
    zip_int64_t index = source ? zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8) : -1;
    wg__free(name);
    zip_int32_t method = options.deflate ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
    if (index >= 0 && !zip_set_file_compression(zip, (zip_uint64_t)index, method, DEFLATE_LEVEL) &&
        !zip_file_set_dostime(zip, (zip_uint64_t)index, 0, JANUARY_1_1980, 0))
        return WG_OK;
    char what[SHOWN + 32], shown[SHOWN];
    snprintf(what, sizeof what, "cannot add array '%s'",
             wg__printable(item->name, n, shown, sizeof shown));
    bool exists = zip_error_code_zip(zip_get_error(zip)) == ZIP_ER_EXISTS;
    wg_code code = exists ? wg_fail(st, WG_ERR_ARGUMENT, "%s: %s twice", path, what)
                          : zip_fail(st, path, what, zip_get_error(zip));
    if (index < 0 && source)
        zip_source_free(source);
    return code;
}

/* All arrays into f. */
static wg_code write_archive(FILE *f, const char *path, const wg_named_array *item, size_t n,
                             npy_text *text, wg_npz_options options, wg_status *st)
{
    sink s = {.f = f};
    zip_error_init(&s.error);
    zip_error_t e;
    zip_error_init(&e);
    zip_source_t *target = zip_source_function_create(sink_command, &s, &e);
    zip_t *zip = target ? zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &e) : NULL;
    wg_code code = WG_OK;
    if (!zip) {
        code = zip_fail(st, path, "cannot write", &e);
        zip_source_free(target); /* NULL is fine */
    }
    for (size_t k = 0; k < n && !code; k++)
        code = add_array(zip, path, &item[k], &text[k], options, st);
    if (!code && zip_close(zip))
        code = zip_fail(st, path, "cannot write", zip_get_error(zip));
    else if (!code)
        zip = NULL;
    if (zip)
        zip_discard(zip);
    zip_error_fini(&e);
    zip_error_fini(&s.error);
    return code;
}

static wg_code check_items(const char *path, const wg_named_array *item, size_t n, wg_status *st)
{
    if (!path || (n && !item))
        return wg_fail(st, WG_ERR_ARGUMENT, "wg_npz_save: no %s given", path ? "arrays" : "path");
    for (size_t k = 0; k < n; k++) {
        if (!item[k].name || !*item[k].name)
            return wg_fail(st, WG_ERR_ARGUMENT, "%s: array %zu has no name", path, k);
        wg_code code = wg__check_array("wg_npz_save", &item[k].array, st);
        if (code)
            return code;
    }
    return WG_OK;
}

wg_code wg_npz_save(const char *path, const wg_named_array *item, size_t n, wg_npz_options options,
                    wg_status *st)
{
    static const char empty[22] = "PK\5\6"; /* libzip writes no archive without members */
    wg_code code = check_items(path, item, n, st);
    if (code)
        return code;
    npy_text *text = wg__alloc0(n, sizeof *text);
    if (!text)
        return wg__no_memory(st, path, n * sizeof *text);
    wg_outfile o;
    code = wg_outfile_open(&o, path, st);
    if (!code && n == 0)
        fwrite(empty, 1, sizeof empty, o.f);
    else if (!code)
        code = write_archive(o.f, path, item, n, text, options, st);
    if (!code)
        code = wg_outfile_commit(&o, st);
    else
        wg_outfile_discard(&o); /* not opened: nothing to do */
    wg__free(text);
    return code;
}
