// SPDX-License-Identifier: AGPL-3.0-or-later
public import Age
public import Bytes

public enum GrantError: Error, Equatable, Sendable {
    /// Not for this device, or damaged.
    case sealing(AgeError)
    case malformed
}

/// Keys on their way to devices.
public struct Grant: Sendable, RedactedPrinting {
    /// At most 255.
    public static let maximumKeyCount = 255
    public let keys: [GrantedKey]

    public init(_ keys: [GrantedKey]) {
        precondition(!keys.isEmpty && keys.count <= Self.maximumKeyCount, "a grant holds 1 to 255 keys")
        self.keys = keys
    }

    /// Seals to the devices and, always, to the recovery recipient.
    public func sealed(
        to devices: [HybridRecipient], recovery: HybridRecipient
    ) throws(GrantError) -> SealedGrant {
        do {
            return SealedGrant(file: try AgeFile.seal(encoded(), to: (devices + [recovery]).map { .hybrid($0) }))
        } catch {
            throw .sealing(error)
        }
    }

    func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.u8(1)
        writer.u8(UInt8(keys.count))
        for key in keys { key.write(to: &writer) }
        return writer.bytes
    }

    init(parsing bytes: [UInt8]) throws(ByteReaderError) {
        var reader = ByteReader(bytes)
        guard try reader.u8() == 1 else { throw .invalidValue }
        let count = try reader.u8()
        guard count > 0 else { throw .invalidValue }
        var keys: [GrantedKey] = []
        for _ in 0..<count { keys.append(try GrantedKey(from: &reader)) }
        try reader.finish()
        self.keys = keys
    }
}

/// A grant as it lies in the ledger: an age file. Nothing in it says who can open it; a device tries.
public struct SealedGrant: Hashable, Sendable {
    let file: [UInt8]

    public func open(with identity: HybridIdentity) throws(GrantError) -> Grant {
        let content: [UInt8]
        do {
            content = try AgeFile.open(file, with: [.hybrid(identity)])
        } catch {
            throw .sealing(error)
        }
        do {
            return try Grant(parsing: content)
        } catch {
            throw .malformed
        }
    }
}
