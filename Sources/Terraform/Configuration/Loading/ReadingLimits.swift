package import HCL

/// What a configuration may have at most, so that a hostile or broken one ends with an error and not with the machine's
/// memory. Far above what people write.
package struct ReadingLimits: Sendable {
  /// Of one file, in bytes.
  package var fileSize = 128 << 20
  /// From which size on, in bytes, a file's resources are not kept as trees but read again when they are evaluated. A
  /// file that is called by many modules is small, and read once.
  package var keptTreeSize = 256 << 10
  /// Of a file that a function reads, in bytes.
  package var functionFileSize = 16 << 20
  /// How deep modules may be nested.
  package var moduleDepth = 64
  /// Calls of modules, each counted as often as the module that it stands in is called.
  package var moduleCalls = 20_000
  /// Instances of resources and modules.
  package var instances = 1_000_000
  /// How many values may be worked out one for the sake of the other, where their order can't be told before.
  package var referenceDepth = 200
  /// What all expressions together may do.
  package var evaluation = EvaluationLimits()

  package init() {}
}
