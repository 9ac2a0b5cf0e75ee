// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import DeskFormats
import HTTPTypes
import Hummingbird
import Languages
import WebForms

/// The members: who they are, admitting, roles, removal.
struct MemberRoutes {
    let desk: DeskSite

    func addRoutes(to router: RouterGroup<DeskContext>) {
        router.get(RouterPath(DeskPath.members)) { request, context -> Response in
            let visit = try desk.visit(request, context)
            let asking = await desk.work.applicants.map {
                MembersPage.Asking(id: $0.id.hex, name: $0.name, fingerprint: $0.fingerprint, sentAt: $0.sentAt)
            }
            let page = MembersPage(
                await desk.scene(visit), asking: asking, invitation: await desk.work.invitation?.text)
            return await desk.show("members", title: "members.title", page, to: visit)
        }
        for act in MemberAct.allCases {
            router.get(act.path) { request, context -> Response in
                let visit = try desk.visit(request, context)
                return await show(act, try await subject(of: act, context), visit)
            }
            router.post(act.path) { request, context -> Response in
                let visit = try desk.visit(request, context)
                let answers = FormAnswers(try await FormFields.checked(request, visit.session))
                let subject = try await subject(of: act, context)
                if act == .roles, case .member(let member) = subject,
                    answers.typed(Shown.field) != member.rolesShown
                {
                    return await show(
                        act, subject, visit, answers,
                        trouble: visit.words.text(
                            "members.roles-changed", ["roles": visit.words.names(of: member.roles)]))
                }
                let scene = await desk.scene(visit)
                if case .member(let member) = subject, let shown = request.uri.queryParameters["duty"],
                    shown != consequence(of: act, on: member, scene).inAddress
                {
                    return await show(act, subject, visit, answers, trouble: visit.words.text("members.duty-changed"))
                }
                do {
                    try await perform(act, on: subject, answers, visit)
                } catch let problem as FormProblem {
                    // A tick that did not count is not there any more: it was for other names.
                    let answers = problem.field == "same-name" ? answers.without("same-name") : answers
                    return await show(act, subject, visit, answers, problem: problem)
                } catch let error as WorkspaceError {
                    return await show(act, subject, visit, answers, trouble: visit.words.explanation(of: error))
                }
                return .see(DeskPath.members)
            }
        }
    }

    private enum MemberAct: String, CaseIterable {
        case admit, dismiss, roles, remove, duty

        var path: RouterPath {
            switch self {
            case .admit, .dismiss: RouterPath("/members/applicants/:subject/\(rawValue)")
            case .roles, .remove: RouterPath("/members/:subject/\(rawValue)")
            case .duty: RouterPath(DeskPath.duty)
            }
        }
    }

    private enum Subject {
        case applicant(Applicant)
        case member(MemberRecord)
    }

    private func subject(of act: MemberAct, _ context: DeskContext) async throws -> Subject {
        let hex = context.parameters.get("subject") ?? ""
        switch act {
        case .admit, .dismiss:
            guard let applicant = await desk.work.applicants.first(where: { $0.id.hex == hex }) else {
                throw HTTPError(.notFound)
            }
            return .applicant(applicant)
        case .roles, .remove:
            guard let id = ID<Member>(hex: hex), let member = await desk.work.state.members[id], member.isCurrent
            else { throw HTTPError(.notFound) }
            return .member(member)
        case .duty:
            guard let me = await desk.work.me, let member = await desk.work.state.members[me],
                member.roles.contains(.director)
            else { throw HTTPError(.notFound) }
            return .member(member)
        }
    }

