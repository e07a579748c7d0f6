import ArgumentParser
import Foundation

/// The form of a listing.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

enum Listing {
  /// Members in alphabetical order, so that equal answers are equal bytes.
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    } catch {
      Terminal.complain("internal error", "the answer could not be written as JSON: \(error)")
      throw ExitStatus.internal.exitCode
    }
  }

  /// Columns as wide as their widest cell, two spaces between; the last is left ragged.
  static func table(_ header: [String], _ rows: [[String]]) -> String {
    let all = [header] + rows
    let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { row in
      let cells = row.enumerated().map { column, cell in
        column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
      }
      return cells.joined(separator: "  ") + "\n"
    }.joined()
  }
}
