import EC2Shapes

/// Options of the instance metadata service, kept by EC2's names.
enum MetadataOptions {
  /// What an instance has that was launched without any.
  private static let defaults = [
    "HttpTokens": "optional", "HttpPutResponseHopLimit": "1", "HttpEndpoint": "enabled", "HttpProtocolIpv6": "disabled",
    "InstanceMetadataTags": "disabled",
  ]

  /// What each of them may be; the hop limit aside.
  private static let allowed = [
    "HttpTokens": ["optional", "required"], "HttpEndpoint": ["enabled", "disabled"],
    "HttpProtocolIpv6": ["enabled", "disabled"], "InstanceMetadataTags": ["enabled", "disabled"],
  ]

  static func value(_ name: String, of record: InstanceRecord) -> String? {
    record.metadataOptions[name] ?? defaults[name]
  }

  /// Sets the options that are given.
  static func set(
    _ texts: [String: String?],
    hopLimit: Int?,
    of record: inout InstanceRecord
  ) throws(EC2Error) {
    for (name, text) in texts {
      guard let text else { continue }
      guard let values = allowed[name], values.contains(text) else {
        throw .invalidParameterValue(
          text,
          parameter: name,
          reason: "It must be \((allowed[name] ?? []).joined(separator: " or "))."
        )
      }
      record.metadataOptions[name] = text
    }
    if let hopLimit {
      guard (1...64).contains(hopLimit) else {
        throw .invalidParameterValue(
          "\(hopLimit)",
          parameter: "HttpPutResponseHopLimit",
          reason: "It must be between 1 and 64."
        )
      }
      record.metadataOptions["HttpPutResponseHopLimit"] = "\(hopLimit)"
    }
  }

  static func shape(of record: InstanceRecord) -> EC2.InstanceMetadataOptionsResponse {
    EC2.InstanceMetadataOptionsResponse(
      httpEndpoint: value("HttpEndpoint", of: record),
      httpProtocolIpv6: value("HttpProtocolIpv6", of: record),
      httpPutResponseHopLimit: value("HttpPutResponseHopLimit", of: record).flatMap { Int($0) },
      httpTokens: value("HttpTokens", of: record),
      instanceMetadataTags: value("InstanceMetadataTags", of: record),
      state: "applied"
    )
  }
}

extension InstanceActions {
  static func modifyInstanceMetadataOptions(
    _ request: EC2.ModifyInstanceMetadataOptionsRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.ModifyInstanceMetadataOptionsResult {
    var record = try transaction.requireInstance(request.instanceId)
    guard record.state != .terminated else {
      throw EC2Error(
        code: "IncorrectInstanceState",
        message: "The instance '\(record.recordID)' is not in a valid state for this operation."
      )
    }
    try MetadataOptions.set(
      [
        "HttpTokens": request.httpTokens, "HttpEndpoint": request.httpEndpoint,
        "HttpProtocolIpv6": request.httpProtocolIpv6, "InstanceMetadataTags": request.instanceMetadataTags,
      ],
      hopLimit: request.httpPutResponseHopLimit,
      of: &record
    )
    transaction.put(record)
    return EC2.ModifyInstanceMetadataOptionsResult(
      instanceId: record.recordID,
      instanceMetadataOptions: MetadataOptions.shape(of: record)
    )
  }
}
