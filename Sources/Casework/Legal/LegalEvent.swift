// SPDX-License-Identifier: AGPL-3.0-or-later

/// What can happen to a procedure.
public enum LegalEvent: Hashable, Sendable, Confidential {
    indirect case opened(ID<LegalMatter>, LegalTrack, jurisdiction: String, title: String, counsel: String)
    case counselNamed(ID<LegalMatter>, String)
    indirect case stageReached(ID<LegalMatter>, StatedStage)
    /// The last stage was recorded by mistake.
    case stageUndone(ID<LegalMatter>, step: ID<Entry>, reason: String)
    case marked(ID<LegalMatter>, LegalMark, on: Day, note: String)
    /// A mark was recorded by mistake. `mark`: the entry that made it.
    case markUndone(ID<LegalMatter>, mark: ID<Entry>, reason: String)
    indirect case clockSet(ID<LegalMatter>, ID<OwnClock>, title: String, LegalDuty, due: Day, citation: String)
    indirect case clockChanged(ID<LegalMatter>, ClockReference, ClockChangeKind, note: String)
    case holidaysEntered(ID<LegalMatter>, [Day], source: String)
    indirect case ruleChecked(ID<LegalMatter>, rule: String, on: Day, RuleCheckResult, note: String)

    public var matter: ID<LegalMatter> {
        switch self {
        case .opened(let id, _, _, _, _), .counselNamed(let id, _), .stageReached(let id, _),
            .stageUndone(let id, _, _), .marked(let id, _, _, _), .markUndone(let id, _, _),
            .clockSet(let id, _, _, _, _, _),
            .clockChanged(let id, _, _, _), .holidaysEntered(let id, _, _), .ruleChecked(let id, _, _, _, _):
            id
        }
    }
}
