// SPDX-License-Identifier: AGPL-3.0-or-later

/// The body of the X25519 and scrypt stanzas: the file key under ChaCha20-Poly1305 with a nonce of zeros, sound
/// because the wrapping key seals once.
enum WrappedFileKey {
    static let byteCount = FileKey.byteCount + aeadTagByteCount

    static func seal(_ fileKey: FileKey, with wrapKey: Secret) -> [UInt8] {
        var body: [UInt8] = []
        AEADKey(wrapKey).seal(fileKey.secret.bytes.span, nonce: .zero, into: &body)
        return body
    }

    /// The file key, or nil when it was wrapped with another key. The caller has checked the body's length, which
    /// keeps one body from holding keys for several recipients.
    static func open(_ body: [UInt8], with wrapKey: Secret) -> FileKey? {
        var opened: [UInt8] = []
        guard AEADKey(wrapKey).open(body.span, nonce: .zero, into: &opened) else { return nil }
        return FileKey(Secret(opened))
    }
}
