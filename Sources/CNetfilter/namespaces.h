// What glibc declares for GNU programs only.
#pragma once

/// Moves the calling thread into the network namespace of an open descriptor (setns(2)); 0, or -1 with errno.
extern int setns(int descriptor, int kind);

/// `CLONE_NEWNET` of linux/sched.h.
enum { ringfence_network_namespace = 0x40000000 };
