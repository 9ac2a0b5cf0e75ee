// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

enum AccessSamples {
    static let events: [CompartmentEvent] = [
        .access(.opened(case: Sample.id(5), kind: .casework, alias: "Рябина")),
        .access(.granted(member: Sample.id(2), reason: "ведёт дело")),
        .access(.ended(member: Sample.id(2), reason: "передала дело")),
        .access(.epochStarted(2)),
        .access(.disclosed(Disclosure(what: "город", toWhom: "врач", why: "лечение", entry: Sample.id(70)))),
        .access(.disclosed(Disclosure(what: "имя", toWhom: "посольство", why: "виза"))),
    ]
}

enum ConversationSamples {
    static let events: [CompartmentEvent] = [
        .conversation(
            .adopted(
                author: Sample.id(1), recordedAt: 1_700_000_000, event: Sample.requestReceived(10, message: 100))),
        .conversation(
            .adopted(
                author: Sample.id(1), recordedAt: 1_700_000_000,
                event: .noteAdded(request: Sample.id(10), body: "заметка"))),
    ]
}
