import Foundation
import HCL
import Terraform

/// What `terraform show -json` tells of a state, as far as fates need it.
enum StateOfTerraform {
  static func instances(_ json: String) throws -> [ResourceInstance] {
    let root = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let values = root?["values"] as? [String: Any]
    return instances(ofModule: values?["root_module"] as? [String: Any] ?? [:])
  }

  private static func instances(ofModule module: [String: Any]) -> [ResourceInstance] {
    let resources = module["resources"] as? [[String: Any]] ?? []
    let children = module["child_modules"] as? [[String: Any]] ?? []
    return resources.compactMap { resource in
      guard let text = resource["address"] as? String, let address = ResourceAddress(parsing: text) else { return nil }
      return ResourceInstance(address: address, values: value(resource["values"] ?? NSNull()))
    } + children.flatMap(instances(ofModule:))
  }

  private static func value(_ json: Any) -> Value {
    switch json {
    case let text as String: Value(.string(text))
    case let number as NSNumber where CFGetTypeIDIsBoolean(number): Value(.bool(number.boolValue))
    case let number as NSNumber: Value(.number(Number(number.doubleValue)))
    case let list as [Any]: Value(.tuple(list.map(value)))
    case let object as [String: Any]: Value(.object(object.mapValues(value)))
    default: Value(.null(.dynamic))
    }
  }

  private static func CFGetTypeIDIsBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
