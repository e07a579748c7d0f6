import Foundation

/// `.terraform/modules/modules.json`: where `terraform init` put the modules that it fetched.
struct ModuleManifest {
  static let path = ".terraform/modules/modules.json"

  /// Folders, relative to the root module's, by the calls that lead to the module: `vpc.endpoints`.
  private(set) var folders: [String: String] = [:]

  init() {}

  /// `nil` where the text is not such a file.
  init?(_ bytes: [UInt8]) {
    struct Document: Decodable {
      struct Module: Decodable {
        var Key: String
        var Dir: String
      }
      var Modules: [Module]
    }
    guard let document = try? JSONDecoder().decode(Document.self, from: Data(bytes)) else { return nil }
    for module in document.Modules { folders[module.Key] = module.Dir }
  }
}
