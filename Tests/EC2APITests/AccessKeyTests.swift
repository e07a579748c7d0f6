import EC2Shapes
import Testing

@testable import EC2API

@Suite("Access keys")
struct AccessKeyTests {
  @Test("Made keys have the form of AWS's, and no two are equal")
  func generated() {
    var ids: Set<String> = []
    for _ in 0..<200 {
      let key = AccessKey.generate(accountID: "123456789012", access: .readOnly, createdAt: Timestamp(milliseconds: 0))
      #expect(AccessKey.isID(key.id))
      #expect(key.secret.count == 40)
      #expect(ids.insert(key.id).inserted)
    }
    for text in [
      "", "AKIA", "AKIAIOSFODNN7EXAMPL", "ASIAIOSFODNN7EXAMPLE", "AKIAiosfodnn7example", "AKIAIOSFODNN8EXAMP1E",
    ] {
      #expect(!AccessKey.isID(text))
    }
  }

  @Test("No description of a key shows its secret")
  func descriptions() {
    let key = AccessKey.generate(accountID: "1", access: .readWrite, createdAt: Timestamp(milliseconds: 0))
    var dumped = ""
    dump(key, to: &dumped)
    for text in [dumped, "\(key)", String(reflecting: key), "\([key])"] {
      #expect(!text.contains(key.secret))
      #expect(text.contains(key.id))
    }
  }

  @Test("A user's key has a user's name and identifier")
  func userNames() {
    let key = AccessKey(
      id: "AKIAIOSFODNN7EXAMPLE",
      secret: "s",
      accountID: "123456789012",
      userName: "ci",
      access: .readOnly,
      createdAt: Timestamp(milliseconds: 0)
    )
    #expect(key.arn == "arn:aws:iam::123456789012:user/ci")
    #expect(key.userID == "AIDAIOSFODNN7EXAMPLE")
    #expect(SigningClient.key.userID == "123456789012")
  }
}
