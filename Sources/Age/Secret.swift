// SPDX-License-Identifier: AGPL-3.0-or-later

/// Key material or a passphrase: wiped when the last holder lets go of it, and shown by no kind of printing.
///
/// Copies that a caller makes through ``bytes`` are the caller's.
@safe final class Secret: @unchecked Sendable {
    // Written only by init and deinit, so sharing it between threads is safe.
    private let storage: UnsafeMutableRawBufferPointer

    init(_ bytes: some Collection<UInt8>) {
        unsafe storage = .allocate(byteCount: bytes.count, alignment: 1)
        unsafe storage.copyBytes(from: bytes)
    }

    deinit {
        unsafe Primitives.wipe(storage)
        unsafe storage.deallocate()
    }

    var count: Int { unsafe storage.count }

    /// A copy of the secret. Each use is a place for a reviewer to look at.
    var bytes: [UInt8] { unsafe Array(storage) }

    /// Lends the bytes for the time of one call.
    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe body(UnsafeRawBufferPointer(storage))
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible {
    var description: String { "[redacted]" }
    var debugDescription: String { "[redacted]" }
}

#if !hasFeature(Embedded)
    extension Secret: CustomReflectable {
        var customMirror: Mirror { Mirror(self, children: []) }
    }
#endif
