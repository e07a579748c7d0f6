import HCL

/// Reads a root module and the modules that it calls: each folder once, however often it is called.
struct ModuleLoader {
  let files: any ConfigurationFiles
  /// The root module's folder, as the caller names it.
  let root: String
  let limits: ReadingLimits
  var sources = SourceMap()
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var notRead: [NotRead] = []
  /// Declarations by real path; `nil` for a folder that could not be read.
  private var modules: [String: ModuleDeclaration?] = [:]
  private var manifest = ModuleManifest()
  private var calls = 0

  init(files: any ConfigurationFiles, root: String, limits: ReadingLimits) {
    self.files = files
    self.root = root
    self.limits = limits
  }

  /// The tree of modules; `nil` where the root folder can't be read.
  mutating func load() -> ModuleTree? {
    readManifest()
    guard let declaration = module(in: ".", calledAt: nil, as: root) else { return nil }
    return tree(declaration, path: [], folders: [files.realPath(of: root) ?? root])
  }

  private mutating func readManifest() {
    let path = PathText.joined(root, ModuleManifest.path)
    guard files.realPath(of: path) != nil else { return }
    do throws(FileProblem) {
      if let manifest = ModuleManifest(try files.bytes(of: path, limit: limits.fileSize)) {
        self.manifest = manifest
      } else {
        diagnostics.append(
          Diagnostic(.warning, "Unreadable module manifest", "\(path) is not what terraform init writes; run it again.")
        )
      }
    } catch {
      diagnostics.append(Diagnostic(.warning, "Unreadable module manifest", "\(path) \(error.reason)."))
    }
  }

  // MARK: The tree

  /// Depth of recursion: ``ReadingLimits/moduleDepth``.
  private mutating func tree(_ declaration: ModuleDeclaration, path: [String], folders: [String]) -> ModuleTree {
    var children: [String: ModuleTree.Child] = [:]
    for call in declaration.calls.values.sorted(by: { $0.name < $1.name }) {
      children[call.name] = child(call, of: declaration, path: path, folders: folders)
    }
    return ModuleTree(path: path, declaration: declaration, children: children)
  }

  private mutating func child(
    _ call: ModuleCallDeclaration,
    of parent: ModuleDeclaration,
    path: [String],
    folders: [String]
  ) -> ModuleTree.Child {
    let path = path + [call.name]
    let address = path.map { "module.\($0)" }.joined(separator: ".")
    guard let source = call.source else { return .missing }
    guard let folder = folder(of: source, calledFrom: parent.folder, path: path) else {
      let detail =
        "The source of \(address), \(source), is not on this disk: what it makes is not known here, and its outputs are "
        + "taken as unknown. Run terraform init, or terraform get, in \(root) and check again."
      notRead.append(NotRead(.moduleSource, address, detail, at: call.header))
      diagnostics.append(Diagnostic(.warning, "Module source not here", detail, at: call.header))
      return .missing
    }
    let place = PathText.joined(root, folder)
    let real = files.realPath(of: place) ?? place
    calls += 1
    if folders.contains(real) {
      fail("Module calls itself", "\(address) calls the module in \(place), which calls it in turn.", call, address)
    } else if path.count > limits.moduleDepth {
      fail("Modules nest too deep", "\(address) is nested deeper than \(limits.moduleDepth) modules.", call, address)
    } else if calls > limits.moduleCalls {
      fail(
        "Too many modules",
        "More than \(limits.moduleCalls) modules are called; \(address) is not read.",
        call,
        address
      )
    } else if let declaration = module(in: folder, calledAt: call, as: address) {
      return .loaded(tree(declaration, path: path, folders: folders + [real]))
    }
    return .missing
  }

  private mutating func fail(_ summary: String, _ detail: String, _ call: ModuleCallDeclaration, _ address: String) {
    diagnostics.append(Diagnostic(.error, summary, detail, at: call.header))
    notRead.append(NotRead(.fault, address, detail, at: call.header))
  }

