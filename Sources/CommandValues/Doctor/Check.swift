// SPDX-License-Identifier: AGPL-3.0-or-later

/// One thing that `lifeboat doctor` looks at, and what it found.
public struct Check: Sendable, Equatable {
    public enum Finding: Sendable, Equatable {
        case good(String)
        /// Works, but less safely or with less; what to do stands in `advice`.
        case warning(String, advice: String)
        /// Does not work until the advice has been followed.
        case failure(String, advice: String)
    }

    public let title: String
    public let finding: Finding

    public init(_ title: String, _ finding: Finding) {
        self.title = title
        self.finding = finding
    }

    public var isFailure: Bool {
        if case .failure = finding { true } else { false }
    }

    /// The lines that the terminal shows.
    public var report: String {
        switch finding {
        case .good(let what): "ok       \(title): \(what)"
        case .warning(let what, let advice): "warning  \(title): \(what)\n         \(advice)"
        case .failure(let what, let advice): "failure  \(title): \(what)\n         \(advice)"
        }
    }
}
