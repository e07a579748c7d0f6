import Foundation

/// The files of this machine.
package struct DiskFiles: ConfigurationFiles {
  package init() {}

  package func names(in folder: String) throws(FileProblem) -> [String]? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else { return nil }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw FileProblem("can't be listed: \(Self.text(of: error))")
    }
  }

  package func bytes(of path: String, limit: Int) throws(FileProblem) -> [UInt8] {
    guard let real = realPath(of: path) else { throw FileProblem("does not exist") }
    do {
      let attributes = try FileManager.default.attributesOfItem(atPath: real)
      guard attributes[.type] as? FileAttributeType == .typeRegular else {
        throw FileProblem("is not a regular file")
      }
      if let size = attributes[.size] as? NSNumber, size.int64Value > Int64(limit) {
        throw FileProblem("has \(size) bytes; at most \(limit) are read")
      }
      let data = try Data(contentsOf: URL(fileURLWithPath: real), options: .mappedIfSafe)
      guard data.count <= limit else { throw FileProblem("has \(data.count) bytes; at most \(limit) are read") }
      return [UInt8](data)
    } catch let problem as FileProblem {
      throw problem
    } catch {
      throw FileProblem("can't be read: \(Self.text(of: error))")
    }
  }

  package func realPath(of path: String) -> String? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    return URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }

  private static func text(of error: any Error) -> String {
    let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    return (cause ?? error as NSError).localizedDescription
  }
}
