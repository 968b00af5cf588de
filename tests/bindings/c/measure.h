// What the baselines share: a clock, and the line of JSON for a row. As in every language, as many rounds as are counted
// come first and are not.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static inline uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static inline int by_size(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static inline void print_row(const char *row, double *times, int rounds) {
    qsort(times, (size_t)rounds, sizeof *times, by_size);
    printf("{\"row\": \"%s\", \"language\": \"C\", \"ns\": %.1f, \"rounds\": %d}\n", row, times[rounds / 2], rounds);
    fflush(stdout);
}
