import Foundation
import HCL
import Testing

@Suite("Terraform's functions")
struct FunctionTableTests {
  @Test("says of each function that is called but not known why that is")
  func unpredictable() {
    for (name, reason) in FunctionTable.unpredictable {
      #expect(FunctionTable.terraform.names.contains(name))
      #expect(!reason.isEmpty)
    }
    #expect(evaluate("timestamp()").value.isKnown == false)
    #expect(evaluate("bcrypt(\"a\", 5)").value.isKnown == false)
    #expect(evaluate("base64gzip(\"a\")").errors == [])
  }

  @Test(
    "has every function that Terraform has, with as many parameters",
    .enabled(if: TerraformConsole.find() != nil, "terraform is not on the PATH")
  )
  func isComplete() throws {
    let console = try #require(TerraformConsole.find())
    defer { console.remove() }
    let listing = try console.run(["metadata", "functions", "-json"])
    let document = try #require(try JSONSerialization.jsonObject(with: listing) as? [String: Any])
    let signatures = try #require(document["function_signatures"] as? [String: [String: Any]])
    #expect(signatures.count > 200)
    for (name, signature) in signatures {
      let count = (signature["parameters"] as? [Any])?.count ?? 0
      // One argument more than there are parameters is an error unless the last takes any number.
      let arguments = Array(repeating: "\"a\"", count: count + 1).joined(separator: ", ")
      let errors = evaluate("\(name)(\(arguments))").errors
      #expect(!errors.contains("Call to unknown function"), "\(name)")
      #expect(errors.contains("Too many function arguments") == (signature["variadic_parameter"] == nil), "\(name)")
      if count > 0 { #expect(evaluate("\(name)()").errors == ["Not enough function arguments"], "\(name)") }
    }
  }
}
