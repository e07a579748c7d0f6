import CNetfilter
import Foundation

/// The packets that the kernel is judging at this moment.
enum PacketsUnderWay {
  /// Waits until all that were under way when the call began have been judged at every hook, however long a processor
  /// was taken from the kernel meanwhile. Takes some milliseconds: an RCU grace period.
  static func wait() {
    if ringfence_wait_for_readers() == 0 { return }
    // Refused by a filter of system calls, or by a kernel that spares processors its timer (membarrier(2)). A packet is
    // under way for microseconds, unless the processor is taken from the kernel itself.
    Thread.sleep(forTimeInterval: 0.02)
  }
}
