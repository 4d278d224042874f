#include <time.h>

#include "peer.h"

uint64_t sleep_until(uint64_t monotonic_ns) {
    struct timespec until = {
        .tv_sec = (time_t)(monotonic_ns / 1000000000u), .tv_nsec = (long)(monotonic_ns % 1000000000u)};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) != 0) {}
    return clock_ns(CLOCK_MONOTONIC);
}

uint64_t thread_cpu_ns(void) { return clock_ns(CLOCK_THREAD_CPUTIME_ID); }

uint64_t process_cpu_ns(void) { return clock_ns(CLOCK_PROCESS_CPUTIME_ID); }
