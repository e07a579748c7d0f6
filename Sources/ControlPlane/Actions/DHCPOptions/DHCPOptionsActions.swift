/// The actions of this family.
package enum DHCPOptionsActions {
  static let all: [Action] = []
}
