import EC2Shapes
import VPCModel

extension InstanceRecord.RootVolume {
  /// The volume that a launch asks for: the image's root device, changed by the mapping that names it. Volumes for other
  /// devices carry no interface and are not kept.
  ///
  /// Sizes and rates: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html
  init(_ mappings: [EC2.BlockDeviceMapping], of image: EC2.Image, tags: Tags) throws(EC2Error) {
    self.init(id: "", deviceName: image.rootDeviceName ?? "/dev/xvda", tags: tags)
    var devices: Set<String> = []
    for mapping in mappings {
      guard let device = mapping.deviceName, !device.isEmpty else {
        throw .missingParameter("BlockDeviceMapping.DeviceName")
      }
      guard devices.insert(device).inserted else {
        throw EC2Error(
          code: "InvalidBlockDeviceMapping",
          message: "The device '\(device.prefix(64))' is used in more than one block-device mapping"
        )
      }
      guard device == deviceName, let words = mapping.ebs else { continue }
      try take(words)
    }
  }

  private mutating func take(_ words: EC2.EbsBlockDevice) throws(EC2Error) {
    type = words.volumeType ?? type
    guard let limits = VolumeLimits.byType[type] else {
      throw .invalidParameterValue(type, parameter: "volumeType", reason: "Unknown volume type.")
    }
    size = words.volumeSize ?? size
    guard limits.gibibytes.contains(size) else {
      throw .invalidParameterValue(
        "Volume of \(size)GiB is \(size < limits.gibibytes.lowerBound ? "smaller" : "larger") than the limits of "
          + "volume type \(type): \(limits.gibibytes.lowerBound) to \(limits.gibibytes.upperBound)GiB"
      )
    }
    if let given = words.iops {
      guard let range = limits.iops else {
        throw .invalidParameterCombination("The parameter iops is not supported for \(type) volumes.")
      }
      guard range.contains(given) else {
        throw .invalidParameterValue(
          "Volume iops of \(given) is outside of \(range.lowerBound) to \(range.upperBound)"
        )
      }
      iops = given
    } else {
      iops = limits.defaultIOPS(size: size)
    }
    if let given = words.throughput {
      guard type == "gp3" else {
        throw .invalidParameterCombination("The parameter throughput is not supported for \(type) volumes.")
      }
      guard (125...2000).contains(given) else {
        throw .invalidParameterValue("Throughput of \(given) is outside of 125 to 2000")
      }
      throughput = given
    } else {
      throughput = type == "gp3" ? 125 : nil
    }
    isEncrypted = words.encrypted ?? (words.kmsKeyId != nil)
    deleteOnTermination = words.deleteOnTermination ?? true
  }
}

/// What a type of volume can be.
private struct VolumeLimits {
  var gibibytes: ClosedRange<Int>
  /// What may be asked for; `nil` where the type decides.
  var iops: ClosedRange<Int>?

  func defaultIOPS(size: Int) -> Int? {
    if let iops { return iops.lowerBound }
    // gp2: three for each GiB between its bounds. Others answer none.
    return gibibytes == Self.generalPurpose2 ? min(max(100, 3 * size), 16_000) : nil
  }

  private static let generalPurpose2 = 1...16_384

  static let byType: [String: VolumeLimits] = [
    "gp2": VolumeLimits(gibibytes: generalPurpose2),
    "gp3": VolumeLimits(gibibytes: 1...65_536, iops: 3000...80_000),
    "io1": VolumeLimits(gibibytes: 4...16_384, iops: 100...64_000),
    "io2": VolumeLimits(gibibytes: 4...65_536, iops: 100...256_000),
    "standard": VolumeLimits(gibibytes: 1...1024),
  ]
}
