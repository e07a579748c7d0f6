import ArgumentParser
import ControlPlane
import EC2API
import EC2Shapes
import Foundation
import LinuxDataPlane
import Logging
import RingfenceServer
import SQLiteStore
import ServiceLifecycle
import VPCModel

/// `ringfence serve`
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve the EC2 API for everything around security groups: for the AWS CLI, boto3 and Terraform.",
    discussion: """
      The first start makes the database and a key, and prints both the key and what to put before `aws` and into \
      Terraform. More keys, read-only ones too: `ringfence keys create`. What was answered is on the disk and survives a \
      crash. Without credentials: /health, /ready, /metrics (Prometheus).

      EXAMPLES
        ringfence serve
        ringfence serve --port 0 --ephemeral --format json      # for a test suite: nothing is kept
        ringfence serve --host 0.0.0.0 --tls-certificate chain.pem --tls-key key.pem
        ringfence serve --quota rules-per-group=100
        sudo ringfence serve                                    # and its rules hold for packets on this machine

      Where it may, it enforces: the rules hold for interfaces that `ringfence lab` and `ringfence attach` put on this
      machine. It takes root, or CAP_NET_ADMIN and CAP_SYS_ADMIN; one process of a machine can.

      EXIT STATUS
        0 stopped by SIGINT or SIGTERM, 64 wrong usage, 65 the database is damaged, 69 the address or the database cannot \
      be used or nothing enforced, 73 the database's folder cannot be made, 77 enforcement is not permitted, 78 the database, certificate or a quota is unsuitable
      """
  )

  @OptionGroup var database: DatabaseOption

  @Flag(name: .long, help: "Keep everything in memory, and answer POST /_ringfence/reset, which empties it.")
  var ephemeral = false

  @Option(name: .long, help: "The port; 0 lets the system choose.")
  var port: UInt16 = 4566

  @Option(name: .long, help: "The address to listen on.")
  var host = "127.0.0.1"

  @Option(name: .long, help: ArgumentHelp("The certificate for TLS and its chain, PEM.", valueName: "file"))
  var tlsCertificate: String?

  @Option(name: .long, help: ArgumentHelp("The certificate's private key, PEM.", valueName: "file"))
  var tlsKey: String?

  @Option(name: .long, help: ArgumentHelp("The account of the first key.", valueName: "twelve digits"))
  var account = "123456789012"

  @Option(name: .long, help: "The region that the printed settings name; every region is served.")
  var region = "us-east-1"

  @Option(
    name: .long,
    help: ArgumentHelp("A limit of regions that are used first from now on; repeatable.", valueName: "name=number")
  )
  var quota: [QuotaSetting] = []

  @Option(
    name: .long,
    help: "Whether packets on this machine obey the rules: auto where they can (not with --ephemeral), on or off."
  )
  var enforcement = EnforcementChoice.auto

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where flows are recorded, for `ringfence flows`. (default: /var/lib/ringfence/flows)",
      valueName: "folder"
    )
  )
  var journal: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where the files of CreateFlowLogs go. (default: /var/lib/ringfence/flow-logs)",
      valueName: "folder"
    )
  )
  var flowLogs: String?

  @OptionGroup var stateFolder: StateFolderOption

  @Option(name: .long, help: "What is logged on standard error; debug has a line for each request.")
  var logLevel = LogLevel.info

  @Option(name: .long, help: "The form in which the address and a new key are printed once the server listens.")
  var format = OutputFormat.text

  func validate() throws {
    guard account.utf8.count == 12, account.utf8.allSatisfy({ (48...57).contains($0) }) else {
      throw ValidationError("--account is twelve digits.")
    }
    guard RegionCatalog.regions[region] != nil else { throw ValidationError("--region: there is no region \(region).") }
    guard (tlsCertificate == nil) == (tlsKey == nil) else {
      throw ValidationError("--tls-certificate and --tls-key go together.")
    }
    if ephemeral, database.database != nil { throw ValidationError("--ephemeral keeps no --database.") }
    if let problem = quotas.problem { throw ValidationError(problem) }
  }

  private var quotas: Quotas {
    var quotas = Quotas()
    for setting in quota { setting.apply(to: &quotas) }
    return quotas
  }

  func run() async throws {
    let logger = ServerLog.start(at: logLevel.level)
    let backing = try await Backing.open(self)
    let configuration = ControlPlane.Configuration(quotas: quotas, clock: { .now })
    let controlPlane = try await DatabaseOption.reporting { () async throws(StoreError) in
      try await ControlPlane(store: backing.store, configuration: configuration)
    }
    let gateway = APIGateway(
      verifier: SignatureVerifier(directory: backing.keys, regions: Set(RegionCatalog.regions.keys)),
      backend: ControlPlaneBackend(controlPlane),
      clock: { .now }
    )
    let enforcement = try enforcementService(controlPlane, logger)
    let metrics = ServerMetrics(
      knownActions: ActionCatalog.byName.keys + [GetCallerIdentityResponse.action],
      gauges: [
        ServerMetrics.Gauge("ringfence_store_revision", help: "The newest revision that is durable.") {
          Double(controlPlane.current.revision.number)
        },
        ServerMetrics.Gauge("ringfence_security_groups", help: "Security groups of every account and region.") {
          Double(controlPlane.current.state.securityGroups.count)
        },
        ServerMetrics.Gauge("ringfence_network_interfaces", help: "Network interfaces of every account and region.") {
          Double(controlPlane.current.state.networkInterfaces.count)
        },
      ] + (enforcement?.gauges ?? [])
    )
    let announcement = Announcement(
      scheme: tlsCertificate == nil ? "http" : "https",
      host: host,
      region: region,
      newKey: backing.newKey,
      database: ephemeral ? nil : database.path,
      format: format
    )
    var reset: (@Sendable () async throws -> Void)?
    if let memory = backing.memory {
      reset = {
        memory.reset()
        try await controlPlane.restart()
      }
    }
    let server = RingfenceServer(
      options: try options(),
      gateway: gateway,
      metrics: metrics,
      readiness: {
        var readiness = await controlPlane.readiness()
        if let enforcement { readiness.checks.append(await enforcement.readiness()) }
        return readiness
      },
      reset: reset,
      logger: logger,
      onListening: { announcement.print(port: $0) }
    )
    do {
      var services: [any Service] = [StoreFollower(controlPlane)]
      if let enforcement { services.append(enforcement) }
      try await server.runUntilSignalled(beside: services)
    } catch let error as ServerError {
      Terminal.complain("error", error.description)
      throw ExitStatus.unavailable.exitCode
    }
    try await backing.close()
  }

  /// `nil` where packets are not to obey, or cannot be made to; the latter is said.
  private func enforcementService(_ controlPlane: ControlPlane, _ logger: Logger) throws -> EnforcementService? {
    guard enforcement == .on || (enforcement == .auto && !ephemeral) else { return nil }
    var configuration = stateFolder.enforcement
    if let journal { configuration.journalFolder = journal }
    if let flowLogs { configuration.flowLogRoot = flowLogs }
    do {
      let service = try EnforcementService(configuration, controlPlane, logger: logger)
      Terminal.complain("note", "packets of interfaces that are attached to this machine obey the rules")
      return service
    } catch {
      if enforcement == .on {
        Terminal.complain("error", "packets cannot be made to obey: \(error)")
        throw (error == .notPermitted ? ExitStatus.noPermission : .unavailable).exitCode
      }
      Terminal.complain("note", "packets on this machine do not obey the rules: \(error)")
      return nil
    }
  }

  private func options() throws -> ServerOptions {
    var options = ServerOptions(host: host, port: Int(port), isEphemeral: ephemeral)
    if let tlsCertificate, let tlsKey {
      do {
        options.tls = try TLSIdentity(
          certificateChain: try Self.bytes(of: tlsCertificate),
          privateKey: try Self.bytes(of: tlsKey)
        )
      } catch let error as ServerError {
        Terminal.complain("error", error.description)
        throw ExitStatus.configuration.exitCode
      }
    }
    return options
  }

  private static func bytes(of path: String) throws -> [UInt8] {
    do {
      return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      Terminal.complain("error", "\(path): cannot be read: \(error.localizedDescription)")
      throw ExitStatus.noInput.exitCode
    }
  }
}

