// InboxReader: the event loop's end of the inbox.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "domain/message.hpp"
#include "inbox/head.hpp"
#include "inbox/segment_file.hpp"

namespace hearth::inbox {

// Bytes of payload that one read_after takes into memory.
inline constexpr std::size_t kReadAtOnceBytes = 1024 * 1024;

class InboxReader {
public:
    InboxReader(std::string folder, std::shared_ptr<Head> head)
        : folder_(std::move(folder)), head_(std::move(head)) {}

    // Messages with an id above `id`, oldest first, at most `max` of them and not many more than
    // kReadAtOnceBytes (but at least one). Quick when `id` is the last one that the call before
    // gave; otherwise it looks for the place. kInvalid when a file is damaged, kIo.
    Result<std::vector<InboundMessage>> read_after(std::int64_t id, int max);

    // Deletes the segment files of which every message has an id up to `id`; the last one only
    // after end_segment(). Returns how many messages went. kIo.
    Result<std::int64_t> remove_through(std::int64_t id);

    // The next message begins a new file, so that what is processed can be removed although the
    // file of now is not full: for messages that shall not be kept any longer.
    void end_segment() { head_->new_segment_wanted = true; }

    // Messages waiting behind the cursor.
    std::int64_t waiting(std::int64_t cursor) const;

    // Of all segment files. Lists the folder.
    std::int64_t bytes_on_disk() const;

private:
    Status seek(std::int64_t id);
    Status next_segment();
    Result<std::int64_t> remove_last(std::int64_t first_id, std::int64_t through_id);

    std::string folder_;
    std::shared_ptr<Head> head_;
    std::optional<SegmentFile> file_;
    std::int64_t position_ = 0;  // id of the message that was read last from file_
};

}  // namespace hearth::inbox
