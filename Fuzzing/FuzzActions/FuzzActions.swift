import EC2Shapes
import Foundation
import VPCModel

@testable import ControlPlane

/// Requests as form bodies, one to a line, on a region with something of everything. `@a` stands for the identifier of the
/// first resource, `@b` for the second, and so on, those made by earlier lines included. No action may trap or fail
/// as a server; what changed must be what the changes say, and every record must survive being stored.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzActions(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = UnsafeBufferPointer(start: start, count: count)
  var cloud = prepared
  for line in input.split(separator: UInt8(ascii: "\n"), maxSplits: 16) { cloud.perform(Array(line)) }
  return 0
}

private struct Cloud {
  var state = State()
  var identifiers = IdentifierGenerator(Counter())
  /// In the order in which they were made.
  var made: [String] = []
  let caller = Caller(accountID: "123456789012", accessKeyID: "AKIA", access: .readWrite, region: "eu-central-1")

  @discardableResult
  mutating func perform(_ line: [UInt8]) -> Bool {
    guard let parameters = try? QueryParameters(parsing: withIdentifiers(line)),
      let action = ActionCatalog.byName[parameters.action ?? ""]
    else { return false }
    let now = Timestamp(milliseconds: 1_790_000_000_000)
    do throws(EC2Error) {
      let call = try action.prepare(parameters)
      switch call.run {
      case .read(let body):
        write(try body(ReadScope(state: state, caller: caller, now: now)), action.name)
      case .write(let body):
        var transaction = Transaction(state: state, caller: caller, now: now, identifiers: identifiers)
        let answer =
          if let token = call.clientToken, !token.isEmpty {
            try ClientTokens.run(action: action.name, token: token, parameters: "", &transaction, body)
          } else {
            try body(&transaction)
          }
        write(answer, action.name)
        keep(transaction, action.name)
      }
      return true
    } catch {
      check(error.status < 500, "\(action.name): \(error)")
      _ = error.document(requestID: "")
      return false
    }
  }

  private func write(_ answer: any XMLEncodable, _ action: String) {
    check(!answer.document(action: action, requestID: "").isEmpty, "no answer")
  }

  private mutating func keep(_ transaction: Transaction, _ action: String) {
    let before = state
    for change in transaction.changes {
      let stored: Change
      switch change {
      case .put(let record): stored = .put(storedAndRead(record))
      case .remove: stored = change
      }
      state.apply(stored)
      if let record = change.record, before.record(change.reference) == nil, !made.contains(record.recordID) {
        made.append(record.recordID)
      }
    }
    check(state.network == transaction.state.network, "\(action): its changes make another network")
    identifiers = transaction.identifiers
  }

  private func storedAndRead<Element: Record>(_ record: Element) -> Element {
    do {
      let read = try JSONDecoder().decode(Element.self, from: try RecordCoding.encode(record))
      check(read == record, "\(record) is read as \(read)")
      return read
    } catch {
      fatalError("\(record) cannot be stored: \(error)")
    }
  }

  private func withIdentifiers(_ line: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    var index = 0
    while index < line.count {
      if line[index] == UInt8(ascii: "@"), index + 1 < line.count, !made.isEmpty {
        let number = Int(line[index + 1] &- UInt8(ascii: "a"))
        bytes += Array(made[number % made.count].utf8)
        index += 2
      } else {
        bytes.append(line[index])
        index += 1
      }
    }
    return bytes
  }
}

private let prepared: Cloud = {
  var cloud = Cloud()
  for line in [
    "Action=CreateVpc&CidrBlock=10.0.0.0/16&AmazonProvidedIpv6CidrBlock=true",
    "Action=CreateVpc&CidrBlock=10.1.0.0/16",
  ] { check(cloud.perform(Array(line.utf8)), line) }
  let ofTheFirst = cloud.made.firstIndex { $0.hasPrefix("vpc-") && !$0.hasPrefix("vpc-cidr") } ?? 0
  let (vpc, other) = (cloud.made[ofTheFirst], cloud.made.last { $0.hasPrefix("vpc-") } ?? "")
  func newest(_ prefix: String) -> String { cloud.made.last { $0.hasPrefix(prefix) } ?? "" }
  func make(_ line: String) { check(cloud.perform(Array(line.utf8)), line) }
  make("Action=CreateSubnet&VpcId=\(vpc)&CidrBlock=10.0.0.0/24")
  make("Action=CreateSecurityGroup&VpcId=\(vpc)&GroupName=app&GroupDescription=app")
  let group = newest("sg-")
  make(
    "Action=AuthorizeSecurityGroupIngress&GroupId=\(group)&IpPermissions.1.IpProtocol=tcp&IpPermissions.1.FromPort=443"
      + "&IpPermissions.1.ToPort=443&IpPermissions.1.IpRanges.1.CidrIp=0.0.0.0/0&IpPermissions.1.Groups.1.GroupId=\(group)"
  )
  make("Action=CreateNetworkInterface&SubnetId=\(newest("subnet-"))&SecurityGroupId.1=\(group)")
  make("Action=CreateManagedPrefixList&PrefixListName=list&MaxEntries=5&AddressFamily=IPv4&Entry.1.Cidr=10.0.0.0/8")
  make("Action=CreateInternetGateway")
  make("Action=AttachInternetGateway&VpcId=\(vpc)&InternetGatewayId=\(newest("igw-"))")
  make("Action=CreateRouteTable&VpcId=\(vpc)")
  make("Action=CreateNetworkAcl&VpcId=\(vpc)")
  make("Action=CreateVpcPeeringConnection&VpcId=\(vpc)&PeerVpcId=\(other)")
  make("Action=AllocateAddress&Domain=vpc")
  return cloud
}()

/// SplitMix64 (Steele, Lea & Flood 2014), always from the same seed.
private struct Counter: RandomNumberGenerator, Sendable {
  private var state: UInt64 = 1

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

private func check(_ condition: Bool, _ message: @autoclosure () -> String) {
  guard condition else { fatalError(message()) }
}
