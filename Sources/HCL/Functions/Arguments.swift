/// Arguments as bodies of functions read them: their types are those of the parameters already, and what may not be null
/// or unknown is neither.
extension [Value] {
  func text(_ index: Int) -> String { self[index].stringValue ?? "" }

  func number(_ index: Int) -> Number { self[index].numberValue ?? 0 }

  func elements(_ index: Int) -> [Value] { self[index].elements ?? [] }

  /// A whole number that fits.
  func integer(_ index: Int) throws(FunctionError) -> Int {
    let number = number(index)
    guard number.isInteger else { throw FunctionError("value must be a whole number", argument: index) }
    guard let value = number.int else {
      throw FunctionError("value must be a whole number, between \(Int.min) and \(Int.max) inclusive", argument: index)
    }
    return value
  }

  /// A number as the machine computes with it.
  func double(_ index: Int) throws(FunctionError) -> Double {
    let number = number(index)
    let value = number.double
    guard value.isFinite || number.isInfinite else {
      throw FunctionError("the number is too large for this function", argument: index)
    }
    return value
  }
}

extension Value {
  /// A list of texts that are composed already.
  static func list(ofTexts texts: [String]) -> Value { .list(.string, texts.map { .string($0) }) }

  static func conversion(_ value: Value, to type: ValueType, argument: Int? = nil) throws(FunctionError) -> Value {
    do { return try value.converted(to: type) } catch { throw FunctionError(error.message, argument: argument) }
  }
}
