import EC2Shapes

/// There are no transit gateways here: what asks for them is checked and finds none, so that tools that read a whole
/// network go through.
extension GatewayActions {
  static let transitGatewayWords = IdentifierWords(
    prefix: "tgw",
    notFoundCode: "InvalidTransitGatewayID.NotFound",
    notFoundMessage: "Transit Gateway % was deleted or does not exist.",
    malformedCode: "InvalidTransitGatewayID.Malformed"
  )
  static let transitGatewayAttachmentWords = IdentifierWords(
    prefix: "tgw-attach",
    notFoundCode: "InvalidTransitGatewayAttachmentID.NotFound",
    notFoundMessage: "Transit Gateway Attachment % was deleted or does not exist.",
    malformedCode: "InvalidTransitGatewayAttachmentID.Malformed"
  )

  static func describeTransitGateways(
    _ request: EC2.DescribeTransitGatewaysRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeTransitGatewaysResult {
    try checkNothingNamed(request.transitGatewayIds, transitGatewayWords)
    try checkFilters(request.filters, transitGatewayFilters)
    try checkPage(PageRequest(maxResults: request.maxResults, nextToken: request.nextToken))
    return EC2.DescribeTransitGatewaysResult(transitGateways: [])
  }

  static func describeTransitGatewayVpcAttachments(
    _ request: EC2.DescribeTransitGatewayVpcAttachmentsRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeTransitGatewayVpcAttachmentsResult {
    try checkNothingNamed(request.transitGatewayAttachmentIds, transitGatewayAttachmentWords)
    try checkFilters(request.filters, transitGatewayAttachmentFilters)
    try checkPage(PageRequest(maxResults: request.maxResults, nextToken: request.nextToken))
    return EC2.DescribeTransitGatewayVpcAttachmentsResult(transitGatewayVpcAttachments: [])
  }

  private static let transitGatewayFilters = [
    "options.propagation-default-route-table-id", "options.amazon-side-asn",
    "options.association-default-route-table-id", "options.auto-accept-shared-attachments",
    "options.default-route-table-association", "options.default-route-table-propagation", "options.dns-support",
    "options.vpn-ecmp-support", "owner-id", "state", "transit-gateway-id",
  ]
  private static let transitGatewayAttachmentFilters = [
    "state", "transit-gateway-attachment-id", "transit-gateway-id", "vpc-id",
  ]

  private static func checkNothingNamed(_ identifiers: [String], _ words: IdentifierWords) throws(EC2Error) {
    if let id = identifiers.first { throw words.error(for: id) }
  }

  private static func checkPage(_ page: PageRequest) throws(EC2Error) { _ = try page.page(of: [String](), key: \.self) }

  private static func checkFilters(_ filters: [EC2.Filter], _ names: [String]) throws(EC2Error) {
    let nothing: (String) -> String? = { _ in nil }
    let known = Dictionary(uniqueKeysWithValues: names.map { ($0, nothing) })
    _ = try ValueFilters(filters, known: known) { $0 == "tag-key" || $0.hasPrefix("tag:") ? nothing : nil }
  }
}
