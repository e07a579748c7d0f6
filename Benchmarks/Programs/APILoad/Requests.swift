import AWSSignature
import Foundation

/// Requests as the bytes that go over the wire, signed ahead of time. A signature is good for five minutes, so the same
/// bytes can be sent again and again.
struct Requests: Sendable {
  let port: UInt16
  let credentials: Credentials

  /// One call of the EC2 Query API.
  func call(_ action: String, _ parameters: [(String, String)] = []) -> [UInt8] {
    let pairs = [("Action", action), ("Version", "2016-11-15")] + parameters
    let body = pairs.map { "\($0)=\(Self.escape($1))" }.joined(separator: "&")
    let signed = SignatureV4.sign(
      SignableRequest(
        method: "POST",
        path: "/",
        headers: [
          HeaderField("Host", "127.0.0.1:\(port)"),
          HeaderField("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
          HeaderField(
            "User-Agent",
            "Boto3/1.43.11 md/Botocore#1.43.11 ua/2.1 os/linux lang/python#3.11.7 Botocore/1.43.11"
          ),
          HeaderField("Accept-Encoding", "identity"),
        ],
        payloadHash: SignableRequest.payloadHash(of: body.utf8)
      ),
      with: credentials,
      region: "us-east-1",
      service: "ec2",
      at: Date()
    )
    var text = "POST / HTTP/1.1\r\n"
    for field in signed.headers { text += "\(field.name): \(field.value)\r\n" }
    text += "Content-Length: \(body.utf8.count)\r\n\r\n"
    return Array(text.utf8) + Array(body.utf8)
  }

  func authorize(_ group: String, cidrs: [String]) -> [UInt8] {
    call("AuthorizeSecurityGroupIngress", Self.permission(group, cidrs))
  }

  func revoke(_ group: String, cidrs: [String]) -> [UInt8] {
    call("RevokeSecurityGroupIngress", Self.permission(group, cidrs))
  }

  func describe(id: String) -> [UInt8] { call("DescribeSecurityGroups", [("GroupId.1", id)]) }

  func describe(name: String) -> [UInt8] {
    call("DescribeSecurityGroups", [("Filter.1.Name", "group-name"), ("Filter.1.Value.1", name)])
  }

  private static func permission(_ group: String, _ cidrs: [String]) -> [(String, String)] {
    [
      ("GroupId", group), ("IpPermissions.1.IpProtocol", "tcp"), ("IpPermissions.1.FromPort", "443"),
      ("IpPermissions.1.ToPort", "443"),
    ] + cidrs.enumerated().map { ("IpPermissions.1.IpRanges.\($0 + 1).CidrIp", $1) }
  }

  private static func escape(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("/", with: "%2F").replacing(":", with: "%3A").replacing("&", with: "%26")
      .replacing("+", with: "%2B").replacing(" ", with: "+").replacing("=", with: "%3D")
  }
}
