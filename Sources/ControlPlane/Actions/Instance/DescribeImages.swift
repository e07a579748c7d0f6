import EC2Shapes

extension InstanceActions {
  /// No image is kept. Any well-formed identifier names one, so that configurations written for AWS work as they are;
  /// and there is one of each of the names that they look for most.
  static func describeImages(
    _ request: EC2.DescribeImagesRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeImagesResult {
    var images: [EC2.Image] = []
    var wanted = request.imageIds
    // A filter that names an image means the same.
    let named = request.filters.filter { $0.name == "image-id" }.flatMap(\.values).filter(
      MachineImages.words.isWellFormed
    )
    if wanted.isEmpty { wanted = named }
    if wanted.isEmpty {
      images = MachineImages.wellKnown(in: scope.location.region)
    } else {
      let wellKnown = MachineImages.wellKnown(in: scope.location.region)
      for id in Set(wanted).sorted() {
        guard MachineImages.words.isWellFormed(id) else { throw MachineImages.words.error(for: id) }
        images.append(wellKnown.first { $0.imageId == id } ?? MachineImages.nameless(id))
      }
    }
    if !request.owners.isEmpty {
      images = images.filter { image in
        request.owners.contains { $0 == image.ownerId || $0 == image.imageOwnerAlias }
      }
    }
    images = try imageFilters.apply(request.filters, to: images).sorted { $0.imageId ?? "" < $1.imageId ?? "" }
    let page = PageRequest(maxResults: request.maxResults, nextToken: request.nextToken, limits: 1...1000)
    let result = try page.page(of: images, key: { $0.imageId ?? "" })
    return EC2.DescribeImagesResult(images: result.elements, nextToken: result.nextToken)
  }

  private static let imageFilters = ShapeFilters<EC2.Image>(
    [
      "architecture": { [$0.architecture ?? ""] },
      "block-device-mapping.delete-on-termination": { _ in ["true"] },
      "block-device-mapping.device-name": { [$0.rootDeviceName ?? ""] },
      "block-device-mapping.encrypted": { _ in ["false"] },
      "block-device-mapping.snapshot-id": { $0.blockDeviceMappings?.compactMap { $0.ebs?.snapshotId } ?? [] },
      "block-device-mapping.volume-size": { _ in ["8"] },
      "block-device-mapping.volume-type": { _ in ["gp3"] },
      "creation-date": { [$0.creationDate ?? ""] },
      "description": { [$0.description ?? ""] },
      "ena-support": { _ in ["true"] },
      "free-tier-eligible": { _ in ["true"] },
      "hypervisor": { _ in ["xen"] },
      "image-allowed": { _ in ["true"] },
      "image-id": { [$0.imageId ?? ""] },
      "image-type": { _ in ["machine"] },
      "is-public": { _ in ["true"] },
      "kernel-id": { _ in [] },
      "manifest-location": { [$0.imageLocation ?? ""] },
      "name": { [$0.name ?? ""] },
      "owner-alias": { $0.imageOwnerAlias.map { [$0] } ?? [] },
      "owner-id": { [$0.ownerId ?? ""] },
      "platform": { $0.platform.map { [$0] } ?? [] },
      "product-code": { _ in [] },
      "product-code.type": { _ in [] },
      "ramdisk-id": { _ in [] },
      "root-device-name": { [$0.rootDeviceName ?? ""] },
      "root-device-type": { _ in ["ebs"] },
      "source-image-id": { _ in [] },
      "source-image-region": { _ in [] },
      "source-instance-id": { _ in [] },
      "sriov-net-support": { _ in ["simple"] },
      "state": { _ in ["available"] },
      "state-reason-code": { _ in [] },
      "state-reason-message": { _ in [] },
      "virtualization-type": { _ in ["hvm"] },
    ],
    tags: { $0.tags ?? [] }
  )
}

/// Images that nobody starts.
enum MachineImages {
  static let words = IdentifierWords(
    prefix: "ami",
    notFoundCode: "InvalidAMIID.NotFound",
    notFoundMessage: "The image id '[%]' does not exist",
    malformedCode: "InvalidAMIID.Malformed"
  )

  private static let canonical = "099720109477"
  private static let amazon = "137112412989"

  /// The names that configurations look for, newest releases alone.
  static func wellKnown(in region: String) -> [EC2.Image] {
    let ubuntu = [("jammy-22.04", "hvm-ssd"), ("noble-24.04", "hvm-ssd-gp3")]
    let amazonLinux = [
      ("al2023-ami-2023.9.20251110.1-kernel-6.1", "Amazon Linux 2023"),
      ("amzn2-ami-hvm-2.0.20251110.1", "Amazon Linux 2"),
    ]
    var images: [EC2.Image] = []
    for architecture in ["x86_64", "arm64"] {
      for (prefix, text) in amazonLinux {
        let suffix = prefix.hasPrefix("amzn2") ? "-gp2" : ""
        images.append(
          image(
            "\(prefix)-\(architecture)\(suffix)",
            text,
            architecture,
            owner: amazon,
            alias: "amazon",
            region: region
          )
        )
      }
      let debianName = architecture == "x86_64" ? "amd64" : "arm64"
      for (release, store) in ubuntu {
        let name = "ubuntu/images/\(store)/ubuntu-\(release)-\(debianName)-server-20251111"
        images.append(
          image(name, "Canonical, Ubuntu, \(release)", architecture, owner: canonical, alias: nil, region: region)
        )
      }
    }
    return images
  }

  /// The image of an identifier.
  static func image(_ id: String, in region: String) -> EC2.Image {
    wellKnown(in: region).first { $0.imageId == id } ?? nameless(id)
  }

  /// An image of which no more is known than its identifier.
  static func nameless(_ id: String) -> EC2.Image {
    image(id: id, name: id, description: "", architecture: "x86_64", owner: amazon, alias: "amazon")
  }

  private static func image(
    _ name: String,
    _ description: String,
    _ architecture: String,
    owner: String,
    alias: String?,
    region: String
  ) -> EC2.Image {
    // A name has one identifier in a region, always the same.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in "\(region)/\(name)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    let id = "ami-0" + String(repeating: "0", count: 16 - digits.count) + digits
    return image(id: id, name: name, description: description, architecture: architecture, owner: owner, alias: alias)
  }

  private static func image(
    id: String,
    name: String,
    description: String,
    architecture: String,
    owner: String,
    alias: String?
  ) -> EC2.Image {
    let device = owner == canonical ? "/dev/sda1" : "/dev/xvda"
    return EC2.Image(
      architecture: architecture,
      blockDeviceMappings: [
        EC2.BlockDeviceMapping(
          deviceName: device,
          ebs: EC2.EbsBlockDevice(
            deleteOnTermination: true,
            encrypted: false,
            iops: 3000,
            snapshotId: "snap-" + id.dropFirst("ami-".count),
            throughput: 125,
            volumeSize: 8,
            volumeType: "gp3"
          )
        )
      ],
      creationDate: "2025-11-11T00:00:00.000Z",
      description: description,
      enaSupport: true,
      hypervisor: "xen",
      imageId: id,
      imageLocation: "\(alias ?? owner)/\(name)",
      imageOwnerAlias: alias,
      imageType: "machine",
      name: name,
      ownerId: owner,
      platformDetails: "Linux/UNIX",
      public: true,
      rootDeviceName: device,
      rootDeviceType: "ebs",
      state: "available",
      tags: [],
      virtualizationType: "hvm"
    )
  }
}
