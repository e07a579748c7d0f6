/// Whole answers, as the `ec2` protocol frames them.
extension XMLEncodable {
  /// The document that answers an action: `<ActionResponse>` with the identifier of the request and the members of the
  /// response.
  ///
  /// - Parameters:
  ///   - action: of this program's actions, never text of a request.
  ///   - capacity: a guess at its bytes; a good one saves copying.
  package func document(action: String, requestID: String, capacity: Int = 4_096) -> [UInt8] {
    var xml = XMLWriter(capacity: capacity)
    xml.declaration()
    xml.raw("<")
    xml.text(action)
    xml.raw("Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">")
    xml.element("requestId", requestID)
    encode(into: &xml)
    xml.raw("</")
    xml.text(action)
    xml.raw("Response>")
    return xml.bytes
  }
}

extension EC2Error {
  /// The document that tells of this error: `<Response><Errors><Error>…`.
  package func document(requestID: String) -> [UInt8] {
    var xml = XMLWriter(capacity: 512)
    xml.declaration()
    xml.element("Response") { xml in
      xml.element("Errors") { xml in
        xml.element("Error") { xml in
          xml.element("Code", code)
          xml.element("Message", message)
        }
      }
      xml.element("RequestID", requestID)
    }
    return xml.bytes
  }
}

extension XMLWriter {
  mutating func declaration() {
    raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
  }
}
