@_spi(_Unicode) import Swift

extension String {
  /// In Unicode's composed form (NFC). O(bytes), and without a copy for what is below U+0300, as nearly all texts are.
  var composed: String {
    var text = self
    let isPlain = text.withUTF8 { bytes in
      // U+0300, the first that combines, begins with the byte CC.
      bytes.allSatisfy { $0 < 0xCC }
    }
    if isPlain { return self }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: self._nfc)
    return String(result)
  }
}
