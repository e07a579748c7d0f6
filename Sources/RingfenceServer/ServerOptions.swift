package import Logging

/// How the server listens and what it puts up with.
package struct ServerOptions: Sendable {
  /// The address to bind: a name or a literal.
  package var host: String
  /// The port; 0 lets the system choose.
  package var port: Int
  /// The certificate for TLS; nil for plain HTTP.
  package var tls: TLSIdentity?
  /// What a client may send and how long it may take.
  package var limits: ServerLimits
  /// Whether the state lives in memory only: then `POST /_ringfence/reset` empties it.
  package var isEphemeral: Bool
  /// The level at which each request is logged.
  package var accessLogLevel: Logger.Level
  /// How long requests that are under way may take to finish when the server is told to stop.
  package var gracePeriod: Duration

  /// Options; without any, plain HTTP on 127.0.0.1:4566.
  package init(
    host: String = "127.0.0.1",
    port: Int = 4566,
    tls: TLSIdentity? = nil,
    limits: ServerLimits = ServerLimits(),
    isEphemeral: Bool = false,
    accessLogLevel: Logger.Level = .debug,
    gracePeriod: Duration = .seconds(20)
  ) {
    self.host = host
    self.port = port
    self.tls = tls
    self.limits = limits
    self.isEphemeral = isEphemeral
    self.accessLogLevel = accessLogLevel
    self.gracePeriod = gracePeriod
  }
}

/// What a client may send and how long it may take. Each limit cuts one way of holding a server with little effort.
package struct ServerLimits: Sendable {
  /// The bytes of a body; larger ones get 413. EC2's own largest requests are far below the default.
  package var bodyBytes: Int
  /// The bytes of all header fields together; more gets 400.
  package var headerBytes: Int
  /// The number of header fields; more gets 400.
  package var headerFields: Int
  /// The connections that are open at a time; further ones wait in the system's queue.
  package var connections: Int
  /// How long the first request's header may take from the connection on, the TLS handshake included.
  package var headTime: Duration
  /// How long a body may take from the end of its header on, however its bytes are dealt out.
  package var bodyTime: Duration
  /// How long a client may leave a response unread once it fills the buffers; a second more for every
  /// `leastReadingRate` bytes.
  package var writeTime: Duration
  /// The slowest reading of a large response, in bytes a second.
  package var leastReadingRate: Int
  /// How long a connection may stand between a response and the whole header of the next request.
  package var idleTime: Duration

  /// Limits; the defaults suit clients of EC2's API over any network.
  package init(
    bodyBytes: Int = 1 << 20,
    headerBytes: Int = 32 << 10,
    headerFields: Int = 128,
    connections: Int = 4_096,
    headTime: Duration = .seconds(10),
    bodyTime: Duration = .seconds(30),
    writeTime: Duration = .seconds(30),
    leastReadingRate: Int = 32 << 10,
    idleTime: Duration = .seconds(75)
  ) {
    self.bodyBytes = bodyBytes
    self.headerBytes = headerBytes
    self.headerFields = headerFields
    self.connections = connections
    self.headTime = headTime
    self.bodyTime = bodyTime
    self.writeTime = writeTime
    self.leastReadingRate = leastReadingRate
    self.idleTime = idleTime
  }
}
