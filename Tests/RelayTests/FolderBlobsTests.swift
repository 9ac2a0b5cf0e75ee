// SPDX-License-Identifier: AGPL-3.0-or-later
import Blobs
import Bytes
import Crypto
import Foundation
import LifeboatTestSupport
import NIOCore
import RelayStore
import Synchronization
import Testing

@Suite struct FolderBlobsTests {
    /// A clock that a test moves.
    final class Hands: Sendable {
        private let seconds = Atomic<Int64>(0)
        var now: Int64 { seconds.load(ordering: .relaxed) }
        func move(_ by: Int64) { seconds.wrappingAdd(by, ordering: .relaxed) }
    }

    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    static let limits = BlobLimits(
        blobByteCount: 1 << 20, openUploads: 3, uploadIdleSeconds: 100, uploadGraceSeconds: 10)

    private func open(
        _ hands: Hands = Hands(), limits: BlobLimits = limits, share: UInt64 = 1 << 30
    ) throws -> FolderBlobs {
        try FolderBlobs(path: folder.path, limits: limits, share: DiskShare(limit: share)) { hands.now }
    }

    private func ticket(_ number: UInt8) -> UploadName { UploadName([UInt8](repeating: number, count: 32)) }
    private func hash(_ bytes: [UInt8]) -> BlobName { BlobName(Array(SHA256.hash(data: bytes))) }

    private func store(_ bytes: [UInt8], _ ticket: UploadName, in blobs: FolderBlobs) async throws -> BlobName {
        var session = try await blobs.begin(ticket, at: 0, announced: nil)
        try await session.write(ByteBuffer(bytes: bytes))
        return try await session.complete()
    }

    private func part(_ bytes: [UInt8], _ ticket: UploadName, at offset: UInt64, in blobs: FolderBlobs) async throws {
        var session = try await blobs.begin(ticket, at: offset, announced: nil)
        try await session.write(ByteBuffer(bytes: bytes))
        #expect(try await session.pause() == offset + UInt64(bytes.count))
    }

    private func content(_ blob: BlobName, in blobs: FolderBlobs, from start: UInt64 = 0) async throws -> [UInt8] {
        let reader = try await blobs.read(blob)
        var bytes: [UInt8] = []
        while case let piece = try await reader.read(at: start + UInt64(bytes.count)), piece.readableBytes > 0 {
            bytes += piece.readableBytesView
        }
        return bytes
    }

    @Test(arguments: [0, 1, 131_072, 262_143, 262_144, 262_145, 1_000_000])
    func `a blob is found under its hash`(count: Int) async throws {
        let blobs = try open()
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let blob = try await store(bytes, ticket(1), in: blobs)
        #expect(blob == hash(bytes))
        #expect(try await blobs.byteCount(of: blob) == UInt64(count))
        #expect(try await content(blob, in: blobs) == bytes)
        #expect(try await content(blob, in: blobs, from: UInt64(count / 2)) == Array(bytes[(count / 2)...]))
        #expect(blobs.openUploads == 0)
        #expect(blobs.share.byteCount == UInt64(count))
        await blobs.close()
    }

    @Test func `an upload continues where it stands, also after a restart`() async throws {
        let bytes = (0..<900_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let first = try open()
        try await part(Array(bytes[..<300_000]), ticket(1), at: 0, in: first)
        #expect(first.offset(of: ticket(1)) == 300_000)
        try await part(Array(bytes[300_000..<600_000]), ticket(1), at: 300_000, in: first)
        await first.close()
        let second = try open()
        #expect(second.offset(of: ticket(1)) == 600_000)
        #expect(second.share.byteCount == 600_000)
        var session = try await second.begin(ticket(1), at: 600_000, announced: 300_000)
        try await session.write(ByteBuffer(bytes: bytes[600_000...]))
        #expect(try await session.complete() == hash(bytes))
        #expect(try await content(hash(bytes), in: second) == bytes)
        await second.close()
    }

    @Test func `an upload at another offset is told the right one`() async throws {
        let blobs = try open()
        try await part([1, 2, 3], ticket(1), at: 0, in: blobs)
        await #expect(throws: BlobError.wrongOffset(current: 3)) {
            _ = try await part([4], ticket(1), at: 2, in: blobs)
        }
        await #expect(throws: BlobError.notFound) { _ = try await part([4], ticket(2), at: 2, in: blobs) }
        #expect(blobs.openUploads == 1)
        await blobs.close()
    }

