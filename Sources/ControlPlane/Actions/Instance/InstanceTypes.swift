/// What an instance type can carry, by its name.
///
/// EC2 has about a thousand types, which follow from a family and a size with few exceptions: an `xlarge` has four
/// vCPUs, a `c` type 2 GiB of memory for each, interfaces and addresses grow with the vCPUs (EC2 user guide, "Maximum IP
/// addresses per network interface"). Types are computed from these rules; those listed are the common ones.
struct InstanceTypes: Hashable, Sendable {
  enum Architecture: String, Hashable, Sendable {
    case x86_64
    case arm64
  }

  let name: String
  let virtualCPUs: Int
  let memoryMiB: Int
  let architecture: Architecture
  let threadsPerCore: Int
  /// How many network interfaces an instance may have.
  let interfaces: Int
  /// How many IPv4 addresses an interface may have, and as many IPv6 addresses.
  let addressesPerInterface: Int
  let isBurstable: Bool
  let isNitro: Bool
  let isBareMetal: Bool
  let networkPerformance: String

  /// The type of a name; `nil` for what cannot be one.
  init?(_ name: String) {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard name.utf8.count <= 32, parts.count == 2, let family = Self.family(String(parts[0])),
      let size = Self.size(String(parts[1]), family)
    else { return nil }
    self.name = name
    virtualCPUs = size.virtualCPUs
    memoryMiB = size.memoryMiB
    isBurstable = family.letters == "t"
    isNitro = family.generation >= 5 || isBurstable && family.generation >= 3
    isBareMetal = parts[1].hasPrefix("metal")
    architecture = family.options.first == "g" || family.letters == "a" ? .arm64 : .x86_64
    threadsPerCore = architecture == .arm64 || family.letters == "t" && family.generation == 2 ? 1 : 2
    (interfaces, addressesPerInterface) = size.network
    networkPerformance = isBurstable ? (isNitro ? "Up to 5 Gigabit" : "Low to Moderate") : "Up to 10 Gigabit"
  }

  /// The type of an instance that exists; one of the smallest where its name cannot be read any more.
  static func find(_ name: String) -> InstanceTypes { InstanceTypes(name) ?? smallest }

  private static let smallest = InstanceTypes(smallestNamed: "t3.micro")

  private init(smallestNamed name: String) {
    self.name = name
    virtualCPUs = 2
    memoryMiB = 1024
    architecture = .x86_64
    threadsPerCore = 2
    interfaces = 2
    addressesPerInterface = 2
    isBurstable = true
    isNitro = true
    isBareMetal = false
    networkPerformance = "Up to 5 Gigabit"
  }

  /// The common ones, by name.
  static let listed: [InstanceTypes] = {
    let burstable = ["nano", "micro", "small", "medium", "large", "xlarge", "2xlarge"]
    let ordinary = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge"]
    let families =
      ["t2", "t3", "t3a", "t4g"].map { ($0, burstable) }
      + ["m5", "m5a", "m6i", "m6a", "m7i", "c6i", "c6a", "c7i", "r5", "r6i", "r7i"].map { ($0, ordinary) }
      + ["m6g", "m7g", "c6g", "c7g", "r6g", "r7g"].map { ($0, ["medium"] + ordinary.filter { $0 != "24xlarge" }) }
      + [("c5", ["large", "xlarge", "2xlarge", "4xlarge", "9xlarge", "12xlarge", "18xlarge", "24xlarge"])]
    return families.flatMap { family, sizes in sizes.compactMap { InstanceTypes("\(family).\($0)") } }
      .sorted { $0.name < $1.name }
  }()

  var cores: Int { max(1, virtualCPUs / threadsPerCore) }

  private struct Family {
    var letters: String
    var generation: Int
    var options: String
  }

  /// `m6gd`: letters, a generation, options.
  private static func family(_ text: String) -> Family? {
    let letters = text.prefix { ("a"..."z").contains($0) }
    let digits = text.dropFirst(letters.count).prefix { ("0"..."9").contains($0) }
    let options = text.dropFirst(letters.count + digits.count)
    guard !letters.isEmpty, let generation = Int(digits), generation < 100,
      options.allSatisfy({ ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" })
    else { return nil }
    return Family(letters: String(letters), generation: generation, options: String(options))
  }

  private static func size(
    _ text: String,
    _ family: Family
  ) -> (virtualCPUs: Int, memoryMiB: Int, network: (Int, Int))? {
    let isSecondT = family.letters == "t" && family.generation == 2
    if let small = ["nano", "micro", "small", "medium", "large"].firstIndex(of: text), family.letters == "t" {
      let virtualCPUs = isSecondT && small < 3 ? 1 : 2
      return (virtualCPUs, 512 << small, [(2, 2), (2, 2), (3, 4), (3, 6), (3, 12)][small])
    }
    let virtualCPUs: Int
    switch text {
    case "nano", "micro", "small", "medium": virtualCPUs = 1
    case "large": virtualCPUs = 2
    case "xlarge": virtualCPUs = 4
    case "metal": virtualCPUs = 96
    default:
      let number =
        text.hasPrefix("metal-") ? text.dropFirst("metal-".count).dropLast("xl".count) : text.dropLast("xlarge".count)
      guard text.hasSuffix("xlarge") || text.hasPrefix("metal-") && text.hasSuffix("xl"), let multiple = Int(number),
        (2...224).contains(multiple)
      else { return nil }
      virtualCPUs = 4 * multiple
    }
    let memoryForEach =
      switch family.letters.first {
      case "c", "h": 2048
      case "r", "z": 8192
      case "x", "u": 16384
      default: 4096
      }
    let network: (Int, Int) =
      switch virtualCPUs {
      case ...1: (2, 4)
      case 2: (3, 10)
      case 3...8: isSecondT ? (3, 15) : (4, 15)
      case 9...48: (8, 30)
      default: (15, 50)
      }
    return (virtualCPUs, memoryForEach * virtualCPUs, network)
  }
}
