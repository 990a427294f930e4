#include "app/command_memory.hpp"

#include <algorithm>

namespace hearth::app {

namespace {
constexpr std::size_t kMaxReplyBytes = 64 * 1024;     // of one
constexpr std::size_t kMaxRepliesBytes = 512 * 1024;  // of all together
constexpr const char* kNotKept = "null";              // in the store: answered, at too great length
}  // namespace

Status CommandMemory::load() {
    const TimeUs now = clock_.wall_us();
    if (Status gone = store_.remove_before(now - kCommandMemory); !gone) return gone;
    const auto rows = store_.list();
    if (!rows) return rows.error();
    for (const store::StoredCommand& row : *rows) {
        const bool done = !row.reply.empty();
        const std::string reply = row.reply == kNotKept ? "" : row.reply;
        entries_[row.id] = {row.fingerprint, row.begun_us, true, done, !done, reply};
        reply_bytes_ += reply.size();
    }
    drop_replies();
    return {};
}

Result<CommandMemory::Seen> CommandMemory::meet(const std::string& id,
                                                const std::string& fingerprint, bool keep) {
    forget_old();
    if (const auto found = entries_.find(id); found != entries_.end()) {
        const Entry& entry = found->second;
        if (entry.fingerprint != fingerprint) return Seen{Kind::kOther, ""};
        if (entry.interrupted) return Seen{Kind::kInterrupted, ""};
        return entry.done ? Seen{Kind::kAnswered, entry.reply} : Seen{Kind::kRunning, ""};
    }
    const TimeUs now = clock_.wall_us();
    if (keep) {
        if (Status gone = store_.remove_before(now - kCommandMemory); !gone) return gone.error();
        if (Status added = store_.add({id, fingerprint, now, ""}); !added) return added.error();
    }
    entries_[id] = {fingerprint, now, keep, false, false, ""};
    return Seen{};
}

Status CommandMemory::answered(const std::string& id, const std::string& reply) {
    const auto found = entries_.find(id);
    if (found == entries_.end()) return {};  // it took longer than the memory lasts
    Entry& entry = found->second;
    entry.done = true;
    if (reply.size() <= kMaxReplyBytes) {
        entry.reply = reply;
        reply_bytes_ += reply.size();
        drop_replies();
    }
    return entry.kept ? store_.set_reply(id, reply.size() <= kMaxReplyBytes ? reply : kNotKept)
                      : Status();
}

// A clock that was set back makes entries of the future; they would stay for ever.
void CommandMemory::forget_old() {
    const TimeUs now = clock_.wall_us();
    std::erase_if(entries_, [&](const auto& item) {
        const TimeUs age = now - item.second.begun_us;
        const bool old = age > kCommandMemory || age < -kCommandMemory;
        if (old) reply_bytes_ -= item.second.reply.size();
        return old;
    });
}

// Whoever asks again within minutes asks for a late one: the oldest go first.
void CommandMemory::drop_replies() {
    while (reply_bytes_ > kMaxRepliesBytes) {
        Entry* oldest = nullptr;
        for (auto& [id, entry] : entries_)
            if (!entry.reply.empty() && (!oldest || entry.begun_us < oldest->begun_us))
                oldest = &entry;
        if (!oldest) return;
        reply_bytes_ -= oldest->reply.size();
        oldest->reply.clear();
    }
}

}  // namespace hearth::app
