import AWSSignature
import Foundation

/// All resources of one action.
struct FetchedList: Sendable {
  var resources: [JSONValue]
  var pages: Int
}

extension QueryClient {
  /// Calls `action` page by page to the end and gives all its resources.
  ///
  /// It ends for sure: a token that comes twice, and more pages than the limits allow, are errors.
  ///
  /// - Parameter onPage: is told the pages and resources so far, after each page.
  func list(
    _ action: String,
    _ parameters: [QueryItem] = [],
    onPage: @Sendable (Int, Int) -> Void
  ) async throws(EndpointError) -> FetchedList {
    let description = service.shapes.actions[action]
    var paging = parameters
    if let name = description?.limitParameter {
      paging.append(QueryItem(name, String(min(description?.largestPage ?? limits.pageSize, limits.pageSize))))
    }
    var fetched = FetchedList(resources: [], pages: 0)
    var seen: Set<String> = []
    var token: String?
    repeat {
      let query = paging + (token.map { [QueryItem(description?.tokenParameter ?? "NextToken", $0)] } ?? [])
      let page = try await page(action, query)
      fetched.pages += 1
      fetched.resources += description.flatMap { page[$0.list] }?.elements ?? []
      onPage(fetched.pages, fetched.resources.count)
      token = description?.nextToken.flatMap { page[$0]?.text }.flatMap { $0.isEmpty ? nil : $0 }
      if let token {
        guard seen.insert(token).inserted else {
          throw EndpointError(
            .malformedResponse,
            "\(action): the token of page \(fetched.pages) came before: the pages go in a circle",
            place: endpoint.absoluteString
          )
        }
        guard fetched.pages < limits.pages else {
          throw EndpointError(
            .tooLarge,
            "\(action): more than \(limits.pages) pages",
            place: endpoint.absoluteString
          )
        }
      }
    } while token != nil
    return fetched
  }

  private func page(_ action: String, _ parameters: [QueryItem]) async throws(EndpointError) -> [String: JSONValue] {
    let body = try await call(action, parameters)
    do {
      return try ResponseDecoder(table: service.shapes).decode(body, action: action)
    } catch {
      throw EndpointError(
        .malformedResponse,
        "\(action): line \(error.line) of the response: \(error.message)",
        remedy: "Check that the URL is that of an \(service.rawValue.uppercased()) API endpoint.",
        place: endpoint.absoluteString
      )
    }
  }
}
