// SPDX-License-Identifier: AGPL-3.0-or-later
package import Casework
internal import Bytes
internal import Correspondence
internal import Crypto
internal import DeskFormats
internal import Sealing

/// A request that reached the organisation some other way, as a row of a table says it.
package struct ImportedRequest: Sendable, RedactedPrinting {
    package let body: String
    package let danger: DangerRating
    package let safeContact: String
    /// BCP 47 tag.
    package let language: String
    /// Hours since 1970.
    package let sentHour: UInt32
    /// What makes two rows the same: all cells of the row, whatever the columns are taken to mean.
    package let cells: [String]
    /// How many rows before it in its table have the same cells: two people may say the same few words.
    package let repetition: UInt32

    package init(
        body: String, danger: DangerRating, safeContact: String, language: String, sentHour: UInt32, cells: [String],
        repetition: UInt32 = 0
    ) {
        self.body = body
        self.danger = danger
        self.safeContact = safeContact
        self.language = language
        self.sentHour = sentHour
        self.cells = cells
        self.repetition = repetition
    }
}

/// What became of the rows.
package struct ImportOutcome: Sendable, Equatable {
    package var written = 0
    /// There already, from this table or an earlier one.
    package var known = 0
    /// Was there, and was destroyed: it does not come back by itself.
    package var destroyed = 0

    package init(written: Int = 0, known: Int = 0, destroyed: Int = 0) {
        self.written = written
        self.known = known
        self.destroyed = destroyed
    }
}

/// What became of a row that an earlier table had.
package enum KnownImport: Sendable {
    case present, destroyed
}

/// Requests from a table, one by one through the same sealed path as those that people write (docs/protocol.md, section 6.7).
extension Workspace {
    /// Which of the rows were in the ledger already, in their order.
    package func knownImports(_ requests: [ImportedRequest]) -> [KnownImport?] {
        guard let desk else { return requests.map { _ in nil } }
        let destroyed = desk.visible.destroyedRequests
        return requests.map { known(id(of: $0, desk), desk, destroyed) }
    }

    private func known(_ id: ID<Request>, _ desk: OpenDesk, _ destroyed: Set<ID<Request>>) -> KnownImport? {
        if desk.visible.request(id) != nil { return .present }
        return destroyed.contains(id) ? .destroyed : nil
    }

    /// Writes those that are not there yet. What was written before an error stays; the same table can be given again.
    package func importRequests(_ requests: [ImportedRequest]) throws(WorkspaceError) -> ImportOutcome {
        let desk = try unlocked()
        var outcome = ImportOutcome()
        var fresh: [(ID<Request>, ImportedRequest)] = []
        var seen: Set<ID<Request>> = []
        let destroyed = desk.visible.destroyedRequests
        for request in requests {
            let id = id(of: request, desk)
            switch known(id, desk, destroyed) {
            case .destroyed: outcome.destroyed += 1
            case nil where seen.insert(id).inserted: fresh.append((id, request))
            case .present, nil: outcome.known += 1
            }
        }
        for start in stride(from: 0, to: fresh.count, by: Self.batchCount) {
            let batch = fresh[start..<min(start + Self.batchCount, fresh.count)]
            try queue(desk) { writing throws(WorkspaceError) in
                for (id, request) in batch { try writing.say(.requestReceived(id, request), in: .intake) }
            }
            outcome.written += batch.count
        }
        return outcome
    }

    /// Few enough that the fullest rows fit one item of the outbox.
    private static let batchCount = 8

    /// The same row has the same name on every desk, so the fold itself refuses a second one. The conversation's secret is random: who
    /// knows the row must not be able to write into its conversation.
    private func id(of request: ImportedRequest, _ desk: OpenDesk) -> ID<Request> {
        var hash = SHA256()
        hash.update(data: Array("lifeboat/v1/import".utf8) + [0] + desk.secrets.fingerprint.bytes)
        for cell in request.cells {
            let bytes = Array(cell.utf8)
            hash.update(data: length(bytes.count) + bytes)
        }
        // No cell is as long as that.
        if request.repetition > 0 { hash.update(data: length(.max) + length(Int(request.repetition))) }
        guard let id = ID<Request>(Array(hash.finalize().prefix(16))) else { preconditionFailure("sixteen bytes") }
        return id
    }

    private func length(_ count: Int) -> [UInt8] {
        let count = UInt32(clamping: count)
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) }
    }
}

extension Event {
    /// From a table: nobody has words that would open an answer.
    fileprivate static func requestReceived(_ id: ID<Request>, _ request: ImportedRequest) -> Event {
        var generator = SystemRandomNumberGenerator()
        let secret = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let message = ReceivedMessage(
            id: .random(), assurance: .d, sentHour: request.sentHour, danger: request.danger,
            safeContact: request.safeContact, body: request.body, files: [])
        return .requestReceived(
            request: id, message: message, secret: secret, recipient: RequestRecord.nobody, language: request.language)
    }
}
