// The commands that came last, by their ids, so that one which the network or its sender repeats
// runs once and is answered as before.
//
// Commands that change something are kept in the store too: the broker may send one again after a
// kill. One thread: event loop only.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "core/clock.hpp"
#include "store/command_store.hpp"

namespace hearth::app {

inline constexpr TimeUs kCommandMemory = 5 * kMicrosPerMinute;

class CommandMemory {
public:
    enum class Kind {
        kNew,          // not seen before; it is remembered now
        kRunning,      // the same command is under way: its answer follows
        kAnswered,     // the same command was answered; `reply` is empty if that was not kept
        kInterrupted,  // the same command was under way when the process ended
        kOther,        // another command had that id
    };
    struct Seen {
        Kind kind = Kind::kNew;
        std::string reply;
    };

    CommandMemory(store::CommandStore& store, const Clock& clock) : store_(store), clock_(clock) {}

    // What earlier processes ran within kCommandMemory.
    Status load();
    // fingerprint: equal for equal commands. keep: also over a restart.
    Result<Seen> meet(const std::string& id, const std::string& fingerprint, bool keep);
    // The answer to a command that was kNew. Large ones are not kept.
    Status answered(const std::string& id, const std::string& reply);

private:
    struct Entry {
        std::string fingerprint;
        TimeUs begun_us = 0;  // wall clock
        bool kept = false, done = false, interrupted = false;
        std::string reply;
    };
    void forget_old();
    void drop_replies();

    store::CommandStore& store_;
    const Clock& clock_;
    std::map<std::string, Entry> entries_;
    std::size_t reply_bytes_ = 0;
};

}  // namespace hearth::app
