package import ControlPlane
import ServiceLifecycle

/// Keeps a control plane in step with what other processes commit to its store.
package struct StoreFollower: Service {
  private let controlPlane: ControlPlane

  package init(_ controlPlane: ControlPlane) { self.controlPlane = controlPlane }

  package func run() async throws {
    await cancelWhenGracefulShutdown { [controlPlane] in
      while !Task.isCancelled {
        // A store that was emptied ends its watch; one that fails may come back.
        try? await controlPlane.follow()
        try? await Task.sleep(for: .milliseconds(200))
      }
    }
  }
}

extension ControlPlane {
  /// Whether the store answers.
  package func readiness() async -> Readiness {
    do throws(StoreError) {
      try await check()
      return Readiness([Readiness.Check("store")])
    } catch {
      return Readiness([Readiness.Check("store", problem: error.description)])
    }
  }
}
