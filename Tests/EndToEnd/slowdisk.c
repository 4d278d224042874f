// A disk that is slow, or stands still, as a library for LD_PRELOAD: `cc -shared -fPIC -O2 -o slowdisk.so slowdisk.c`.
//
// Environment: SLOWDISK_CONTROL names a file of at least 64 bytes that is mapped and obeyed from then on, so that a
// test switches while the program runs; SLOWDISK_PREFIX names the folder whose files are meant (default: all).
//
//   offset 0  u32  microseconds that every fsync and fdatasync takes longer
//   offset 4  u32  not 0: the disk stands still; syncs and writes wait until it is 0 again
//   offset 8  u64  counts the syncs that were delayed or waited
//   offset 16 u32  how many calls wait for a disk that stands still, now
//   offset 20 u32  1 once the library obeys this file
//
// Reads go on: what is in the page cache needs no disk.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

// How often a waiting call looks whether the disk goes on.
#define LOOK_NANOSECONDS 500000

struct control {
    _Atomic uint32_t delay_us;
    _Atomic uint32_t stands_still;
    _Atomic uint64_t syncs;
    _Atomic uint32_t waiting;
    _Atomic uint32_t obeyed;
};

static struct control none;
static struct control *control = &none;
static char prefix[4096];

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("SLOWDISK_CONTROL"), *folder = getenv("SLOWDISK_PREFIX");
    if (folder && !realpath(folder, prefix)) snprintf(prefix, sizeof prefix, "%s", folder);
    int file = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *mapped = mmap(NULL, 64, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (mapped == MAP_FAILED) return;
    control = mapped;
    atomic_store(&control->obeyed, 1);
}

// Whether the descriptor is a file below the folder.
static int is_meant(int file) {
    if (prefix[0] == 0) return 1;
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t count = readlink(link, path, sizeof path - 1);
    if (count < 0) return 0;
    path[count] = 0;
    size_t length = strlen(prefix);
    return strncmp(path, prefix, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static void rest(uint64_t nanoseconds) {
    struct timespec left = {(time_t)(nanoseconds / 1000000000u), (long)(nanoseconds % 1000000000u)};
    while (nanosleep(&left, &left) != 0) {}
}

static void wait_for_disk(void) {
    atomic_fetch_add(&control->waiting, 1);
    while (atomic_load(&control->stands_still)) rest(LOOK_NANOSECONDS);
    atomic_fetch_sub(&control->waiting, 1);
}

static void before_sync(int file) {
    uint32_t delay = atomic_load(&control->delay_us);
    uint32_t stands_still = atomic_load(&control->stands_still);
    if ((!delay && !stands_still) || !is_meant(file)) return;
    atomic_fetch_add(&control->syncs, 1);
    if (delay) rest((uint64_t)delay * 1000u);
    if (stands_still) wait_for_disk();
}

static void before_write(int file) {
    if (atomic_load_explicit(&control->stands_still, memory_order_relaxed) && is_meant(file)) wait_for_disk();
}

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

int fsync(int file) {
    REAL(fsync);
    before_sync(file);
    return real(file);
}

int fdatasync(int file) {
    REAL(fdatasync);
    before_sync(file);
    return real(file);
}

ssize_t write(int file, const void *bytes, size_t count) {
    REAL(write);
    before_write(file);
    return real(file, bytes, count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
    REAL(pwrite);
    before_write(file);
    return real(file, bytes, count, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
    REAL(pwrite64);
    before_write(file);
    return real(file, bytes, count, at);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
    REAL(writev);
    before_write(file);
    return real(file, parts, count);
}

int ftruncate(int file, off_t size) {
    REAL(ftruncate);
    before_write(file);
    return real(file, size);
}

int ftruncate64(int file, off64_t size) {
    REAL(ftruncate64);
    before_write(file);
    return real(file, size);
}
