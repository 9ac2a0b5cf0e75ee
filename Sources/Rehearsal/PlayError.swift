// SPDX-License-Identifier: AGPL-3.0-or-later
package import Desk
package import RelayConnection
package import World

/// Why a world could not be played to its end.
package enum PlayError: Error, Sendable {
    /// A desk refused what a person would have done. A mistake in the world.
    case refused(Act, WorkspaceError)
    /// A desk could not be founded, admitted or brought up to date.
    case desk(WorldWorker, WorkspaceError)
    case relay(RelayClientError)
    /// Something that the world itself had written could not be read or found again.
    case unreadable
}
