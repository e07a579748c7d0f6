/// The actions of this family.
package enum ElasticAddressActions {
  static let all: [Action] = []
}
