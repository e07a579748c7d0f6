/// A report in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS, sarif-v2.1.0-errata01), which code
/// hosts and editors show beside the lines.
package enum FindingSARIF {
  /// - Throws: an `EncodingError` if Foundation cannot write the document.
  package static func render(_ report: FindingReport) throws -> String { try jsonText(SARIFLog(report)) }
}

/// The members of SARIF that are written; names are the standard's.
struct SARIFLog: Encodable {
  struct Text: Encodable {
    var text: String
    var markdown: String?
  }

  struct Run: Encodable {
    var tool: Tool
    var results: [Result]
    var invocations: [Invocation]
    /// Columns count characters, not UTF-16 code units.
    var columnKind = "unicodeCodePoints"
  }

  struct Tool: Encodable {
    struct Driver: Encodable {
      var name = "ringfence"
      var version: String
      var semanticVersion: String?
      var rules: [Rule]
    }
    var driver: Driver
  }

  struct Rule: Encodable {
    struct Configuration: Encodable { var level: String }
    struct Properties: Encodable {
      var tags: [String]
      var precision = "very-high"
      var securitySeverity: String
      var equivalents: [String: [String]]

      enum CodingKeys: String, CodingKey {
        case tags, precision, equivalents
        // GitHub's name, which its code scanning sorts alerts by.
        case securitySeverity = "security-severity"
      }
    }
    var id: String
    var name: String
    var shortDescription: Text
    var fullDescription: Text
    var help: Text
    var defaultConfiguration: Configuration
    var properties: Properties
  }

  struct Invocation: Encodable {
    struct Notification: Encodable {
      var level = "warning"
      var message: Text
    }
    var executionSuccessful = true
    var toolExecutionNotifications: [Notification]
  }

  struct Result: Encodable {
    struct Properties: Encodable {
      var severity: Severity
      var details: [String]
      var fixes: [String]
    }
    struct Suppression: Encodable {
      var kind = "external"
      var status = "accepted"
      var justification: String
    }
    var ruleId: String
    var ruleIndex: Int
    var level: String
    var kind = "fail"
    var message: Text
    var locations: [Location]
    var relatedLocations: [Location]?
    var partialFingerprints: [String: String]
    var suppressions: [Suppression]
    var properties: Properties
  }

  struct Location: Encodable {
    struct Physical: Encodable {
      struct Artifact: Encodable { var uri: String }
      struct Region: Encodable {
        struct Snippet: Encodable { var text: String }
        var startLine: Int
        var startColumn: Int
        var endLine: Int
        var endColumn: Int
        var snippet: Snippet?
      }
      var artifactLocation: Artifact
      var region: Region
    }
    struct Logical: Encodable {
      var name: String
      var fullyQualifiedName: String
      var kind: String
    }
    var id: Int?
    var message: Text?
    var physicalLocation: Physical?
    var logicalLocations: [Logical]?
  }

  var version = "2.1.0"
  var schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
  var runs: [Run]

  enum CodingKeys: String, CodingKey {
    case version, runs
    case schema = "$schema"
  }
}
