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
        .access(
            .disclosed(
                Disclosure(
                    what: "выгрузка", toWhom: "газета", why: "статья",
                    bag: HandedBag(
                        id: Sample.id(90), recipient: .named("газета", .newsroom), purpose: .newsroom(.pseudonymous))))),
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
        .conversation(
            .told(
                request: Sample.id(10), number: 2, body: "Можно ли передать?",
                [
                    ToldConsent(Sample.id(80), .asked, ConsentSamples.terms(), until: Sample.day(2027, 9, 1)),
                    ToldConsent(Sample.id(81), .inForce, ConsentSamples.widest, until: Sample.day(2027, 9, 1)),
                ])),
        .conversation(
            .answered(
                request: Sample.id(10), PortalSamples.message(101),
                PortalSamples.answer(.agreed(ConsentSamples.terms(), until: Sample.day(2027, 9, 1))))),
    ]
}
