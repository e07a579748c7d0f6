import Testing

@testable import EC2Shapes

@Suite("Writing XML")
struct XMLWriterTests {
  private func written(_ body: (inout XMLWriter) -> Void) -> String {
    var xml = XMLWriter()
    body(&xml)
    return String(decoding: xml.bytes, as: UTF8.self)
  }

  @Test(
    "Text is escaped, and what XML can't hold is replaced",
    arguments: [
      ("plain", "plain"), ("", ""), ("a&b<c>d", "a&amp;b&lt;c&gt;d"), ("]]>", "]]&gt;"), ("\"'", "\"'"),
      ("a\tb\nc", "a\tb\nc"), ("a\r\n", "a&#13;\n"), ("\u{0}\u{1F}", "\u{FFFD}\u{FFFD}"), ("\u{7F}", "\u{7F}"),
      ("x\u{FFFE}y\u{FFFF}", "x\u{FFFD}y\u{FFFD}"), ("\u{FFFD}\u{FFBD}\u{F000}", "\u{FFFD}\u{FFBD}\u{F000}"),
      ("é😀", "é😀"),
    ]
  )
  func escapes(text: String, expected: String) {
    #expect(written { $0.element("t", text) } == "<t>\(expected)</t>")
    let long = String(repeating: "0123456789abcdef", count: 5)
    #expect(written { $0.element("t", long + text) } == "<t>\(long)\(expected)</t>")
  }

  @Test("Nil is left out, an empty list is an empty element")
  func absence() {
    let nothing = written {
      $0.element("a", String?.none)
      $0.element("a", Int?.none)
      $0.element("a", Bool?.none)
      $0.element("a", Double?.none)
      $0.element("a", Timestamp?.none)
      $0.structure("a", EC2.Tag?.none)
      $0.list("a", [EC2.Tag]?.none)
      $0.list("a", [String]?.none)
      $0.list("a", [Int]?.none)
    }
    #expect(nothing == "")
    #expect(written { $0.list("a", [EC2.Tag]()) } == "<a></a>")
    #expect(written { $0.structure("a", EC2.Tag()) } == "<a></a>")
  }

  @Test("Scalars have the forms of XML Schema")
  func scalars() {
    let text = written {
      $0.element("a", Int.min)
      $0.element("b", true)
      $0.element("c", 0.25)
      $0.element("d", Timestamp(milliseconds: 0))
      $0.list("e", item: "x", [1, -2])
    }
    #expect(
      text == "<a>-9223372036854775808</a><b>true</b><c>0.25</c><d>1970-01-01T00:00:00.000Z</d><e><x>1</x><x>-2</x></e>"
    )
  }

  @Test("An action without a shape for its answer answers that it is done")
  func emptyResponse() {
    let document = EmptyResponse().document(action: "DeleteVpc", requestID: "r")
    #expect(
      String(decoding: document, as: UTF8.self) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <DeleteVpcResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId>\
        <return>true</return></DeleteVpcResponse>
        """
    )
  }

  @Test("An error has EC2's frame, and its status is apart")
  func error() {
    #expect(
      String(decoding: EC2Error.dryRunOperation.document(requestID: "r"), as: UTF8.self) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <Response><Errors><Error><Code>DryRunOperation</Code><Message>Request would have succeeded, but DryRun flag is \
        set.</Message></Error></Errors><RequestID>r</RequestID></Response>
        """
    )
    #expect(EC2Error.dryRunOperation.status == 412)
  }
}
