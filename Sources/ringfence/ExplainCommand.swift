import ArgumentParser
import Foundation
import IPAddressing
import NetworkAnalysis
import VPCModel

/// `ringfence explain SOURCE DESTINATION --port PORT`
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say whether one thing can reach another, and if not, why and what to change.",
    discussion: """
      SOURCE and DESTINATION are each one of
        - an id: network interface, instance, security group, subnet, NAT gateway,
          VPC endpoint
        - a name: Name tag, security group, load balancer, RDS database, Lambda
          function, ECS service
        - an address, a CIDR block, or 'internet'
        - a Terraform address, where the network is Terraform's
      A group, subnet or block stands for all that is in it: every pair is judged.

      EXAMPLES
        ringfence explain app-task database --port 5432
        ringfence explain internet web --port 443
        ringfence explain 10.0.12.0/24 database --port 5432 --network snapshot
        ringfence explain web 8.8.8.8 --port udp/53
        ringfence explain bastion i-0123456789abcdef0 --port icmp
        ringfence explain app database --port 5432 --format json | jq .paths[0]
        ringfence explain app database --port 5432 --network http://127.0.0.1:4566
        ringfence explain aws_ecs_service.app aws_db_instance.main --port 5432 --network ./infra

      A snapshot is a folder of what the AWS CLI prints:
        aws ec2 describe-security-groups > security-groups.json
        aws ec2 describe-network-interfaces > network-interfaces.json
      and so on. What is missing makes the answer 'unknown', and the answer names
      the command that supplies it.

      EXIT STATUS
        0   allowed
        1   denied
        2   unknown
        64  wrong usage
        65  an end is unknown or ambiguous, or the snapshot is damaged
        66  there is no snapshot
        69  the endpoint cannot be reached or refuses
        77  the endpoint does not permit it
        78  the endpoint's configuration or credentials are wrong or missing
        70  a fault of this program
      """
  )

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Argument(help: "Who sends.")
  var source: String

  @Argument(help: "Who is to be reached.")
  var destination: String

  @OptionGroup(title: "Traffic")
  var traffic: TrafficOptions

  @Option(name: .long, help: "The address family, where both ends have both. (default: ipv4)")
  var family: FamilyChoice?

  @OptionGroup(title: "Network")
  var input: NetworkOptions

  @Option(name: .long, help: "The form of the answer.")
  var format = Format.text

  @OptionGroup var appearance: AppearanceOptions

  func validate() throws { _ = try traffic.probe() }

  func run() async throws {
    let probe = try traffic.probe()
    let loaded = try await input.load()
    var explanation: Explanation
    do {
      explanation = try Explainer(
        loaded.network,
        aliases: loaded.aliases,
        writing: loaded.writing
      ).explain(
        source: source,
        destination: destination,
        probe: probe,
        family: family?.family
      )
    } catch {
      Terminal.complain("error", error.description)
      throw ExitStatus.badData.exitCode
    }
    if loaded.terraform != nil { explanation = explanation.withoutCommands() }
    switch format {
    case .text: Terminal.write(ExplanationText.render(explanation, Terminal.options(appearance)))
    case .json: Terminal.write(try Self.json(explanation))
    }
    throw explanation.verdict.exitStatus.exitCode
  }

  /// Members in alphabetical order, so that equal answers are equal bytes.
  private static func json(_ explanation: Explanation) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(explanation), as: UTF8.self) + "\n"
    } catch {
      Terminal.complain("internal error", "the answer could not be written as JSON: \(error)")
      throw ExitStatus.internal.exitCode
    }
  }
}

extension Verdict {
  fileprivate var exitStatus: ExitStatus {
    switch self {
    case .allowed: .allowed
    case .denied: .denied
    case .unknown: .unknown
    }
  }
}
