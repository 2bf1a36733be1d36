/* Files that appear whole or not at all: a temporary in the same folder, synced and renamed. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "data/io.h"
#include "tensor/memory.h"

enum {
    KEPT_NAME = 200,
    ATTEMPTS = 1000
}; /* KEPT_NAME: leaves room for the suffix in a 255-byte name */

/* The file that path stands for: links are followed, so that they survive the rename. */
static char *resolve(const char *path)
{
    char real[PATH_MAX];
    return wg__copy_string(realpath(path, real) ? real : path);
}

/* Opens FOLDER/.NAME.PID-K.tmp for the first free K. The kernel applies the umask. */
static int open_temp(wg_outfile *o, size_t room)
{
    const char *slash = strrchr(o->path, '/');
    const char *name = slash ? slash + 1 : o->path;
    int folder = (int)(name - o->path);
    for (int k = 0; k < ATTEMPTS; k++) {
        snprintf(o->temp, room, "%.*s.%.*s.%ld-%d.tmp", folder, o->path, KEPT_NAME, name,
                 (long)getpid(), k);
        int fd = open(o->temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

/* Decides between a temporary and writing directly, and opens it: the descriptor, or -1 and errno.
 */
static int open_target(wg_outfile *o, size_t room)
{
    struct stat old;
    bool exists = stat(o->path, &old) == 0;
    if (exists && S_ISDIR(old.st_mode)) {
        errno = EISDIR;
        return -1;
    }
    if (exists && !S_ISREG(old.st_mode)) {
        wg__free(o->temp);
        o->temp = NULL;
        return open(o->path, O_WRONLY | O_CLOEXEC);
    }
    int fd = open_temp(o, room);
    if (fd >= 0 && exists && fchmod(fd, old.st_mode & 07777)) {
        int error = errno;
        close(fd);
        unlink(o->temp);
        errno = error;
        return -1;
    }
    return fd;
}

static void outfile_reset(wg_outfile *o)
{
    wg__free(o->path);
    wg__free(o->temp);
    *o = (wg_outfile){0};
}

wg_code wg_outfile_open(wg_outfile *o, const char *path, wg_status *st)
{
    if (!o || !path || !*path)
        return wg_fail(st, WG_ERR_ARGUMENT, "wg_outfile_open: no path given");
    *o = (wg_outfile){0};
    o->path = resolve(path);
    size_t room = (o->path ? strlen(o->path) : 0) + 64;
    o->temp = wg__alloc(room);
    if (!o->path || !o->temp) {
        outfile_reset(o);
        return wg__no_memory(st, path, room);
    }
    int fd = open_target(o, room);
    if (fd >= 0 && !(o->f = fdopen(fd, "wb"))) {
        int error = errno;
        close(fd);
        if (o->temp)
            unlink(o->temp);
        errno = error;
    }
    if (o->f)
        return WG_OK;
    int error = errno;
    outfile_reset(o);
    return wg__io_fail(st, path, "cannot write", error);
}

/* The new name lies in the folder, which has a cache of its own. A file system that cannot sync one
 * is no error. */
static void sync_folder(const char *path)
{
    char *folder = wg__copy_string(path);
    if (!folder)
        return;
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = '\0';
    int fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    wg__free(folder);
}

/* Everything down to the disk and closed: NULL, or what could not be done, with errno. */
static const char *finish(wg_outfile *o)
{
    errno = 0;
    bool failed = ferror(o->f) != 0;
    const char *what = NULL;
    if (fflush(o->f) || failed) {
        /* stdio forgets why an earlier write failed; one more, to a file that is lost, tells */
        bool told = errno || (o->temp && write(fileno(o->f), "", 1) < 0);
        errno = told ? errno : EIO;
        what = "cannot write";
    } else if (o->temp && fsync(fileno(o->f))) {
        what = "cannot sync";
    }
    int error = errno;
    if (fclose(o->f) == 0 || what)
        errno = error;
    else
        what = "cannot close";
    o->f = NULL;
    return what;
}

wg_code wg_outfile_commit(wg_outfile *o, wg_status *st)
{
    if (!o || !o->f)
        return wg_fail(st, WG_ERR_ARGUMENT, "wg_outfile_commit: no open file");
    const char *what = finish(o);
    if (!what && o->temp && rename(o->temp, o->path))
        what = "cannot rename its temporary";
    wg_code code = WG_OK;
    if (what) {
        code = wg__io_fail(st, o->path, what, errno);
        if (o->temp)
            unlink(o->temp);
    } else if (o->temp) {
        sync_folder(o->path);
    }
    outfile_reset(o);
    return code;
}

void wg_outfile_discard(wg_outfile *o)
{
    if (!o || !o->f)
        return;
    fclose(o->f);
    if (o->temp)
        unlink(o->temp);
    outfile_reset(o);
}
