/// The actions of this family.
enum LocationActions {
  static let all: [Action] = [
    .read(describeRegions), .read(describeAvailabilityZones), .read(describeAccountAttributes),
  ]
}
