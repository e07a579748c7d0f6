extension RulesetChange {
  /// The change as transactions one after the other: who leaves groups, all that is neither, who joins groups.
  ///
  /// A packet between two attached interfaces is judged twice, where it leaves the one and where it enters the other.
  /// If an interface's own rules and its memberships changed at once, a packet could leave by the old rules and enter by
  /// the new memberships, though neither network allows it. Members only ever add to what is allowed; so with the
  /// members of both networks alone, the old rules allow no more than the old network, and the new rules no more than
  /// the new one. An interface that leaves a group and joins another is in neither for as long as a transaction takes;
  /// connections that are tracked do not notice.
  ///
  /// One transaction where only members or only others change.
  package var stages: [RulesetChange] {
    let replaced = Set(removedSets).union(newSets.keys)
    func isOfMembers(_ change: ElementChange) -> Bool {
      MemberSets.isName(change.set) && !replaced.contains(change.set)
    }
    var (leaving, rest, joining) = (RulesetChange(), self, RulesetChange())
    leaving.removedElements = removedElements.filter(isOfMembers)
    joining.addedElements = addedElements.filter(isOfMembers)
    if leaving.isEmpty, joining.isEmpty { return [self] }
    rest.removedElements.removeAll(where: isOfMembers)
    rest.addedElements.removeAll(where: isOfMembers)
    // Ranges that grow or shrink are others; between the two their members would be missing.
    let staysInPart = leaving.removedElements.contains { gone in
      joining.addedElements.contains {
        $0.set == gone.set && $0.key.first <= gone.key.last && gone.key.first <= $0.key.last
      }
    }
    return rest.isEmpty || staysInPart ? [self] : [leaving, rest, joining].filter { !$0.isEmpty }
  }

  /// What takes a stage of leaving members back; `nil` for other stages.
  var membersBack: RulesetChange? {
    var back = RulesetChange()
    back.addedElements = removedElements
    var leaving = RulesetChange()
    leaving.removedElements = removedElements
    return self == leaving ? back : nil
  }
}
