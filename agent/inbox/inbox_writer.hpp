// InboxWriter: the durable end of the MQTT callback.
//
// append() returns after the message has been handed to the operating system (Durability::kNormal:
// it survives the death of this process, not a power cut) or to the disk (kFull); only then may the
// broker be told that Hearth has it. Used by one thread, the network library's.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/clock.hpp"
#include "core/descriptor.hpp"
#include "core/result.hpp"
#include "domain/durability.hpp"
#include "inbox/head.hpp"

namespace hearth::inbox {

class InboxWriter {
public:
    // Goes on after head->last_id, in a new segment file. The folder must have been recovered.
    InboxWriter(std::string folder, Durability durability, std::shared_ptr<Head> head)
        : folder_(std::move(folder)), durability_(durability), head_(std::move(head)) {}

    // Errors: kTooLarge (disk full, or the message is over MQTT's limits), kIo. The message is then
    // not stored; the call may be repeated. Never throws.
    Status append(std::string_view topic, std::string_view payload, bool retained,
                  TimeUs received_us) noexcept;

    // Id of the newest message; ids grow by one and are never used twice. Any thread.
    std::int64_t last_id() const noexcept { return head_->last_id.load(std::memory_order_acquire); }

private:
    Status begin_segment(std::int64_t first_id);
    Status write_record();
    Status take_back(const Error& error);

    std::string folder_, path_, record_;
    Durability durability_;
    std::shared_ptr<Head> head_;
    Descriptor file_;
    std::int64_t bytes_ = 0;  // of whole messages in the file
};

}  // namespace hearth::inbox