/// Whether packets on this machine obey the rules.
enum EnforcementChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, on, off
}

/// Where the server keeps its state and finds its keys.
private struct Backing {
  let store: any Store
  let keys: any AccessKeyDirectory
  /// With its secret, which can be shown now or never.
  let newKey: AccessKey?
  /// What a reset empties.
  let memory: MemoryStore?
  let close: @Sendable () async throws -> Void

  static func open(_ command: ServeCommand) async throws -> Backing {
    if command.ephemeral {
      let store = MemoryStore()
      let key = AccessKey.make(accountID: command.account, access: .readWrite, at: .now)
      return Backing(
        store: store,
        keys: InMemoryAccessKeys([key]),
        newKey: key,
        memory: store,
        close: {}
      )
    }
    let store = try await command.database.open(isMade: true)
    Terminal.complain("note", store.report.description)
    let key = try await DatabaseOption.reporting { () async throws(StoreError) in
      try await store.accessKeys.createFirst(accountID: command.account, purpose: "made at the first start", at: .now)
    }
    return Backing(
      store: store,
      keys: StoredAccessKeys(store.accessKeys),
      newKey: key,
      memory: nil,
      close: { try await DatabaseOption.reporting { () async throws(StoreError) in try await store.close() } }
    )
  }
}

/// What is printed once the server listens: where, and what to give to clients.
private struct Announcement {
  let scheme: String
  let host: String
  let region: String
  let newKey: AccessKey?
  let database: String?
  let format: OutputFormat

  private struct Document: Encodable {
    let endpoint: String
    let region: String
    let accessKeyId: String?
    let secretAccessKey: String?
  }

  func print(port: Int) {
    let shown = host == "0.0.0.0" || host == "::" ? "127.0.0.1" : host.contains(":") ? "[\(host)]" : host
    let endpoint = "\(scheme)://\(shown):\(port)"
    switch format {
    case .json:
      let document = Document(
        endpoint: endpoint,
        region: region,
        accessKeyId: newKey?.id,
        secretAccessKey: newKey?.secret
      )
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      if let line = try? encoder.encode(document) { Terminal.write(String(decoding: line, as: UTF8.self) + "\n") }
    case .text: Terminal.write(text(endpoint))
    }
  }

  private func text(_ endpoint: String) -> String {
    var text = "Ringfence listens on \(endpoint)\n\n"
    text += "  export AWS_ENDPOINT_URL=\(endpoint)\n  export AWS_DEFAULT_REGION=\(region)\n"
    if let newKey {
      text += "  export AWS_ACCESS_KEY_ID=\(newKey.id)\n  export AWS_SECRET_ACCESS_KEY=\(newKey.secret)\n"
      if database != nil { text += "\nThe secret is not shown again. `ringfence keys create` makes more keys.\n" }
    } else {
      let option = database.map { " --database \($0)" } ?? ""
      text += "\nUse a key that you have, or make one: ringfence keys create\(option)\n"
    }
    text += """

      Terraform:

        provider "aws" {
          region = "\(region)"
          endpoints {
            ec2 = "\(endpoint)"
            sts = "\(endpoint)"
          }
        }


      """
    return text
  }
}
