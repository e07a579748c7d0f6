import EC2Shapes
import VPCModel

/// Removes tags from resources of any kind: a tag with this key and, where the request has a value, with that very
/// value; all tags where the request names none.
enum DeleteTags {
  static func run(
    _ request: EC2.DeleteTagsRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EmptyResponse {
    guard !request.resources.isEmpty else { throw .missingParameter("resourceIdSet") }
    try CreateTags.checkCount(of: request.resources)
    for tag in request.tags { _ = try TagWords.check(tag) }
    for id in Set(request.resources).sorted() {
      var resource = try transaction.taggable(id)
      let before = resource.tags
      if request.tags.isEmpty {
        resource.tags = resource.tags.filter { $0.key.lowercased().hasPrefix("aws:") }
      }
      for tag in request.tags {
        guard let key = tag.key, let present = resource.tags[key], tag.value == nil || tag.value == present else {
          continue
        }
        resource.tags[key] = nil
      }
      if resource.tags != before { transaction.apply(.put(resource.record)) }
    }
    return EmptyResponse()
  }
}
