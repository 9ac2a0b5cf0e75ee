// SPDX-License-Identifier: AGPL-3.0-or-later

/// How likely the threat is to come true (Front Line Defenders, Workbook on Security: probability).
public enum Likelihood: UInt8, CaseIterable, Sendable {
    case veryUnlikely = 1
    case unlikely, possible, likely, veryLikely
}

/// What it would do to the person (Front Line Defenders, Workbook on Security: impact).
public enum Impact: UInt8, CaseIterable, Sendable {
    case slight = 1
    case moderate, serious, severe, fatal
}

/// A level of risk. The bands over likelihood x impact are our own: 1-4 low, 5-9 medium, 10-16 high, 20-25 critical.
/// Imminent is said by a person and outweighs every score.
public enum RiskLevel: UInt8, CaseIterable, Sendable, Comparable {
    case low = 1
    case medium, high, critical, imminent

    /// `score`: 1...25, a product of two numbers from 1 to 5.
    public init(score: Int) {
        switch score {
        case ..<5: self = .low
        case ..<10: self = .medium
        case ..<20: self = .high
        default: self = .critical
        }
    }

    public static func < (one: RiskLevel, other: RiskLevel) -> Bool { one.rawValue < other.rawValue }

    /// How grave it is, beside ``DangerRating/weight``: greater comes first, however long the lesser has waited.
    var weight: UInt64 {
        switch self {
        case .low: 1
        case .medium: 3
        case .high: 10
        case .critical: 30
        case .imminent: 300
        }
    }
}
