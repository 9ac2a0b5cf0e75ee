// SPDX-License-Identifier: AGPL-3.0-or-later
import Crypto
import HTTPTypes
import Hummingbird
import RelayAPI
import RelayStore

/// The intake drawer.
extension BlindRelay {
    /// What a row costs on the disk beside its content, about.
    static let rowByteCount = 512

    func deliver(_ envelope: [UInt8], _ request: Request) async throws(Problem) -> Response {
        guard RelayLimits.envelopeByteCounts.contains(envelope.count) else { throw .wrongSize }
        let digest = Array(SHA256.hash(data: envelope))
        // Nobody works for a relay that has no room.
        guard share.hasRoomForStore(Self.roomByteCount(of: envelope)) else { throw .full }
        let price = meter.price(fill: share.fillForStore, size: WorkPrice.bits(envelope: envelope.count), at: now)
        try demandWork(price, request, subject: digest)
        let room = try takeRoom(Self.roomByteCount(of: envelope), isDevice: false)
        let outcome: IntakeOutcome
        do { outcome = try await store.addIntake(envelope, digest: EnvelopeDigest(digest), hour: hour) } catch {
            share.giveBack(room)
            throw problem(error)
        }
        switch outcome {
        case .stored(let sequence):
            writes.succeeded()
            bell.rise(intake: sequence)
            counters.envelopes.increment()
            meter.count(at: now)
        case .known:
            share.giveBack(room)
            counters.repeatedEnvelopes.increment()
        }
        return .created
    }

    func readIntake(after sequence: UInt64, limit: UInt64) async throws(Problem) -> Response {
        let limit = try pageLimit(limit)
        do {
            let records = try await store.readIntake(after: sequence, limit: limit)
            let items = records.map { IntakeItem(sequence: $0.sequence, hour: $0.hour, envelope: $0.envelope) }
            return .bytes(WireForms.encode(intake: items))
        } catch { throw problem(error) }
    }

    func removeIntake(_ body: [UInt8]) async throws(Problem) -> Response {
        let sequences = try numbers(body)
        do { try await store.removeIntake(sequences, hour: hour) } catch { throw problem(error) }
        return .done
    }

    /// Asks a visitor for work where there is a price.
    /// - Parameter countsOnce: a proof lets in once.
    func demandWork(
        _ price: WorkPrice?, _ request: Request, subject: [UInt8], countsOnce: Bool = false
    ) throws(Problem) {
        let proof = request.headers[.lifeboatWork].flatMap(WorkProof.init(parsing:))
        let work = meter.demand(price, proof: proof, subject: subject, countsOnce: countsOnce, at: now)
        if let work { throw .workRequired(work) }
    }

    /// What one row takes of the share, about.
    static func roomByteCount(of content: [UInt8]) -> UInt64 { UInt64(content.count + rowByteCount) }

    func takeRoom(_ byteCount: UInt64, isDevice: Bool) throws(Problem) -> DiskShare.StoreRoom {
        guard let room = share.takeForStore(byteCount, isDevice: isDevice) else { throw .full }
        return room
    }

    func pageLimit(_ limit: UInt64) throws(Problem) -> PageLimit {
        guard limit > 0 else { throw .malformed }
        return PageLimit(
            count: Int(min(limit, UInt64(limits.itemsPerPage))), byteCount: limits.pageByteCount)
    }

    func numbers(_ body: [UInt8]) throws(Problem) -> [UInt64] {
        do { return try WireForms.numbers(body, limit: limits.removalsPerCall) } catch { throw .malformed }
    }
}
