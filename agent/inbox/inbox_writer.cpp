#include "inbox/inbox_writer.hpp"

#include <fcntl.h>

#include <cerrno>
#include <cstring>
#include <exception>

#include "core/file.hpp"
#include "inbox/record.hpp"
#include "inbox/segments.hpp"

namespace hearth::inbox {

namespace {

Error error_at(const std::string& path, int code) {
    const std::string text = path + ": " + std::strerror(code);
    if (code == ENOSPC || code == EDQUOT)
        return Error{ErrorCode::kTooLarge, text + "; free some disk space"};
    return Error{ErrorCode::kIo, text};
}

}  // namespace

Status InboxWriter::append(std::string_view topic, std::string_view payload, bool retained,
                           TimeUs received_us) noexcept try {
    const std::lock_guard writing(head_->last_file);
    const std::int64_t id = last_id() + 1;
    const Record record{id, topic, payload, retained, received_us};
    if (Status encoded = encode_record(record, record_); !encoded) return encoded;
    if (bytes_ >= kSegmentBytes || head_->new_segment_wanted.exchange(false)) file_.reset();
    if (!file_.is_open())
        if (Status begun = begin_segment(id); !begun) return begun;
    if (Status written = write_record(); !written) return written;
    bytes_ += static_cast<std::int64_t>(record_.size());
    head_->last_id.store(id, std::memory_order_release);
    if (record_.capacity() > kKeptBytes) std::string().swap(record_);
    return {};
} catch (const std::exception&) {
    return Error{ErrorCode::kInternal, {}};  // out of memory; an empty text cannot throw again
}

Status InboxWriter::begin_segment(std::int64_t first_id) {
    path_ = segment_path(folder_, first_id);
    // A file of that name can only hold a message that was never acknowledged.
    file_ = Descriptor(
        ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600));
    if (!file_.is_open()) return error_at(path_, errno);
    bytes_ = 0;
    return durability_ == Durability::kFull ? sync_folder(folder_) : Status();
}

// One system call as a rule: the kernel keeps what it took even when this process dies at once.
Status InboxWriter::write_record() {
    std::string_view left = record_;
    while (!left.empty()) {
        const ssize_t wrote = ::write(file_.get(), left.data(), left.size());
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0) return take_back(error_at(path_, errno));
        left.remove_prefix(static_cast<std::size_t>(wrote));
    }
    if (durability_ == Durability::kFull && ::fdatasync(file_.get()) != 0)
        return take_back(error_at(path_, errno));
    return {};
}

// What was written of the message must not stand before the next attempt. Where it cannot be cut
// off, the next attempt begins a new file.
Status InboxWriter::take_back(const Error& error) {
    if (::ftruncate(file_.get(), bytes_) != 0) file_.reset();
    return error;
}

}  // namespace hearth::inbox
