// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
internal import Crypto
internal import CryptoExtras
internal import Foundation

public enum DeviceKeyFileError: Error, Equatable, Sendable {
    /// Not a device key file: it has another size.
    case wrongSize(Int)
    /// No slot opens. Whether the passphrase is wrong or the file damaged cannot be told apart, on purpose.
    case noSlotOpened
}

/// How much work one passphrase costs: the N of scrypt (RFC 7914).
public struct PassphraseWork: Sendable, Hashable {
    let rounds: Int

    /// N = 2^17, about half a second and 128 MiB.
    public static let standard = PassphraseWork(rounds: 1 << 17)

    /// Quick, for tests alone: protects nothing.
    package static let uncheckedForTests = PassphraseWork(rounds: 1 << 4)
}

/// What a passphrase opens.
public enum DeviceKeyContent: Sendable, RedactedPrinting {
    /// The keys of a device of the organisation.
    case device(DeviceSecrets)
    /// The keys of a machine that has asked to become one.
    case applicant(ApplicantSecrets)

    /// Public for fuzzing alone; it is sealed before it leaves this module.
    @_spi(Fuzzing) public func encoded() -> [UInt8] {
        var writer = ByteWriter(reservingCapacity: 320)
        switch self {
        case .device(let secrets):
            writer.u8(1)
            secrets.write(to: &writer)
        case .applicant(let secrets):
            writer.u8(2)
            secrets.write(to: &writer)
        }
        return writer.bytes
    }

    @_spi(Fuzzing) public init(parsing content: [UInt8]) throws(ByteReaderError) {
        var reader = ByteReader(content)
        switch try reader.u8() {
        case 1: self = .device(try DeviceSecrets(reading: &reader))
        case 2: self = .applicant(try ApplicantSecrets(reading: &reader))
        default: throw .invalidValue
        }
        try reader.finish()
    }
}

/// A machine's keys at rest (docs/protocol.md, section 7): four slots of equal size, of which nobody without a
/// passphrase can tell how many are in use.
public struct DeviceKeyFile: Sendable {
    static let saltByteCount = 32
    static let slotByteCount = 1_024
    static let slotCount = 4
    /// Of the whole file, always.
    public static let byteCount = saltByteCount + slotCount * slotByteCount

    public let bytes: [UInt8]

    public init(parsing bytes: [UInt8]) throws(DeviceKeyFileError) {
        guard bytes.count == Self.byteCount else { throw .wrongSize(bytes.count) }
        self.bytes = bytes
    }

    /// A file that `passphrase` opens, in a slot taken by lot; the other slots are random bytes.
    public init(sealing secrets: DeviceKeyContent, passphrase: String, work: PassphraseWork = .standard) {
        let salt = Derivation.randomBytes(Self.saltByteCount)
        let key = Self.key(passphrase, salt: salt, work: work)
        guard
            let padded = Padding.padded(
                secrets.encoded(), to: Self.slotByteCount - SealedBoxBytes.overheadByteCount)
        else { preconditionFailure("a device's secrets are 293 bytes, an applicant's at most 771") }
        let used = UInt8.random(in: 0..<UInt8(Self.slotCount))
        var bytes = salt
        for slot in 0..<UInt8(Self.slotCount) {
            let box = SealedBoxBytes.seal(
                padded, Derivation.key(key, Self.label, [slot]), authenticating: salt + [slot])
            bytes += slot == used ? box : Derivation.randomBytes(Self.slotByteCount)
        }
        self.bytes = bytes
    }

    /// Takes ``PassphraseWork`` whatever the passphrase, and tries every slot whatever the earlier ones gave.
    public func open(
        passphrase: String, work: PassphraseWork = .standard
    ) throws(DeviceKeyFileError) -> DeviceKeyContent {
        let salt = Array(bytes[..<Self.saltByteCount])
        let key = Self.key(passphrase, salt: salt, work: work)
        var opened: DeviceKeyContent?
        for slot in 0..<UInt8(Self.slotCount) {
            let start = Self.saltByteCount + Int(slot) * Self.slotByteCount
            let box = bytes[start..<start + Self.slotByteCount]
            guard
                let padded = SealedBoxBytes.open(
                    box, Derivation.key(key, Self.label, [slot]), authenticating: salt + [slot]),
                let content = try? Padding.content(of: padded)
            else { continue }
            opened = (try? DeviceKeyContent(parsing: content)) ?? opened
        }
        guard let opened else { throw .noSlotOpened }
        return opened
    }

    private static let label = "lifeboat/v1/device-file"

    /// NFKC first: the same passphrase typed on another keyboard is the same bytes.
    private static func key(_ passphrase: String, salt: [UInt8], work: PassphraseWork) -> SymmetricKey {
        do {
            return try KDF.Scrypt.deriveKey(
                from: Data(passphrase.precomposedStringWithCompatibilityMapping.utf8), salt: Data(salt),
                outputByteCount: 32, rounds: work.rounds, blockSize: 8, parallelism: 1)
        } catch {
            preconditionFailure("scrypt's parameters are constants")
        }
    }
}
