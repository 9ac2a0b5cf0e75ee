// SPDX-License-Identifier: AGPL-3.0-or-later

/// What can happen to consent.
public enum ConsentEvent: Hashable, Sendable, Confidential {
    indirect case explained(ID<Consent>, ConsentExplanation)
    indirect case answered(ID<Consent>, ConsentAnswer, ConsentEvidence)
    /// The person allows less than before. No reason is asked.
    indirect case narrowed(ID<Consent>, ConsentTerms)
    /// Nil freezes everything that is in force.
    case frozen(ID<Consent>?, FreezeCause, whoMayDecide: String)
    case withdrawn(ID<Consent>, ConsentMethod)
    /// One for each bag that had been delivered.
    case recallSent(ID<Consent>, bag: ID<Bag>, recipient: String)
    case recallAnswered(ID<Consent>, bag: ID<Bag>, RecallOutcome, note: String)
    /// Something has to leave without consent, to save a life. It counts when a second person signs.
    indirect case overrideProposed(ID<Consent>, LegalBasis, ConsentTerms, until: Day, why: String)
    case overrideSeconded(ID<Consent>, proposal: ID<Entry>)
    case overrideTold(ID<Consent>, on: Day)
    /// Before its day, by one of those who signed it, counsel or a director: nothing leaves by it any more.
    case overrideEnded(ID<Consent>, why: String)
    /// The member who is named as witness of the yes in that entry says whether they were there.
    case witnessed(ID<Consent>, answer: ID<Entry>, WitnessWord, note: String)
    /// Somebody else than whoever recorded the yes decided that it stands although its witness denied it.
    case denialSettled(ID<Consent>, denial: ID<Entry>, why: String)
    /// Whom the person wants to have nothing, said beside a no, in a message, or to a colleague: it needs no yes to stand in.
    case excluded(ID<Consent>, [String])
    /// The person is asked at the portal, by the next reply.
    indirect case asked(ID<Consent>, ConsentExplanation, PortalAsk)
    /// What the person said there.
    indirect case said(PortalSaying)
    /// What they said in their own words, in the message named, was judged. `note`: what was not understood, or what was
    /// talked about.
    case judged(ID<Consent>, ID<Message>, TeachBack, note: String)
}
