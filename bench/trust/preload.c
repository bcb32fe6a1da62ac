/* Counts, logs and cuts off what a process does to the files below one folder.

   Loaded before libc (LD_PRELOAD), it stands in front of every call that changes a file. `trust_arm` makes
   the n-th of them the process's last one; `trust_log` writes each down with its bytes, so that the disk can
   be put together again as a power cut at any moment would have left it. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t turn = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static char root[PATH_MAX];
static size_t root_length;
static long counted, last_call;
static int torn, log_fd = -1;

#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

void trust_watch(const char *folder) {
    snprintf(root, sizeof root, "%s", folder);
    root_length = strlen(root);
    counted = 0;
}
void trust_arm(long call, int half) { last_call = call; torn = half; counted = 0; }
long trust_count(void) { return counted; }

struct record { char op; uint32_t first, second; uint64_t offset, length; } __attribute__((packed));

static void put(const void *bytes, size_t length) {
    const char *at = bytes;
    while (length) {
        long done = syscall(SYS_write, log_fd, at, length);
        if (done <= 0) _exit(99);
        at += done;
        length -= done;
    }
}

static void note(char op, const char *path, const char *other, uint64_t offset, const void *bytes, uint64_t length) {
    if (log_fd < 0) return;
    struct record head = {op, strlen(path), other ? strlen(other) : 0, offset, length};
    put(&head, sizeof head);
    put(path, head.first);
    if (other) put(other, head.second);
    if (bytes) put(bytes, length);
}

void trust_log(const char *file) { log_fd = syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND, 0600); }
void trust_mark(const char *text) {
    pthread_mutex_lock(&turn);
    note('m', text, NULL, 0, NULL, 0);
    pthread_mutex_unlock(&turn);
}

static int watched(const char *path) {
    return root_length && !strncmp(path, root, root_length) && (path[root_length] == '/' || !path[root_length]);
}

static int of_fd(int fd, char *path) {
    char link[40];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    long length = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return watched(path);
}

static int of_name(int folder, const char *name, char *path) {
    char base[PATH_MAX];
    if (!name || !root_length) return 0;
    if (name[0] == '/') snprintf(path, PATH_MAX, "%s", name);
    else {
        char link[40];
        if (folder == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
        else snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        long length = syscall(SYS_readlinkat, AT_FDCWD, link, base, sizeof base - 1);
        if (length < 0) return 0;
        base[length] = 0;
        snprintf(path, PATH_MAX, "%s/%s", base, name);
    }
    return watched(path);
}

/* One more changing call; true when it is the last and only half of it is to be done. */
static int is_half(void) {
    counted++;
    if (!last_call || counted != last_call) return 0;
    if (torn) return 1;
    raise(SIGKILL);
    return 0;
}

#define LOCKED(statement) \
    pthread_mutex_lock(&turn); statement; int kept = errno; pthread_mutex_unlock(&turn); errno = kept

static ssize_t written(int fd, ssize_t done, const void *bytes, off_t offset, const char *path) {
    if (done > 0) note('w', path, NULL, offset, bytes, done);
    return done;
}

ssize_t write(int fd, const void *bytes, size_t length) {
    REAL(write);
    char path[PATH_MAX];
    if (!root_length || !of_fd(fd, path)) return real(fd, bytes, length);
    ssize_t done;
    LOCKED({
        int half = is_half();
        done = real(fd, bytes, half ? length / 2 : length);
        if (half) raise(SIGKILL);
        written(fd, done, bytes, lseek(fd, 0, SEEK_CUR) - (done > 0 ? done : 0), path);
    });
    return done;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(writev);
    char path[PATH_MAX];
    if (!root_length || !of_fd(fd, path)) return real(fd, parts, count);
    ssize_t total = 0;
    for (int i = 0; i < count; i++) {
        ssize_t done = write(fd, parts[i].iov_base, parts[i].iov_len);
        if (done < 0) return total ? total : done;
        total += done;
        if ((size_t)done < parts[i].iov_len) break;
    }
    return total;
}

