// SPDX-License-Identifier: AGPL-3.0-or-later
import Hummingbird
import RelayAPI
import RelayStore

/// The drawer of slots.
extension BlindRelay {
    func fetchSlots(_ body: [UInt8]) async throws(Problem) -> Response {
        let names = try names(body, limit: RelayLimits.namesPerFetch)
        guard names.count == RelayLimits.namesPerFetch else { throw .malformed }
        counters.slotFetches.increment()
        do {
            let slots = try await store.readSlots(names.map { SlotName($0.bytes) })
            return .bytes(WireForms.encode(slots: slots))
        } catch { throw problem(error) }
    }

    func writeSlot(_ name: RelayName, _ content: [UInt8]) async throws(Problem) -> Response {
        guard RelayLimits.slotByteCounts.contains(content.count) else { throw .wrongSize }
        let room = try takeRoom(Self.roomByteCount(of: content), isDevice: true)
        let outcome: SlotOutcome
        do { outcome = try await store.writeSlot(SlotName(name.bytes), content: content) } catch {
            share.giveBack(room)
            throw problem(error)
        }
        if outcome != .stored { share.giveBack(room) }
        guard outcome != .conflict else { throw .conflict }
        return .created
    }

    func removeSlots(_ body: [UInt8]) async throws(Problem) -> Response {
        let names = try names(body, limit: limits.removalsPerCall)
        do { try await store.removeSlots(names.map { SlotName($0.bytes) }) } catch { throw problem(error) }
        return .done
    }

    private func names(_ body: [UInt8], limit: Int) throws(Problem) -> [RelayName] {
        do { return try WireForms.names(body, limit: limit) } catch { throw .malformed }
    }
}
