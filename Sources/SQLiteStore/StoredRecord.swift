package import ControlPlane

/// The control plane's record, where GRDB's class of that name is in sight too.
package typealias StoredRecord = any Record
