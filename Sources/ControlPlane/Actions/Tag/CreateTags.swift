import EC2Shapes
import VPCModel

/// Adds tags to resources of any kind, or replaces their values: on all of the resources or on none.
enum CreateTags {
  static let mostResources = 1000

  static func run(
    _ request: EC2.CreateTagsRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EmptyResponse {
    guard !request.resources.isEmpty else { throw .missingParameter("resourceIdSet") }
    guard !request.tags.isEmpty else { throw .missingParameter("tagSet") }
    try checkCount(of: request.resources)
    var tags: Tags = [:]
    for tag in request.tags {
      guard tag.value != nil else {
        throw .invalidParameterValue("Tag value cannot be null. Use empty string instead.")
      }
      let (key, value) = try TagWords.check(tag)
      guard tags.updateValue(value, forKey: key) == nil else {
        throw .invalidParameterValue("Duplicate tag key '\(key)' specified.")
      }
    }
    for id in Set(request.resources).sorted() {
      var resource = try transaction.taggable(id)
      let before = resource.tags
      resource.tags.merge(tags) { _, new in new }
      guard resource.tags.count <= TagWords.largestCount else {
        throw EC2Error(
          code: "TagLimitExceeded",
          message: "The maximum number of Tags for a resource has been reached."
        )
      }
      if resource.tags != before { transaction.apply(.put(resource.record)) }
    }
    return EmptyResponse()
  }

  static func checkCount(of resources: [String]) throws(EC2Error) {
    guard resources.count <= mostResources else {
      throw .invalidParameterValue("At most \(mostResources) resource IDs can be specified in a request.")
    }
  }
}
