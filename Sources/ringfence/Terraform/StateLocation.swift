import Foundation

/// Where Terraform keeps the state of a configuration, by what it left in the folder.
///
/// See developer.hashicorp.com/terraform/language/backend and .../language/state/workspaces: `terraform init` writes the
/// backend into `.terraform/terraform.tfstate`, `terraform workspace select` the workspace into `.terraform/environment`.
enum StateLocation: Hashable {
  /// A file on this disk that is there.
  case file(path: String)
  /// Somewhere that only Terraform reads: `s3`, `remote`, `cloud`, …
  case backend(type: String)
  /// There is none yet, or nothing tells where.
  case nowhere

  /// - Parameter environment: `TF_WORKSPACE` and `TF_DATA_DIR` count, as for Terraform.
  init(besides folder: String, environment: [String: String]) {
    let root = URL(fileURLWithPath: folder, isDirectory: true)
    func file(_ path: String) -> URL { URL(fileURLWithPath: path, relativeTo: root) }
    let data = file(environment["TF_DATA_DIR"].flatMap { $0.isEmpty ? nil : $0 } ?? ".terraform")
    let chosen = environment["TF_WORKSPACE"].flatMap { $0.isEmpty ? nil : $0 }
    let selected = try? String(contentsOf: data.appending(path: "environment"), encoding: .utf8)
    let workspace = chosen ?? selected?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "default"
    var path = "terraform.tfstate"
    var folder = "terraform.tfstate.d"
    if let backend = Backend(contentsOf: data.appending(path: "terraform.tfstate")) {
      guard backend.type == "local" else {
        self = .backend(type: backend.type)
        return
      }
      path = backend.path ?? path
      folder = backend.workspaceFolder ?? folder
    }
    // The name of a workspace becomes one part of a path, and nothing else.
    if workspace != "default" {
      guard !workspace.isEmpty, !workspace.contains("/"), workspace != "..", workspace != "." else {
        self = .nowhere
        return
      }
      path = "\(folder)/\(workspace)/terraform.tfstate"
    }
    let state = file(path).path
    self = FileManager.default.fileExists(atPath: state) ? .file(path: state) : .nowhere
  }

  /// What `terraform init` remembers of the backend.
  private struct Backend: Decodable {
    var type: String
    var path: String?
    var workspaceFolder: String?

    private enum Keys: String, CodingKey { case backend, type, config, path, workspaceFolder = "workspace_dir" }

    init?(contentsOf url: URL) {
      guard let data = try? Data(contentsOf: url) else { return nil }
      guard let read = try? JSONDecoder().decode(Self.self, from: data) else { return nil }
      self = read
    }

    init(from decoder: any Decoder) throws {
      let backend = try decoder.container(keyedBy: Keys.self).nestedContainer(keyedBy: Keys.self, forKey: .backend)
      type = try backend.decode(String.self, forKey: .type)
      // Of other backends the settings are of any shape.
      let config = try? backend.nestedContainer(keyedBy: Keys.self, forKey: .config)
      path = try? config?.decodeIfPresent(String.self, forKey: .path)
      workspaceFolder = try? config?.decodeIfPresent(String.self, forKey: .workspaceFolder)
    }
  }
}
