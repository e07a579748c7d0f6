package import EC2Shapes

/// Formats of flow log records: `${field}` names, one space between (VPC user guide, "Flow log records").
package enum FlowLogFormat {
  /// The fields of a version, in the order of the documentation.
  package static let fields: [(version: Int, names: [String])] = [
    (
      2,
      [
        "version", "account-id", "interface-id", "srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets",
        "bytes", "start", "end", "action", "log-status",
      ]
    ),
    (3, ["vpc-id", "subnet-id", "instance-id", "tcp-flags", "type", "pkt-srcaddr", "pkt-dstaddr"]),
    (4, ["region", "az-id", "sublocation-type", "sublocation-id"]),
    (5, ["pkt-src-aws-service", "pkt-dst-aws-service", "flow-direction", "traffic-path"]),
    (
      7,
      [
        "ecs-cluster-arn", "ecs-cluster-name", "ecs-container-instance-arn", "ecs-container-instance-id",
        "ecs-container-id", "ecs-second-container-id", "ecs-service-name", "ecs-task-definition-arn", "ecs-task-arn",
        "ecs-task-id",
      ]
    ),
    (8, ["reject-reason"]),
    (9, ["resource-id"]),
    (10, ["encryption-status"]),
  ]

  /// The format of a flow log that names none: every field of version 2.
  package static let standard = text(fields[0].names)

  /// Fields that EC2 does not have: the rule that let a flow pass, or why none did.
  package static let ownFields = [
    "ringfence-rule-id", "ringfence-reason", "ringfence-nearest-rule-id", "ringfence-explanation",
  ]

  private static let known: Set<String> = Set(fields.flatMap(\.names) + ownFields)

  private static func isNamePart(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
  }

  private static func text(_ names: [String]) -> String { names.map { "${\($0)}" }.joined(separator: " ") }

  /// The names of a format's fields.
  ///
  /// - Throws: what EC2 says of another syntax, or of fields that it does not know.
  package static func names(in format: String) throws(EC2Error) -> [String] {
    var names: [String] = []
    for part in format.split(separator: " ", omittingEmptySubsequences: false) {
      let name = part.dropFirst(2).dropLast()
      guard part.hasPrefix("${"), part.hasSuffix("}"), !name.isEmpty, name.utf8.allSatisfy(isNamePart) else {
        throw .invalidParameterValue(
          "1 validation error detected: Value '\(format.prefix(1024))' at 'logFormat' has an invalid format"
        )
      }
      names.append(String(name))
    }
    let unknown = names.filter { !known.contains($0) }
    guard unknown.isEmpty else {
      throw EC2Error(
        code: "InvalidParameter",
        message: "Unknown fields provided: [\(unknown.joined(separator: ", ").prefix(256))]"
      )
    }
    guard Set(names).count == names.count else {
      throw EC2Error(code: "InvalidParameter", message: "LogFormat contains duplicate fields.")
    }
    return names
  }
}
