import HCL

@testable import Terraform

// Resources as a configuration has them, in few words.

extension Value {
  /// An attribute of a resource that is known only after apply.
  static func of(_ address: String, _ attribute: String = "id") -> Value {
    let origin = Origin(address: address, attribute: attribute)
    return Value(.unknown(.dynamic, origin), marks: [origin])
  }

  /// Something made of attributes that are known only after apply.
  static func made(from address: String, _ attribute: String = "id") -> Value {
    Value(.unknown(.dynamic, nil), marks: [Origin(address: address, attribute: attribute)])
  }
}

/// `aws_vpc.main`, with its values.
func resource(_ address: String, _ values: Value = [:]) -> ResourceInstance {
  guard let address = ResourceAddress(parsing: address) else { preconditionFailure("\(address) is no address") }
  return ResourceInstance(address: address, values: values)
}

enum Writing {
  static let vpc = resource("aws_vpc.main", ["cidr_block": "10.0.0.0/16"])
  static let subnet = resource("aws_subnet.a", ["vpc_id": .of("aws_vpc.main"), "cidr_block": "10.0.1.0/24"])

  /// A group with its values beside the VPC's.
  static func group(_ name: String, _ values: Value = [:]) -> ResourceInstance {
    var members: [String: Value] = ["name": Value(.string(name)), "vpc_id": .of("aws_vpc.main")]
    if case .object(let given) = values.content { members.merge(given) { _, new in new } }
    return resource("aws_security_group.\(name)", Value(.object(members)))
  }
}
