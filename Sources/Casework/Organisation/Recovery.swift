// SPDX-License-Identifier: AGPL-3.0-or-later

/// Somebody came in by the recovery sheet: a director who reads everything, and whom nobody admitted.
public struct Recovery: Hashable, Sendable, Confidential {
    public let member: ID<Member>
    /// Seconds since 1970, by the clock of whoever came in: it may say anything.
    public let at: UInt64
}

extension CaseworkState {
    /// For how long a recovery stands where no director was there before it, in seconds.
    static let recoveryShownFor: UInt64 = 14 * 86_400

    /// Who came in by the recovery sheet after the founding, and whom nobody looked at since who was a director before: a sheet of
    /// paper can be stolen. A word about their roles, whatever it says, is that look; so is a removal. Time ends it only where there
    /// is no such director, for whoever came in writes the time.
    public func recoveriesToCheck(at now: UInt64) -> [Recovery] {
        let admissions = members.values.flatMap { record in record.rootAdmissions.map { (record, $0) } }
            .sorted { $0.1.sequence < $1.1.sequence }
        return admissions.dropFirst().compactMap { record, admission in
            func wasDirector(_ member: ID<Member>) -> Bool {
                members[member].map { $0.id != record.id && $0.roles(before: admission.sequence).contains(.director) }
                    ?? false
            }
            let wasSeen = record.roleChanges.contains { change in
                admission.sequence < change.sequence && change.by.map(wasDirector) == true
            }
            let isCheckable = members.values.contains {
                $0.isCurrent && $0.roles.contains(.director) && wasDirector($0.id)
            }
            let isRecent = admission.at.addingOrMax(Self.recoveryShownFor) > now
            guard record.isCurrent, !wasSeen, isCheckable || isRecent else { return nil }
            return Recovery(member: record.id, at: admission.at)
        }
    }
}
