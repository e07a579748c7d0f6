import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Cuts connections whose client takes longer than it may: header trickled, body trickled, response not read, nothing sent.
///
/// One timer for each connection looks at the deadlines now and then; a request only sets them. The timer's period is a
/// quarter of the shortest limit, at most a second, and by that much a connection may outlive its limit.
///
/// After a response with `Connection: close` the connection lingers: what the client still sends is dropped for a short
/// while, so that the response is not lost to the reset that unread bytes would cause.
final class ConnectionLimitsHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let limits: Times
  private let metrics: ServerMetrics
  private var timer: RepeatedTask?
  private var isOpen = false

  /// The header of a request is awaited until then.
  private var headDeadline: (at: NIODeadline, reason: ServerMetrics.Cut)?
  /// The body of a request is awaited until then.
  private var bodyDeadline: NIODeadline?
  /// The client must have read most of a response by then.
  private var writeDeadline: NIODeadline?
  /// A connection that was closed from here is dropped then.
  private var lingerDeadline: NIODeadline?
  private var unanswered = 0
  private var responseBytes = 0
  private var closesAfterResponse = false

  init(limits: Times, metrics: ServerMetrics) {
    self.limits = limits
    self.metrics = metrics
  }

  // MARK: Life

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { start(context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    start(context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    stop()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    stop()
  }

  private func start(_ context: ChannelHandlerContext) {
    guard !isOpen else { return }
    isOpen = true
    metrics.connectionOpened()
    headDeadline = (.now() + limits.head, .head)
    let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleRepeatedTask(initialDelay: limits.period, delay: limits.period) { _ in
      let (handler, context) = bound.value
      handler.check(context)
    }
  }

  private func stop() {
    timer?.cancel()
    timer = nil
    guard isOpen else { return }
    isOpen = false
    metrics.connectionClosed()
  }

  private func check(_ context: ChannelHandlerContext) {
    let now = NIODeadline.now()
    let reason: ServerMetrics.Cut?
    if let lingerDeadline {
      guard now >= lingerDeadline else { return }
      reason = nil
    } else if let bodyDeadline, now >= bodyDeadline {
      reason = .body
    } else if let writeDeadline, now >= writeDeadline {
      reason = .write
    } else if let headDeadline, now >= headDeadline.at {
      reason = headDeadline.reason
    } else {
      return
    }
    if let reason { metrics.connectionCut(reason) }
    timer?.cancel()
    context.close(promise: nil)
  }

  // MARK: Requests

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard lingerDeadline == nil else { return }
    switch unwrapInboundIn(data) {
    case .head:
      unanswered += 1
      headDeadline = nil
      bodyDeadline = .now() + limits.body
    case .body: break
    case .end: bodyDeadline = nil
    }
    context.fireChannelRead(data)
  }

  // MARK: Responses

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(let head):
      guard head.status.kind != .informational else { break }
      responseBytes = 0
      closesAfterResponse = head.headerFields[.connection] == "close"
    case .body(let body):
      responseBytes += body.readableBytes
    case .end:
      unanswered = max(0, unanswered - 1)
      if unanswered == 0 { headDeadline = (.now() + limits.idle, .idle) }
      if closesAfterResponse {
        bodyDeadline = nil
        lingerDeadline = .now() + limits.linger
        context.writeAndFlush(data, promise: promise)
        context.close(mode: .output, promise: nil)
        return
      }
    }
    context.write(data, promise: promise)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable {
      writeDeadline = nil
    } else if writeDeadline == nil {
      writeDeadline = .now() + limits.write + .seconds(Int64(responseBytes / max(1, limits.leastReadingRate)))
    }
    context.fireChannelWritabilityChanged()
  }
}

extension ConnectionLimitsHandler {
  /// The limits in the terms of an event loop.
  struct Times: Sendable {
    let head: TimeAmount
    let body: TimeAmount
    let write: TimeAmount
    let idle: TimeAmount
    let linger: TimeAmount
    let period: TimeAmount
    let leastReadingRate: Int

    init(_ limits: ServerLimits) {
      head = TimeAmount(limits.headTime)
      body = TimeAmount(limits.bodyTime)
      write = TimeAmount(limits.writeTime)
      idle = TimeAmount(limits.idleTime)
      linger = min(.seconds(2), body)
      period = max(.milliseconds(5), min(.seconds(1), .nanoseconds(min(head, body, write, idle).nanoseconds / 4)))
      leastReadingRate = limits.leastReadingRate
    }
  }
}
