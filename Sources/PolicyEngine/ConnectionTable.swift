import VPCModel

/// The entries of connection tracking: by key, by interface, and by the time at which they end.
///
/// Entries keep their place while they live. Each interface's entries form a list, so that they end with it in a
/// time that is theirs alone.
struct ConnectionTable: Sendable {
  typealias Place = Int

  private struct Interface: Sendable {
    var id: NetworkInterface.ID
    var timeouts: ConnectionTimeouts?
    var first: Place?
  }

  private var places: [ConnectionKey: Place] = [:]
  private var entries: ContiguousArray<ConnectionEntry?> = []
  private var freePlaces: [Place] = []
  private var expiries = ConnectionExpiries()

  /// Interfaces that have entries or time-outs of their own, with those that had and are still in the network.
  private var interfacePlaces: [NetworkInterface.ID: Int] = [:]
  private var interfaces: ContiguousArray<Interface?> = []
  private var freeInterfaces: [Int] = []

  /// For interfaces without time-outs of their own.
  var defaultTimeouts: ConnectionTimeouts

  init(defaultTimeouts: ConnectionTimeouts) { self.defaultTimeouts = defaultTimeouts }

  var count: Int { places.count }

  /// In the order of their places, which depends on nothing but what happened before.
  var all: some Sequence<ConnectionEntry> { entries.lazy.compactMap { $0 } }

  subscript(place: Place) -> ConnectionEntry? { entries[place] }

  func place(of key: ConnectionKey) -> Place? { places[key] }

  /// The entry lets a packet through, and ends or lives on by it. O(1), without allocation, where its deadline
  /// does not come nearer.
  mutating func cover(_ packet: Packet, at place: Place, now: Duration) {
    guard let interface = entries[place]?.interface else { return }
    let timeouts = interfaces[interface]?.timeouts ?? defaultTimeouts
    guard entries[place]?.cover(packet, at: now, timeouts) == true else { return remove(place) }
    guard let deadline = entries[place]?.deadline, let checkedAt = entries[place]?.checkedAt, deadline < checkedAt
    else { return }
    schedule(place, at: deadline)
  }

  /// Adds an entry under a key that is free; its first packet is covered at once.
  mutating func insert(_ entry: ConnectionEntry, firstPacket: Packet, now: Duration) {
    let interface = interfacePlace(of: entry.key.interfaceID)
    let place: Place
    if let free = freePlaces.popLast() {
      place = free
    } else {
      place = entries.count
      entries.append(nil)
    }
    var entry = entry
    entry.interface = interface
    entry.next = interfaces[interface]?.first
    // Whatever the deadline turns out to be, it is nearer than this.
    entry.checkedAt = Duration(attoseconds: .max)
    if let next = entry.next { entries[next]?.previous = place }
    interfaces[interface]?.first = place
    places[entry.key] = place
    entries[place] = entry
    cover(firstPacket, at: place, now: now)
  }

  mutating func remove(_ place: Place) {
    guard let entry = entries[place] else { return }
    places[entry.key] = nil
    entries[place] = nil
    freePlaces.append(place)
    if let next = entry.next { entries[next]?.previous = entry.previous }
    if let previous = entry.previous {
      entries[previous]?.next = entry.next
    } else {
      interfaces[entry.interface]?.first = entry.next
    }
  }

  /// Removes what is idle for too long. O(1) where nothing is due; over time O(log entries) for each entry opened
  /// and for each time-out that passes in its life.
  mutating func removeExpired(at now: Duration) {
    while let due = expiries.popDue(at: now) {
      // Entries removed since, and times that a nearer deadline replaced, are left behind in the queue.
      guard let entry = entries[due.place], entry.checkedAt == due.time else { continue }
      if entry.deadline <= now {
        remove(due.place)
      } else {
        schedule(due.place, at: entry.deadline)
      }
    }
  }

  private mutating func schedule(_ place: Place, at time: Duration) {
    entries[place]?.checkedAt = time
    expiries.insert(ConnectionExpiry(time: time, place: place))
    // At least half of the queue is left behind: it is made again, which pays for itself.
    if expiries.count > 2 * count + 64 {
      expiries = ConnectionExpiries(
        entries.indices.compactMap { place in
          entries[place].map { ConnectionExpiry(time: $0.checkedAt, place: place) }
        }
      )
    }
  }
}

// MARK: - Interfaces

extension ConnectionTable {
  mutating func setTimeouts(_ timeouts: ConnectionTimeouts?, for id: NetworkInterface.ID) {
    guard timeouts != nil || interfacePlaces[id] != nil else { return }
    interfaces[interfacePlace(of: id)]?.timeouts = timeouts
  }

  func timeouts(of id: NetworkInterface.ID) -> ConnectionTimeouts {
    interfacePlaces[id].flatMap { interfaces[$0]?.timeouts } ?? defaultTimeouts
  }

  /// Ends the interface's entries and forgets its time-outs. O(its entries).
  mutating func removeInterface(_ id: NetworkInterface.ID) {
    guard let interface = interfacePlaces.removeValue(forKey: id) else { return }
    while let place = interfaces[interface]?.first { remove(place) }
    interfaces[interface] = nil
    freeInterfaces.append(interface)
  }

  mutating func removeInterfaces(where isGone: (NetworkInterface.ID) -> Bool) {
    for interface in interfaces {
      if let id = interface?.id, isGone(id) { removeInterface(id) }
    }
  }

  private mutating func interfacePlace(of id: NetworkInterface.ID) -> Int {
    if let known = interfacePlaces[id] { return known }
    let place: Int
    if let free = freeInterfaces.popLast() {
      place = free
    } else {
      place = interfaces.count
      interfaces.append(nil)
    }
    interfaces[place] = Interface(id: id)
    interfacePlaces[id] = place
    return place
  }
}
