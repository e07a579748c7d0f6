import Benchmark

/// Everything that the benchmark tool measures; the names are what `Scripts/benchmark-report.py` looks for.
let benchmarks: @Sendable () -> Void = {
  addDecisionBenchmarks()
  addChangeBenchmarks()
}
