// SPDX-License-Identifier: AGPL-3.0-or-later

/// One line of evidence for or against a claim.
public struct EvidenceLine: Hashable, Sendable, Confidential {
    public var kind: EvidenceKind
    public var bearing: EvidenceBearing
    /// Where the information comes from in the end. Two lines of one origin count once: three newspapers that copied one post
    /// are one witness.
    public var origin: String
    public var method: CheckMethod
    public var grades: Grades
    public var note: String

    public init(
        kind: EvidenceKind, bearing: EvidenceBearing, origin: String, method: CheckMethod, grades: Grades, note: String
    ) {
        self.kind = kind
        self.bearing = bearing
        self.origin = origin
        self.method = method
        self.grades = grades
        self.note = note
    }
}

public enum EvidenceKind: UInt8, CaseIterable, Sendable {
    /// An original document whose authenticity was checked.
    case authenticatedPrimaryDocument = 1
    case otherDocument
    case testimony
    case openSource
    case database
    case imageOrRecording
    case expertOpinion
}

public enum EvidenceBearing: UInt8, CaseIterable, Sendable {
    case supports = 1
    case neutral
    case contradicts
}

extension [EvidenceLine] {
    /// Whether the lines carry a corroboration: two independent origins, or an authenticated primary document and one line more.
    var corroborate: Bool {
        let supporting = filter { $0.bearing == .supports }
        let origins = Set(supporting.map { $0.origin.lowercased().filter { !$0.isWhitespace } })
        return origins.count >= 2
            || (supporting.count >= 2 && supporting.contains { $0.kind == .authenticatedPrimaryDocument })
    }
}
