import LinuxDataPlane
import Synchronization

/// Makes the namespaces and cables of a plan.
struct LabBuilder: Sendable {
  let plan: LabPlan
  let progress: @Sendable (LabProgress) -> Void
  let isCancelled: @Sendable () -> Bool

  /// Builds everything, or fails and leaves what was made so far: whoever called removes it by name.
  ///
  /// About two processes for each router and one for each machine.
  func build() throws(LabError) {
    let script = LabScript(plan)
    let (plan, progress) = (plan, progress)
    progress(LabProgress(step: .namespaces, done: 0, total: plan.namespaces.count))
    try checkCancellation()
    try IPBatch.run(script.namespaces)

    progress(LabProgress(step: .cables, done: 0, total: plan.routers.count))
    // Settings first: devices take on the defaults that they find. Cables between routers need both.
    try NamespaceVisit.concurrently(plan.machines.count, isCancelled: isCancelled) { index throws(LabError) in
      let machine = plan.machines[index]
      try NamespaceVisit.run(machine.namespace) { () throws(LabError) in
        try NamespaceVisit.write(LabScript.settings(of: machine))
      }
    }
    for router in plan.routers {
      try NamespaceVisit.run(router.namespace) { () throws(LabError) in
        try NamespaceVisit.write(LabScript.routerSettings)
      }
    }
    for router in plan.routers {
      try checkCancellation()
      let lines = script.cables(router)
      try NamespaceVisit.run(router.namespace) { () throws(LabError) in try IPBatch.run(lines) }
    }

    let count = plan.machines.count
    let done = Mutex(0)
    try NamespaceVisit.concurrently(count, isCancelled: isCancelled) { index throws(LabError) in
      let machine = plan.machines[index]
      try NamespaceVisit.run(machine.namespace) { () throws(LabError) in
        try IPBatch.run(LabScript.inside(machine))
      }
      let number = done.withLock { done in
        done += 1
        return done
      }
      progress(LabProgress(step: .machines, done: number, total: count))
    }

    for (index, router) in plan.routers.enumerated() {
      progress(LabProgress(step: .routers, done: index, total: plan.routers.count))
      try checkCancellation()
      let (lines, rules) = (script.router(router), script.rules(router))
      try NamespaceVisit.run(router.namespace) { () throws(LabError) in
        try IPBatch.run(lines)
        for family in ["-4", "-6"] { try IPBatch.run(rules, options: [family]) }
      }
    }
    progress(LabProgress(step: .routers, done: plan.routers.count, total: plan.routers.count))
  }

  private func checkCancellation() throws(LabError) {
    if isCancelled() { throw .cancelled }
  }
}

/// How far a lab has come up.
package struct LabProgress: Hashable, Sendable {
  package enum Step: String, Hashable, Sendable { case namespaces, cables, machines, routers }

  package let step: Step
  package let done: Int
  package let total: Int
}
