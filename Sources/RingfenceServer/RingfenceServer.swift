package import EC2API
import HummingbirdCore
import HummingbirdTLS
package import Logging
import NIOCore
import NIOPosix
package import ServiceLifecycle
import UnixSignals

/// The service: EC2's API behind a socket, with what operators need around it.
///
/// It runs until its service group is told to stop. Then it takes no new connections, lets requests under way finish,
/// closes idle connections, and returns.
package struct RingfenceServer: Service {
  private let options: ServerOptions
  private let handler: RequestHandler
  private let logger: Logger
  private let onListening: @Sendable (_ port: Int) async -> Void

  /// A server that will listen as `options` say.
  ///
  /// - Parameters:
  ///   - gateway: answers the API's requests.
  ///   - metrics: where figures are kept; `/metrics` shows them.
  ///   - readiness: what `/ready` tells, asked each time.
  ///   - reset: empties the state; called for `POST /_ringfence/reset`, and only if the options say that the state is
  ///     ephemeral.
  ///   - onListening: called once with the port.
  package init(
    options: ServerOptions,
    gateway: APIGateway,
    metrics: ServerMetrics,
    readiness: @escaping @Sendable () async -> Readiness = { Readiness() },
    reset: (@Sendable () async throws -> Void)? = nil,
    logger: Logger,
    onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
  ) {
    self.options = options
    self.logger = logger
    self.onListening = onListening
    handler = RequestHandler(
      gateway: gateway,
      operations: OperationsEndpoints(
        metrics: metrics,
        readiness: readiness,
        reset: options.isEphemeral ? reset : nil
      ),
      metrics: metrics,
      limits: options.limits,
      clock: HTTPDateClock(),
      logger: logger,
      accessLogLevel: options.accessLogLevel
    )
  }

  /// Listens and answers until told to stop. Throws when the address can't be bound.
  package func run() async throws {
    let (times, metrics) = (ConnectionLimitsHandler.Times(options.limits), handler.metrics)
    let handler = handler
    var configuration = HTTP1Channel.Configuration(
      additionalChannelHandlers: [ConnectionLimitsHandler(limits: times, metrics: metrics)]
    )
    configuration.httpDecoder = .init(
      maxHeaderFieldSize: options.limits.headerBytes,
      maxHeaderListSize: options.limits.headerBytes,
      maxHeaderFieldCount: options.limits.headerFields
    )
    let channel = HTTP1Channel(
      responder: { request, writer, channel in
        try await handler.respond(to: request, writer, on: channel)
      },
      configuration: configuration
    )
    if let tls = options.tls {
      try await run(TLSChannel(channel, tlsConfiguration: tls.configuration))
    } else {
      try await run(channel)
    }
  }

  private func run(_ channel: some ServerChildChannel) async throws {
    let onListening = onListening
    let server = channel.server(
      configuration: ServerConfiguration(
        address: .hostname(options.host, port: options.port),
        availableConnectionsDelegate: MaximumAvailableConnections(options.limits.connections, logger: logger)
      ),
      onServerRunning: { channel in
        await onListening(channel.localAddress?.port ?? 0)
      },
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
      logger: logger
    )
    do {
      try await server.run()
    } catch let error as IOError {
      throw ServerError("The address \(options.host):\(options.port) can't be bound: \(error)")
    }
  }

  /// Runs this server and `services` that it needs until SIGTERM or SIGINT, then stops them in the reverse order.
  package func runUntilSignalled(beside services: [any Service] = []) async throws {
    var configuration = ServiceGroupConfiguration(
      services: services + [self],
      gracefulShutdownSignals: [.sigterm, .sigint],
      logger: logger
    )
    configuration.maximumGracefulShutdownDuration = options.gracePeriod
    try await ServiceGroup(configuration: configuration).run()
  }
}
