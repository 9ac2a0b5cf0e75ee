// SPDX-License-Identifier: AGPL-3.0-or-later
public import Age
import Bytes

/// Why a message, a reply or an attachment could not be sealed or was not believed.
public enum EnvelopeError: Error, Equatable, Sendable {
    /// The age file around it.
    case sealing(AgeError)
    /// It opened, but is not what docs/protocol.md describes.
    case malformed
    /// Somebody other than the conversation's owner wrote it, or it was altered.
    case macWrong
    case signatureWrong
    /// Signed by a key that the organisation's card does not name.
    case unknownVoice
    case wrongConversation
    case wrongNumber
    /// The content does not fit; how many bytes too many.
    case tooLarge(Int)
}

/// Runs a reading; whatever is wrong with the bytes is ``EnvelopeError/malformed``.
func wellFormed<Value>(_ read: () throws(ByteReaderError) -> Value) throws(EnvelopeError) -> Value {
    do { return try read() } catch { throw .malformed }
}
