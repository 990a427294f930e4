#include "cli/interrupt.hpp"

namespace hearth::cli {

namespace {

volatile std::sig_atomic_t interrupted_flag = 0;

void on_signal(int number) {
    interrupted_flag = 1;
    // The next one ends the process: a verb that hangs must not be unstoppable.
    std::signal(number, SIG_DFL);
}

}  // namespace

InterruptGuard::InterruptGuard() {
    interrupted_flag = 0;
    struct sigaction action {};
    action.sa_handler = on_signal;
    sigemptyset(&action.sa_mask);
    ::sigaction(SIGINT, &action, &old_int_);
    ::sigaction(SIGTERM, &action, &old_term_);
}

InterruptGuard::~InterruptGuard() {
    ::sigaction(SIGINT, &old_int_, nullptr);
    ::sigaction(SIGTERM, &old_term_, nullptr);
}

bool InterruptGuard::interrupted() const { return interrupted_flag != 0; }

}  // namespace hearth::cli
