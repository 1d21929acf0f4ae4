/* Between a program and its disk: writes down what it does below POWER_ROOT, in POWER_LOG, in the order in which it happens.
 *
 * A record: kind (1 byte), device and inode or 0 (8 + 8), offset (8), length of the name (4), length of the content (4), the
 * name, the content; numbers in the machine's own order.
 *   C a file was made, its name          W bytes were written at the offset
 *   T a file was cut to the offset       R a name (content: the new one) was given to a file
 *   U a name was taken away              S what the log held up to the offset of this file, or folder, is on the disk
 * The lock is held while the disk works on anything but a sync: so the order in the log is the order on the disk.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;
static uint64_t log_at;
static const char *root;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("POWER_LOG");
  root = getenv("POWER_ROOT");
  if (!path || !root) return;
  log_fd = syscall(SYS_openat, AT_FDCWD, path, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  log_at = lseek(log_fd, 0, SEEK_END);
}

static int is_ours(const char *path) {
  return log_fd >= 0 && strncmp(path, root, strlen(root)) == 0;
}

/* The name of what is open; 0 when it is none of ours. */
static int named(int fd, char name[PATH_MAX]) {
  char link[64];
  if (log_fd < 0) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, name, PATH_MAX - 1);
  if (n < 0) return 0;
  name[n] = 0;
  return is_ours(name);
}

static void put(const void *bytes, size_t n) {
  for (size_t done = 0; done < n;) {
    ssize_t now = syscall(SYS_write, log_fd, (const char *)bytes + done, n - done);
    if (now < 0) abort();
    done += now;
  }
  log_at += n;
}

static void record(char kind, int fd, uint64_t offset, const char *name, const void *content, uint32_t n) {
  struct stat at = {0};
  if (fd >= 0) fstat(fd, &at);
  uint64_t ids[3] = {at.st_dev, at.st_ino, offset};
  uint32_t lengths[2] = {strlen(name), n};
  size_t length = 1 + sizeof ids + sizeof lengths + lengths[0] + n, at_byte = 0;
  char *whole = malloc(length);
  if (!whole) abort();
#define ADD(from, size) (memcpy(whole + at_byte, from, size), at_byte += (size))
  ADD(&kind, 1);
  ADD(ids, sizeof ids);
  ADD(lengths, sizeof lengths);
  ADD(name, lengths[0]);
  ADD(content, n);
  put(whole, length);
  free(whole);
}

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static int open_at(int folder, const char *path, int flags, mode_t mode) {
  int makes = flags & O_CREAT, is_new = 0;
  if (makes) {
    pthread_mutex_lock(&lock);
    is_new = faccessat(folder, path, F_OK, 0) != 0;
  }
  int fd = syscall(SYS_openat, folder, path, flags | O_LARGEFILE, mode);
  char name[PATH_MAX];
  if (fd >= 0 && makes && named(fd, name)) {
    if (is_new) record('C', fd, 0, name, "", 0);
    if (flags & O_TRUNC) record('T', fd, 0, name, "", 0);
  }
  int kept = errno;
  if (makes) pthread_mutex_unlock(&lock);
  errno = kept;
  return fd;
}

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
    return open_at(AT_FDCWD, path, flags, mode); }
#define OPENAT(name) \
  int name(int folder, const char *path, int flags, ...) { \
    va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
    return open_at(folder, path, flags, mode); }
OPEN(open) OPEN(open64) OPENAT(openat) OPENAT(openat64)

static ssize_t write_at(int fd, const void *bytes, size_t n, off_t at, int moves) {
  char name[PATH_MAX];
  if (!named(fd, name)) return moves ? syscall(SYS_write, fd, bytes, n) : syscall(SYS_pwrite64, fd, bytes, n, at);
  pthread_mutex_lock(&lock);
  off_t from = moves ? lseek(fd, 0, SEEK_CUR) : at;
  ssize_t done = moves ? syscall(SYS_write, fd, bytes, n) : syscall(SYS_pwrite64, fd, bytes, n, at);
  int kept = errno;
  if (done > 0) record('W', fd, from, name, bytes, done);
  pthread_mutex_unlock(&lock);
  errno = kept;
  return done;
}

ssize_t write(int fd, const void *bytes, size_t n) { return write_at(fd, bytes, n, 0, 1); }
ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at) { return write_at(fd, bytes, n, at, 0); }
ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at) { return write_at(fd, bytes, n, at, 0); }

/* One after the other is a short write, which callers expect. */
ssize_t writev(int fd, const struct iovec *parts, int n) {
  char name[PATH_MAX];
  if (!named(fd, name) || n < 1) return syscall(SYS_writev, fd, parts, n);
  int first = 0;
  while (first < n - 1 && parts[first].iov_len == 0) first++;
  return write(fd, parts[first].iov_base, parts[first].iov_len);
}

static int synced(int fd, long call) {
  char name[PATH_MAX];
  if (!named(fd, name)) return syscall(call, fd);
  /* What is written while the disk works may have come too late. */
  pthread_mutex_lock(&lock);
  uint64_t until = log_at;
  pthread_mutex_unlock(&lock);
  int done = syscall(call, fd), kept = errno;
  pthread_mutex_lock(&lock);
  if (done == 0) record('S', fd, until, name, "", 0);
  pthread_mutex_unlock(&lock);
  errno = kept;
  return done;
}

int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

static int cut(int fd, off_t length) {
  char name[PATH_MAX];
  if (!named(fd, name)) return syscall(SYS_ftruncate, fd, length);
  pthread_mutex_lock(&lock);
  int done = syscall(SYS_ftruncate, fd, length), kept = errno;
  if (done == 0) record('T', fd, length, name, "", 0);
  pthread_mutex_unlock(&lock);
  errno = kept;
  return done;
}

int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }

int rename(const char *from, const char *to) {
  REAL(int, "rename", const char *, const char *);
  if (!is_ours(to)) return real(from, to);
  pthread_mutex_lock(&lock);
  int done = real(from, to), kept = errno;
  if (done == 0) record('R', -1, 0, from, to, strlen(to));
  pthread_mutex_unlock(&lock);
  errno = kept;
  return done;
}

int unlink(const char *path) {
  REAL(int, "unlink", const char *);
  if (!is_ours(path)) return real(path);
  pthread_mutex_lock(&lock);
  int done = real(path), kept = errno;
  if (done == 0) record('U', -1, 0, path, "", 0);
  pthread_mutex_unlock(&lock);
  errno = kept;
  return done;
}
