/// The files of a journal: `flows-000000000001.jsonl` and so on, each writer appending to one of its own.
package enum JournalFiles {
  private static let prefix = "flows-"
  private static let suffix = ".jsonl"

  static func name(_ number: UInt64) -> String {
    let digits = String(number)
    return prefix + String(repeating: "0", count: max(0, 12 - digits.count)) + digits + suffix
  }

  static func number(of name: String) -> UInt64? {
    guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
    let digits = name.dropFirst(prefix.count).dropLast(suffix.count)
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return UInt64(digits)
  }

  /// The numbers of the files in a folder, oldest first.
  static func numbers(in folder: String) throws(FlowFileError) -> [UInt64] {
    try Folder.names(folder).compactMap(number).sorted()
  }

  /// Where the journal is unless somebody says otherwise: `/var/lib/ringfence/flows` for root, else under
  /// `$XDG_STATE_HOME` (XDG Base Directory Specification), `~/.local/state` where that is not set.
  package static func standardFolder(environment: [String: String], isRoot: Bool) -> String {
    if isRoot { return "/var/lib/ringfence/flows" }
    // The specification has relative paths ignored.
    let state = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (state ?? (environment["HOME"] ?? "") + "/.local/state") + "/ringfence/flows"
  }
}
