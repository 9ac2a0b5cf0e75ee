# SPDX-License-Identifier: AGPL-3.0-or-later
# Steps of a long run, and what became of them. Source it after lib.sh.

passed=0
failed=0
skipped=0
failures=()
omissions=()

# step NAME COMMAND...: runs one part, counts it and the tests in it that were skipped, goes on.
step() {
    local name=$1 started=$SECONDS output status left
    shift
    say "== $name"
    output=$(mktemp)
    "$@" 2>&1 | tee "$output"
    status=${PIPESTATUS[0]}
    left=$(count_skipped <"$output")
    rm -f "$output"
    if [ "$left" -gt 0 ]; then
        skipped=$((skipped + left))
        omissions+=("$name ($left)")
    fi
    if [ "$status" = 0 ]; then
        passed=$((passed + 1))
        say "== $name: passed in $((SECONDS - started)) s"
    else
        failed=$((failed + 1))
        failures+=("$name")
        say "== $name: FAILED after $((SECONDS - started)) s"
    fi
}

# How many tests the output of pytest ("3 passed, 1 skipped in 2.00s") or of Swift Testing (a line for each) says were left out.
count_skipped() {
    awk '/ in [0-9.]+s/ && match($0, /[0-9]+ skipped/) { split(substr($0, RSTART, RLENGTH), words, " "); count += words[1] }
         /(Test|Suite) .*skipped(\.|:| with)/ && !/ in [0-9.]+s/ { count += 1 }
         END { print count + 0 }'
}

# summary: what failed, what was left out, and the totals; fails where a step did.
summary() {
    local name
    echo
    for name in ${failures[@]+"${failures[@]}"}; do echo "failed: $name"; done
    for name in ${omissions[@]+"${omissions[@]}"}; do echo "tests skipped: $name"; done
    echo "$passed passed, $failed failed, $skipped tests skipped"
    [ "$failed" = 0 ]
}
