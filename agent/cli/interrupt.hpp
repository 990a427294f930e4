// Ctrl-C and SIGTERM as a flag that long verbs look at, so that they can end cleanly.
#pragma once

#include <csignal>

namespace hearth::cli {

// While it lives, SIGINT and SIGTERM set the flag instead of ending the process; a second one ends
// it. One at a time.
class InterruptGuard {
public:
    InterruptGuard();
    ~InterruptGuard();
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;

    bool interrupted() const;

private:
    struct sigaction old_int_ {};
    struct sigaction old_term_ {};
};

}  // namespace hearth::cli
