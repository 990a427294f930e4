#include "inbox/inbox_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "inbox/segments.hpp"

namespace hearth::inbox {

namespace {

InboundMessage message_of(const Record& record) {
    return {.inbox_id = record.id,
            .topic = std::string(record.topic),
            .payload = std::string(record.payload),
            .retained = record.retained,
            .received_us = record.received_us};
}

}  // namespace

Result<std::vector<InboundMessage>> InboxReader::read_after(std::int64_t id, int max) {
    std::vector<InboundMessage> messages;
    const std::int64_t newest = head_->last_id.load(std::memory_order_acquire);
    if (id >= newest) return messages;
    if (!file_ || position_ != id)
        if (Status found = seek(id); !found) return found.error();
    // Bytes behind the newest message may have been taken back since they were read.
    file_->forget_unread();
    std::size_t bytes = 0;
    while (position_ < newest && static_cast<int>(messages.size()) < max &&
           bytes < kReadAtOnceBytes) {
        const auto record = file_->next();
        if (!record) return record.error();
        if (!record->has_value()) {
            if (Status more = next_segment(); !more) return more.error();
            continue;
        }
        position_ = (*record)->id;
        if (position_ <= id) continue;
        messages.push_back(message_of(**record));
        bytes += messages.back().payload.size();
    }
    return messages;
}

// To the beginning of the segment that holds the message after `id`.
Status InboxReader::seek(std::int64_t id) {
    const auto segments = list_segments(folder_);
    if (!segments) return segments.error();
    if (segments->empty())
        return Error{ErrorCode::kIo, folder_ + ": its files are gone; were they deleted?"};
    auto at = std::upper_bound(segments->begin(), segments->end(), id + 1);
    if (at != segments->begin()) --at;
    auto file = SegmentFile::open(segment_path(folder_, *at));
    if (!file) return file.error();
    file_ = std::move(*file);
    position_ = *at - 1;
    return {};
}

Status InboxReader::next_segment() {
    const auto segments = list_segments(folder_);
    if (!segments) return segments.error();
    const auto at = std::upper_bound(segments->begin(), segments->end(), position_);
    if (at == segments->end())
        return Error{ErrorCode::kIo, folder_ + ": message " + std::to_string(position_ + 1) +
                                         " is gone; was its file deleted?"};
    auto file = SegmentFile::open(segment_path(folder_, *at));
    if (!file) return file.error();
    file_ = std::move(*file);
    position_ = *at - 1;
    return {};
}

Result<std::int64_t> InboxReader::remove_through(std::int64_t id) {
    const auto segments = list_segments(folder_);
    if (!segments) return segments.error();
    std::int64_t removed = 0;
    for (std::size_t i = 0; i + 1 < segments->size() && (*segments)[i + 1] <= id + 1; ++i) {
        const std::string path = segment_path(folder_, (*segments)[i]);
        if (::unlink(path.c_str()) != 0)
            return Error{ErrorCode::kIo, path + ": " + std::strerror(errno)};
        removed += (*segments)[i + 1] - (*segments)[i];
    }
    if (segments->empty()) return removed;
    const auto of_last = remove_last(segments->back(), id);
    if (!of_last) return of_last;
    return removed + *of_last;
}

// Only while nothing is written to it and nothing will be: the next message begins a new file.
Result<std::int64_t> InboxReader::remove_last(std::int64_t first_id, std::int64_t through_id) {
    const std::lock_guard still(head_->last_file);
    const std::int64_t newest = head_->last_id.load(std::memory_order_acquire);
    if (!head_->new_segment_wanted || newest > through_id) return 0;
    const std::string path = segment_path(folder_, first_id);
    if (::unlink(path.c_str()) != 0)
        return Error{ErrorCode::kIo, path + ": " + std::strerror(errno)};
    return newest - first_id + 1;
}

std::int64_t InboxReader::waiting(std::int64_t cursor) const {
    return std::max<std::int64_t>(0, head_->last_id.load(std::memory_order_acquire) - cursor);
}

std::int64_t InboxReader::bytes_on_disk() const {
    const auto segments = list_segments(folder_);
    std::int64_t bytes = 0;
    std::error_code failed;
    for (const std::int64_t first : segments ? *segments : std::vector<std::int64_t>()) {
        const auto size = std::filesystem::file_size(segment_path(folder_, first), failed);
        if (!failed) bytes += static_cast<std::int64_t>(size);
    }
    return bytes;
}

}  // namespace hearth::inbox
