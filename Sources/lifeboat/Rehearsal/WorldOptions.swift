// SPDX-License-Identifier: AGPL-3.0-or-later
public import ArgumentParser
public import World

extension WorldLanguage: ExpressibleByArgument {}
extension WorldWorker: ExpressibleByArgument {}
