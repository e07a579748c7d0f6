// swift-tools-version: 6.2
import PackageDescription

// The architecture at a glance: arrows point down only. A target lists what it may use; SwiftPM refuses
// an import of anything above it.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "ringfence",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "ringfence", targets: ["ringfence"]),
    .library(name: "HCL", targets: ["HCL"]),
  ],
  dependencies: [
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // The command line: one file for each subcommand, output, progress.
    .executableTarget(
      name: "ringfence",
      dependencies: [
        "RingfenceServer", "EC2API", "SQLiteStore", "ControlPlane", "EC2Shapes",
        "NetworkLab", "LinuxDataPlane", "FlowLogs", "NetworkAnalysis", "ConnectivityPolicy", "SuppressionFile",
        "Findings",
        "FindingsHTML", "Terraform", "HCL", "AWSSnapshot",
        "AWSEndpoint", "VPCModel", "IPAddressing",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict
    ),

    // Questions about a whole network: explain, reach, verify, consolidate.
    .target(
      name: "NetworkAnalysis",
      dependencies: ["ConnectivityPolicy", "PositionedYAML", "Findings", "PolicyEngine", "VPCModel", "IPAddressing"],
      swiftSettings: strict
    ),

    // Assertions about who may reach whom, as a policy file states them.
    .target(
      name: "ConnectivityPolicy",
      dependencies: ["PositionedYAML", "Findings", "VPCModel", "IPAddressing"],
      swiftSettings: strict
    ),
    // YAML with the place of every value, read safely.
    .target(name: "PositionedYAML", dependencies: [.product(name: "Yams", package: "Yams")], swiftSettings: strict),

    // What checks find, and how it is told: text, JSON, SARIF, Markdown, HTML.
    .target(name: "Findings", swiftSettings: strict),
    // The file in which a team writes what it accepts.
    .target(name: "SuppressionFile", dependencies: ["Findings", "PositionedYAML"], swiftSettings: strict),
    // The HTML report, which takes a template library.
    .target(
      name: "FindingsHTML",
      dependencies: ["Findings", .product(name: "Mustache", package: "swift-mustache")],
      swiftSettings: strict
    ),

    // Terraform: configuration, plan and state → Network; who owns which rule; cycles; import ids.
    .target(
      name: "Terraform",
      dependencies: ["Findings", "HCL", "PositionedJSON", "VPCModel", "IPAddressing"],
      swiftSettings: strict
    ),
    // The language alone: lexer, parser, evaluator.
    .target(
      name: "HCL",
      dependencies: [
        "PositionedJSON",
        .product(name: "BigInt", package: "BigInt"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict
    ),

    // JSON (RFC 8259) with the place of every value.
    .target(name: "PositionedJSON", swiftSettings: strict),

    // Readers: `describe-*` JSON → Network; and fetching that JSON from an EC2 endpoint.
    .target(name: "AWSSnapshot", dependencies: ["PositionedJSON", "VPCModel", "IPAddressing"], swiftSettings: strict),
    .target(name: "AWSEndpoint", dependencies: ["AWSSignature"], swiftSettings: strict),
    .target(
      name: "AWSSignature",
      dependencies: [.product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict
    ),

    // A VPC in a box: a namespace for each network interface, a router for each VPC.
    .target(
      name: "NetworkLab",
      dependencies: ["LinuxDataPlane", "NetworkAnalysis", "PolicyEngine", "VPCModel", "IPAddressing"],
      swiftSettings: strict
    ),

    // What the rules say, in the Linux kernel: compiled to nftables, applied, and what it let pass or dropped read back.
    // Nothing else here knows Linux.
    .target(
      name: "LinuxDataPlane",
      dependencies: ["FlowLogs", "NetworkAnalysis", "PolicyEngine", "VPCModel", "IPAddressing", "CNetfilter"],
      swiftSettings: strict
    ),
    // libmnl and libnftnl.
    .systemLibrary(
      name: "CNetfilter",
      providers: [
        .apt(["libmnl-dev", "libnftnl-dev"])
      ]
    ),

    // Flow records: their fields and formats, aggregation, files.
    .target(name: "FlowLogs", dependencies: ["VPCModel", "IPAddressing"], swiftSettings: strict),

    // One decision: classes, compiled policies, connection tracking.
    .target(
      name: "PolicyEngine",
      dependencies: [
        "VPCModel", "IPAddressing", "CVectorComparison",
        .product(name: "HeapModule", package: "swift-collections"),
      ],
      swiftSettings: strict
    ),
    .target(name: "CVectorComparison"),

    // The service: EC2's API behind a socket, with limits, metrics, a log, a graceful end.
    .target(
      name: "RingfenceServer",
      dependencies: [
        "EC2API", "SQLiteStore", "ControlPlane", "EC2Shapes", "LinuxDataPlane", "FlowLogs", "VPCModel",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict
    ),

    // The wire of EC2's API, without a socket: who signed the request, what form it has, how an error is told.
    .target(
      name: "EC2API",
      dependencies: ["ControlPlane", "AWSSignature", "EC2Shapes", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict
    ),

    // The control plane's state, its history and the access keys in one SQLite file.
    .target(
      name: "SQLiteStore",
      dependencies: [
        "ControlPlane", "EC2Shapes",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict
    ),

    // EC2's behaviour: state, actions, filters, quotas, identifiers; the `Store` protocol.
    .target(
      name: "ControlPlane",
      dependencies: [
        "EC2Shapes", "VPCModel", "IPAddressing",
        .product(name: "HashTreeCollections", package: "swift-collections"),
      ],
      swiftSettings: strict
    ),

    // The Network and its resources, as values.
    .target(
      name: "VPCModel",
      dependencies: ["IPAddressing", .product(name: "HashTreeCollections", package: "swift-collections")],
      swiftSettings: strict
    ),

    // The words of the EC2 Query API: requests, responses, errors; how they are read and written.
    .target(name: "EC2Shapes", swiftSettings: strict),

    // Addresses, prefixes, sets of them, ports, protocols.
    .target(name: "IPAddressing", swiftSettings: strict),

    // Test support: the slow, obvious evaluator and the generator of random networks.
    .target(
      name: "Oracle",
      dependencies: ["VPCModel", "IPAddressing"],
      path: "Tests/Support/Oracle",
      exclude: ["ConnectionTracking.md"],
      swiftSettings: strict
    ),

    // Test support: what every store must do, and records to do it with.
    .target(
      name: "StoreConformance",
      dependencies: ["ControlPlane", "EC2Shapes", "VPCModel", "IPAddressing"],
      path: "Tests/Support/StoreConformance",
      swiftSettings: strict
    ),

    // Commits for as long as it lives and says what was acknowledged, for somebody to kill it (`make chaos`).
    .executableTarget(
      name: "ChaosWriter",
      dependencies: ["SQLiteStore", "StoreConformance", "ControlPlane", "EC2Shapes", "VPCModel"],
      path: "Tests/Support/ChaosWriter",
      swiftSettings: strict
    ),

    // The policy engine against the oracle for as long as one likes (`make soak`).
    .executableTarget(
      name: "Soak",
      dependencies: ["PolicyEngine", "Oracle", "VPCModel", "IPAddressing"],
      path: "Benchmarks/Programs/Soak",
      swiftSettings: strict
    ),

    .testTarget(name: "FlowLogsTests", dependencies: ["FlowLogs", "VPCModel", "IPAddressing"], swiftSettings: strict),
    .testTarget(
      name: "LinuxDataPlaneTests",
      dependencies: [
        "LinuxDataPlane", "NetworkAnalysis", "PolicyEngine", "Oracle", "FlowLogs", "VPCModel", "IPAddressing",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "NetworkLabTests",
      dependencies: [
        "NetworkLab", "LinuxDataPlane", "AWSSnapshot", "NetworkAnalysis", "ConnectivityPolicy", "PositionedYAML",
        "Findings",
        "Oracle", "PolicyEngine", "VPCModel", "IPAddressing",
      ],
      swiftSettings: strict
    ),
    // What a configuration, a plan, a state and an endpoint say of one infrastructure, held against each other.
    .executableTarget(
      name: "NetworkComparison",
      dependencies: ["Terraform", "AWSSnapshot", "VPCModel"],
      path: "Tests/Support/NetworkComparison",
      swiftSettings: strict
    ),
    .testTarget(name: "HCLTests", dependencies: ["HCL"], swiftSettings: strict),
    .testTarget(
      name: "TerraformTests",
      dependencies: ["NetworkAnalysis", "Terraform", "HCL", "Findings", "VPCModel", "IPAddressing"],
      swiftSettings: strict
    ),
    .testTarget(name: "IPAddressingTests", dependencies: ["IPAddressing"], swiftSettings: strict),
    .testTarget(
      name: "EC2APITests",
      dependencies: ["EC2API", "ControlPlane", "AWSSignature", "EC2Shapes"],
      exclude: ["Python"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "RingfenceServerTests",
      dependencies: [
        "RingfenceServer", "EC2API", "ControlPlane", "AWSSignature", "EC2Shapes",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict
    ),
    .testTarget(name: "EC2ShapesTests", dependencies: ["EC2Shapes"], exclude: ["Python"], swiftSettings: strict),
    .testTarget(name: "VPCModelTests", dependencies: ["VPCModel", "IPAddressing"], swiftSettings: strict),
    .testTarget(name: "OracleTests", dependencies: ["Oracle", "VPCModel", "IPAddressing"], swiftSettings: strict),
    .testTarget(
      name: "PolicyEngineTests",
      dependencies: ["PolicyEngine", "Oracle", "VPCModel", "IPAddressing"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "NetworkAnalysisTests",
      dependencies: [
        "NetworkAnalysis", "ConnectivityPolicy", "PositionedYAML", "Findings", "AWSSnapshot", "PolicyEngine", "Oracle",
        "VPCModel", "IPAddressing",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ConnectivityPolicyTests",
      dependencies: ["ConnectivityPolicy", "PositionedYAML", "Findings", "VPCModel", "IPAddressing"],
      exclude: ["Mistakes.json"],
      swiftSettings: strict
    ),
    .testTarget(name: "FindingsTests", dependencies: ["Findings"], swiftSettings: strict),
    .testTarget(
      name: "SuppressionFileTests",
      dependencies: ["SuppressionFile", "Findings", "PositionedYAML"],
      swiftSettings: strict
    ),
    .testTarget(name: "FindingsHTMLTests", dependencies: ["FindingsHTML", "Findings"], swiftSettings: strict),
    .testTarget(
      name: "AWSSnapshotTests",
      dependencies: ["AWSSnapshot", "PositionedJSON", "VPCModel", "IPAddressing"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "AWSEndpointTests",
      dependencies: ["AWSEndpoint", "AWSSignature"],
      exclude: ["Python"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ControlPlaneTests",
      dependencies: ["ControlPlane", "StoreConformance", "EC2Shapes", "VPCModel", "IPAddressing"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "SQLiteStoreTests",
      dependencies: [
        "SQLiteStore", "StoreConformance", "ControlPlane", "EC2Shapes", "VPCModel", "IPAddressing",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "CommandLineTests",
      dependencies: ["ringfence", "FlowLogs", "VPCModel", "IPAddressing"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "RealClientTests",
      dependencies: [
        "ringfence", "NetworkComparison", "Terraform", "HCL", "Findings", "AWSSnapshot", "VPCModel", "IPAddressing",
      ],
      exclude: ["Python", "Terraform"],
      swiftSettings: strict
    ),
  ],
  swiftLanguageModes: [.v6]
)

// MARK: - Benchmarks

// Built only when asked for (`make bench` sets the variable), so that an ordinary build neither fetches nor compiles
// the benchmark tool.
if Context.environment["RINGFENCE_BENCHMARKS"] == "1" {
  package.dependencies.append(
    .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: [])
  )
  package.targets += [
    // Measured by the benchmark tool.
    .executableTarget(
      name: "PolicyEngineBenchmarks",
      dependencies: [
        "Workloads", "PolicyEngine", "VPCModel", "IPAddressing",
        .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Benchmarks/PolicyEngineBenchmarks",
      swiftSettings: strict,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]
    ),

    // Programs of their own: beside DPDK's rte_acl; one process for each size.
    .executableTarget(
      name: "ACLComparison",
      dependencies: ["Workloads", "PolicyEngine", "VPCModel", "IPAddressing"],
      path: "Benchmarks/Programs/ACLComparison",
      swiftSettings: strict
    ),
    .executableTarget(
      name: "StateGrowth",
      dependencies: ["Workloads", "PolicyEngine", "VPCModel", "IPAddressing"],
      path: "Benchmarks/Programs/StateGrowth",
      swiftSettings: strict
    ),

    // Prefixes read and aggregated, beside Python's netaddr (`Scripts/compare-prefix-aggregation.py`).
    .executableTarget(
      name: "PrefixAggregation",
      dependencies: ["IPAddressing"],
      path: "Benchmarks/Programs/PrefixAggregation",
      swiftSettings: strict
    ),
    // Who reaches whom in a whole network, and after one rule's change (`Benchmarks/Programs/ReachabilityCost`).
    .executableTarget(
      name: "ReachabilityCost",
      dependencies: ["Workloads", "Oracle", "NetworkAnalysis", "VPCModel", "IPAddressing"],
      path: "Benchmarks/Programs/ReachabilityCost",
      swiftSettings: strict
    ),

    .executableTarget(
      name: "StoreTimes",
      dependencies: ["SQLiteStore", "StoreConformance", "ControlPlane"],
      path: "Benchmarks/Programs/StoreTimes",
      swiftSettings: strict
    ),

    // The kernel's rules: what packets and connections pay for them, how long changes take. Takes root.
    .executableTarget(
      name: "DataPlaneCost",
      dependencies: ["LinuxDataPlane", "VPCModel", "IPAddressing"],
      path: "Benchmarks/Programs/DataPlaneCost",
      swiftSettings: strict
    ),

    // An endpoint under load, from requests that are signed ahead of time.
    .executableTarget(
      name: "APILoad",
      dependencies: ["AWSSignature"],
      path: "Benchmarks/Programs/APILoad",
      swiftSettings: strict
    ),

    // The server under load beside a bare Hummingbird handler; the price of verifying a signature.
    .executableTarget(
      name: "WireLoad",
      dependencies: [
        "RingfenceServer", "EC2API", "ControlPlane", "EC2Shapes", "AWSSignature",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      path: "Benchmarks/Programs/WireLoad",
      swiftSettings: strict
    ),

    // What recording flows costs the machine (`Benchmarks/Programs/FlowCaptureCost`).
    .executableTarget(
      name: "FlowCaptureCost",
      dependencies: ["LinuxDataPlane", "FlowLogs", "VPCModel", "IPAddressing"],
      path: "Benchmarks/Programs/FlowCaptureCost",
      swiftSettings: strict
    ),

    // Networks and flows from a seed.
    .target(
      name: "Workloads",
      dependencies: ["Oracle", "PolicyEngine", "VPCModel", "IPAddressing"],
      path: "Benchmarks/Support/Workloads",
      swiftSettings: strict
    ),
  ]
}

// MARK: - Fuzzing

// Built only when asked for (`make fuzz` sets the variable): these programs have no `main` of their own, libFuzzer
// brings it.
if Context.environment["RINGFENCE_FUZZING"] == "1" {
  let targets: [(name: String, dependencies: [Target.Dependency])] = [
    ("FuzzAddressing", ["IPAddressing"]),
    (
      "FuzzSnapshot",
      ["AWSSnapshot", "PolicyEngine", "Oracle", "VPCModel", "IPAddressing"]
    ),
    ("FuzzExplanation", ["AWSSnapshot", "NetworkAnalysis", "Findings", "VPCModel", "IPAddressing"]),
    ("FuzzTraffic", ["NetworkAnalysis", "VPCModel", "IPAddressing"]),
    ("FuzzVerifyPolicy", ["ConnectivityPolicy", "PositionedYAML"]),
    ("FuzzConsolidation", ["NetworkAnalysis", "VPCModel", "IPAddressing"]),
    ("FuzzConfiguration", ["AWSEndpoint"]),
    ("FuzzResponses", ["AWSEndpoint", "AWSSnapshot"]),
    ("FuzzSignature", ["EC2API", "ControlPlane", "EC2Shapes", "AWSSignature"]),
    ("FuzzQuery", ["EC2Shapes"]),
    ("FuzzFilters", ["ControlPlane", "EC2Shapes"]),
    ("FuzzActions", ["ControlPlane", "EC2Shapes", "VPCModel"]),
    ("FuzzHCL", ["HCL"]),
    ("FuzzTerraform", ["Terraform", "HCL", "Findings", "VPCModel"]),
    ("FuzzTerraformDocument", ["Terraform", "HCL", "Findings", "VPCModel"]),
    ("FuzzImportIDs", ["Terraform", "VPCModel", "IPAddressing"]),
    ("FuzzSuppressions", ["SuppressionFile", "Terraform", "HCL", "Findings", "PositionedYAML"]),
    ("FuzzFlows", ["LinuxDataPlane", "FlowLogs", "IPAddressing"]),
  ]
  for target in targets {
    package.targets.append(
      .executableTarget(
        name: target.name,
        dependencies: target.dependencies,
        path: "Fuzzing/\(target.name)",
        swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]
      )
    )
  }
}
