#include "recording/xz_source.hpp"

#include <cstdint>
#include <utility>

namespace hearth {

namespace {
// The largest dictionary that `xz -9` makes needs 65 MiB.
constexpr std::uint64_t kMemoryLimit = 128ULL * 1024 * 1024;
}  // namespace

XzSource::XzSource(std::string name, std::unique_ptr<ByteSource> packed)
    : name_(std::move(name)),
      packed_(std::move(packed)),
      started_(lzma_stream_decoder(&stream_, kMemoryLimit, LZMA_CONCATENATED)) {}

XzSource::~XzSource() { lzma_end(&stream_); }

Status XzSource::refill() {
    const auto got = packed_->read(input_.data(), input_.size());
    if (!got) return got.error();
    stream_.next_in = reinterpret_cast<const std::uint8_t*>(input_.data());
    stream_.avail_in = *got;
    input_ended_ = *got == 0;
    return {};
}

Error XzSource::failure(lzma_ret code) const {
    if (code == LZMA_MEM_ERROR || code == LZMA_MEMLIMIT_ERROR)
        return {ErrorCode::kTooLarge,
                name_ + ": needs more than 128 MiB of memory to unpack; pack it with xz -6"};
    if (code == LZMA_BUF_ERROR)
        return {ErrorCode::kInvalid, name_ + ": the .xz file ends too early; copy it again"};
    return {ErrorCode::kInvalid, name_ + ": damaged .xz file (check it with xz -t)"};
}

Result<std::size_t> XzSource::read(char* to, std::size_t size) {
    if (started_ != LZMA_OK) return failure(started_);
    stream_.next_out = reinterpret_cast<std::uint8_t*>(to);
    stream_.avail_out = size;
    while (!ended_ && stream_.avail_out > 0) {
        if (stream_.avail_in == 0 && !input_ended_)
            if (const Status ok = refill(); !ok) return ok.error();
        const lzma_ret code = lzma_code(&stream_, input_ended_ ? LZMA_FINISH : LZMA_RUN);
        if (code == LZMA_STREAM_END)
            ended_ = true;
        else if (code != LZMA_OK)
            return failure(code);
    }
    return size - stream_.avail_out;
}

}  // namespace hearth
