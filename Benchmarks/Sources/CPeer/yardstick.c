#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "peer.h"

#define SAMPLES_MAX 65536
#define PAUSE_NS 10000000u
#define SLEEP_NS 1000000u

struct yardstick {
    pthread_t thread;
    int file;
    _Atomic int ends;
    size_t count;
    uint32_t sleeps[SAMPLES_MAX];
    uint32_t syncs[SAMPLES_MAX];
};

static void *measure(void *argument) {
    yardstick *yardstick = argument;
    static const char block[4096];
    uint64_t next = clock_ns(CLOCK_MONOTONIC);
    while (!atomic_load(&yardstick->ends) && yardstick->count < SAMPLES_MAX) {
        next += PAUSE_NS;
        sleep_until(next);
        uint64_t due = clock_ns(CLOCK_MONOTONIC) + SLEEP_NS;
        yardstick->sleeps[yardstick->count] = (uint32_t)(sleep_until(due) - due);
        if (pwrite(yardstick->file, block, sizeof block, 0) < 0) break;
        uint64_t begin = clock_ns(CLOCK_MONOTONIC);
        fdatasync(yardstick->file);
        yardstick->syncs[yardstick->count++] = (uint32_t)(clock_ns(CLOCK_MONOTONIC) - begin);
    }
    return NULL;
}

yardstick *yardstick_begin(const char *file) {
    yardstick *made = calloc(1, sizeof *made);
    if (!made) return NULL;
    made->file = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (made->file < 0 || pthread_create(&made->thread, NULL, measure, made) != 0) {
        if (made->file >= 0) close(made->file);
        free(made);
        return NULL;
    }
    pthread_setname_np(made->thread, "yardstick");
    return made;
}

size_t yardstick_end(yardstick *yardstick, uint32_t *sleeps, uint32_t *syncs, size_t max) {
    atomic_store(&yardstick->ends, 1);
    pthread_join(yardstick->thread, NULL);
    size_t count = yardstick->count < max ? yardstick->count : max;
    memcpy(sleeps, yardstick->sleeps, count * sizeof *sleeps);
    memcpy(syncs, yardstick->syncs, count * sizeof *syncs);
    close(yardstick->file);
    free(yardstick);
    return count;
}