  /// A module's folder relative to the root's: of a local source from its caller's, of another where `terraform init` put
  /// it; `nil` where it is not on this disk.
  private func folder(of source: String, calledFrom caller: String, path: [String]) -> String? {
    if source.hasPrefix("./") || source.hasPrefix("../") || source == "." || source == ".." {
      return PathText.joined(caller, source)
    }
    guard let folder = manifest.folders[path.joined(separator: ".")].map(PathText.cleaned),
      let real = files.realPath(of: PathText.joined(root, folder)), let realRoot = files.realPath(of: root),
      PathText.isInside(real, realRoot)
    else { return nil }
    return folder
  }

  // MARK: One folder

  private mutating func module(
    in folder: String,
    calledAt call: ModuleCallDeclaration?,
    as address: String
  ) -> ModuleDeclaration? {
    let path = PathText.joined(root, folder)
    let real = files.realPath(of: path) ?? path
    if let known = modules[real] { return known }
    let declaration = read(folder, at: path, calledAt: call, as: address)
    modules[real] = .some(declaration)
    return declaration
  }

  private mutating func read(
    _ folder: String,
    at path: String,
    calledAt call: ModuleCallDeclaration?,
    as address: String
  ) -> ModuleDeclaration? {
    let names: [String]
    do throws(FileProblem) {
      guard let found = try files.names(in: path) else {
        unreadable(address, "There is no folder \(path).", at: call)
        return nil
      }
      names = found.filter(Self.isConfiguration).sorted()
    } catch {
      unreadable(address, "The folder \(path) \(error.reason).", at: call)
      return nil
    }
    guard !names.isEmpty else {
      unreadable(address, "The folder \(path) holds no Terraform configuration (*.tf, *.tf.json).", at: call)
      return nil
    }
    var blocks = ModuleBlocks()
    var reader = DeclarationReader(sources: sources)
    // What an override file changes is needed as it is.
    let hasOverrides = names.contains(where: Self.isOverride)
    for name in names where !Self.isOverride(name) {
      if let body = parse(PathText.joined(path, name), keepsTrees: hasOverrides, for: &reader) {
        blocks.add(body, in: self.sources)
      }
    }
    for name in names where Self.isOverride(name) {
      if let body = parse(PathText.joined(path, name), keepsTrees: true, for: &reader) { blocks.override(body) }
    }
    diagnostics += blocks.diagnostics
    let declaration = reader.module(folder: folder, blocks)
    diagnostics += reader.diagnostics
    return declaration
  }

  private mutating func unreadable(_ address: String, _ detail: String, at call: ModuleCallDeclaration?) {
    diagnostics.append(Diagnostic(.error, "Unreadable module directory", detail, at: call?.header))
    notRead.append(NotRead(.fault, address, detail, at: call?.header))
  }

  /// - Parameter keepsTrees: `false` where the resources of a large file may be emptied.
  private mutating func parse(_ path: String, keepsTrees: Bool, for reader: inout DeclarationReader) -> Body? {
    do throws(FileProblem) {
      let bytes = try files.bytes(of: path, limit: limits.fileSize)
      guard let source = sources.add(path: path, bytes: bytes) else {
        throw FileProblem("is too large")
      }
      reader.sources = sources
      let isLarge = bytes.count > limits.keptTreeSize
      let (body, problems) =
        path.hasSuffix(".json")
        ? JSONSyntax.parse(source, in: sources, schema: TerraformSchema.file)
        : HCLParser.parse(source, in: sources) { block in if isLarge, !keepsTrees { reader.readEarly(&block) } }
      diagnostics += problems
      if let first = problems.first(where: { $0.severity == .error }) {
        notRead.append(NotRead(.fault, path, "\(first.summary): \(first.detail)", at: first.range))
      }
      return body
    } catch {
      diagnostics.append(Diagnostic(.error, "Failed to read file", "The file \(path) \(error.reason)."))
      notRead.append(NotRead(.fault, path, "The file \(error.reason)."))
      return nil
    }
  }

  /// Editors' backups and hidden files are none, as for Terraform.
  private static func isConfiguration(_ name: String) -> Bool {
    guard name.hasSuffix(".tf") || name.hasSuffix(".tf.json") else { return false }
    return !name.hasPrefix(".") && !name.hasPrefix("#")
  }

  private static func isOverride(_ name: String) -> Bool {
    let stem = name.hasSuffix(".tf") ? name.dropLast(3) : name.dropLast(8)
    return stem == "override" || stem.hasSuffix("_override")
  }
}
