import ArgumentParser
import Terraform
import VPCModel

/// What is, beside what a configuration says.
struct LiveOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The network as it is: the URL of an endpoint, or a file or folder of the AWS CLI's output.",
      valueName: "path-or-url"
    )
  )
  var live: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Terraform's state: a terraform.tfstate, or what terraform show -json or terraform state pull prints. (default: the one that the folder keeps, of the workspace that is selected; of a plan, what it says)",
      valueName: "file"
    )
  )
  var state: String?

  /// For commands that can do nothing without it.
  static let missing = ValidationError("Say what is live: --live http://127.0.0.1:4566, for instance.")

  /// The network, where one was named.
  func network() async throws -> Network? {
    guard let live else { return nil }
    return try await NetworkSource(live).load().network
  }

  /// The state's resources, where there is a state.
  func instances(beside folder: String) throws -> [ResourceInstance]? {
    if let state { return try TerraformInput.state(state) }
    return try TerraformInput.stateBeside(folder, tellsOfBackend: true)
  }
}
