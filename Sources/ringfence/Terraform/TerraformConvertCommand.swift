import ArgumentParser
import Findings
import Foundation
import HCL
import Terraform
import VPCModel

/// `ringfence terraform convert FOLDER --to standalone`
struct TerraformConvertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Rewrite inline rules as resources of their own, with imports, so that the apply changes no live rule.",
    discussion: """
      One way only: inline blocks become aws_vpc_security_group_*_rule resources. There is no
      way back to inline blocks, which delete each rule that they do not list.

      Prints a patch, or changes the files with --write. With --live (and the state) it also
      writes import blocks for the rules that are there, into ringfence-imports.tf; without
      these the apply would try to make rules that exist already.

      EXAMPLES
        ringfence terraform convert ./infra --live http://127.0.0.1:4566          # the patch
        ringfence terraform convert ./infra --live http://127.0.0.1:4566 --write  # in place
        ringfence terraform convert ./infra --live snapshot | git apply

      EXIT STATUS
        0   converted, or nothing to convert
        1   some rules were left as they are, and it is said why
        64  wrong usage
        65  an input is faulty
        66  there is no such input
        69, 77, 78  the endpoint, its permissions, its configuration
        70  a fault of this program
        73  a file cannot be written
      """
  )

  enum Style: String, ExpressibleByArgument, CaseIterable { case standalone }

  @Argument(help: ArgumentHelp("A folder of configuration.", valueName: "folder"))
  var folder = "."

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Only this group: its address without instance keys. May be repeated. (default: all that have inline rules)",
      valueName: "address"
    )
  )
  var group: [String] = []

  @Option(name: .long, help: "What rules become; standalone is all there is.")
  var to = Style.standalone

  @OptionGroup(title: "Network")
  var live: LiveOptions

  @OptionGroup var variables: VariableOptions

  @Flag(name: .long, help: "Change the files.")
  var write = false

  private static let importFile = "ringfence-imports.tf"

  func run() async throws {
    let before = try TerraformInput.configuration(folder, variables.inputs)
    Terminal.warn(TerraformInput.unread(before))
    let conversion = StandaloneConversion(before, only: try selection(before))
    for refusal in conversion.refusals {
      let place = refusal.location.map { "\($0.path):\($0.startLine): " } ?? ""
      Terminal.complain(
        "warning",
        "\(place)\(refusal.group), \(refusal.direction.rawValue), stays as it is: \(refusal.reason)"
      )
    }
    var (files, patch) = try Self.outcome(of: conversion, in: before)
    if !files.isEmpty {
      let after = ConfigurationReader.read(
        folder: folder,
        variables: variables.inputs,
        files: EditedFiles(files)
      )
      guard !after.hasErrors, StandaloneConversion.isSameRules(before, after)
      else {
        Terminal.complain(
          "internal error",
          "the converted configuration would not declare the same rules; nothing is changed."
        )
        throw ExitStatus.internal.exitCode
      }
      if let imports = try await imports(after) {
        let path = folder == "." ? Self.importFile : folder + (folder.hasSuffix("/") ? "" : "/") + Self.importFile
        files.append((path, imports))
        patch += SourceEdits.patch(adding: imports, at: path)
      }
    }
    if write {
      try files.forEach(Self.save)
      for file in files { Terminal.write("\(file.path)\n") }
    } else {
      Terminal.write(patch)
    }
    if files.isEmpty, conversion.refusals.isEmpty { Terminal.complain("note", "there are no inline rules to convert.") }
    if !conversion.refusals.isEmpty { throw ExitStatus.found.exitCode }
  }

  /// What was asked for; `nil` for everything.
  private func selection(_ configuration: TerraformConfiguration) throws -> Set<GroupCycles.Extraction>? {
    guard !group.isEmpty else { return nil }
    let known = Set(configuration.instances.map { $0.address.configurationAddress })
    for address in group where !known.contains(address) {
      Terminal.complain("error", "\(folder) has no resource \(address).")
      throw ExitStatus.badData.exitCode
    }
    return Set(
      group.flatMap { address in
        TrafficDirection.allCases.map { GroupCycles.Extraction(group: address, direction: $0) }
      }
    )
  }

  private static func outcome(of conversion: StandaloneConversion, in before: TerraformConfiguration) throws
    -> (files: [(path: String, text: String)], patch: String)
  {
    do {
      return (
        try conversion.edits.files(in: before.sources), try conversion.edits.unifiedDiff(in: before.sources)
      )
    } catch {
      Terminal.complain("internal error", "the changes do not fit together: \(error)")
      throw ExitStatus.internal.exitCode
    }
  }

  /// Import blocks for the rules that are live; `nil` where nothing live is known.
  private func imports(_ after: TerraformConfiguration) async throws -> String? {
    guard let network = try await live.network() else {
      Terminal.complain(
        "warning",
        "without --live no import blocks are written: import each rule by its sgr- id before the apply, or it tries to make"
          + " rules that exist already.\nTheir ids: \(StandaloneConversion.lookup(group: "sg-…"))"
      )
      return nil
    }
    let imports = RuleImports(
      FateInput(configuration: after, state: try live.instances(beside: folder), live: network)
    )
    Terminal.warn(imports.missing.map { "\($0) is not live: the apply makes it" })
    Terminal.warn(imports.open.map { "\($0.address): which live rule it is can't be told: \($0.reason)" })
    return imports.imports.isEmpty ? nil : imports.blocks
  }

  private static func save(_ file: (path: String, text: String)) throws {
    do {
      try Data(file.text.utf8).write(to: URL(fileURLWithPath: file.path), options: .atomic)
    } catch {
      Terminal.complain("error", "\(file.path): it cannot be written: \(error.localizedDescription)")
      throw ExitStatus.cannotCreate.exitCode
    }
  }
}

/// The files of this machine, some of them with other contents.
private struct EditedFiles: ConfigurationFiles {
  private let disk = DiskFiles()
  private let edited: [String: [UInt8]]

  init(_ files: [(path: String, text: String)]) {
    let disk = disk
    edited = Dictionary(files.map { (disk.realPath(of: $0.path) ?? $0.path, Array($0.text.utf8)) }) { $1 }
  }

  func names(in folder: String) throws(FileProblem) -> [String]? { try disk.names(in: folder) }

  func bytes(of path: String, limit: Int) throws(FileProblem) -> [UInt8] {
    if let bytes = disk.realPath(of: path).flatMap({ edited[$0] }) { return bytes }
    return try disk.bytes(of: path, limit: limit)
  }

  func realPath(of path: String) -> String? { disk.realPath(of: path) }
}
