/// How often and how long to try again: exponential back-off with full jitter, as AWS recommends ("Exponential Backoff
/// And Jitter", AWS Architecture Blog).
package struct RetryPolicy: Sendable, Hashable {
  /// The most attempts for throttling, passing failures and broken connections, the first included.
  package var attempts: Int
  /// The most attempts when there is no answer in time: each costs a whole time-out.
  package var attemptsWithoutAnswer: Int
  /// The upper bound of the wait before the second attempt; it doubles with each further one.
  package var firstDelay: Duration
  /// The upper bound of any wait.
  package var longestDelay: Duration

  /// A policy; the defaults wait 16 seconds at most for a throttled call, all attempts together.
  package init(
    attempts: Int = 6,
    attemptsWithoutAnswer: Int = 2,
    firstDelay: Duration = .milliseconds(500),
    longestDelay: Duration = .seconds(20)
  ) {
    self.attempts = attempts
    self.attemptsWithoutAnswer = attemptsWithoutAnswer
    self.firstDelay = firstDelay
    self.longestDelay = longestDelay
  }

  /// How often to try what a service refused for now. A status 500 without the API's body is how emulators answer what
  /// they do not know: AWS says more, so one more attempt is enough.
  func attempts(after refusal: ServiceError) -> Int {
    refusal.code.isEmpty && refusal.httpStatus == 500 ? min(attempts, 2) : attempts
  }

  /// The wait after the failed attempt of this number, from 1: anything between nothing and the bound, all equally
  /// likely, so that many clients do not come back at once.
  func delay(afterAttempt number: Int, using random: inout some RandomNumberGenerator) -> Duration {
    let doublings = min(max(number - 1, 0), 20)
    let bound = min(firstDelay * (1 << doublings), longestDelay)
    return bound * Double.random(in: 0...1, using: &random)
  }
}
