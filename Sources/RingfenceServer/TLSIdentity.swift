import NIOSSL

/// A certificate chain with its private key.
package struct TLSIdentity: Sendable {
  let configuration: TLSConfiguration

  /// Reads a chain (the server's certificate first) and its key, both in PEM.
  ///
  /// Throws where one of them is none, or where the key is not that of the certificate.
  package init(certificateChain: [UInt8], privateKey: [UInt8]) throws(ServerError) {
    let chain: [NIOSSLCertificate]
    do {
      chain = try NIOSSLCertificate.fromPEMBytes(certificateChain)
    } catch {
      throw ServerError("The TLS certificate is no chain of certificates in PEM: \(error)")
    }
    guard !chain.isEmpty else { throw ServerError("The file of the TLS certificate has no certificate in PEM.") }
    let key: NIOSSLPrivateKey
    do {
      key = try NIOSSLPrivateKey(bytes: privateKey, format: .pem)
    } catch {
      throw ServerError("The TLS key is no private key in PEM, or it is encrypted: \(error)")
    }
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) },
      privateKey: .privateKey(key)
    )
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    do {
      _ = try NIOSSLContext(configuration: configuration)
    } catch {
      throw ServerError("The TLS certificate and the TLS key do not belong together: \(error)")
    }
    self.configuration = configuration
  }
}

/// Why the server can't run.
package struct ServerError: Error, Hashable, CustomStringConvertible {
  /// A sentence for whoever started it.
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
