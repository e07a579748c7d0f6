package import Foundation

/// Records as JSON, for stores that keep bytes.
package enum RecordCoding {
  package static func encode(_ record: any Record) throws(StoreError) -> Data {
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return try encoder.encode(record)
    } catch {
      throw .corrupt("\(type(of: record).kind.rawValue) \(record.recordID) cannot be written: \(error)")
    }
  }

  package static func decode(_ kind: RecordKind, id: String, _ data: Data) throws(StoreError) -> any Record {
    do {
      return try JSONDecoder().decode(kind.recordType, from: data)
    } catch {
      throw .corrupt("\(kind.rawValue) \(id) cannot be read: \(error)")
    }
  }

  /// A JSON array of records of one kind. Faster than one by one.
  package static func decodeArray(_ kind: RecordKind, _ data: Data) throws(StoreError) -> [any Record] {
    func decode<Element: Record>(_: Element.Type) throws -> [any Record] {
      try JSONDecoder().decode([Element].self, from: data)
    }
    do {
      return try decode(kind.recordType)
    } catch {
      throw .corrupt("a record of the kind \(kind.rawValue) cannot be read: \(error)")
    }
  }
}
