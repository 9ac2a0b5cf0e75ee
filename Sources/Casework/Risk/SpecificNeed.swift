// SPDX-License-Identifier: AGPL-3.0-or-later

/// A specific need, by UNHCR's code: what about a person asks for particular notice. The codes and their families are those of
/// the Guidance on the Use of Standardized Specific Needs Codes (IOM 030 - FOM 030/2009); those for disability have been
/// renewed since, and are kept here as partners' forms still have them. The codes are written untranslated; the desk's catalogues
/// say what they mean. A number is never used again.
public enum SpecificNeed: UInt8, CaseIterable, Sendable {
    /// Child parent.
    case crCp = 1
    /// Child spouse.
    case crCs
    /// Child carer.
    case crCc
    /// Teenage pregnancy.
    case crTp
    /// Child engaged in worst forms of child labour.
    case crLw
    /// Child engaged in other forms of child labour.
    case crLo
    /// Child at risk of not attending school.
    case crNe
    /// Child with special education needs.
    case crSe
    /// Child associated with armed forces or groups.
    case crAf
    /// Child in conflict with the law.
    case crCl

    /// Separated child.
    case scSc
    /// Unaccompanied child.
    case scUc
    /// Child-headed household.
    case scCh
    /// Child in institutional care.
    case scIc
    /// Child in foster care.
    case scFc

    /// Woman at risk.
    case wrWr
    /// Single woman at risk.
    case wrSf
    /// Lactation.
    case wrLc

    /// Single older person.
    case erNf
    /// Older person with children.
    case erMc
    /// Older person unable to care for self.
    case erFr

    /// Single parent.
    case spPt
    /// Single grandparent.
    case spGp
    /// Single caregiver.
    case spCg

    /// Visual impairment, including blindness.
    case dsBd
    /// Hearing impairment, including deafness.
    case dsDf
    /// Physical disability, moderate.
    case dsPm
    /// Physical disability, severe.
    case dsPs
    /// Mental disability, moderate.
    case dsMm
    /// Mental disability, severe.
    case dsMs
    /// Speech impairment.
    case dsSd

    /// Mental illness.
    case smMi
    /// Malnutrition.
    case smMn
    /// Difficult pregnancy.
    case smDp
    /// Chronic illness.
    case smCi
    /// Critical medical condition.
    case smCc
    /// Other medical condition.
    case smOt
    /// Addiction.
    case smAd

    /// Tracing required.
    case fuTr
    /// Family reunification required.
    case fuFr

    /// No legal documentation.
    case lpNd
    /// Unmet basic needs.
    case lpBn
    /// No access to services.
    case lpNa
    /// Mixed marriage.
    case lpMm
    /// Multiple displacements.
    case lpMd
    /// At risk of refoulement.
    case lpRr
    /// At risk of removal.
    case lpRd
    /// Detained in the country of asylum.
    case lpDa
    /// Detained in the country of origin.
    case lpDo
    /// Detained elsewhere.
    case lpDt
    /// In hiding.
    case lpIh
    /// Absence of witness protection.
    case lpWp
    /// Violence, abuse or neglect.
    case lpAn
    /// At risk due to profile.
    case lpRp
    /// Marginalised from society.
    case lpMs
    /// Lack of durable solutions.
    case lpLs
    /// Alleged perpetrator.
    case lpAp
    /// Criminal record.
    case lpCr
    /// Security threat to staff.
    case lpSt
    /// Formerly associated with armed forces or groups.
    case lpAf

    /// Impairment due to torture.
    case trPi
    /// Forced to egregious acts.
    case trHo
    /// Witness of violence to others.
    case trWv

    /// Survivor of sexual violence in the country of asylum.
    case svVa
    /// Survivor of sexual violence during flight.
    case svVf
    /// Survivor of sexual violence in the country of origin.
    case svVo
    /// Female genital mutilation.
    case svGm
    /// Harmful traditional practices.
    case svHp
    /// Threat of honour killing.
    case svHk
    /// Forced or early marriage.
    case svFm
    /// Survival sex.
    case svSs
}

extension SpecificNeed {
    /// As UNHCR writes it: CR-CP.
    public var code: String {
        let letters = "\(self)".uppercased()
        return "\(letters.prefix(2))-\(letters.suffix(2))"
    }

    /// The first two letters: CR, SC, WR, ER, SP, DS, SM, FU, LP, TR, SV.
    public var family: String { String(code.prefix(2)) }

    public init?(code: String) {
        guard let need = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = need
    }
}
