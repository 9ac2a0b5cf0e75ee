// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework

@testable import Desk
import DeskFormats

/// Exposure without files: what a test arranged is shown, and what a page asks for is noted.
extension PagesWork {
    func exposure() throws(WorkspaceError) -> ExposureOverview {
        try check()
        var overview = arranged.overview
        overview.personCount = me.map { state.protectedPersons(for: $0).count } ?? 0
        overview.namelessCount = me.map { state.namelessPersonCount(for: $0) } ?? 0
        return overview
    }

    func addList(_ draft: ListDraft, bytes: [UInt8]) throws(WorkspaceError) {
        try check()
        arranged.added.append((draft, bytes))
    }

    func removeList(_ id: ID<KeptList>) throws(WorkspaceError) {
        try check()
        arranged.overview.lists.removeAll { $0.id == id }
    }

    func compareList(_ id: ID<KeptList>) throws(WorkspaceError) {
        try check()
        arranged.compared.append(id)
    }

    func compareText(_ draft: TextDraft) throws(WorkspaceError) {
        try check()
        arranged.texts.append(draft)
    }

    func possibleDuplicates() throws(WorkspaceError) -> [PossibleDuplicate] {
        try check()
        return arranged.duplicates
    }

    func decide(_ pair: DuplicatePair, _ verdict: ExposureVerdict, reason: String) throws(WorkspaceError) {
        try check()
        guard let place = arranged.duplicates.firstIndex(where: { $0.pair == pair }) else {
            throw .refused(EngineMessage.pairUnknown)
        }
        arranged.duplicates[place].decisions.append(
            DuplicateDecision(verdict: verdict, reason: reason, by: me ?? Self.id(1), at: WebDesk.second))
    }

    func arrange(_ change: @Sendable (inout ArrangedExposure) -> Void) { change(&arranged) }
}

struct ArrangedExposure: Sendable {
    var overview = ExposureOverview()
    var duplicates: [PossibleDuplicate] = []
    var added: [(draft: ListDraft, bytes: [UInt8])] = []
    var compared: [ID<KeptList>] = []
    var texts: [TextDraft] = []
}