static ssize_t at(ssize_t (*real)(int, const void *, size_t, off_t), int fd, const void *bytes, size_t length, off_t offset) {
    char path[PATH_MAX];
    if (!root_length || !of_fd(fd, path)) return real(fd, bytes, length, offset);
    ssize_t done;
    LOCKED({
        int half = is_half();
        done = real(fd, bytes, half ? length / 2 : length, offset);
        if (half) raise(SIGKILL);
        written(fd, done, bytes, offset, path);
    });
    return done;
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { REAL(pwrite); return at(real, fd, bytes, length, offset); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t offset) { REAL(pwrite64); return at(real, fd, bytes, length, offset); }

static int cut(int (*real)(int, off_t), int fd, off_t length) {
    char path[PATH_MAX];
    if (!root_length || !of_fd(fd, path)) return real(fd, length);
    int result;
    LOCKED({
        if (is_half()) raise(SIGKILL);
        result = real(fd, length);
        if (!result) note('t', path, NULL, length, NULL, 0);
    });
    return result;
}
int ftruncate(int fd, off_t length) { REAL(ftruncate); return cut(real, fd, length); }
int ftruncate64(int fd, off_t length) { REAL(ftruncate64); return cut(real, fd, length); }
int fallocate(int fd, int mode, off_t offset, off_t length) { char p[PATH_MAX]; REAL(fallocate); if (root_length && of_fd(fd, p)) { errno = EOPNOTSUPP; return -1; } return real(fd, mode, offset, length); }
int posix_fallocate(int fd, off_t offset, off_t length) { char p[PATH_MAX]; REAL(posix_fallocate); if (root_length && of_fd(fd, p)) return EOPNOTSUPP; return real(fd, offset, length); }

/* Copies inside the kernel are refused, so that their bytes come by as writes. */
ssize_t sendfile(int out, int in, off_t *offset, size_t length) { (void)out; (void)in; (void)offset; (void)length; errno = EINVAL; return -1; }
ssize_t sendfile64(int out, int in, off_t *offset, size_t length) { (void)out; (void)in; (void)offset; (void)length; errno = EINVAL; return -1; }
ssize_t copy_file_range(int in, off64_t *a, int out, off64_t *b, size_t length, unsigned flags) { (void)in; (void)a; (void)out; (void)b; (void)length; (void)flags; errno = ENOSYS; return -1; }

static int synced(int (*real)(int), int fd) {
    char path[PATH_MAX];
    if (!root_length || !of_fd(fd, path)) return real(fd);
    int result;
    LOCKED({
        if (is_half()) raise(SIGKILL);
        result = real(fd);
        if (!result) note('s', path, NULL, 0, NULL, 0);
    });
    return result;
}
int fsync(int fd) { REAL(fsync); return synced(real, fd); }
int fdatasync(int fd) { REAL(fdatasync); return synced(real, fd); }

static int opened(int folder, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    struct stat before;
    if (!(flags & (O_CREAT | O_TRUNC)) || !of_name(folder, name, path)) return syscall(SYS_openat, folder, name, flags, mode);
    int fd;
    LOCKED({
        int known = !fstatat(AT_FDCWD, path, &before, 0);
        int changes = !known || ((flags & O_TRUNC) && before.st_size);
        if (changes && is_half()) raise(SIGKILL);
        fd = syscall(SYS_openat, folder, name, flags, mode);
        if (fd >= 0 && changes) note(known ? 't' : 'c', path, NULL, 0, NULL, 0);
    });
    return fd;
}
#define MODE mode_t mode = 0; if (flags & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }
int open(const char *name, int flags, ...) { MODE return opened(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE return opened(AT_FDCWD, name, flags, mode); }
int openat(int folder, const char *name, int flags, ...) { MODE return opened(folder, name, flags, mode); }
int openat64(int folder, const char *name, int flags, ...) { MODE return opened(folder, name, flags, mode); }
int creat(const char *name, mode_t mode) { return opened(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, mode); }

static void announced(const char *name, const char *mode) {
    int flags = mode[0] == 'w' ? O_CREAT | O_WRONLY | O_TRUNC : mode[0] == 'a' ? O_CREAT | O_WRONLY : 0;
    char path[PATH_MAX];
    if (!flags || !of_name(AT_FDCWD, name, path)) return;
    int fd = opened(AT_FDCWD, name, flags, 0666);
    if (fd >= 0) close(fd);
}
FILE *fopen(const char *name, const char *mode) { REAL(fopen); announced(name, mode); return real(name, mode); }
FILE *fopen64(const char *name, const char *mode) { REAL(fopen64); announced(name, mode); return real(name, mode); }

static int moved(int a, const char *old, int b, const char *fresh, unsigned flags) {
    char from[PATH_MAX], to[PATH_MAX];
    int here = of_name(a, old, from), there = of_name(b, fresh, to);
    if (!here && !there) return syscall(SYS_renameat2, a, old, b, fresh, flags);
    int result;
    LOCKED({
        if (is_half()) raise(SIGKILL);
        result = syscall(SYS_renameat2, a, old, b, fresh, flags);
        if (!result) note('r', from, to, 0, NULL, 0);
    });
    return result;
}
int rename(const char *old, const char *fresh) { return moved(AT_FDCWD, old, AT_FDCWD, fresh, 0); }
int renameat(int a, const char *old, int b, const char *fresh) { return moved(a, old, b, fresh, 0); }
int renameat2(int a, const char *old, int b, const char *fresh, unsigned flags) { return moved(a, old, b, fresh, flags); }

static int removed(int folder, const char *name, int flags) {
    char path[PATH_MAX];
    if (!of_name(folder, name, path)) return syscall(SYS_unlinkat, folder, name, flags);
    int result;
    LOCKED({
        if (is_half()) raise(SIGKILL);
        result = syscall(SYS_unlinkat, folder, name, flags);
        if (!result) note(flags & AT_REMOVEDIR ? 'D' : 'u', path, NULL, 0, NULL, 0);
    });
    return result;
}
int unlink(const char *name) { return removed(AT_FDCWD, name, 0); }
int unlinkat(int folder, const char *name, int flags) { return removed(folder, name, flags); }
int rmdir(const char *name) { return removed(AT_FDCWD, name, AT_REMOVEDIR); }

static int made(int folder, const char *name, mode_t mode) {
    char path[PATH_MAX];
    if (!of_name(folder, name, path)) return syscall(SYS_mkdirat, folder, name, mode);
    int result;
    LOCKED({
        if (is_half()) raise(SIGKILL);
        result = syscall(SYS_mkdirat, folder, name, mode);
        if (!result) note('d', path, NULL, 0, NULL, 0);
    });
    return result;
}
int mkdir(const char *name, mode_t mode) { return made(AT_FDCWD, name, mode); }
int mkdirat(int folder, const char *name, mode_t mode) { return made(folder, name, mode); }
