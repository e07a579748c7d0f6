import EC2Shapes

/// A form body from a stranger. What is read of it, written as a form and read again, is the same; and every request that
/// it could be meant as is read or refused, without a trap.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzQuery(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard let parameters = try? QueryParameters(parsing: input) else { return 0 }

  var pairs = parameters.inOrder
  if let action = parameters.action { pairs.append(("Action", action)) }
  if let version = parameters.version { pairs.append(("Version", version)) }
  for (name, value) in pairs {
    check(parameters.value(of: name) == value, "\(name) is not found")
  }
  let form = pairs.map { "\(escaped($0.name))=\(escaped($0.value))" }.joined(separator: "&")
  do throws(EC2Error) {
    let again = try QueryParameters(parsing: Array(form.utf8))
    check(again.action == parameters.action && again.version == parameters.version, "another action in \(form)")
    check(again.inOrder.elementsEqual(parameters.inOrder, by: ==), "other parameters in \(form)")
  } catch {
    fatalError("\(form) is refused: \(error)")
  }

  let meant = EC2.requests.filter { $0.action == parameters.action }
  for request in meant.isEmpty ? EC2.requests : meant {
    do throws(EC2Error) {
      _ = try request.init(parameters: parameters)
    } catch {
      check(error.status < 500, "\(request.action): \(error)")
    }
  }
  return 0
}

private func escaped(_ text: String) -> String {
  text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

private func check(_ condition: Bool, _ message: @autoclosure () -> String) {
  guard condition else { fatalError(message()) }
}
