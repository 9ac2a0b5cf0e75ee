// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Desk
import LifeboatTestSupport

/// What desks do in the parts of a case, each by what it sees: what others did meanwhile arrives late.
extension Simulation {
    static func id<Subject>(_ number: UInt8) -> ID<Subject> {
        guard let id = ID<Subject>([UInt8](repeating: 0, count: 15) + [number]) else {
            preconditionFailure("sixteen bytes")
        }
        return id
    }

    static func sitting(_ statement: ID<Statement>, by member: ID<Member>, on day: Day) -> StatedStatement {
        StatedStatement(
            id: statement, kind: .firstAccount, heldOn: day, setting: .video, language: "ru", interpreter: .notNeeded,
            interviewer: .member(member), isPrivileged: false, whyAgain: "")
    }

    private static let recipient = ConsentRecipient.anyOf(.newsroom)

    /// Everything that may be taken away again.
    static let wide = ConsentTerms(
        classes: Set(ItemClass.allCases), items: [], purpose: .newsroom(.identified), recipient: recipient,
        identifiability: .explicitlyPersonal, actions: .clear, territory: [], conditions: [], excludedRecipients: [],
        excludedFacts: [])

    /// A case that can move, and a consent that can be narrowed.
    static func work(
        _ consent: ID<Consent>, owner: ID<Member>, deputy: ID<Member>, witness: ID<Member>, on day: Day
    ) -> [CompartmentEvent] {
        let later = day.adding(months: 6).firstSecond
        return [
            .lifecycle(.registered(Registration(request: nil, owner: owner, deputy: deputy, danger: .weeks))),
            .risk(
                .assessed(
                    RiskAssessment(
                        threats: "розыск", vulnerabilities: "", capacities: "", likelihood: .likely, impact: .severe,
                        isImminent: false, reassessBy: later))),
            .risk(.needsRecorded([], note: "")), .risk(.wishesRecorded("уехать")),
            .consent(
                .explained(
                    consent,
                    ConsentExplanation(
                        giver: .person, capacityNote: "", purpose: .newsroom(.identified), recipient: recipient,
                        language: "ru", interpreter: .notNeeded, version: "1", consequencesShown: true,
                        withdrawalShown: true, aidIndependenceShown: true, initiative: .person))),
            .consent(
                .answered(
                    consent, .given(wide, expires: day.adding(months: 12)),
                    ConsentEvidence(
                        isUnderstood: true, method: .voice, givenOn: day, reviewOn: nil, receipt: .none,
                        secondWitness: witness, supersedes: []))),
        ]
    }

    /// What one desk would say next in a part, by what it sees of it. `word`: to be found again.
    static func events(
        in part: PartRecord, _ statement: ID<Statement>, _ consent: ID<Consent>, saying word: String, at now: UInt64,
        using dice: inout SeededGenerator
    ) -> [CompartmentEvent] {
        switch part.content {
        case .evidence(let evidence):
            let next = UInt32((evidence.statement(statement)?.answers.count ?? 0) + 1)
            return [
                .statement(
                    .answered(
                        statement, number: next,
                        Asked(topic: .service, question: "Что было дальше?", outcome: .answered, answer: word)))
            ]
        case .casework(let work): return events(of: work, consent, saying: word, at: now, using: &dice)
        default:
            return [.access(.disclosed(Disclosure(what: word, toWhom: "кому", why: "нужно")))]
        }
    }

    private static func events(
        of work: CaseworkPart, _ consent: ID<Consent>, saying word: String, at now: UInt64,
        using dice: inout SeededGenerator
    ) -> [CompartmentEvent] {
        guard let lifecycle = work.lifecycle else { return [] }
        switch Int.random(in: 0..<7, using: &dice) {
        case 0:
            guard let next = lifecycle.state.successors.randomElement(using: &dice) else { return [] }
            return [.lifecycle(.moved(to: next, reason: next.moveReasons.first, note: word))]
                + work.tasks(beginning: next, at: now).map(CompartmentEvent.task)
        case 1:
            var terms = work.consent.record(consent)?.terms ?? wide
            if let gone = terms.classes.randomElement(using: &dice), terms.classes.count > 2 {
                terms.classes.remove(gone)
            }
            terms.excludedFacts.append(word)
            return [.consent(.narrowed(consent, terms))]
        case 2: return [.hold(.placed(.closing, shown: word))]
        case 3:
            guard let hold = work.holds.randomElement(using: &dice) else { return [] }
            return [.hold(.lifted(hold: hold.id, note: word))]
        case 4: return [.incident(.opened(.other, affected: [], text: word))]
        case 5:
            guard let task = work.tasks.filter(\.isOpen).randomElement(using: &dice) else { return [] }
            return [.task(.done(task: task.id, outcome: word))]
        default: return [.plan(.proposed(PlanDraft(aim: word, steps: [], reviewBy: now + 86_400)))]
        }
    }
}
