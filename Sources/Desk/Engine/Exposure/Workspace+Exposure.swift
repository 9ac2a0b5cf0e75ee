// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Bytes
public import Casework
internal import Crypto
public import DeskFormats
internal import Names
internal import Sealing

/// Comparing the names of the people whom open cases protect with lists and texts. Lists come in as bytes and are kept
/// sealed; nothing is fetched, and no name leaves the machine.
extension Workspace {
    public func exposure() async throws(WorkspaceError) -> ExposureOverview {
        let desk = try unlocked()
        let shelf = try shelf(desk)
        let known = desk.knownPersons
        var overview = ExposureOverview()
        (overview.lists, overview.isDamaged) = (shelf.lists, shelf.isDamaged)
        overview.texts = desk.comparedTexts
        overview.personCount = known.persons.count
        overview.namelessCount = known.namelessCount
        overview.namesDigest = known.digest
        return overview
    }

    /// Keeps a list, in place of an older one of its title, and compares it.
    public func addList(_ draft: ListDraft, bytes: [UInt8]) async throws(WorkspaceError) {
        let desk = try unlocked()
        let held = try shelf(desk).lists
        guard held.count < ListShelf.maximumCount || held.contains(where: { $0.title == draft.title }) else {
            throw .refused(EngineMessage.tooManyLists)
        }
        let (list, content) = try await Self.read(bytes, draft, at: surroundings.now())
        // The desk may have been locked meanwhile.
        try stillOpen(desk)
        do throws(StorageError) {
            var shelf = try ListShelf(in: files, desk.secrets.storageKey)
            try shelf.add(list, content)
        } catch {
            throw WorkspaceError(error)
        }
        try await compareList(list.id)
    }

    public func removeList(_ id: ID<KeptList>) async throws(WorkspaceError) {
        let desk = try unlocked()
        var shelf = try shelf(desk)
        do throws(StorageError) { try shelf.remove(id) } catch { throw WorkspaceError(error) }
        notify()
    }

    /// Compares a kept list with every name of today.
    public func compareList(_ id: ID<KeptList>) async throws(WorkspaceError) {
        let desk = try unlocked()
        let shelf = try shelf(desk)
        guard let list = shelf.lists.first(where: { $0.id == id }) else { throw .refused(EngineMessage.listUnknown) }
        let persons = desk.protectedPersons
        guard let found = try await Self.search(shelf, list, for: persons) else { throw .locked }
        try stillOpen(desk)
        let comparing = try record(found, of: persons, desk)
        do throws(StorageError) {
            var shelf = try ListShelf(in: files, desk.secrets.storageKey)
            try shelf.note(comparing, of: id)
        } catch {
            throw WorkspaceError(error)
        }
        notify()
    }

    /// Compares a text. The text is forgotten; a hit keeps the words around the name.
    public func compareText(_ draft: TextDraft) async throws(WorkspaceError) {
        let desk = try unlocked()
        guard draft.text.utf8.count <= TextDraft.maximumByteCount else {
            throw .tooLarge(limit: TextDraft.maximumByteCount)
        }
        guard !TextBytes.showOtherEncoding(Array(draft.text.utf8)) else { throw .refused(EngineMessage.textNotText) }
        let persons = desk.protectedPersons
        let found = await Self.screen(draft, for: persons)
        try stillOpen(desk)
        let comparing = try record(found, of: persons, desk)
        let text = TextComparing(title: draft.title, date: draft.date, comparing: comparing)
        desk.comparedTexts = Array(([text] + desk.comparedTexts).prefix(Self.mostComparedTexts))
        notify()
    }

    private static let mostComparedTexts = 50

    // MARK: - Hits

    /// Says each new hit where the person's names stand. What was found before is not said again, whatever was decided.
    private func record(
        _ result: ExposureFinder.Result, of persons: [ProtectedPerson], _ desk: OpenDesk
    ) throws(WorkspaceError) -> HeldList.Comparing {
        var newCount = 0
        var firstRefusal: WorkspaceError?
        for (compartment, findings) in Dictionary(grouping: result.findings, by: \.person.compartment)
            .sorted(by: { $0.key < $1.key })
        {
            let new = desk.unknown(findings, in: compartment)
            guard !new.isEmpty, let watch = desk.watch(over: compartment, at: surroundings.now()) else { continue }
            do throws(WorkspaceError) {
                try queue(desk) { writing throws(WorkspaceError) in
                    for finding in new {
                        try writing.say(.exposure(.found(finding.found(watch))), in: compartment)
                    }
                }
                newCount += new.count
            } catch {
                // One part whose key ended meanwhile must not hide what was found about others.
                firstRefusal = firstRefusal ?? error
            }
        }
        if let firstRefusal { throw firstRefusal }
        return HeldList.Comparing(
            at: surroundings.now(), personCount: persons.count, namesDigest: Self.digest(of: persons),
            hitCount: result.findings.count, newCount: newCount, crowdedCount: result.crowdedCount)
    }

    // MARK: - Away from the workspace, which stays usable meanwhile

    @concurrent private static func search(
        _ shelf: ListShelf, _ list: HeldList, for persons: [ProtectedPerson]
    ) async throws(WorkspaceError) -> ExposureFinder.Result? {
        let content: ListContent?
        do throws(StorageError) { content = try shelf.content(of: list.id) } catch { throw WorkspaceError(error) }
        guard let content else { throw .localFilesDamaged(EngineMessage.listDamaged) }
        return ExposureFinder.search(content, of: list, for: persons)
    }

