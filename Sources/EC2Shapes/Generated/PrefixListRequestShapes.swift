// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// An entry for a prefix list.
  package struct AddPrefixListEntry: QueryDecodable, Equatable {
    package var cidr: String?
    package var description: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("Cidr")
      cidr = try query.string("Cidr")
      description = try query.string("Description")
    }
  }

  /// An entry for a prefix list.
  package struct RemovePrefixListEntry: QueryDecodable, Equatable {
    package var cidr: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("Cidr")
      cidr = try query.string("Cidr")
    }
  }
}
