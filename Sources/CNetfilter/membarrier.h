// A system call that glibc has no function for.
#pragma once

#include <linux/membarrier.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Waits until every stretch of kernel code that reads under RCU and is under way now has ended (synchronize_rcu(), by way
/// of membarrier(2)); 0, or -1 with errno. Packets are received and forwarded in such stretches.
static inline int ringfence_wait_for_readers(void) {
  return (int)syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL, 0, 0);
}
