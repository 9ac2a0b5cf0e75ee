// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

extension FormScene {
    /// What the form is about, as the case's page shows it: the thing beside which the way to the form stands. Nobody signs a plan or
    /// lifts a hold without seeing which.
    func thing(of form: String) -> Block? {
        if let proposal = ProposalBlock.block(of: form, self) { return proposal }
        guard !about.isEmpty || shown != .nothing else { return nil }
        let address = way(to: form)
        var thing = PartBlocks.blocks(part, scene).lazy.compactMap { $0.narrowed(to: address) }.first?.withoutActs
        // That nothing stands in the way of another step reads beside the button as if nothing stood in the way of this one.
        if CaseAct.allCases.contains(where: { $0.formName == form }) { thing?.pairs = [] }
        return thing
    }
}

extension Block {
    /// The card or the rows from which a link leads to the address, or the whole block where it stands below it; nil where no link
    /// leads there.
    func narrowed(to address: String) -> Block? {
        if let card = cards.first(where: { $0.leads(to: address) }) {
            var block = Block(id: id, heading: heading)
            block.cards = [card]
            return block
        }
        let rows = table?.rows.filter { $0.cells.contains { $0.acts.lead(to: address) } } ?? []
        if let table, !rows.isEmpty {
            var block = Block(id: id, heading: heading)
            block.table = BlockTable(headings: table.headings, rows: rows, style: table.style)
            return block
        }
        return acts.lead(to: address) ? self : nil
    }
}

extension Block {
    /// What is left of a block beside the thing that was taken from it; nil where nothing is.
    func beside(_ thing: Block?, _ words: Catalogue) -> Block? {
        guard let thing, thing.id == id else { return self }
        var rest = self
        // The thing's own block has that name on the page, and whoever moves from landmark to landmark hears both.
        rest.id += "-beside"
        rest.heading = words.text("forms.rest", ["what": heading])
        rest.cards.removeAll { card in thing.cards.contains { $0.id == card.id } }
        if thing.table != nil { rest.table = nil }
        return rest.cards.isEmpty && rest.table == nil ? nil : rest
    }
}

extension Card {
    fileprivate func leads(to address: String) -> Bool {
        acts.lead(to: address) || beside.contains { $0.acts.lead(to: address) }
            || questions.contains { $0.acts.lead(to: address) }
    }
}

extension [Act] {
    fileprivate func lead(to address: String) -> Bool { contains { $0.href == address } }
}
