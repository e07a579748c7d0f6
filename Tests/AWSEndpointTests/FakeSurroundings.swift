import AWSEndpoint
import AWSSignature
import Foundation

extension Surroundings {
  /// Surroundings that consist of these variables, files and answers, and nothing else. Home is `/home/u`.
  static func fake(
    _ environment: [String: String] = [:],
    files: [String: String] = [:],
    run: @escaping @Sendable ([String]) -> ProcessOutput = { _ in ProcessOutput(status: 127, output: []) },
    answer: @escaping @Sendable (HTTPRequest) -> HTTPResponse? = { _ in nil }
  ) -> Surroundings {
    Surroundings(
      environment: environment,
      homeDirectory: "/home/u",
      readFile: { path throws(EndpointError) in files[path].map { Array($0.utf8) } },
      runProcess: { words throws(EndpointError) in run(words) },
      send: { request throws(TransportFailure) in
        guard let response = answer(request) else { throw .timedOut(request.timeout) }
        return response
      }
    )
  }
}