    @concurrent private static func screen(
        _ draft: TextDraft, for persons: [ProtectedPerson]
    ) async -> ExposureFinder.Result {
        ExposureFinder.screen(draft, digest: Array(SHA256.hash(data: Array(draft.text.utf8))), for: persons)
    }

    /// Reads a list that a worker dropped in, with the bounds of what a desk keeps.
    @concurrent private static func read(
        _ bytes: [UInt8], _ draft: ListDraft, at second: UInt64
    ) async throws(WorkspaceError) -> (HeldList, content: [UInt8]) {
        guard bytes.count <= ListContent.maximumFileByteCount else {
            throw .tooLarge(limit: ListContent.maximumFileByteCount)
        }
        let read: WatchList
        do throws(WatchListError) {
            read = try ListReader.read(bytes, about: WatchList.About(source: draft.title))
        } catch {
            switch error {
            case .noEntries: throw .refused(EngineMessage.listEmpty)
            case .notText: throw .refused(EngineMessage.listNotText)
            case .markup: throw .refused(EngineMessage.listIsMarkup)
            case .noNameColumn: throw .refused(EngineMessage.listWithoutNames)
            case .tooLong: throw .tooLarge(limit: ListContent.maximumFileByteCount)
            }
        }
        let nameCount = read.entries.reduce(0) { $0 + $1.names.count }
        guard nameCount <= ListContent.maximumNameCount else { throw .refused(EngineMessage.listTooLong) }
        let content = ListContent(read).encoded()
        guard content.count <= ListContent.maximumByteCount - 1_024 else {
            throw .refused(EngineMessage.listTooLong)
        }
        let list = HeldList(
            id: .random(), title: draft.title, source: draft.source, date: draft.date, licence: draft.licence,
            addedAt: second, personCount: read.entries.count, nameCount: nameCount, leftOutCount: read.problemCount,
            brokenRows: read.problems.prefix(ListShelf.mostBrokenRows).map {
                HeldList.BrokenRow(line: $0.line, reason: $0.reason.rawValue)
            }, comparison: nil)
        return (list, content)
    }

    /// Of every spelling of everybody, so that a changed name shows.
    fileprivate static func digest(of persons: [ProtectedPerson]) -> [UInt8] {
        var writer = ByteWriter()
        for person in persons.sorted(by: { $0.compartment < $1.compartment }) {
            writer.raw(person.compartment.bytes)
            for name in person.names.map(\.asked) { writer.sized32(Array(name.utf8)) }
        }
        return Array(SHA256.hash(data: writer.bytes))
    }

    private func shelf(_ desk: OpenDesk) throws(WorkspaceError) -> ListShelf {
        do throws(StorageError) { return try ListShelf(in: files, desk.secrets.storageKey) } catch {
            throw WorkspaceError(error)
        }
    }

    func stillOpen(_ desk: OpenDesk) throws(WorkspaceError) {
        guard self.desk?.token == desk.token else { throw .locked }
    }
}

/// Whose names may be compared, in one state of the desk.
struct KnownPersons {
    let fingerprint: Int
    let persons: [ProtectedPerson]
    let namelessCount: Int
    let digest: [UInt8]
}

/// Who looks at a hit, and until when.
struct ExposureWatch {
    let owner: ID<Member>
    let deputy: ID<Member>
    /// Seconds since 1970.
    let due: UInt64
}

extension ExposureFinder.Finding {
    func found(_ watch: ExposureWatch) -> FoundExposure {
        FoundExposure(
            origin: origin, ownSpelling: ownSpelling, theirSpellings: theirSpellings, score: score,
            explanations: explanations, owner: watch.owner, deputy: watch.deputy, due: watch.due)
    }
}

extension OpenDesk {
    /// Whose names this desk may compare.
    var protectedPersons: [ProtectedPerson] { knownPersons.persons }

    /// Found once for each state.
    fileprivate var knownPersons: KnownPersons {
        if let persons, persons.fingerprint == visible.fingerprint { return persons }
        let found = me.map { visible.protectedPersons(for: $0) } ?? []
        let known = KnownPersons(
            fingerprint: visible.fingerprint, persons: found,
            namelessCount: me.map { visible.namelessPersonCount(for: $0) } ?? 0, digest: Workspace.digest(of: found))
        persons = known
        return known
    }

    /// What was not found before; each once.
    fileprivate func unknown(
        _ findings: [ExposureFinder.Finding], in compartment: ID<Compartment>
    ) -> [ExposureFinder.Finding] {
        guard case .identity(let identity)? = visible.part(compartment)?.content else { return [] }
        var seen = identity.exposures.map(\.found.origin)
        return findings.filter { finding in
            guard !seen.contains(where: finding.origin.isSameHit) else { return false }
            seen.append(finding.origin)
            return true
        }
    }

    /// The case's owner and deputy where they hold the names; else this worker and another who does.
    fileprivate func watch(over compartment: ID<Compartment>, at second: UInt64) -> ExposureWatch? {
        guard let me, let part = visible.part(compartment) else { return nil }
        let able = part.access.holders.filter { visible.members[$0]?.isCurrent ?? false }
        let lifecycle = visible.case(part.case)?.casework?.lifecycle
        let wanted = [lifecycle?.owner, lifecycle?.deputy, me].compactMap(\.self) + able
        let ordered = wanted.filter { able.contains($0) }
        guard let owner = ordered.first else { return nil }
        let deputy = ordered.first { $0 != owner } ?? owner
        let within = TaskTemplate.exposureHit.dueWithin(lifecycle?.danger ?? .notSaid)
        return ExposureWatch(owner: owner, deputy: deputy, due: second + within)
    }
}
