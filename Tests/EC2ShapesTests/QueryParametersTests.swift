import Testing

@testable import EC2Shapes

/// Parses a form body given as text.
func parameters(_ body: String, limits: QueryLimits = .standard) throws(EC2Error) -> QueryParameters {
  try QueryParameters(parsing: Array(body.utf8), limits: limits)
}

/// The error that a form body gives; nil where it gives none.
func refusal(of body: String, limits: QueryLimits = .standard) -> EC2Error? {
  do throws(EC2Error) {
    _ = try parameters(body, limits: limits)
    return nil
  } catch {
    return error
  }
}

@Suite("Query parameters")
struct QueryParametersTests {
  @Test("Names and values are decoded; plus is a space")
  func decoding() throws {
    let read = try parameters(
      "Action=CreateTags&Version=2016-11-15&Resource%2E1=i%2D1&Tag.1.Value=a+b%2Bc%26%3D%C3%A9=&&Flag"
    )
    #expect(read.action == "CreateTags")
    #expect(read.version == "2016-11-15")
    #expect(read.value(of: "Resource.1") == "i-1")
    #expect(read.value(of: "Tag.1.Value") == "a b+c&=é=")
    #expect(read.value(of: "Flag") == "")
    #expect(read.value(of: "Action") == "CreateTags")
    #expect(read.inOrder.map(\.name) == ["Resource.1", "Tag.1.Value", "Flag"])
  }

  @Test("The signature is not kept")
  func signature() throws {
    let read = try parameters(
      "B=1&X-Amz-Signature=2&x-amz-date=3&AWSAccessKeyId=4&Signature=5&SignatureVersion=2&Timestamp=6&SecurityToken=7&A=8"
    )
    #expect(read.inOrder.map(\.name) == ["B", "A"])
    #expect(read.value(of: "Signature") == nil)
  }

  @Test(
    "What is no form body is refused",
    arguments: [
      ("a=%", "two hexadecimal digits"), ("a=%4", "two hexadecimal digits"), ("a=%zz", "two hexadecimal digits"),
      ("%=a", "two hexadecimal digits"), ("a=%ff", "not UTF-8"), ("a=%ed%a0%80", "not UTF-8"),
      ("=a", "empty segment"), (".=a", "empty segment"), ("a.=b", "empty segment"), ("a..b=c", "empty segment"),
      ("a+b=c", "has a character"), ("%00=c", "has a character"), ("é=c", "has a character"),
      ("a=1&a=1", "a occurs more than once"), ("a.1=1&b=2&a%2e1=3", "a.1 occurs more than once"),
      ("Action=a&Action=b", "Action occurs more than once"), ("Version=a&Version=b", "Version occurs more than once"),
    ]
  )
  func malformed(body: String, message: String) throws {
    let error = try #require(refusal(of: body))
    #expect(error.code == "MalformedQueryString")
    #expect(error.status == 400)
    #expect(error.message.contains(message), "\(error)")
  }

  @Test("A limit admits what reaches it and refuses what passes it")
  func limits() {
    let limits = QueryLimits(bytes: 40, parameters: 3, depth: 2, nameBytes: 5, valueBytes: 4)
    #expect(refusal(of: "a=1&b=2&c=3", limits: limits) == nil)
    #expect(refusal(of: "a=1&b=2&c=3&d=4", limits: limits)?.message == "The request has more than 3 parameters")
    #expect(refusal(of: "X-Amz-A=&X-Amz-B=&X=&Y=", limits: limits)?.message.contains("5 bytes") == true)
    #expect(refusal(of: "a.b=1", limits: limits) == nil)
    #expect(refusal(of: "a.b.c=1", limits: limits)?.message.contains("more than 2 segments") == true)
    #expect(refusal(of: "abcde=1", limits: limits) == nil)
    #expect(refusal(of: "abcdef=1", limits: limits)?.message == "The name of a parameter is longer than 5 bytes")
    #expect(refusal(of: "a=%31%32%33%34", limits: limits) == nil)
    #expect(refusal(of: "a=12345", limits: limits)?.message == "The value of a parameter is longer than 4 bytes")
    let long = String(repeating: "&", count: 40)
    #expect(refusal(of: long, limits: limits) == nil)
    #expect(refusal(of: long + "&", limits: limits)?.message == "The request is longer than 40 bytes")
  }

}
