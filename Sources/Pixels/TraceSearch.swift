// SPDX-License-Identifier: AGPL-3.0-or-later

/// Looks for what a file tells while its bytes pass. Pictures, PDF files and archives are held for that, films are not; of what is longer than
/// ``maximumByteCount`` the beginning is looked at, where cameras write.
public struct TraceSearch: Sendable {
    public static let maximumByteCount = 64 << 20

    private enum Stage {
        /// Too little came to say what it is.
        case beginning
        case held, cut, passing
    }

    private var stage = Stage.beginning
    /// As they came: to join them each time would copy all of them each time.
    private var pieces: [[UInt8]] = []
    private var heldByteCount = 0
    private var movie = MovieTraces()
    private var text = PlainText()
    private let limit: Int

    public init() { self.init(limit: Self.maximumByteCount) }

    init(limit: Int) { self.limit = limit }

    /// Whether what comes can still change what was found.
    public var looksOn: Bool {
        switch stage {
        case .beginning, .held: true
        case .cut: false
        case .passing: movie.mayBeMovie || text.mayBeText
        }
    }

    public mutating func add(_ piece: [UInt8]) {
        switch stage {
        case .cut: return
        case .passing: pass(piece)
        case .beginning:
            pieces.append(piece)
            heldByteCount += piece.count
            guard heldByteCount >= FileKind.decidingByteCount else { return }
            let bytes = joined
            (pieces, heldByteCount) = ([], 0)
            if FileKind(bytes) != nil || ZipEntries.begin(bytes) {
                stage = .held
                hold(bytes)
            } else {
                stage = .passing
                pass(bytes)
            }
        case .held: hold(piece)
        }
    }

    private mutating func pass(_ piece: [UInt8]) {
        movie.add(piece)
        text.add(piece)
    }

    private mutating func hold(_ piece: [UInt8]) {
        let room = limit - heldByteCount
        pieces.append(piece.count <= room ? piece : Array(piece.prefix(room)))
        heldByteCount += min(piece.count, room)
        if piece.count > room { stage = .cut }
    }

    private var joined: [UInt8] {
        guard pieces.count > 1 else { return pieces.first ?? [] }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(heldByteCount)
        for piece in pieces { bytes += piece }
        return bytes
    }

    public var found: FileTraces {
        switch stage {
        case .passing: text.mayBeText ? FileTraces() : movie.found
        case .beginning, .held: FileTraces(of: joined)
        case .cut: FileTraces(of: joined, isCut: true)
        }
    }
}

extension TraceSearch: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "TraceSearch[redacted]" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
