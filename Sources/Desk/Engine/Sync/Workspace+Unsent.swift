// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
public import Casework
internal import DeskFormats

/// A reply that stays on this machine, because the relay does not take one of its files. Whoever wrote it sends it without
/// that file, or withdraws it; until then it is offered to the relay again after each unlock.
public struct UnsentReply: Sendable, Equatable, RedactedPrinting {
    /// Which one, on this machine.
    public let number: UInt64
    public let body: String
    /// The file that the relay does not take.
    public let fileName: String
    /// The most that it takes, sealed and padded, in bytes; nil where it did not say.
    public let limit: UInt64?
    /// Whether anything is left without the file.
    public let hasMore: Bool

    package init(number: UInt64, body: String, fileName: String, limit: UInt64?, hasMore: Bool) {
        (self.number, self.body, self.fileName, self.limit, self.hasMore) = (number, body, fileName, limit, hasMore)
    }
}

extension Workspace {
    /// Empty while locked.
    public func unsentReplies(to request: ID<Request>) -> [UnsentReply] {
        guard let desk else { return [] }
        return desk.outbox.unsent.filter { $0.request == request }.compactMap { unsent in
            guard case .replySent(_, _, let body, let files)? = desk.event(in: unsent.queued.item) else { return nil }
            return UnsentReply(
                number: unsent.queued.number, body: body,
                fileName: files.first { $0.blob == unsent.blob }?.name ?? "", limit: unsent.limit,
                hasMore: !body.isEmpty || files.count > 1)
        }
    }

    /// The reply goes out without the file that the relay does not take. No harm where it is gone already.
    public func resend(_ number: UInt64) async throws(WorkspaceError) {
        let desk = try unlocked()
        guard let unsent = desk.outbox.unsent.first(where: { $0.queued.number == number }),
            case .replySent(_, _, let body, let files)? = desk.event(in: unsent.queued.item)
        else { return }
        try queueReply(
            desk, unsent.request, body: body, files: files.filter { $0.blob != unsent.blob },
            blobs: unsent.queued.item.blobs.filter { $0 != unsent.blob },
            discarding: [unsent.blob] + unsent.queued.item.discarded)
        try finish(unsent, desk)
    }

    /// Nothing of the reply stays, here or at the relay. No harm where it is gone already.
    public func withdraw(_ number: UInt64) async throws(WorkspaceError) {
        let desk = try unlocked()
        guard let unsent = desk.outbox.unsent.first(where: { $0.queued.number == number }) else { return }
        try queue(desk) { item in
            item.discarded = unsent.queued.item.blobs + unsent.queued.item.discarded
        } _: { _ throws(WorkspaceError) in
        }
        try finish(unsent, desk)
    }

    /// An item that takes the reply's place is in the outbox: a crash before this leaves the reply behind, and the outbox drops it
    /// when it is read. The reply was not among what is shown.
    private func finish(_ unsent: Outbox.Unsent, _ desk: OpenDesk) throws(WorkspaceError) {
        do { try desk.outbox.remove(unsent.queued.number, in: files) } catch { throw WorkspaceError(error) }
        status.unsentTo = desk.outbox.unsent.map(\.request)
    }
}
