// SPDX-License-Identifier: AGPL-3.0-or-later
import Hummingbird
import NIOCore
import RelayAPI
import RelayStore

/// Shelves: all slots whose names begin alike, so that a visitor need not say which are theirs.
extension BlindRelay {
    /// Streams a shelf in the order of its names, one page in memory at a time. The page is read when the one before it
    /// is on its way.
    func readShelf(_ body: [UInt8]) async throws(Problem) -> Response {
        let question: ShelfQuestion
        do { question = try WireForms.shelfQuestion(body) } catch { throw .malformed }
        guard shelfGate.opens(question.token) else { throw .notAuthorised }
        counters.shelfReads.increment()
        let ranges = question.shelf.ranges
        let body = ResponseBody { [self] writer in
            for range in ranges {
                var next: SlotName? = SlotName(range.first.bytes)
                while let first = next {
                    let page = try await page(from: first, through: SlotName(range.last.bytes))
                    next = page.last?.name.successor
                    if !page.isEmpty { try await writer.write(ByteBuffer(bytes: Self.encoded(page))) }
                }
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "application/octet-stream"], body: body)
    }

    func lockShelves(_ body: [UInt8]) async throws(Problem) -> Response {
        guard let digest = RelayName(body) else { throw .malformed }
        let lock = ShelfLock(digest.bytes)
        // Every desk says it at every unlocking; only a change is a write.
        guard !shelfGate.isLocked(by: lock) else { return .done }
        do { try await store.setShelfLock(lock) } catch { throw problem(error) }
        shelfGate.lock(with: lock)
        return .done
    }

    /// A failure breaks the connection: a part of a shelf must not pass for the whole.
    private func page(from first: SlotName, through last: SlotName) async throws -> [SlotRecord] {
        let limit = PageLimit(count: limits.slotsPerShelfPage, byteCount: limits.shelfPageByteCount)
        do { return try await store.readSlots(from: first, through: last, limit: limit) } catch {
            report(error)
            throw error
        }
    }

    private static func encoded(_ page: [SlotRecord]) -> [UInt8] {
        WireForms.encode(
            shelved: page.compactMap { record in
                RelayName(record.name.bytes).map { ShelvedSlot(name: $0, content: record.content) }
            })
    }
}
