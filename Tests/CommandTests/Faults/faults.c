// Faults of the machine for a program that is started with this library in LD_PRELOAD: what a full disk, a kill, a clock that
// is set, or a file system without locks would do to it, at a chosen moment.
//
// QPSPIN_FAULT is one of
//   count PATH   writes the number of operations on files to PATH when the program ends
//   full N       from operation N on there is no room: half of what is written comes to the disk
//   once N       operation N fails, and no other
//   kill N       the program is killed in operation N, with half of what it writes on the disk
//   clock S      the clock of the day goes back by 400 days S seconds after the start
//   nolock       flock is not supported
// Operations are those that change files: open to create, write, fsync, rename, mkdir.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static enum { none, counting, full, once, killing, clocks, nolock } kind;
static long chosen;
static const char *report;
static double setBack, started;
static atomic_long operations;

static double monotonic(void) {
  struct timespec now;
  syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
  return now.tv_sec + 1e-9 * now.tv_nsec;
}

__attribute__((constructor)) static void start(void) {
  const char *fault = getenv("QPSPIN_FAULT");
  // Not the programs that it calls.
  if (!fault || strcmp(program_invocation_short_name, "qpspin") != 0) return;
  started = monotonic();
  const char *value = strchr(fault, ' ');
  value = value ? value + 1 : "";
  chosen = atol(value);
  if (!strncmp(fault, "count", 5)) kind = counting, report = value;
  if (!strncmp(fault, "full", 4)) kind = full;
  if (!strncmp(fault, "once", 4)) kind = once;
  if (!strncmp(fault, "kill", 4)) kind = killing;
  if (!strncmp(fault, "clock", 5)) kind = clocks, setBack = atof(value);
  if (!strncmp(fault, "nolock", 6)) kind = nolock;
}

__attribute__((destructor)) static void end(void) {
  if (kind != counting) return;
  kind = none;
  FILE *file = fopen(report, "w");
  if (!file) return;
  fprintf(file, "%ld\n", atomic_load(&operations));
  fclose(file);
}

// Whether this operation is to fail.
static int fails(void) {
  if (kind == none || kind >= clocks) return 0;
  long number = atomic_fetch_add(&operations, 1) + 1;
  return kind == full ? number >= chosen : kind != counting && number == chosen;
}

static int fail(void) {
  if (kind == killing) kill(getpid(), SIGKILL);
  errno = ENOSPC;
  return -1;
}

static int isFile(int descriptor) {
  struct stat status;
  return fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

#define REAL(name) ((__typeof__(name) *)dlsym(RTLD_NEXT, #name))

ssize_t write(int descriptor, const void *bytes, size_t count) {
  if (kind != none && kind < clocks && isFile(descriptor) && fails()) {
    if (count > 1) REAL(write)(descriptor, bytes, count / 2);
    return fail();
  }
  return REAL(write)(descriptor, bytes, count);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
  if (kind != none && kind < clocks && isFile(descriptor) && fails()) return fail();
  return REAL(pwrite)(descriptor, bytes, count, offset);
}

#define OPEN(name)                                               \
  int name(const char *path, int flags, ...) {                   \
    va_list more;                                                \
    va_start(more, flags);                                       \
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;    \
    va_end(more);                                                \
    if (flags & O_CREAT && fails()) return fail();               \
    return REAL(name)(path, flags, mode);                        \
  }
OPEN(open)
OPEN(open64)

int fsync(int descriptor) { return fails() ? fail() : REAL(fsync)(descriptor); }
int mkdir(const char *path, mode_t mode) { return fails() ? fail() : REAL(mkdir)(path, mode); }
int rename(const char *from, const char *to) { return fails() ? fail() : REAL(rename)(from, to); }

int flock(int descriptor, int operation) {
  if (kind != nolock) return REAL(flock)(descriptor, operation);
  errno = ENOSYS;
  return -1;
}

static time_t shift(void) { return kind == clocks && monotonic() - started > setBack ? 400 * 86400L : 0; }

int clock_gettime(clockid_t clock, struct timespec *now) {
  int result = syscall(SYS_clock_gettime, clock, now);
  if (clock == CLOCK_REALTIME) now->tv_sec -= shift();
  return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  now->tv_sec = time.tv_sec;
  now->tv_usec = time.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *result) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (result) *result = now.tv_sec;
  return now.tv_sec;
}
