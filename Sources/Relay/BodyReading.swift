// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import NIOCore
import RelayAPI
import ServerChannels

extension Request {
    /// How many bytes the body says that it has; nil where it does not say.
    var announcedByteCount: UInt64? { headers[.contentLength].flatMap(UInt64.init) }

    /// Whether a body may follow the head.
    var mayHaveBody: Bool { headers[.transferEncoding] != nil || (announcedByteCount ?? 0) > 0 }

    /// The whole body. Too large a one is refused before it is read where it says how large it is, and otherwise while it
    /// is read; a slow one when its time is over.
    func wholeBody(upTo limit: UInt64, _ limits: RelayLimits) async throws(Problem) -> [UInt8] {
        guard announcedByteCount ?? 0 <= limit else { throw .tooLarge(limit: limit) }
        guard mayHaveBody else { return [] }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(announcedByteCount ?? 0))
        var patience = Patience(limits)
        var parts = body.makeAsyncIterator()
        while let part = try await patience.next(&parts) {
            guard UInt64(bytes.count + part.readableBytes) <= limit else { throw .tooLarge(limit: limit) }
            bytes.append(contentsOf: part.readableBytesView)
        }
        return bytes
    }
}

/// Reads a body within its ``BodyPatience``.
struct Patience {
    private var patience: BodyPatience

    init(_ limits: RelayLimits) {
        patience = BodyPatience(seconds: limits.bodySeconds, slowestByteRate: limits.slowestByteRate)
    }

    /// The next part of a body. A connection that broke is told as `malformed`, which nobody hears.
    @concurrent mutating func next(_ parts: inout RequestBody.AsyncIterator) async throws(Problem) -> ByteBuffer? {
        let part: ByteBuffer?
        do { part = try await parts.next() } catch { throw .malformed }
        guard patience.grants(part?.readableBytes ?? 0) else { throw .tooSlow }
        return part
    }
}
