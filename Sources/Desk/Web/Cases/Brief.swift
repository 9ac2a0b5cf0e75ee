// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// One line of what a new colleague has to know of a case, and where the rest of it stands.
struct BriefLine: Equatable {
    let name: String
    let text: String
    let href: String
}

/// A case in six sentences, each in the words of whoever wrote it: why the person came, what they said last, what threatens them, what they want,
/// what is planned, and whose turn it is. Only of parts that this desk can open.
enum Brief {
    /// Of each text, in characters; the whole stands below.
    private static let length = 240

    static func lines(_ scene: CaseScene) -> [BriefLine] {
        var (talks, works, turns): ([BriefLine], [BriefLine], [BriefLine]) = ([], [], [])
        for part in scene.record.parts {
            let home = part.compartment.hex
            switch part.content {
            case .conversation(let content):
                guard let record = content.record else { continue }
                talks +=
                    came(record, "#conversation-\(home)", scene)
                    + said(record, of: content, "#conversation-\(home)", scene)
                turns += last(record, "#conversation-\(home)", scene)
            case .casework(let content): works += work(content, home, scene)
            case .identity, .whereabouts, .evidence, .legal: continue
            }
        }
        return talks + works + turns
    }

    private static func came(_ record: RequestRecord, _ href: String, _ scene: CaseScene) -> [BriefLine] {
        guard let first = record.firstMessage else { return [] }
        return line("came", cut(first.body), href, scene)
    }

    /// The person's newest words, where they wrote more than once.
    private static func said(
        _ record: RequestRecord, of part: ConversationPart, _ href: String, _ scene: CaseScene
    ) -> [BriefLine] {
        let messages = record.timeline.lazy.reversed().compactMap { item -> (body: String, at: UInt64)? in
            guard case .message(let message) = item.content, !message.body.isEmpty else { return nil }
            return (scene.words.said(in: message, of: part), item.recordedAt)
        }
        guard record.messageCount > 1, let last = messages.first, last.body != record.firstMessage?.body else {
            return []
        }
        let day = Day(at: last.at, east: LocalTime.east(at: last.at))
        let text = scene.words.text(
            "brief.said-on", ["day": scene.words.weekday(of: day), "words": cut(last.body)])
        return line("said", text, href, scene)
    }

    private static func work(_ part: CaseworkPart, _ home: String, _ scene: CaseScene) -> [BriefLine] {
        guard part.lifecycle != nil else { return [] }
        let ledger = scene.record.parts.first { $0.compartment.hex == home }.flatMap { scene.person.consent(in: $0) }
        return line("threat", threats(part.risk, scene), "#risk-\(home)", scene)
            + line("needs", needs(part.risk, scene), "#needs-\(home)", scene)
            + line(
                "wants", wishes(part.risk, scene) ?? notYet("brief.wants-not-asked", part, scene), "#needs-\(home)",
                scene)
            + line("plan", plans(part, scene) ?? notYet("brief.no-plan", part, scene), "#plan-\(home)", scene)
            + line("left", left(scene), "#consent-\(home)", scene)
            + line("leave", MayLeave.text(part, ledger ?? part.consent, scene), "#consent-\(home)", scene)
    }

    /// The gravest assessment that stands; each of several that colleagues made apart, with whose it is.
    private static func threats(_ risk: RiskRecord, _ scene: CaseScene) -> String {
        let standing = risk.assessed.standing
        if standing.count > 1 { return apart(standing.map { ($0.by, $0.at, told($0.assessment, scene)) }, scene) }
        guard let current = risk.current else { return scene.words.text("brief.no-threat") }
        return scene.words.text(
            "brief.said-on", ["day": Day(at: current.at).iso, "words": told(current.assessment, scene)])
    }

    private static func told(_ assessment: RiskAssessment, _ scene: CaseScene) -> String {
        let weak = cut(assessment.vulnerabilities)
        return weak.isEmpty
            ? cut(assessment.threats)
            : scene.words.text("brief.vulnerable", ["threats": cut(assessment.threats), "weak": weak])
    }

