extension RulesetChange {
  /// The change as transactions one after the other: who leaves groups and what is new, then what is another, then who
  /// joins groups and what is gone. One transaction where that says the same.
  ///
  /// A packet between two attached interfaces is judged twice, where it leaves the one and where it enters the other.
  /// If an interface's own rules and its memberships changed at once, a packet could leave by the old rules and enter by
  /// the new memberships, though neither network allows it. Members only ever add to what is allowed; so with the
  /// members of both networks alone, the old rules allow no more than the old network, and the new rules no more than
  /// the new one. That holds for a packet that meets two stages, not for one that meets three: it could leave by the old
  /// rules and enter by the new memberships after all. So before the rules change, and after, the packets that are under
  /// way are waited for where members changed (``mustOutlastPackets(before:)``). An interface that leaves a group and
  /// joins another is in neither for that time; connections that are tracked do not notice.
  ///
  /// And a packet that is under way meets chains as they were when its judgement began, but elements of sets as they are
  /// when it asks: a new element could lead it to a chain that was empty then, an old chain to a set without elements.
  /// Both would drop what both networks allow. So what is led to is there before, and until after.
  package var stages: [RulesetChange] {
    // A set that takes another's place, or a hook, is there at once or not at all.
    let replaced = Set(removedSets).intersection(newSets.keys)
    if !replaced.isEmpty || newChains.values.contains(where: { $0 != nil }) { return [self] }
    var (before, now, after) = (RulesetChange(), RulesetChange(), RulesetChange())
    before.newSets = newSets
    before.newChains = newChains
    for (chain, rules) in rules {
      if newChains.keys.contains(chain) { before.rules[chain] = rules } else { now.rules[chain] = rules }
    }
    after.removedSets = removedSets
    after.removedChains = removedChains
    let (goneSets, goneChains) = (Set(removedSets), Set(removedChains))
    for chain in emptiedChains {
      if goneChains.contains(chain) { after.emptiedChains.append(chain) } else { now.emptiedChains.append(chain) }
    }
    let canSplitMembers = !membersStayInPart
    for element in removedElements {
      if goneSets.contains(element.set) {
        after.removedElements.append(element)
      } else if canSplitMembers, MemberSets.isName(element.set) {
        before.removedElements.append(element)
      } else {
        now.removedElements.append(element)
      }
    }
    for element in addedElements {
      if newSets.keys.contains(element.set) {
        before.addedElements.append(element)
      } else if canSplitMembers, MemberSets.isName(element.set) {
        after.addedElements.append(element)
      } else {
        now.addedElements.append(element)
      }
    }
    // Of nothing but members, each for itself says no more than one network or the other.
    if before.hasOnlyElements, now.isEmpty, after.hasOnlyElements { return [self] }
    return [before, now, after].filter { !$0.isEmpty }
  }

  /// Whether packets that came before this stage must be gone when the next one comes: members left in this one or join
  /// in that one, while rules change.
  func mustOutlastPackets(before next: RulesetChange) -> Bool {
    let isAboutMembers: (ElementChange) -> Bool = { MemberSets.isName($0.set) }
    return removedElements.contains(where: isAboutMembers)
      || next.addedElements.contains { isAboutMembers($0) && !next.newSets.keys.contains($0.set) }
  }

  /// Whether ranges of members grow or shrink: they are others then, and in between their members would be missing.
  private var membersStayInPart: Bool {
    removedElements.contains { gone in
      MemberSets.isName(gone.set) && gone.declaration.isInterval
        && addedElements.contains {
          $0.set == gone.set && $0.key.first <= gone.key.last && gone.key.first <= $0.key.last
        }
    }
  }

  private var hasOnlyElements: Bool {
    newSets.isEmpty && newChains.isEmpty && rules.isEmpty && emptiedChains.isEmpty && removedSets.isEmpty
      && removedChains.isEmpty
  }

  /// What takes back who left in a first stage; `nil` where nobody did.
  var membersBack: RulesetChange? {
    var back = RulesetChange()
    back.addedElements = removedElements
    return removedElements.isEmpty ? nil : back
  }
}
