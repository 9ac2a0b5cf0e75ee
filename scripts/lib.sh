# SPDX-License-Identifier: AGPL-3.0-or-later
# What the scripts share. Source it from the top of the checkout.

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }

fail() {
    printf 'error: %s\n' "$1" >&2
    [ $# -lt 2 ] || printf 'hint: %s\n' "$2" >&2
    exit 1
}

# need_packages NAME...: installs the Debian packages that are not there yet.
need_packages() {
    local missing=() name
    for name in "$@"; do
        dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "Installing Debian packages: ${missing[*]}"
    local become=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || fail "these packages are missing: ${missing[*]}" \
            "as root: apt-get install --no-install-recommends ${missing[*]}"
        become=(sudo)
    fi
    "${become[@]}" apt-get update -qq
    "${become[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

need_swift() {
    command -v swift >/dev/null || fail "Swift is not installed" \
        "install Swift 6.3 for Debian 12 from https://www.swift.org/install/linux/ and put it on the PATH"
    local version
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -1)
    case "$version" in
    6.[3-9] | 6.[1-9][0-9] | [7-9].*) ;;
    *) fail "Swift $version is too old" "Lifeboat needs Swift 6.3 or newer: https://www.swift.org/install/linux/" ;;
    esac
}

# need_pytest: the Python that runs the browser and the process tests.
need_pytest() {
    need_packages python3-venv
    local wanted=Tests/Browser/requirements.txt
    [ -x .venv/bin/pytest ] && [ .venv/requirements.txt -nt "$wanted" ] && return 0
    say "Preparing Python for the tests"
    python3 -m venv .venv
    .venv/bin/pip install -q --disable-pip-version-check -r "$wanted"
    cp "$wanted" .venv/requirements.txt
}

# need_lifeboat: the program under test; PROGRAM_UNDER_TEST names another build than the debug one.
need_lifeboat() {
    export PROGRAM_UNDER_TEST=${PROGRAM_UNDER_TEST:-$PWD/.build/debug/lifeboat}
    [ -x "$PROGRAM_UNDER_TEST" ] || swift build "${TEST_FLAGS[@]}" --product lifeboat
}

# What tests are built with: C, which most of the cryptography is, with optimisation. Without it that was three fifths of a desk test's time. One set of flags for
# everything in .build: another one builds it all anew.
TEST_FLAGS=(-Xcc -O2)

# Where release builds lie, and their flags. One set for all of them: another one in the same folder builds everything anew.
# Swift's libraries are linked into the program, so that it runs where no Swift is (docs/decisions/0054).
RELEASE_FOLDER=.build-release/release
# Machine code is made by as many threads as there are cores: the largest modules are the last, and one thread would make each.
RELEASE_FLAGS=(-c release --scratch-path .build-release --static-swift-stdlib -Xswiftc -num-threads -Xswiftc "$(nproc)")

# build_release PRODUCT...
build_release() {
    local product
    for product in "$@"; do
        say "Building $product"
        swift build "${RELEASE_FLAGS[@]}" --product "$product" >&2
    done
}

# What the program links to, and the programs that it runs in its sandbox.
RUN_PACKAGES=(binutils libstdc++-12-dev libsqlite3-dev bubblewrap poppler-utils imagemagick)