    private func perform(
        _ act: MemberAct, on subject: Subject, _ answers: FormAnswers, _ visit: Visit
    ) async throws {
        switch (act, subject) {
        case (.admit, .applicant(let applicant)):
            let roles = try MemberForms.roles(answers)
            try answers.requireTick("same")
            let form = AdmissionForm(applicant: applicant, state: await desk.work.state, words: visit.words)
            try await desk.work.admit(applicant.id, as: try form.name(answers), roles: roles)
        case (.dismiss, .applicant(let applicant)): try await desk.work.dismiss(applicant.id)
        case (.roles, .member(let member)):
            try await desk.work.setRoles(try MemberForms.roles(answers), of: member.id)
        case (.remove, .member(let member)):
            try await desk.work.remove(member.id, reason: try answers.prose("reason"))
        case (.duty, .member(let member)):
            try await desk.work.setRoles(member.roles.union([.intake]), of: member.id)
        default: throw HTTPError(.badRequest)
        }
    }

    private func consequence(
        of act: MemberAct, on member: MemberRecord, _ scene: DeskScene
    ) -> DutyNotice.Consequence? {
        DutyNotice.consequence(of: member, isRemoval: act == .remove, scene)
    }

    private func show(
        _ act: MemberAct, _ subject: Subject, _ visit: Visit, _ typed: FormAnswers? = nil,
        problem: FormProblem? = nil, trouble: String? = nil
    ) async -> Response {
        let words = visit.words
        let scene = await desk.scene(visit)
        var admission: AdmissionForm?
        if act == .admit, case .applicant(let applicant) = subject {
            admission = AdmissionForm(applicant: applicant, state: scene.state, typed: typed, words: words)
        }
        var (meant, duty, left): (String, Block?, [Block]) = ("", nil, [])
        if case .member(let member) = subject {
            let meaning = consequence(of: act, on: member, scene)
            meant = "?duty=\(meaning.inAddress)"
            duty = meaning.map { DutyNotice.block($0, of: member, scene) }
            if act == .remove { left = MemberForms.left(by: member, scene) }
        }
        let (fields, path, about): ([FormField], String, String) =
            switch (act, subject) {
            case (.admit, .applicant(let applicant)):
                (
                    admission?.fields ?? [], "applicants/\(applicant.id.hex)",
                    "\(Bidirectional.isolated(applicant.name)) · \(applicant.fingerprint)"
                )
            case (_, .applicant(let applicant)):
                (
                    [], "applicants/\(applicant.id.hex)",
                    "\(Bidirectional.isolated(applicant.name)) · \(applicant.fingerprint)"
                )
            case (.roles, .member(let member)): (MemberForms.roles(member, words), member.id.hex, member.name)
            case (.duty, .member(let member)): ([], "", member.name)
            case (_, .member(let member)): (MemberForms.remove, member.id.hex, member.name)
            }
        var view = FormView(
            act.rawValue,
            action: "\(act == .duty ? DeskPath.duty : "\(DeskPath.members)/\(path)/\(act.rawValue)")\(meant)",
            fields: fields, typed: typed, problem: problem, trouble: trouble, isGrave: act == .remove, words)
        view.shown = admission?.shown
        if act == .roles, case .member(let member) = subject { view.shown = member.rolesShown }
        let page = ActPage(
            act.rawValue, form: view, back: DeskPath.members, subject: about,
            context: [admission?.context, duty].compactMap(\.self) + left,
            isContextFirst: admission?.context != nil || duty != nil, words)
        return await desk.show(
            "act", title: "members.title", page, to: visit, status: typed == nil ? .ok : .unprocessableContent)
    }
}

extension DutyNotice.Consequence? {
    /// What a form said of intake duty: where a colleague has come or gone since, the director reads what it means now before it is done.
    fileprivate var inAddress: String { self.map { String($0.rawValue.dropFirst("duty.".count)) } ?? "none" }
}

extension MemberRecord {
    /// The roles that a form showed, so that it does not take away what a colleague gave since.
    fileprivate var rolesShown: String {
        roles.isEmpty ? "none" : roles.map(\.rawValue).sorted().map(String.init).joined(separator: ".")
    }
}

extension Catalogue {
    fileprivate func names(of roles: Set<MemberRole>) -> String {
        roles.isEmpty
            ? text("members.no-roles")
            : roles.sorted { $0.rawValue < $1.rawValue }.map { name(of: $0) }.joined(separator: ", ")
    }
}
