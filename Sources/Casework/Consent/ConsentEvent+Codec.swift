// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes

extension ConsentEvent: EventArea {
    enum Kind: UInt16, CaseIterable {
        case explained = 0x0600
        case answered
        case narrowed
        case frozen
        case withdrawn
        case recallSent
        case recallAnswered
        case overrideProposed
        case overrideSeconded
        case overrideTold
        case asked = 0x061D
        case said
        case judged
        case overrideEnded
        case witnessed
        case denialSettled
        case excluded
    }

    var kind: Kind {
        switch self {
        case .explained: .explained
        case .answered: .answered
        case .narrowed: .narrowed
        case .frozen: .frozen
        case .withdrawn: .withdrawn
        case .recallSent: .recallSent
        case .recallAnswered: .recallAnswered
        case .overrideProposed: .overrideProposed
        case .overrideSeconded: .overrideSeconded
        case .overrideTold: .overrideTold
        case .overrideEnded: .overrideEnded
        case .witnessed: .witnessed
        case .denialSettled: .denialSettled
        case .excluded: .excluded
        case .asked: .asked
        case .said: .said
        case .judged: .judged
        }
    }

    init(_ kind: Kind, reading reader: inout EventReader) throws(EventDecodingError) {
        switch kind {
        case .explained:
            self = .explained(try reader.id(), try reader.payload())
        case .answered:
            self = .answered(try reader.id(), try reader.payload(), try reader.payload())
        case .narrowed:
            self = .narrowed(try reader.id(), try reader.payload())
        case .frozen:
            self = .frozen(try reader.idIfAny(), try reader.value(), whoMayDecide: try reader.text16(.title))
        case .withdrawn:
            self = .withdrawn(try reader.id(), try reader.value())
        case .recallSent:
            self = .recallSent(try reader.id(), bag: try reader.id(), recipient: try reader.text16(.title))
        case .recallAnswered:
            self = .recallAnswered(
                try reader.id(), bag: try reader.id(), try reader.value(), note: try reader.text16(.reason))
        case .overrideProposed:
            self = .overrideProposed(
                try reader.id(), try reader.value(), try reader.payload(), until: try reader.day(),
                why: try reader.text16(.reason))
        case .overrideSeconded:
            self = .overrideSeconded(try reader.id(), proposal: try reader.id())
        case .overrideTold:
            self = .overrideTold(try reader.id(), on: try reader.day())
        case .overrideEnded:
            self = .overrideEnded(try reader.id(), why: try reader.text16(.reason))
        case .witnessed:
            self = .witnessed(
                try reader.id(), answer: try reader.id(), try reader.value(), note: try reader.text16(.reason))
        case .denialSettled:
            self = .denialSettled(try reader.id(), denial: try reader.id(), why: try reader.text16(.reason))
        case .excluded:
            self = .excluded(try reader.id(), try reader.texts16(.title))
        case .asked:
            self = .asked(try reader.id(), try reader.payload(), try reader.payload())
        case .said:
            self = .said(try reader.payload())
        case .judged:
            self = .judged(
                try reader.id(), try reader.id(), try reader.value(), note: try reader.text16(.reason))
        }
    }

    func write(to writer: inout EventWriter) throws(EventEncodingError) {
        switch self {
        case .explained(let id, let explanation):
            writer.id(id)
            try writer.payload(explanation)
        case .answered(let id, let answer, let evidence):
            writer.id(id)
            try writer.payload(answer)
            try writer.payload(evidence)
        case .narrowed(let id, let terms):
            writer.id(id)
            try writer.payload(terms)
        case .frozen(let id, let cause, let whoMayDecide):
            writer.idIfAny(id)
            writer.value(cause)
            try writer.text16(whoMayDecide, .title)
        case .withdrawn(let id, let method):
            writer.id(id)
            writer.value(method)
        case .recallSent(let id, let bag, let recipient):
            writer.id(id)
            writer.id(bag)
            try writer.text16(recipient, .title)
        case .recallAnswered(let id, let bag, let outcome, let note):
            writer.id(id)
            writer.id(bag)
            writer.value(outcome)
            try writer.text16(note, .reason)
        case .overrideProposed(let id, let basis, let terms, let until, let why):
            writer.id(id)
            writer.value(basis)
            try writer.payload(terms)
            writer.day(until)
            try writer.text16(why, .reason)
        case .overrideSeconded(let id, let proposal):
            writer.id(id)
            writer.id(proposal)
        case .overrideTold(let id, let day):
            writer.id(id)
            writer.day(day)
        case .overrideEnded(let id, let why):
            writer.id(id)
            try writer.text16(why, .reason)
        case .witnessed(let id, let answer, let word, let note):
            writer.id(id)
            writer.id(answer)
            writer.value(word)
            try writer.text16(note, .reason)
        case .denialSettled(let id, let denial, let why):
            writer.id(id)
            writer.id(denial)
            try writer.text16(why, .reason)
        case .excluded(let id, let names):
            writer.id(id)
            try writer.texts16(names, .title, list: .list)
        case .asked(let id, let explanation, let ask):
            writer.id(id)
            try writer.payload(explanation)
            try writer.payload(ask)
        case .said(let saying):
            try writer.payload(saying)
        case .judged(let id, let message, let finding, let note):
            writer.id(id)
            writer.id(message)
            writer.value(finding)
            try writer.text16(note, .reason)
        }
    }
}
