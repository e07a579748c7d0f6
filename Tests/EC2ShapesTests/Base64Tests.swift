import Foundation
import Testing

@testable import EC2Shapes

@Suite("Base64")
struct Base64Tests {
  @Test("What Foundation writes is read, with padding and without")
  func roundTrip() {
    for length in 0..<70 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ length) }
      let text = Data(bytes).base64EncodedString()
      #expect(Base64.decode(text) == bytes)
      #expect(Base64.decode(text.replacingOccurrences(of: "=", with: "")) == bytes)
      #expect(Base64.decode(Data(bytes).base64EncodedString(options: .lineLength64Characters)) == bytes)
    }
  }

  @Test(
    "Anything else is refused",
    arguments: ["A", "AAAAA", "AA=A", "AA=", "A===", "====", "AB==", "AAC=", "A_==", "é"]
  )
  func refusal(text: String) {
    #expect(Base64.decode(text) == nil)
  }
}
