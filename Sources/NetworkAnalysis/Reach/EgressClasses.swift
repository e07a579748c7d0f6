/// Policies whose egress rules say the same to every host, together: most groups let everything out, and then there is
/// nothing to tell their members apart by.
struct EgressClasses: Sendable {
  struct Class: Sendable {
    let said: ReachMatrix.HostPartition
    /// The hosts of all policies of the class.
    var sources: HostSet
  }
  private var classes: [Class] = []
  private var classOfPolicy: [Int] = []
  private var numbers: [ReachMatrix.HostPartition: Int] = [:]

  func ofPolicy(_ policy: Int) -> Class { classes[classOfPolicy[policy]] }

  /// The next policy.
  mutating func add(_ said: ReachMatrix.HostPartition, of hosts: HostSet) {
    let number = number(of: said)
    classes[number].sources.formUnion(hosts)
    classOfPolicy.append(number)
  }

  mutating func replace(_ policy: Int, _ said: ReachMatrix.HostPartition, hosts: HostSet) {
    let before = classOfPolicy[policy]
    classes[before].sources = classes[before].sources.subtracting(hosts)
    let number = number(of: said)
    classes[number].sources.formUnion(hosts)
    classOfPolicy[policy] = number
  }

  private mutating func number(of said: ReachMatrix.HostPartition) -> Int {
    if let known = numbers[said] { return known }
    let number = classes.count
    numbers[said] = number
    classes.append(Class(said: said, sources: .empty))
    return number
  }
}
