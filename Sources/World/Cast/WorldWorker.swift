// SPDX-License-Identifier: AGPL-3.0-or-later
public import Casework

/// Who works in the fictional organisation. The raw value names the worker's folder.
public enum WorldWorker: String, CaseIterable, Sendable, Comparable {
    /// Founds the organisation.
    case director
    case intake
    case caseworker
    case verifier
    case counsel
    /// Came later, and stands in for others.
    case deputy
    /// Left before the world's today.
    case former

    public func name(in language: WorldLanguage) -> String {
        Prose(language).text("worker.\(rawValue)")
    }

    /// What they are admitted with. The director is what a founder is, and takes cases too.
    public var roles: Set<MemberRole> {
        switch self {
        case .director: [.director, .intake, .caseworker]
        case .intake: [.intake, .caseworker]
        case .caseworker, .deputy: [.caseworker, .intake]
        case .former: [.caseworker]
        case .verifier: [.verifier]
        case .counsel: [.counsel]
        }
    }

    /// Those who carry cases.
    static let carriers: [WorldWorker] = [.director, .intake, .caseworker]

    public static func < (one: WorldWorker, other: WorldWorker) -> Bool { one.place < other.place }

    private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
