import PositionedJSON

/// A file that Terraform writes about resources: a plan, or a state in one of its two forms.
package enum TerraformDocument: Sendable {
  /// `terraform show -json PLANFILE`
  case plan(TerraformPlan)
  /// `terraform show -json`, or a `terraform.tfstate`.
  case state(TerraformState)

  /// The largest text that is read: the index of its values has 32 bits.
  package static let sizeLimit = Int(UInt32.max)

  /// Reads any of them. O(size).
  /// - Throws: what is wrong, and where.
  package init(parsing text: [UInt8]) throws(TerraformDocumentError) {
    let root = try Self.root(of: text)
    if root.member("resource_changes") != nil || root.member("planned_values") != nil {
      var reader = PlanReader(root)
      self = .plan(try reader.read())
    } else if root.member("lineage") != nil || root.member("version") != nil {
      self = .state(try RawStateReader(root).read())
    } else if root.member("format_version") != nil {
      self = .state(try StateReader(root).read())
    } else {
      throw TerraformDocumentError(
        "this is neither a plan (terraform show -json PLANFILE) nor a state (terraform show -json, terraform.tfstate):"
          + " it has none of format_version, version, resource_changes",
        at: root
      )
    }
  }

  private static func root(of text: [UInt8]) throws(TerraformDocumentError) -> JSONValue {
    guard text.count <= sizeLimit else {
      throw TerraformDocumentError(problem: "the file is larger than 4 GiB")
    }
    // A zip archive.
    if text.starts(with: [UInt8(ascii: "P"), UInt8(ascii: "K"), 3, 4]) {
      throw TerraformDocumentError(
        problem:
          "this is a saved plan as Terraform itself reads it; terraform show -json PLANFILE writes what is read here"
      )
    }
    guard let bytes = TextEncoding.utf8(from: text) else {
      throw TerraformDocumentError(problem: "the text is UTF-16 of an odd number of bytes")
    }
    do throws(JSONSyntaxError) {
      let document = try JSONDocument(parsing: bytes)
      guard document.root.kind == .object else {
        throw JSONSyntaxError(offset: 0, problem: "an object is expected here, and this is \(document.root.kind.words)")
      }
      return document.root
    } catch {
      let position = error.position(in: bytes)
      var problem = error.problem
      if bytes.starts(with: Array(#"{"@level""#.utf8)) {
        problem = "this is the log of terraform plan -json; plan with -out=FILE and read terraform show -json FILE"
      }
      throw TerraformDocumentError(problem: problem, line: position.line, column: position.column)
    }
  }
}

/// Why a file is none that Terraform writes, or none that is read here.
package struct TerraformDocumentError: Error, Hashable, Sendable, CustomStringConvertible {
  package var problem: String
  /// Where, as `resource_changes[3].change`.
  package var path: String?
  /// From 1.
  package var line: Int?
  package var column: Int?

  init(problem: String, path: String? = nil, line: Int? = nil, column: Int? = nil) {
    self.problem = problem
    self.path = path
    self.line = line
    self.column = column
  }

  init(_ problem: String, at value: JSONValue) {
    self.init(problem: problem, path: value.document.path(to: value.index))
    let position = JSONSyntaxError(offset: value.range.lowerBound, problem: "").position(in: value.document.bytes)
    (line, column) = position
  }

  /// `resource_changes[3].change (line 7, column 12): …`
  package var description: String {
    let place = line.map { "line \($0)" + (column.map { ", column \($0)" } ?? "") }
    let path = path.flatMap { $0.isEmpty ? nil : $0 }
    switch (path, place) {
    case (let path?, let place?): return "\(path) (\(place)): \(problem)"
    case (nil, let place?): return "\(place): \(problem)"
    case (let path?, nil): return "\(path): \(problem)"
    case (nil, nil): return problem
    }
  }
}
