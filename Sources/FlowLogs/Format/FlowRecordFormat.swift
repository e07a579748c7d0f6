/// Which fields a flow log's records have, in their order: `${version} ${account-id} …`, as CreateFlowLogs takes it.
package struct FlowRecordFormat: Hashable, Sendable {
  /// At least one, none twice.
  package let fields: [FlowField]

  /// Version 2, the format of a flow log that names none.
  package static let standard = FlowRecordFormat(trusting: FlowField.allCases.filter { $0.formatVersion == 2 })

  private init(trusting fields: [FlowField]) { self.fields = fields }

  /// Reads `${field}` names with one space between.
  package init(parsing text: String) throws(FlowFormatError) {
    guard !text.isEmpty else { throw FlowFormatError(offset: 0, reason: .empty) }
    var fields: [FlowField] = []
    var offset = 0
    for part in text.split(separator: " ", omittingEmptySubsequences: false) {
      guard part.hasPrefix("${"), part.hasSuffix("}"), part.count > 3 else {
        throw FlowFormatError(offset: offset, reason: .notAField(String(part)))
      }
      let name = String(part.dropFirst(2).dropLast())
      guard let field = FlowField(rawValue: name) else {
        throw FlowFormatError(offset: offset, reason: .unknownField(name))
      }
      guard !fields.contains(field) else { throw FlowFormatError(offset: offset, reason: .repeatedField(name)) }
      fields.append(field)
      offset += part.unicodeScalars.count + 1
    }
    self.init(trusting: fields)
  }

  /// What the `version` field shows: the highest version among the fields; 2 where there are only Ringfence's own.
  package var version: Int { fields.compactMap(\.formatVersion).max() ?? 2 }

  /// The names alone, which files of records begin with.
  package var header: String { fields.map(\.rawValue).joined(separator: " ") }
}

extension FlowRecordFormat: CustomStringConvertible {
  package var description: String { fields.map { "${\($0.rawValue)}" }.joined(separator: " ") }
}

/// Why a text is no format of flow log records.
package struct FlowFormatError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Reason: Hashable, Sendable {
    case empty
    case notAField(String)
    case unknownField(String)
    case repeatedField(String)
  }

  /// In characters, from the beginning of the text.
  package let offset: Int
  package let reason: Reason

  package init(offset: Int, reason: Reason) {
    self.offset = offset
    self.reason = reason
  }

  package var description: String {
    let place = "at character \(offset + 1) of the flow log format"
    return switch reason {
    case .empty: "the flow log format is empty: leave it out for version 2"
    case .notAField(let text):
      "\(place): '\(text.prefix(64))' is no field; write ${name}, one space between fields"
    case .unknownField(let name): "\(place): there is no field '\(name.prefix(64))'"
    case .repeatedField(let name): "\(place): the field '\(name)' comes twice"
    }
  }
}
