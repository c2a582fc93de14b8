/* Stands between a program and fsync / fdatasync (LD_PRELOAD): counts them, and holds them.
 *
 * FSYNC_COUNT=FILE  an 8-byte counter in that file grows by one for each call that ended.
 * FSYNC_HOLD=FILE   while that file exists, a call waits before it touches the disk, so whoever says
 *                   "it is on disk" before the file is gone has lied. FILE.held appears when one waits.
 * Anything else passes untouched. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static _Atomic unsigned long long *counter;
static const char *hold_file;
static char held_file[4096];

__attribute__((constructor)) static void prepare(void) {
    const char *file = getenv("FSYNC_COUNT");
    hold_file = getenv("FSYNC_HOLD");
    if (hold_file) snprintf(held_file, sizeof held_file, "%s.held", hold_file);
    if (!file) return;
    int fd = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0 || ftruncate(fd, sizeof *counter) != 0) return;
    void *page = mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (page != MAP_FAILED) counter = page;
}

static int passed(int (*real)(int), int fd) {
    const struct timespec moment = {0, 2000000};
    if (hold_file && access(hold_file, F_OK) == 0) {
        int mark = open(held_file, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        if (mark >= 0) close(mark);
        while (access(hold_file, F_OK) == 0) nanosleep(&moment, NULL);
    }
    int result = real(fd);
    if (counter) atomic_fetch_add(counter, 1);
    return result;
}

int fsync(int fd) {
    static int (*real)(int);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "fsync");
    return passed(real, fd);
}

int fdatasync(int fd) {
    static int (*real)(int);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "fdatasync");
    return passed(real, fd);
}
