// SPDX-License-Identifier: AGPL-3.0-or-later

/// A step after which nobody works on the case any more.
struct Ending: Hashable, Sendable {
    let from: CaseState
    let to: CaseState
    let standing: Standing
}

extension [Ending] {
    /// Where the case stood for whoever spoke from there; nil where they knew of every end.
    func state(seenFrom standing: Standing) -> CaseState? { first { !standing.knew($0.standing) }?.from }

    /// Where it stood when its erasure was requested; nil where it was not.
    var erasedFrom: CaseState? { last { $0.to == .erasurePending }?.from }
}

/// What stood when an end was taken back, for whoever has not heard of that.
struct TakingBack: Hashable, Sendable {
    let endings: [Ending]
    let state: CaseState
    let standing: Standing

    /// Whoever knew that the case was to be destroyed, or was, wrote what follows after they had cancelled it; that this came to nothing
    /// they had not heard.
    func state(seenFrom standing: Standing) -> CaseState {
        let known = endings.state(seenFrom: standing) ?? state
        guard known == .erasurePending || known == .erased else { return known }
        return endings.erasedFrom ?? known
    }
}

/// Two people end a case over what they had seen, and over nothing else (docs/decisions/0070). Whoever wrote without having heard of the
/// end is heard; where the two might have decided otherwise, the case is back where it was, and somebody confirms the end anew.
extension CaseworkPart {
    /// Which ends of a case have to do with an event: whoever confirms one has seen it.
    struct Weight {
        var onClosing = false
        var onErasure = false
    }

    /// By what stands before it.
    func weight(of event: CompartmentEvent) -> Weight {
        switch event {
        case .incident: Weight(onClosing: true, onErasure: true)
        case .hold(.placed(let kind, _)): weight(of: kind)
        case .hold(.lifted(let hold, _)): holds[id: hold].map { weight(of: $0.kind) } ?? Weight()
        default: Weight(onClosing: event.work != nil, onErasure: event.work != nil)
        }
    }

    private func weight(of kind: HoldKind) -> Weight {
        Weight(onClosing: kind == .closing, onErasure: kind == .erasure)
    }

    /// Takes back the first end that whoever wrote the event had not seen and that it weighs on. `known`: where the case stood for them.
    mutating func takeBack(by weight: Weight, endings: [Ending], _ context: FoldContext) {
        guard lifecycle?.state.isOpen == false else { return }
        let unheard = endings.first { ending in
            !context.standing.knew(ending.standing)
                && (ending.to == .closed ? weight.onClosing : ending.to == .erased && weight.onErasure)
        }
        if let unheard { lifecycle?.takeBack(unheard, context) }
    }

    /// What whoever does this had on their page: the step by which the case stands where it does, and the last word behind it that weighs
    /// on its end.
    public func shown(before act: CaseAct) -> [ID<Entry>] {
        guard let lifecycle else { return [] }
        let said: LastSaid? =
            switch act {
            case .confirmClosing, .offerTransfer, .acceptTransfer: onClosing
            case .confirmErasure: onErasure
            case .proposeClosing, .requestErasure, .cancelErasure, .proposeTakingUp, .takeUp: nil
            }
        let weighs = said?.last.flatMap { $0.sequence > lifecycle.enteredIn ? $0.entry : nil }
        let pause = CaseAct.takingUp.contains(act) ? lifecycle.pause : nil
        let step = lifecycle.changes.last?.entry
        let others = (pause?.words ?? []) + (pause?.proposals ?? [])
        return [step, weighs].compactMap(\.self) + others.map(\.entry).filter { $0 != step }
    }
}
