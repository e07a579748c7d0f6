/// A place in a text. Lines and columns count from 1, columns in Unicode scalars.
package struct YAMLPosition: Hashable, Sendable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// A value of a YAML document, with where it stands.
///
/// Scalars are the text that was written: nothing is made of `no`, `22:22` or `1e3` but what a reader asks for.
package struct YAMLNode: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    /// - Parameter isQuoted: whether in quotes or a block, so that even `""` and `~` are meant as text.
    case scalar(String, isQuoted: Bool)
    case sequence([YAMLNode])
    /// In the order of the document; no key twice.
    case mapping([YAMLEntry])
  }

  package var content: Content
  package var position: YAMLPosition

  package init(_ content: Content, at position: YAMLPosition) {
    self.content = content
    self.position = position
  }

  /// Whether nothing was written, or YAML's word for it.
  package var isNull: Bool {
    guard case .scalar(let text, isQuoted: false) = content else { return false }
    return text.isEmpty || text == "~" || text.lowercased() == "null"
  }

  /// What the content is called in messages.
  package var kindWords: String {
    switch content {
    case .scalar where isNull: "nothing"
    case .scalar: "a text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// A key of a mapping with its value.
package struct YAMLEntry: Hashable, Sendable {
  package var key: String
  package var keyPosition: YAMLPosition
  package var value: YAMLNode

  package init(key: String, keyPosition: YAMLPosition, value: YAMLNode) {
    self.key = key
    self.keyPosition = keyPosition
    self.value = value
  }
}
