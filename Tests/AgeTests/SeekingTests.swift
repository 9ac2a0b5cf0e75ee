// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Synchronization
import Testing

@Suite struct `Seeking` {
    private enum Disk: Error, Equatable { case gone }

    private final class Log: Sendable {
        let reads = Mutex<[UInt64]>([])
    }

    private static func decryptor(
        _ sealed: [UInt8], claiming count: Int? = nil, with identity: X25519Identity, log: Log = Log()
    ) throws -> SeekableDecryptor<Disk> {
        try SeekableDecryptor(sealedByteCount: UInt64(count ?? sealed.count), identities: [.x25519(identity)]) {
            offset, count throws(Disk) in
            log.reads.withLock { $0.append(offset) }
            guard offset < UInt64(sealed.count) else { return [] }
            return Array(sealed[Int(offset)..<min(Int(offset) + count, sealed.count)])
        }
    }

    private static func sealed(_ size: Int) throws -> (identity: X25519Identity, plaintext: [UInt8], file: [UInt8]) {
        let identity = X25519Identity()
        let plaintext = pattern(size)
        return (identity, plaintext, try AgeFile.seal(plaintext, to: [.x25519(identity.recipient)]))
    }

    @Test(arguments: interestingSizes) func `any part is read, and the length is known`(size: Int) throws {
        let (identity, plaintext, file) = try Self.sealed(size)
        var decryptor = try Self.decryptor(file, with: identity)
        #expect(decryptor.byteCount == UInt64(size))
        for (offset, count) in [(0, 1), (0, size), (size - 1, 10), (65_535, 2), (65_536, 65_536), (1, 70_000), (9, 0)] {
            guard offset >= 0 else { continue }
            let expected = offset < size ? Array(plaintext[offset..<min(offset + count, size)]) : []
            #expect(try decryptor.read(at: UInt64(offset), count: count) == expected)
        }
        #expect(try decryptor.read(at: UInt64.max, count: Int.max) == [])
        #expect(try decryptor.read(at: 0, count: Int.max) == plaintext)
    }

    @Test func `only the header, the last chunk and the chunk asked for are fetched`() throws {
        let (identity, _, file) = try Self.sealed(100 * 65_536)
        let log = Log()
        var decryptor = try Self.decryptor(file, with: identity, log: log)
        _ = try decryptor.read(at: 50 * 65_536, count: 100)
        _ = try decryptor.read(at: 50 * 65_536 + 200, count: 100)
        #expect(log.reads.withLock { $0.count } == 3)
    }

    @Test func `a file that was cut or lengthened is refused before anything is read`() throws {
        let (identity, _, file) = try Self.sealed(3 * 65_536 + 100)
        let front = file.count - (3 * 65_552 + 116)
        for count in [front, front + 15, front + 65_552, file.count - 1, front + 3 * 65_552, front + 65_552 + 16] {
            let error = #expect(throws: SeekError<Disk>.self, "\(count)") {
                try Self.decryptor(Array(file[..<count]), with: identity)
            }
            guard case .age(let reason) = error else { continue }
            #expect(reason.place == .payload, "\(count)")
        }
        for extra in [1, 16, 100, 65_552] {
            #expect(throws: SeekError<Disk>.age(.payloadDamaged), "\(extra)") {
                try Self.decryptor(file + [UInt8](repeating: 0, count: extra), with: identity)
            }
        }
    }

    @Test func `a damaged chunk is never returned, and the others are`() throws {
        let (identity, plaintext, file) = try Self.sealed(3 * 65_536)
        var damaged = file
        damaged[file.count - 65_552 - 10] ^= 1
        var decryptor = try Self.decryptor(damaged, with: identity)
        #expect(try decryptor.read(at: 0, count: 65_536) == Array(plaintext[..<65_536]))
        #expect(throws: SeekError<Disk>.age(.payloadDamaged)) { try decryptor.read(at: 65_535, count: 2) }
        #expect(try decryptor.read(at: 131_072, count: 5) == Array(plaintext[131_072..<131_077]))
    }

    @Test func `a length that the storage does not keep is a cut file`() throws {
        let (identity, _, file) = try Self.sealed(100)
        for count in [file.count + 1, Int.max] {
            #expect(throws: SeekError<Disk>.age(.payloadTruncated)) {
                try Self.decryptor(file, claiming: count, with: identity)
            }
        }
        let error = #expect(throws: SeekError<Disk>.self) { try Self.decryptor(Array(file[..<50]), with: identity) }
        guard case .age(let reason) = error else { return }
        #expect(reason.place == .header)
    }

    @Test func `a failure of the storage stays one`() {
        #expect(throws: SeekError<Disk>.read(.gone)) {
            try SeekableDecryptor(sealedByteCount: 1000, identities: []) { _, _ throws(Disk) in throw .gone }
        }
    }
}
