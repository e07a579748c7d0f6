import ArgumentParser
import Findings

/// How text looks.
struct AppearanceOptions: ParsableArguments {
  @Option(name: .long, help: "When to colour the answer; NO_COLOR is honoured.")
  var color = ColourChoice.auto

  @Option(
    name: .long,
    help: ArgumentHelp("Columns to wrap the text to. (default: the terminal's)", valueName: "columns")
  )
  var width: Int?

  func validate() throws {
    if let width, !(40...1000).contains(width) { throw ValidationError("--width is from 40 to 1000 columns.") }
  }
}

extension Terminal {
  static func options(_ appearance: AppearanceOptions) -> TextOptions {
    options(colour: appearance.color, width: appearance.width)
  }
}
