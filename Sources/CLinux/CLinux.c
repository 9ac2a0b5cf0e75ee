// SPDX-License-Identifier: AGPL-3.0-or-later
#include "CLinux.h"
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>

void lifeboat_keep_freed_memory(void) {
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    mallopt(M_MMAP_THRESHOLD, 8 << 20);
}

void lifeboat_expect_much_memory(void) {
    const size_t piece = 24 << 20, page = 2 << 20;
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    char *start = malloc(piece);
    if (start == NULL) return;
    char *first = start + (page - (uintptr_t)start % page);
    madvise(first, piece - page, MADV_HUGEPAGE);
    free(start);
}

void lifeboat_return_freed_memory(void) {
    mallopt(M_ARENA_MAX, 2);
    mallopt(M_MMAP_THRESHOLD, 64 << 10);
    mallopt(M_TRIM_THRESHOLD, 128 << 10);
}

long lifeboat_allow_many_files(void) {
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0) return -1;
    rlim_t most = files.rlim_max < 65536 ? files.rlim_max : 65536;
    if (files.rlim_cur < most) {
        files.rlim_cur = most;
        if (setrlimit(RLIMIT_NOFILE, &files) != 0) return -1;
    }
    return (long)files.rlim_cur;
}

int lifeboat_forbid_core_dumps(void) {
    struct rlimit none = {0, 0};
    int limited = setrlimit(RLIMIT_CORE, &none);
    int hidden = prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    return limited == 0 && hidden == 0 ? 0 : -1;
}