    private static func needs(_ risk: RiskRecord, _ scene: CaseScene) -> String {
        let names = (risk.needs ?? []).sorted { $0.rawValue < $1.rawValue }.map { scene.words.name(of: $0) }
        return (names + [cut(risk.needsNote)].filter { !$0.isEmpty }).joined(separator: "; ")
    }

    private static func wishes(_ risk: RiskRecord, _ scene: CaseScene) -> String? {
        let standing = risk.wished.standing
        if standing.count > 1 { return apart(standing.map { ($0.by, $0.at, cut($0.value)) }, scene) }
        return standing.first.map { cut($0.value) }
    }

    /// What colleagues wrote who had not seen each other's: none of it is the whole.
    private static func apart(_ said: [(by: ID<Member>, at: UInt64, words: String)], _ scene: CaseScene) -> String {
        said.map { each in
            scene.words.text(
                "brief.by", ["name": scene.name(each.by), "day": Day(at: each.at).iso, "words": each.words])
        }.joined(separator: " ↔ ")
    }

    /// The plan in force, or that counts; each of several that stand apart.
    private static func plans(_ part: CaseworkPart, _ scene: CaseScene) -> String? {
        let standing = part.plansStanding
        if standing.count > 1, part.planInForce == nil {
            return apart(standing.map { ($0.proposedBy, $0.proposedAt, plan($0, scene)) }, scene)
        }
        guard let counting = part.planInForce ?? part.plan else { return nil }
        let whole = plan(counting, scene)
        return part.plan?.id == counting.id ? whole : scene.words.text("brief.plan-since", ["aim": whole])
    }

    private static let mostLeft = 4

    /// To whom something left, the newest first.
    private static func left(_ scene: CaseScene) -> String {
        let bags = scene.person.handedOver.reversed()
        let said = bags.prefix(mostLeft).map { "\($0.recipientName), \(Day(at: $0.at).iso)" }.joined(separator: "; ")
        return bags.count > mostLeft
            ? scene.words.text("brief.left-more", ["some": said, "count": "\(bags.count - mostLeft)"]) : said
    }

    /// What nobody has done yet is said where somebody has to: a line that is missing reads as if there were nothing to know.
    private static func notYet(_ key: String, _ part: CaseworkPart, _ scene: CaseScene) -> String {
        part.lifecycle?.state.isOpen == true ? scene.words.text(key) : ""
    }

    /// What is planned, who approved it and whether the person agreed.
    private static func plan(_ plan: PlanRecord, _ scene: CaseScene) -> String {
        let (words, aim) = (scene.words, cut(plan.draft.aim))
        guard let approval = plan.approval else { return words.text("brief.plan-open", ["aim": aim]) }
        let approved = words.text(
            "brief.plan-approved", ["name": scene.name(approval.by), "day": Day(at: approval.at).iso])
        let person =
            if let agreement = plan.agreement {
                words.text("brief.plan-agreed", ["day": Day(at: agreement.at).iso])
            } else {
                words.text(plan.refusal == nil ? "brief.plan-not-agreed" : "brief.plan-refused")
            }
        return words.text("brief.plan-whole", ["aim": aim, "approved": approved, "person": person])
    }

    /// Who wrote last. What a desk sends by itself has no words and is no turn.
    private static func last(_ record: RequestRecord, _ href: String, _ scene: CaseScene) -> [BriefLine] {
        var last: (who: String, second: UInt64)?
        for item in record.timeline {
            switch item.content {
            case .message: last = ("person", item.recordedAt)
            case .reply(_, let body, let files) where !body.isEmpty || !files.isEmpty:
                last = ("us", item.recordedAt)
            default: continue
            }
        }
        guard let last else { return [] }
        let time = scene.words.waiting(since: last.second, at: scene.now)
        let key = "brief.last-\(last.who)" + (scene.now < last.second.addingOrMax(60) ? "-now" : "")
        return line("last", scene.words.text(key, ["time": time]), href, scene)
    }

    private static func line(_ name: String, _ text: String, _ href: String, _ scene: CaseScene) -> [BriefLine] {
        text.isEmpty ? [] : [BriefLine(name: scene.words.text("brief.\(name)"), text: text, href: href)]
    }

    private static func cut(_ text: String) -> String { SafeText.firstLine(text, maximumCount: length) }
}
