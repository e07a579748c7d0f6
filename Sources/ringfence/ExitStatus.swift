import ArgumentParser

/// What the process's exit status says. From 64 on as in BSD's `sysexits.h`.
enum ExitStatus: Int32 {
  case allowed = 0
  case denied = 1
  case unknown = 2
  case usage = 64
  case badData = 65
  case noInput = 66
  case unavailable = 69
  case `internal` = 70
  case cannotCreate = 73
  case noPermission = 77
  case configuration = 78

  /// A check found what it looks for.
  static let found = ExitStatus.denied
  /// What was found may not be all: something could not be read, or is not known.
  static let incomplete = ExitStatus.unknown

  var exitCode: ExitCode { ExitCode(rawValue) }
}
