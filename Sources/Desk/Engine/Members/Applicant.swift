// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Age
public import Casework
internal import Correspondence
internal import Sealing

/// A machine that asks to become a device of the organisation. Its name is what somebody typed; only the fingerprint,
/// compared with the person by voice, says whose machine it is.
public struct Applicant: Sendable, Hashable {
    public let id: ID<Device>
    public let name: String
    /// Five groups of four hexadecimal digits.
    public let fingerprint: String
    /// Seconds since 1970, by the applicant's clock.
    public let sentAt: UInt64

    package init(id: ID<Device>, name: String, fingerprint: String, sentAt: UInt64) {
        self.id = id
        self.name = name
        self.fingerprint = fingerprint
        self.sentAt = sentAt
    }

    init(_ request: JoinRequest) {
        id = request.device.id
        name = request.name
        fingerprint = request.fingerprint.text
        sentAt = request.second
    }
}

extension OpenDesk {
    /// Opens requests to join, on the desks of those who may admit; whether they are on intake duty or not.
    var joiningIdentity: HybridIdentity? {
        guard let me, visible.members[me]?.roles.contains(.director) == true else { return nil }
        return keys.card?.joiningIdentity
    }

    /// Anybody who knows the organisation's link can ask, so there is a bound: the newest are kept.
    private static let mostApplicants = 200

    func noteApplicant(_ request: JoinRequest, in envelope: UInt64) {
        guard visible.devices[request.device.id] == nil else { return }
        applicants[envelope] = request
        if applicants.count > Self.mostApplicants, let oldest = applicants.keys.min() { applicants[oldest] = nil }
    }

    /// The request of a machine, with every envelope in which it asked.
    func application(of device: ID<Device>) -> (request: JoinRequest, envelopes: [UInt64])? {
        let envelopes = applicants.filter { $0.value.device.id == device }.keys.sorted()
        guard let newest = envelopes.last, let request = applicants[newest] else { return nil }
        return (request, envelopes)
    }
}
