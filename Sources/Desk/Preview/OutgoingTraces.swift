// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages
import Pixels

/// What a file on its way out tells beside what is to be seen, found while its bytes go by. Of what is no picture and no film nothing is kept.
struct OutgoingTraces: Sendable {
    private var bytes: [UInt8] = []
    private var isPicture = true
    private var movie = MovieTraces()

    /// Whether what comes can still change what was found.
    private var looksOn: Bool { isPicture || movie.mayBeMovie }

    mutating func add(_ piece: [UInt8]) {
        movie.add(piece)
        guard isPicture else { return }
        bytes += piece
        let isDecided = bytes.count >= FileKind.decidingByteCount
        if (isDecided && FileKind(bytes) == nil) || bytes.count > Int(Previews.maximumInputByteCount) {
            (bytes, isPicture) = ([], false)
        }
    }

    var found: FileTraces {
        let picture = isPicture ? FileTraces(of: bytes) : FileTraces()
        return picture.isEmpty ? movie.found : picture
    }

    /// Of a file of the case; nothing where it cannot be read.
    init(of file: FileReference, reading work: any DeskWork) async {
        self.init()
        guard let pieces = try? await work.read(file) else { return }
        do {
            for try await piece in pieces {
                add(piece)
                guard looksOn else { return }
            }
        } catch {
            self = OutgoingTraces()
        }
    }

    init() {}
}

/// Files that tell more than is to be seen on them.
struct TellingFiles: Sendable {
    private(set) var files: [(name: String, traces: FileTraces)] = []

    var isEmpty: Bool { files.isEmpty }

    mutating func add(_ name: String, _ traces: FileTraces) {
        if !traces.isEmpty { files.append((SafeText.fileName(name), traces)) }
    }

    /// Each with what it tells, and never what that is.
    func lines(_ words: Catalogue) -> [String] { files.map { "\($0.name): \(words.text(of: $0.traces))" } }
}

extension Catalogue {
    /// What a file tells, without telling it.
    func text(of traces: FileTraces) -> String {
        switch (traces.holdsPlace, traces.holdsDevice) {
        case (true, true): text("traces.both")
        case (true, false): text("traces.place")
        case (false, _): text("traces.device")
        }
    }
}
