// SPDX-License-Identifier: AGPL-3.0-or-later

/// How a case of the fictional world goes. The order is that in which a small world takes them; a large one begins again.
enum Plot: CaseIterable {
    /// Hunted today, in hiding, with work that is overdue.
    case urgent
    /// Believed on good grounds: two sign for it.
    case vouched
    /// What was said does not fit, something was withheld, and counsel looks at exclusion.
    case contradicted
    /// Came today.
    case fresh
    /// Destroyed: only tombstones are left.
    case erased
    case planned, reviewed, lost, offered, transferred, closing, closed, reopened, erasurePending
    /// Would be destroyed, but a court may ask.
    case kept
    /// Not who he says he is.
    case impostor
    /// Was carried by a colleague who left.
    case inherited
    /// Before UNHCR, before INTERPOL's commission, in the United States, between two States of the Union.
    case registered, wanted, overseas, between
    case family
    /// Something was told to save a life.
    case saved
    /// Waits for its assessment too long.
    case waiting
    /// Something came out.
    case leaked

    /// How many days before today it begins, the latest and the earliest.
    var age: ClosedRange<Int> {
        switch self {
        case .fresh: 1...1
        case .waiting: 4...6
        case .urgent: 11...18
        case .planned: 9...15
        case .closing: 90...160
        case .reviewed, .offered, .saved, .leaked: 60...140
        case .erasurePending, .reopened: 150...260
        case .lost, .vouched, .contradicted, .family, .impostor: 120...330
        case .registered, .wanted, .between, .overseas: 150...310
        case .transferred, .closed, .kept: 200...600
        case .erased: 250...600
        case .inherited: 430...650
        }
    }

    /// Told so that whoever practises at the director's desk sees every part of it.
    var needsDirector: Bool { self == .urgent || self == .vouched }

    /// The theme that the plot needs, if it needs one.
    var theme: Theme? {
        switch self {
        case .vouched, .contradicted, .impostor: .service
        default: nil
        }
    }
}

/// How a request goes that does not become a case.
enum Knock: CaseIterable {
    case new, newUrgent, read, triaged, awaited, informed, declined, declineProposed, declinedByTwo, referralOffered,
        referred, duplicate, lapsed, returned, quarantined, quarantinedAndDeclined, junk

    /// How many days before today it begins, the latest and the earliest.
    var age: ClosedRange<Int> {
        switch self {
        case .new, .newUrgent: 0...0
        case .read, .triaged, .declineProposed: 1...3
        case .quarantined: 3...9
        case .awaited, .referralOffered: 5...12
        case .junk: 2...9
        case .informed, .declined, .declinedByTwo, .referred, .lapsed, .returned, .quarantinedAndDeclined:
            40...500
        case .duplicate: 12...30
        }
    }
}
