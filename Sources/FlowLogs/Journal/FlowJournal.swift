import Foundation

/// Writes the journal: appends entries to files of a folder, begins a new file when one is large or old, and removes
/// the oldest.
///
/// Nothing here stops its process: what cannot be written is kept for a while, then dropped and counted, and the
/// first entry after the gap tells of it.
package final class FlowJournal {
  package struct Limits: Hashable, Sendable {
    /// A file is at most about so large, in bytes, and so old, in seconds.
    package var fileSize = 16 << 20
    package var fileAge: Int64 = 3600
    /// How many files are kept, those of other writers included.
    package var fileCount = 16
    /// How much waits while nothing can be written, in bytes.
    package var pendingSize = 4 << 20

    package init() {}
  }

  package struct Status: Hashable, Sendable {
    package var writtenCount: UInt64 = 0
    /// Entries that were dropped because they could not be written, or not fast enough.
    package var lostCount: UInt64 = 0
    /// Why writing fails at the moment.
    package var failure: FlowFileError?
  }

  package let folder: String
  package private(set) var status = Status()
  private let limits: Limits
  private var file: (AppendingFile, begun: FlowTime)?
  private var pending: [UInt8] = []
  private var pendingCount: UInt64 = 0
  /// What was dropped since the last entry that was written.
  private var untoldLosses: UInt64 = 0

  /// Opens nothing yet: a folder that cannot be used shows at the first flush, and again until it can.
  package init(folder: String, limits: Limits = Limits()) {
    self.folder = folder
    self.limits = limits
  }

  /// Keeps an entry for the next flush.
  package func append(_ entry: JournalEntry) {
    guard pending.count < limits.pendingSize else {
      lose(1)
      return
    }
    entry.write(to: &pending)
    pendingCount += 1
  }

  /// Tells of entries that were lost before they came here.
  package func append(lost count: UInt64, why: String, at time: FlowTime) {
    guard count > 0 else { return }
    append(.lost(time, count: count, why: why))
  }

  private func lose(_ count: UInt64) {
    status.lostCount &+= count
    untoldLosses &+= count
  }

  /// Writes what waits.
  package func flush(at time: FlowTime) {
    guard pendingCount > 0 || untoldLosses > 0 else { return }
    do throws(FlowFileError) {
      let file = try currentFile(at: time)
      var bytes: [UInt8] = []
      if untoldLosses > 0 {
        let why = status.failure.map { "\($0)" } ?? "more events than could be written"
        JournalEntry.lost(time, count: untoldLosses, why: why).write(to: &bytes)
      }
      try file.append(bytes + pending)
      untoldLosses = 0
      status.writtenCount &+= pendingCount
      status.failure = nil
      pending.removeAll(keepingCapacity: pending.count < 1 << 20)
      pendingCount = 0
    } catch {
      status.failure = error
      if pending.count >= limits.pendingSize {
        lose(pendingCount)
        pending = []
        pendingCount = 0
      }
      // Somebody may have removed the folder: the next attempt begins afresh.
      file = nil
    }
  }

  private func currentFile(at time: FlowTime) throws(FlowFileError) -> AppendingFile {
    if let (open, begun) = file {
      let isFresh = open.size < limits.fileSize && time < begun.adding(seconds: limits.fileAge)
      if isFresh, open.isInPlace { return open }
      file = nil
    }
    try Folder.make(folder)
    var number = (try JournalFiles.numbers(in: folder).last ?? 0) &+ 1
    while true {
      do throws(FlowFileError) {
        let new = try AppendingFile(path: "\(folder)/\(JournalFiles.name(number))", mustBeNew: true)
        file = (new, time)
        try removeOldest()
        return new
      } catch {
        // Another writer was first.
        guard error.code == EEXIST, number < .max else { throw error }
        number += 1
      }
    }
  }

  private func removeOldest() throws(FlowFileError) {
    let numbers = try JournalFiles.numbers(in: folder)
    for number in numbers.dropLast(max(1, limits.fileCount)) {
      unlink("\(folder)/\(JournalFiles.name(number))")
    }
  }
}
