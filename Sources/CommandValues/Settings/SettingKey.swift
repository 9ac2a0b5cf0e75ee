// SPDX-License-Identifier: AGPL-3.0-or-later

/// Everything that can be set. The raw value is the name of the flag and of the line in the settings file;
/// the environment variable is the same in capitals: `portal-port` is `LIFEBOAT_PORTAL_PORT`.
public enum SettingKey: String, CaseIterable, Sendable {
    case state
    case socks
    case relayHost = "relay-host"
    case relayPort = "relay-port"
    case relayHealthPort = "relay-health-port"
    case relayDiskShare = "relay-disk-share"
    case relayWorkThreshold = "relay-work-threshold"
    case relayKeepUnclaimedDays = "relay-keep-unclaimed-days"
    case portalHost = "portal-host"
    case portalPort = "portal-port"
    case portalRelay = "portal-relay"
    case portalLink = "portal-link"
    case portalLinkFile = "portal-link-file"
    case portalLeaveTo = "portal-leave-to"
    case portalFileLimit = "portal-file-limit"
    case portalOrigin = "portal-origin"
    case deskPort = "desk-port"
    case deskRelay = "desk-relay"
    case deskIdleMinutes = "desk-idle-minutes"
    case deskEnrolmentFile = "desk-enrolment-file"

    /// The variable that sets it.
    public var environmentName: String {
        "LIFEBOAT_" + rawValue.uppercased().replacing("-", with: "_")
    }
}