    @Test func `a newer connection takes the upload over, and the older one can do no harm`() async throws {
        let blobs = try open()
        try await part([1, 2, 3], ticket(1), at: 0, in: blobs)
        var older = try await blobs.begin(ticket(1), at: 3, announced: nil)
        try await older.write(ByteBuffer(bytes: [9, 9, 9, 9, 9, 9]))
        var newer = try await blobs.begin(ticket(1), at: 3, announced: nil)
        do {
            _ = try await older.pause()
            Issue.record("the older connection wrote")
        } catch { #expect(error == .superseded) }
        try await newer.write(ByteBuffer(bytes: [4]))
        #expect(try await newer.complete() == hash([1, 2, 3, 4]))
        #expect(try await content(hash([1, 2, 3, 4]), in: blobs) == [1, 2, 3, 4])
        await blobs.close()
    }

    @Test func `too large a blob is refused, early where its size is known`() async throws {
        let blobs = try open()
        await #expect(throws: BlobError.tooLarge(limit: 1 << 20)) {
            _ = try await blobs.begin(ticket(1), at: 0, announced: 1 << 20 + 1).offset
        }
        await #expect(throws: BlobError.tooLarge(limit: 1 << 20)) {
            _ = try await blobs.begin(ticket(1), at: 5, announced: .max).offset
        }
        await #expect(throws: BlobError.tooLarge(limit: 1 << 20)) {
            _ = try await store([UInt8](repeating: 0, count: 1 << 20 + 1), ticket(1), in: blobs)
        }
        await blobs.close()
    }

    @Test func `a full share refuses what is new and keeps what is there`() async throws {
        let blobs = try open(share: 1000)
        let kept = try await store([UInt8](repeating: 1, count: 600), ticket(1), in: blobs)
        await #expect(throws: BlobError.full) {
            _ = try await store([UInt8](repeating: 2, count: 600), ticket(2), in: blobs)
        }
        await #expect(throws: BlobError.full) { _ = try await blobs.begin(ticket(3), at: 0, announced: 500).offset }
        #expect(try await content(kept, in: blobs).count == 600)
        #expect(blobs.share.byteCount == 600)
        try await blobs.remove(kept)
        #expect(blobs.share.byteCount == 0)
        #expect(try await store([UInt8](repeating: 2, count: 600), ticket(4), in: blobs) != kept)
        await blobs.close()
    }

    @Test func `blobs leave room for messages, and messages may take what blobs left`() {
        let share = DiskShare(limit: 1000, storeShare: 200, reserve: 50)
        #expect(share.takeForBlobs(800) && !share.takeForBlobs(1))
        #expect(share.takeForStore(200, isDevice: false) != nil && share.takeForStore(1, isDevice: false) == nil)
        #expect(share.takeForStore(50, isDevice: true) != nil)
        share.giveBackFromBlobs(800)
        #expect(share.takeForStore(700, isDevice: false) != nil && !share.takeForBlobs(51))
    }

    @Test func `one content that is finished by several at once takes its place once`() async throws {
        let limits = BlobLimits(
            blobByteCount: 1 << 20, openUploads: 16, uploadIdleSeconds: 9, uploadGraceSeconds: 9)
        let blobs = try open(limits: limits)
        let names = try await withThrowingTaskGroup { group in
            for number in UInt8(1)...16 {
                group.addTask { try await store([UInt8](repeating: 7, count: 5000), ticket(number), in: blobs) }
            }
            return try await group.reduce(into: Set<BlobName>()) { $0.insert($1) }
        }
        #expect(names.count == 1)
        #expect(blobs.share.byteCount == 5000)
        await blobs.close()
    }

    @Test func `the same content twice takes its place once`() async throws {
        let blobs = try open()
        let first = try await store([1, 2, 3], ticket(1), in: blobs)
        #expect(try await store([1, 2, 3], ticket(2), in: blobs) == first)
        #expect(blobs.share.byteCount == 3)
        await blobs.close()
    }

    @Test func `idle uploads are thrown away after their time`() async throws {
        let hands = Hands()
        let blobs = try open(hands)
        try await part([1, 2, 3], ticket(1), at: 0, in: blobs)
        hands.move(99)
        await blobs.sweep()
        #expect(blobs.openUploads == 1)
        hands.move(1)
        await blobs.sweep()
        #expect(blobs.openUploads == 0 && blobs.share.byteCount == 0)
        #expect(try folder.files().isEmpty)
        await blobs.close()
    }

    @Test func `the longest idle upload gives its place to a new one`() async throws {
        let hands = Hands()
        let blobs = try open(hands)
        for number in 1...3 {
            try await part([1], ticket(UInt8(number)), at: 0, in: blobs)
            hands.move(20)
        }
        try await part([1], ticket(4), at: 0, in: blobs)
        #expect(blobs.offset(of: ticket(1)) == nil)
        #expect([2, 3, 4].allSatisfy { blobs.offset(of: ticket($0)) == 1 })
        await blobs.close()
    }

    @Test func `an upload that moves keeps its place`() async throws {
        let hands = Hands()
        let blobs = try open(hands)
        var sessions = 0
        for number in 1...3 {
            try await part([1], ticket(UInt8(number)), at: 0, in: blobs)
            sessions += 1
        }
        // All three came within the grace: a fourth is told to come again.
        await #expect(throws: BlobError.noPlace) { _ = try await blobs.begin(ticket(4), at: 0, announced: nil).offset }
        hands.move(10)
        var held = try await blobs.begin(ticket(1), at: 1, announced: nil)
        hands.move(50)
        try await part([1], ticket(4), at: 0, in: blobs)
        #expect(blobs.offset(of: ticket(1)) == 1)
        try await held.write(ByteBuffer(bytes: [2]))
        #expect(try await held.complete() == hash([1, 2]))
        #expect(sessions == 3)
        await blobs.close()
    }

    @Test func `a cancelled upload is gone`() async throws {
        let blobs = try open()
        try await part([1, 2], ticket(1), at: 0, in: blobs)
        try await blobs.cancel(ticket(1))
        await #expect(throws: BlobError.notFound) { try await blobs.cancel(ticket(1)) }
        #expect(blobs.share.byteCount == 0)
        #expect(try folder.files().isEmpty)
        await blobs.close()
    }

    @Test func `when a blob came cannot be read from its file`() async throws {
        let blobs = try open()
        let blob = try await store([1], ticket(1), in: blobs)
        let attributes = try FileManager.default.attributesOfItem(
            atPath: "\(folder.path)/blobs/\(Hex.encode(blob.bytes))")
        #expect((attributes[.modificationDate] as? Date)?.timeIntervalSince1970 == 0)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        await blobs.close()
    }

    @Test func `many blobs at once are all whole`() async throws {
        let blobs = try open(
            limits: BlobLimits(blobByteCount: 1 << 20, openUploads: 64, uploadIdleSeconds: 9, uploadGraceSeconds: 9))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<32 {
                group.addTask {
                    let bytes = [UInt8](repeating: UInt8(number), count: 50_000 + number)
                    let blob = try await self.store(bytes, self.ticket(UInt8(number)), in: blobs)
                    #expect(try await self.content(blob, in: blobs) == bytes)
                }
            }
            try await group.waitForAll()
        }
        await blobs.close()
    }
}
