// SPDX-License-Identifier: AGPL-3.0-or-later
package import Bytes

/// What a desk keeps in one sealed file of its own (docs/protocol.md, section 7). Only what this machine sealed is ever
/// parsed; a parser is strict all the same, since a key can be stolen and an older version can have written the file.
package protocol SealedRecord: Sendable {
    /// The file's name in the desk's directory. The seal is bound to it.
    static var name: String { get }
    /// Of the sealed file; a larger one is not read.
    static var byteCountLimit: Int { get }

    init(parsing bytes: [UInt8]) throws(ByteReaderError)
    func encoded() -> [UInt8]
}
