// SPDX-License-Identifier: AGPL-3.0-or-later
internal import DeskFormats
internal import Sealing

extension Workspace {
    /// Writes, and queues what was written as one item, with what `complete` adds to it. Durable when it returns; shows at
    /// once, and goes out when the relay is there.
    /// - Parameter second: when it is said, in seconds since 1970; nil for now.
    @discardableResult
    func queue<Value>(
        _ desk: OpenDesk, at second: UInt64? = nil, completing complete: (inout OutboxItem) -> Void = { _ in },
        _ write: (inout Writing) throws(WorkspaceError) -> Value
    ) throws(WorkspaceError) -> Value {
        guard !desk.isPartial else { throw .refused(EngineMessage.stillReading) }
        var writing = Writing(desk, at: second ?? surroundings.now())
        let value = try write(&writing)
        var item = OutboxItem(entries: writing.entries)
        complete(&item)
        guard !item.isTooLarge else { throw .tooLarge(limit: OutboxItem.maximumByteCount) }
        do { try desk.outbox.add(item, in: files) } catch { throw WorkspaceError(error) }
        desk.show(writing)
        status.queuedCount = desk.outbox.queued.count
        status.waitingReplies = desk.waitingReplies
        notify()
        desk.wake.signal()
        return value
    }
}
