// SPDX-License-Identifier: AGPL-3.0-or-later

/// What to think of before a person is asked again. Each further statement wears the person out and gives the other side one more text to
/// set against the others (Eurojust, Genocide Network and ICC OTP, 2022).
public enum AskingWarning: Hashable, Sendable {
    /// How often they have been asked already, by whomever.
    case askedBefore(times: Int)
    /// Within the last thirty days; the day of the last time.
    case askedRecently(on: Day)
    /// A full statement exists: a second one invites comparison.
    case fullStatementExists
    /// The topic was put to them before, so often.
    case topicPutBefore(StatementTopic, times: Int)
    /// They declined to answer on the topic.
    case declinedOnTopic(StatementTopic)
}

extension EvidencePart {
    /// How often the person has been asked: the sittings that this compartment knows of.
    public var timesAsked: Int { statements.count }

    /// What was asked about a topic, in ledger order.
    public func answers(on topic: StatementTopic) -> [Answer] {
        statements.flatMap(\.answers).filter { $0.asked.topic == topic }
    }

    /// What a screen shows before somebody sits down with the person again.
    public func warnings(
        beforeAsking topics: Set<StatementTopic>, as kind: StatementKind, on day: Day
    ) -> [AskingWarning] {
        guard let last = statements.map(\.stated.heldOn).max() else { return [] }
        var warnings: [AskingWarning] = [.askedBefore(times: timesAsked)]
        if day.number - last.number <= 30 { warnings.append(.askedRecently(on: last)) }
        if kind == .fullStatement, statements.contains(where: { $0.stated.kind == .fullStatement }) {
            warnings.append(.fullStatementExists)
        }
        for topic in topics.sorted(by: { $0.rawValue < $1.rawValue }) {
            let answers = answers(on: topic)
            if !answers.isEmpty { warnings.append(.topicPutBefore(topic, times: answers.count)) }
            if answers.contains(where: { $0.asked.outcome == .declinesToAnswer }) {
                warnings.append(.declinedOnTopic(topic))
            }
        }
        return warnings
    }
}
