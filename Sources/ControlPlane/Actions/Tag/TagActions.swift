/// The actions of this family.
package enum TagActions {
  static let all: [Action] = [
    .write(CreateTags.run),
    .write(DeleteTags.run),
    .read(DescribeTags.run),
  ]
}
