import Foundation

/// Reads the journal, past and present, while others write it.
package struct FlowJournalReader {
  package let folder: String
  /// How far each file has been read, in bytes. Only whole lines count.
  private var offsets: [UInt64: Int]

  /// Begins at the end of what is there now; or before all of it, where nobody has seen it yet.
  ///
  /// - Throws: when the folder cannot be read.
  package init(folder: String, atBeginning: Bool = false) throws(FlowFileError) {
    self.folder = folder
    offsets = [:]
    let numbers = try JournalFiles.numbers(in: folder)
    if atBeginning { return }
    for number in numbers {
      offsets[number] = Self.wholeLines(try Self.read(folder, number, from: 0) ?? Data())
    }
  }

  /// The last entries before where the reader began that match, oldest first.
  ///
  /// Files are read from the newest on, each as a whole, until there are enough.
  /// - Parameter limit: at most so many.
  package func past(_ filter: FlowFilter, limit: Int) throws(FlowFileError) -> [JournalEntry] {
    var found: [JournalEntry] = []
    for number in offsets.keys.sorted(by: >) {
      guard let data = try Self.read(folder, number, from: 0)?.prefix(offsets[number] ?? 0) else { continue }
      var isBefore = false
      for line in Self.lines(data).reversed() {
        guard found.count < limit else { break }
        guard let entry = JournalEntry(line: line) else { continue }
        if let since = filter.since, entry.time < since {
          isBefore = true
          break
        }
        if filter.matches(entry) { found.append(entry) }
      }
      if found.count >= limit || isBefore { break }
    }
    return found.reversed()
  }

  /// What was written since the last call, or since the reader began, in the order of the files.
  ///
  /// A folder that is gone for the moment has nothing new.
  package mutating func next(_ filter: FlowFilter) throws(FlowFileError) -> [JournalEntry] {
    let numbers: [UInt64]
    do throws(FlowFileError) {
      numbers = try JournalFiles.numbers(in: folder)
    } catch {
      guard error.code == ENOENT else { throw error }
      return []
    }
    offsets = offsets.filter { numbers.contains($0.key) }
    var found: [JournalEntry] = []
    for number in numbers {
      let offset = offsets[number] ?? 0
      guard let data = try Self.read(folder, number, from: offset), !data.isEmpty else { continue }
      let length = Self.wholeLines(data)
      offsets[number] = offset + length
      found += Self.lines(data.prefix(length)).compactMap { JournalEntry(line: $0) }.filter { filter.matches($0) }
    }
    return found
  }

  /// `nil` for a file that was removed meanwhile.
  private static func read(_ folder: String, _ number: UInt64, from offset: Int) throws(FlowFileError) -> Data? {
    let path = "\(folder)/\(JournalFiles.name(number))"
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw FlowFileError("read", path, errno)
    }
    defer { close(descriptor) }
    guard lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else { throw FlowFileError("read", path, errno) }
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = buffer.withUnsafeMutableBytes { readBytes(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FlowFileError("read", path, errno) }
      guard count > 0 else { return data }
      data.append(contentsOf: buffer.prefix(count))
    }
  }

  /// The length of what ends with a line's end.
  private static func wholeLines(_ data: Data) -> Int {
    data.lastIndex(of: UInt8(ascii: "\n")).map { $0 - data.startIndex + 1 } ?? 0
  }

  private static func lines(_ data: Data) -> [Data] {
    data.split(separator: UInt8(ascii: "\n"))
  }
}

/// read(2), whose name the reader's own functions hide.
private func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
