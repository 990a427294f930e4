// Unpacks .xz while reading, with bounded memory. Uses liblzma.
#pragma once

#include <lzma.h>

#include <array>
#include <memory>
#include <string>

#include "recording/byte_source.hpp"

namespace hearth {

class XzSource final : public ByteSource {
public:
    // packed: the bytes of the .xz file. name: for messages.
    XzSource(std::string name, std::unique_ptr<ByteSource> packed);
    ~XzSource() override;
    XzSource(const XzSource&) = delete;
    XzSource& operator=(const XzSource&) = delete;

    Result<std::size_t> read(char* to, std::size_t size) override;

private:
    Status refill();
    Error failure(lzma_ret code) const;

    std::string name_;
    std::unique_ptr<ByteSource> packed_;
    lzma_stream stream_ = LZMA_STREAM_INIT;
    lzma_ret started_;
    std::array<char, 32 * 1024> input_{};
    bool input_ended_ = false;
    bool ended_ = false;
};

}  // namespace hearth
