// SPDX-License-Identifier: AGPL-3.0-or-later
// The few Linux calls that Swift's Glibc module leaves out.
#pragma once
#include <malloc.h>
#include <sys/prctl.h>

/// Keeps freed memory in the process instead of returning it to the kernel after each 64 KiB chunk.
/// Without this, sealing a gigabyte costs some 296,000 page faults (docs/performance.md).
void lifeboat_keep_freed_memory(void);

/// Makes room on the calling thread's heap at once, in large pages where the kernel has them, for a program that fills some
/// megabytes and ends: a thread other than the main one asks for memory page by page otherwise (docs/decisions/0036).
void lifeboat_expect_much_memory(void);

/// Returns freed memory to the kernel at once, and keeps threads from holding back some each: what a server needs then
/// follows the number of transfers that run, not the most that ever ran (docs/performance.md).
void lifeboat_return_freed_memory(void);

/// Lets this process hold as many files and connections as the system's administrator allows, at most 65,536: a thousand
/// connections and their files are more than the usual 1,024. Returns how many it may hold.
long lifeboat_allow_many_files(void);

/// Asks the kernel for no core dumps of this process and no tracing of it by other processes of the
/// same user. Returns 0, or -1 when the kernel refused.
int lifeboat_forbid_core_dumps(void);
