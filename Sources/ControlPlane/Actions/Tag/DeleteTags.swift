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
      var record = try transaction.taggableRecord(id)
      let before = record.tags
      if request.tags.isEmpty {
        record.tags = record.tags.filter { $0.key.lowercased().hasPrefix("aws:") }
      }
      for tag in request.tags {
        guard let key = tag.key, let present = record.tags[key], tag.value == nil || tag.value == present else {
          continue
        }
        record.tags[key] = nil
      }
      if record.tags != before { transaction.apply(.put(record)) }
    }
    return EmptyResponse()
  }
}
