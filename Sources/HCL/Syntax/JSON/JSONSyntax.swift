import PositionedJSON

/// Reads HCL's JSON syntax (github.com/hashicorp/hcl, json/spec.md; Terraform's page "JSON Configuration Syntax") into the
/// same tree that the native syntax gives, with the places of everything in the JSON text.
///
/// An object is a body. A member whose name the schema knows as a block is a block: an object for one, an array of objects
/// for several, an object for each of its labels around them. Every other member is an argument. A string is a template;
/// a member called `//` is a comment. An array of objects may stand for one object with all their members.
public enum JSONSyntax {
  /// A file in which blocks are those that a schema knows: `*.tf.json`.
  ///
  /// A text that is not JSON gives one error and nothing else. Time and memory are linear in the text's size.
  /// - Parameter schema: without one every member is an argument, as in `*.tfvars.json`.
  public static func parse(
    _ source: SourceID,
    in map: SourceMap,
    schema: BodySchema = .arguments
  ) -> (body: Body, diagnostics: [Diagnostic]) {
    let nothing = SourceRange(source, 0, 0)
    guard let text = map.text(source) else {
      return (
        Body(range: nothing),
        [Diagnostic(.error, "Unknown source", "No text number \(source.rawValue) was added to the source map.")]
      )
    }
    guard text.bytes.count <= HCLParser.sizeLimit else {
      let detail = "\(text.bytes.count) bytes; at most \(HCLParser.sizeLimit) are read. Split the file."
      return (Body(range: nothing), [Diagnostic(.error, "File too large", detail, at: nothing)])
    }
    // The offsets stay those of the text: a byte order mark is white space for this purpose.
    var bytes = text.bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.replaceSubrange(0..<3, with: [0x20, 0x20, 0x20]) }
    do {
      let document = try JSONDocument(parsing: bytes)
      var reader = JSONBodyReader(source: source, bytes: bytes)
      let body = reader.body(document.root, schema: schema, depth: 0)
      return (body, reader.diagnostics)
    } catch {
      let lower = UInt32(truncatingIfNeeded: min(error.offset, bytes.count))
      let upper = UInt32(truncatingIfNeeded: min(error.offset + 1, bytes.count))
      let problem = Diagnostic(.error, "Invalid JSON", error.problem + ".", at: SourceRange(source, lower, upper))
      return (Body(range: nothing), [problem])
    }
  }
}
