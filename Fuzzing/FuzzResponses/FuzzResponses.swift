import AWSSnapshot
import Foundation

@testable import AWSEndpoint

/// One body of a response, read as the action that its root element names, and as an error. What is read must be JSON
/// that any reader reads, written the same twice; the snapshot reader gets it too, since that is where it goes.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzResponses(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let body = Array(UnsafeBufferPointer(start: start, count: count))
  let text = String(decoding: body, as: UTF8.self)
  for table in [ShapeTable.ec2, .rds] {
    guard let action = table.actions.keys.sorted().first(where: { text.contains("<\($0)Response") }) else { continue }
    do throws(ResponseDecoder.Failure) {
      let members = try ResponseDecoder(table: table).decode(body, action: action)
      let printed = JSONValue.object(members).prettyPrinted
      guard (try? JSONSerialization.jsonObject(with: Data(printed))) is [String: Any] else {
        fatalError("not JSON: \(String(decoding: printed, as: UTF8.self))")
      }
      _ = try? SnapshotReader.read(json: printed, name: "response.json")
    } catch {
      check(!error.message.isEmpty, "a body is refused without a word")
    }
  }
  let error = ServiceErrorDecoder.decode(body, status: 503, action: "DescribeVpcs")
  for said in [error.code, error.message, error.requestID ?? ""] {
    let isPrintable = said.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    check(isPrintable, "an error could write control characters to the terminal: \(said.debugDescription)")
  }
  return 0
}

private func check(_ condition: Bool, _ message: @autoclosure () -> String) {
  guard condition else { fatalError(message()) }
}
