import AWSSignature
import Foundation
import Synchronization

/// Puts an EC2 endpoint on 127.0.0.1 under load and prints what it measured, as a line of JSON:
///
///     APILoad fill PORT KEY SECRET GROUPS RULES INTERFACES   makes groups with rules, and interfaces that are in them
///     APILoad mix PORT KEY SECRET CONNECTIONS SECONDS        80 % describe (half by id, half by filter), 20 % authorize
///                                                            and revoke, among at most 100 groups
///     APILoad describe PORT KEY SECRET CONNECTIONS SECONDS [FILE]   by id, one group again and again; its answer to FILE
///     APILoad authorize PORT KEY SECRET CONNECTIONS SECONDS  authorize and revoke, a group for each connection
///     APILoad all PORT KEY SECRET [PAGE]                     describes every group, in pages or whole
@main
struct APILoad {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count >= 4, let port = UInt16(arguments[1]) else { fail("usage: see the head of APILoad.swift") }
    let load = APILoad(
      port: port,
      requests: Requests(
        port: port,
        credentials: Credentials(accessKeyID: arguments[2], secretAccessKey: arguments[3])
      )
    )
    let numbers = arguments.dropFirst(4).compactMap { Int($0) }
    do {
      switch (arguments[0], numbers.count) {
      case ("fill", 3): try load.fill(groups: numbers[0], rules: numbers[1], interfaces: numbers[2])
      case ("mix", 2): try load.mix(connections: numbers[0], seconds: Double(numbers[1]))
      case ("describe", 2):
        try load.describe(connections: numbers[0], seconds: Double(numbers[1]), file: arguments.dropFirst(6).first)
      case ("authorize", 2): try load.authorize(connections: numbers[0], seconds: Double(numbers[1]))
      case ("all", 0...1): try load.describeAll(page: numbers.first)
      default: fail("usage: see the head of APILoad.swift")
      }
    } catch {
      fail("\(error)")
    }
  }

  private static func fail(_ reason: String) -> Never {
    FileHandle.standardError.write(Data("APILoad: \(reason)\n".utf8))
    exit(1)
  }

  let port: UInt16
  let requests: Requests

  // MARK: Modes

  /// Groups `load-0`, …, with the region's default group `groups` in all.
  private func fill(groups: Int, rules: Int, interfaces: Int) throws {
    let began = ContinuousClock.now
    let identifiers = Identifiers()
    try eachInParallel(groups - 1) { (connection, index) throws(LoadError) in
      let name = [("GroupName", "load-\(index)"), ("GroupDescription", "under load")]
      let made = try answer(&connection, requests.call("CreateSecurityGroup", name))
      let id = try only("groupId", in: made)
      // The first hundred have room left, for what is authorized and revoked.
      let count = index < 100 ? min(rules, 50) : rules
      let cidrs = (0..<count).map { "10.\(index >> 8).\(index & 0xFF).\($0)/32" }
      if !cidrs.isEmpty { _ = try answer(&connection, requests.authorize(id, cidrs: cidrs)) }
      identifiers.put(id, at: index)
    }
    if interfaces > 0 {
      var connection = Connection(port: port)
      let subnets = values("subnetId", in: try answer(&connection, requests.call("DescribeSubnets")))
      let groups = identifiers.all
      try eachInParallel(interfaces) { (connection, index) throws(LoadError) in
        let group = groups[index % groups.count] ?? ""
        let parameters = [("SubnetId", subnets[index % subnets.count]), ("SecurityGroupId.1", group)]
        _ = try answer(&connection, requests.call("CreateNetworkInterface", parameters))
      }
    }
    print(try json(["seconds": (ContinuousClock.now - began) / .seconds(1)]))
  }

  private func mix(connections: Int, seconds: Double) throws {
    let known = try groups()
    let scripts = (0..<connections).map { number in
      (0..<200).flatMap { round -> [[UInt8]] in
        // Each connection changes a group of its own with an address of its own, so that every call succeeds.
        let (own, cidr) = (known[number % known.count], "192.168.\(number).\(round)/32")
        let others = (0..<8).map { known[(number * 7 + round * 8 + $0) % known.count] }
        let reads = others.enumerated().map { index, group in
          index.isMultiple(of: 2) ? requests.describe(id: group.id) : requests.describe(name: group.name)
        }
        return reads[..<4] + [requests.authorize(own.id, cidrs: [cidr])] + reads[4...]
          + [requests.revoke(own.id, cidrs: [cidr])]
      }
    }
    print(try json(Measurement.run(port: port, scripts: scripts, unit: 10, seconds: seconds)))
  }

  private func describe(connections: Int, seconds: Double, file: String?) throws {
    let known = try groups()
    let request = requests.describe(id: known[0].id)
    if let file {
      var connection = Connection(port: port)
      try Data(try answer(&connection, request)).write(to: URL(fileURLWithPath: file))
    }
    let scripts = [[[UInt8]]](repeating: [request], count: connections)
    print(try json(Measurement.run(port: port, scripts: scripts, unit: 1, seconds: seconds)))
  }

  private func authorize(connections: Int, seconds: Double) throws {
    let known = try groups()
    let scripts = (0..<connections).map { number in
      (0..<100).flatMap { round -> [[UInt8]] in
        let (id, cidrs) = (known[number % known.count].id, ["192.168.\(number).\(round)/32"])
        return [requests.authorize(id, cidrs: cidrs), requests.revoke(id, cidrs: cidrs)]
      }
    }
    print(try json(Measurement.run(port: port, scripts: scripts, unit: 2, seconds: seconds)))
  }

  private func describeAll(page: Int?) throws {
    var connection = Connection(port: port)
    var token: String?
    var (bytes, pages) = (0, 0)
    let began = ContinuousClock.now
    repeat {
      var parameters = page.map { [("MaxResults", "\($0)")] } ?? []
      if let token { parameters.append(("NextToken", token)) }
      let text = try answer(&connection, requests.call("DescribeSecurityGroups", parameters))
      bytes += text.count
      pages += 1
      token = page == nil ? nil : values("nextToken", in: text).first
    } while token != nil
    let seconds = (ContinuousClock.now - began) / .seconds(1)
    print(try json(["seconds": seconds, "bytes": Double(bytes), "pages": Double(pages)]))
  }

  // MARK: Pieces

  /// At most a hundred of the groups that `fill` left room in.
  private func groups() throws(LoadError) -> [(id: String, name: String)] {
    var connection = Connection(port: port)
    var found: [(id: String, name: String)] = []
    for index in 0..<100 {
      let text = try answer(&connection, requests.describe(name: "load-\(index)"))
      guard let id = values("groupId", in: text).first(where: { $0.hasPrefix("sg-") }) else { break }
      found.append((id, "load-\(index)"))
    }
    guard !found.isEmpty else { throw LoadError("there are no groups: fill first") }
    return found
  }

  private func answer(_ connection: inout Connection, _ request: [UInt8]) throws(LoadError) -> ArraySlice<UInt8> {
    let answer = try connection.exchange(request)
    let body = connection.body(of: answer)
    guard answer.status == 200 else {
      throw LoadError("status \(answer.status): \(String(decoding: body, as: UTF8.self))")
    }
    return body
  }

  private func only(_ element: String, in text: ArraySlice<UInt8>) throws(LoadError) -> String {
    guard let value = values(element, in: text).first else {
      throw LoadError("no \(element) in \(String(decoding: text, as: UTF8.self))")
    }
    return value
  }

  private func values(_ element: String, in text: ArraySlice<UInt8>) -> [String] {
    String(decoding: text, as: UTF8.self).split(separator: "<\(element)>").dropFirst().compactMap { piece in
      piece.split(separator: "<", maxSplits: 1).first.map(String.init)
    }
  }

  private func eachInParallel(
    _ count: Int,
    _ body: @escaping @Sendable (inout Connection, Int) throws(LoadError) -> Void
  ) throws {
    let port = port
    let counter = Counter()
    for _ in 0..<8 {
      Thread {
        var connection = Connection(port: port)
        let result = Result { () throws(LoadError) in
          while true {
            let index = counter.next()
            guard index < count else { return }
            try body(&connection, index)
          }
        }
        counter.end(result)
      }.start()
    }
    while counter.ended < 8 { Thread.sleep(forTimeInterval: 0.002) }
    try counter.check()
  }

  private func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

/// Numbers for several threads, and how each ended.
private final class Counter: Sendable {
  private let number = Mutex(0)
  private let ends = Mutex<[Result<Void, LoadError>]>([])

  func next() -> Int {
    number.withLock { number in
      defer { number += 1 }
      return number
    }
  }

  var ended: Int { ends.withLock { $0.count } }

  func end(_ result: Result<Void, LoadError>) { ends.withLock { $0.append(result) } }

  func check() throws { for end in ends.withLock({ $0 }) { try end.get() } }
}

/// What several threads made.
private final class Identifiers: Sendable {
  private let found = Mutex<[Int: String]>([:])

  func put(_ id: String, at index: Int) { found.withLock { $0[index] = id } }

  var all: [Int: String] { found.withLock { $0 } }
}
