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
      "Terraform's state: terraform.tfstate, or terraform show -json. (default: the folder's terraform.tfstate, where it is there)",
      valueName: "file"
    )
  )
  var state: String?

  /// The network, where one was named.
  func network() async throws -> Network? {
    guard let live else { return nil }
    return try await NetworkSource(live).load().network
  }

  /// The state's resources, where there is a state.
  func instances(beside folder: String) throws -> [ResourceInstance]? {
    if let state { return try TerraformInput.state(state) }
    return try TerraformInput.stateBeside(folder)
  }
}
