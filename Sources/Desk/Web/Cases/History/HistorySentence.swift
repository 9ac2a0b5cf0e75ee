// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// One entry of the log, as a colleague would tell it: who did what, and in which words.
struct HistorySentence: Equatable {
    let text: String
    let said: String

    init(_ item: LogItem, _ scene: CaseScene) {
        self.init(item.event, by: scene.name(item.author), in: item.entry, scene)
    }

    /// - Parameters:
    ///   - who: the author's name.
    ///   - entry: what says it; nil of what did not count.
    init(_ event: Event, by who: String, in entry: ID<Entry>? = nil, _ scene: CaseScene) {
        let parts =
            if case .inCompartment(let event) = event { Self.parts(of: event, in: entry, scene) } else {
                Self.parts(of: event, scene.words)
            }
        self.init(parts, who, scene.words)
    }

    /// Of the intake or the organisation: what a case's part says takes a scene, and is "something else" here.
    init(intake event: Event, by who: String, _ words: Catalogue) {
        self.init(Self.parts(of: event, words), who, words)
    }

    private init(_ parts: Parts, _ who: String, _ words: Catalogue) {
        text = words.text("history.\(parts.key)", ["who": who])
        said = parts.details.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    typealias Parts = (key: String, details: [String])

    private static func parts(of event: Event, _ words: Catalogue) -> Parts {
        switch event {
        case .requestReceived(_, let message, _, _, _), .messageReceived(_, let message):
            ("message", [message.body])
        case .requestOpened: ("message-read", [])
        case .requestMoved(_, let state, let reason, let note):
            ("request-moved", [words.name(of: state), reason.map { words.name(of: $0) } ?? "", note])
        case .requestStepped(_, let step, let note): ("step.\(step.kind)", [words.detail(of: step), note])
        case .replySent(_, _, let body, _): ("reply", [body])
        case .noteAdded(_, let body): ("note", [body])
        case .organisationFounded, .memberAdmitted, .memberRemoved, .rolesSet, .deviceEnrolled, .ledgerEpochStarted,
            .compartmentsErased, .requestsErased, .intakeUnreadable, .cardPublished, .inCompartment, .unknown:
            ("other", [])
        }
    }

    private static func parts(of event: CompartmentEvent, in entry: ID<Entry>?, _ scene: CaseScene) -> Parts {
        switch event {
        case .access(let event): access(event, scene)
        case .conversation(.adopted(let device, let second, let event)): adopted(event, by: device, at: second, scene)
        case .conversation(.told(_, _, let body, _)): ("consent-told", [body])
        case .conversation(.answered(_, let message, _)): ("message", [message.body])
        case .lifecycle(let event): lifecycle(event, scene)
        case .plan(let event): plan(event, scene)
        case .risk(let event): risk(event, scene)
        case .task(let event): task(event, scene)
        case .hold(let event): hold(event, scene)
        case .incident(let event): incident(event, scene)
        case .clearance(.given): ("clearance.given", [])
        case .clearance(.takenBack): ("clearance.taken-back", [])
        case .consent(let event): consent(event, scene)
        case .identity(let event): identity(event, scene)
        case .exposure(let event): exposure(event, scene)
        case .whereabouts(let event): whereabouts(event, scene)
        case .claim(let event): claim(event, scene)
        case .statement(let event): statement(event, in: entry, scene)
        case .doubt(let event): doubt(event, scene)
        case .attestation(let event): attestation(event, scene)
        case .legal(let event): legal(event, scene)
        case .exclusion(.screened(let state, let mayVouch, let reasons)):
            (
                "exclusion.screened",
                [
                    scene.words.name(of: state), scene.words.text(mayVouch ? "legal.may-vouch" : "legal.may-not-vouch"),
                    reasons,
                ]
            )
        }
    }

    /// What it was, with its first author: whoever brought it along did not do it.
    private static func adopted(
        _ event: Event, by device: ID<Device>, at second: UInt64, _ scene: CaseScene
    ) -> Parts {
        let inside = parts(of: event, scene.words)
        let sentence = scene.words.text(
            "history.\(inside.key)", ["who": scene.state.name(of: device, scene.words)])
        return ("adopted", ["\(LocalTime.text(second: second)): \(sentence)"] + inside.details)
    }

    private static func access(_ event: AccessEvent, _ scene: CaseScene) -> Parts {
        switch event {
        case .opened(_, let kind, _): ("access.opened", [scene.words.name(of: kind)])
        case .granted(let member, let reason): ("access.granted", [scene.name(member), reason])
        case .ended(let member, let reason): ("access.ended", [scene.name(member), reason])
        case .epochStarted: ("access.epoch", [])
        case .disclosed(let disclosure):
            ("access.disclosed", [disclosure.toWhom, disclosure.what, disclosure.why])
        }
    }
}
