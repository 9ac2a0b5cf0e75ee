// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework
import Correspondence
import LifeboatTestSupport
import RelayAPI
import Sealing
import Testing

@testable import DeskFormats

/// What stands in the files that a machine seals for itself (docs/protocol.md, section 7), written by a second implementation.
@Suite struct LocalFileVectorTests {
    private let vector: ProtocolVectors.LocalFiles

    init() throws { vector = try Vectors.read("protocol/local-files.json") }

    /// Reads a record and holds that it writes the same bytes, and that it refuses a byte more, a byte less and another version.
    private func read<Record: SealedRecord>(_ bytes: HexBytes, as type: Record.Type) throws -> Record {
        let record = try Record(parsing: bytes.bytes)
        #expect(record.encoded() == bytes.bytes, "\(type)")
        for wrong in [bytes.bytes + [0], Array(bytes.bytes.dropLast()), [9] + bytes.bytes.dropFirst()] {
            #expect(throws: ByteReaderError.self, "\(type)") { try Record(parsing: wrong) }
        }
        return record
    }

    @Test func `what was checked`() throws {
        let state = try read(vector.state, as: VerifiedState.self)
        #expect(state.count == 12 && state.note == "a note\n" && state.root.count == 32)
        #expect(state.rejections == [4: .signatureWrong, 9: .withheld])
        #expect(state.foreign == [8])
        #expect(state.disputed == [7] && state.erased == [2, 9])

        let file = try #require(state.keyFile)
        #expect(file.name == "keys-1.sealed")
        let held = try #require(HeldKeys(vector.keys.bytes, of: file))
        #expect(held.encoded() == vector.keys.bytes)
        #expect(held.grants[3]?.intakeSecond == 1_800_000_000 && held.grants[5]?.compartments.count == 2)
    }

    @Test func `what an earlier version had checked is read, and says that it lacks something`() throws {
        let old = [3] + vector.state.bytes.dropFirst()
        let state = try VerifiedState(parsing: old)
        #expect(state.lacksForeign && state.encoded() == old)
        #expect(try !VerifiedState(parsing: vector.state.bytes).lacksForeign)
    }

    @Test func `keys are those that what was checked names, and the next go into the other file`() throws {
        let file = try #require(try VerifiedState(parsing: vector.state.bytes).keyFile)
        let others = HeldKeys().encoded()
        #expect(HeldKeys(others, of: file) == nil)
        let next = HeldKeys.file(for: others, after: file)
        #expect(next.name == "keys-0.sealed" && HeldKeys(others, of: next) != nil)
        #expect(HeldKeys.file(for: others, after: next).name == file.name)
        #expect(HeldKeys.file(for: others, after: nil).name == "keys-0.sealed")
        for wrong in [
            vector.keys.bytes + [0], Array(vector.keys.bytes.dropLast()), [9] + vector.keys.bytes.dropFirst(),
        ] {
            #expect(throws: ByteReaderError.self) { try HeldKeys(parsing: wrong) }
        }
    }

    @Test func `every reason for an entry that failed has its number`() {
        #expect(EntryRejection.allCases.map(\.rawValue) == Array(1...9))
        let names = EntryRejection.allCases.map { String(describing: $0) }
        #expect(
            names == [
                "withheld", "unreadable", "unknownAuthor", "signatureWrong", "endorsementWrong", "malformedAdmission",
                "notAnEvent", "conflictingGrant", "authorRemoved",
            ])
    }

    @Test func `where the entries stand`() throws {
        let map = try read(vector.map, as: LedgerMap.self)
        #expect(map.count == 300 && map.frontier.subtrees.count == 4 && map.lockedEpochs == [4_000_000_000])
        #expect(map.sizes == (0..<300).map { UInt8($0 % 12) })
        #expect(Set(map.parts.map(\.places)) == [[0, 1, 130, 299], [2]])
    }

    @Test func `keys, lists, pairs and a founding`() throws {
        #expect(try read(vector.ledgerKeys, as: LedgerKeyRecord.self).keys.map(\.epoch) == [1, 4_000_000_000])
        let lists = try read(vector.lists, as: ListRecord.self).lists
        #expect(lists.map(\.title) == ["Розыск", "Список"] && lists[0].date == Day(iso: "2026-10-01"))
        #expect(lists[0].brokenRows.map(\.line) == [17] && lists[0].comparison?.hitCount == 3)
        #expect(lists[1].date == nil && lists[1].comparison == nil)
        let pairs = try read(vector.pairs, as: PairRecord.self)
        #expect(pairs.decisions.values.map(\.count).sorted() == [1, 2, 3])
        #expect(pairs.decisions.values.joined().allSatisfy { $0.verdict == .notSame && $0.reason == "другой год" })
        guard case .founding(let founding) = try read(vector.founding, as: EntryRecord.self) else {
            Issue.record("a recovery")
            return
        }
        #expect(founding.organisation == "Свобода и право" && founding.entries.count == 1 && founding.slots.count == 1)
        guard case .recovery = try EntryRecord(parsing: [2]) else {
            Issue.record("a founding")
            return
        }
    }

    @Test func `what was claimed`() throws {
        let record = try read(vector.claims, as: ClaimedBlobs.self)
        #expect(record.roundEnds == 1_802_592_000)
        #expect(record.claimed.values.count { $0 } == 1 && record.claimed.count == 3)
        // Each name once, in order, with a flag that is one.
        let (head, lines) = (Array(vector.claims.bytes.prefix(13)), Array(vector.claims.bytes.dropFirst(13)))
        for wrong in [lines[33..<66] + lines[..<33] + lines[66...], lines[..<33] + lines[..<33] + lines[66...]] {
            #expect(throws: ByteReaderError.self) { try ClaimedBlobs(parsing: head + wrong) }
        }
        #expect(throws: ByteReaderError.self) { try ClaimedBlobs(parsing: vector.claims.bytes.dropLast() + [2]) }
    }

    @Test func `what somebody has seen that no key opens`() throws {
        let record = try read(vector.seenEnvelopes, as: SeenEnvelopes.self)
        #expect(record.removedCount == 3 && record.hours == [4: 500_000, 1 << 40: 500_010])
        // Each number once, in order.
        let bytes = vector.seenEnvelopes.bytes
        let (head, lines) = (Array(bytes.prefix(13)), Array(bytes.dropFirst(13)))
        for wrong in [lines[12...] + lines[..<12], lines[..<12] + lines[..<12]] {
            #expect(throws: ByteReaderError.self) { try SeenEnvelopes(parsing: head + wrong) }
        }
    }

    @Test func `what waits for the relay`() throws {
        let item = try OutboxItem(parsing: vector.outbox.bytes)
        #expect(item.encoded() == vector.outbox.bytes)
        #expect(item.blobs.count == 1 && item.entries.count == 1 && item.slots.count == 1)
        #expect(item.entries[0].id == item.slots[0].entry && item.slots[0].content == Array("a reply".utf8))
        #expect(item.erasures == [7] && item.envelopes == [1, 2])
        #expect(Set([item.enrolments, item.discarded, item.expulsions, item.vacated].map { $0.count }) == [1])
        #expect(Set([item.enrolments, item.discarded, item.expulsions, item.vacated, item.blobs].joined()).count == 5)
        for wrong in [
            vector.outbox.bytes + [0], Array(vector.outbox.bytes.dropLast()), [4] + vector.outbox.bytes.dropFirst(),
        ] {
            #expect(throws: ByteReaderError.self) { try OutboxItem(parsing: wrong) }
        }
    }
}
