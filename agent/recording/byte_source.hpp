// The bytes of a file, unpacked when it is an .xz file (recognised by its first bytes, not by its
// name), up to a limit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "core/result.hpp"

namespace hearth {

class ByteSource {
public:
    virtual ~ByteSource() = default;
    // Fills up to `size` bytes; 0 = end of the file. kIo, kInvalid (damaged .xz), kTooLarge.
    virtual Result<std::size_t> read(char* to, std::size_t size) = 0;
};

// max_bytes: of the content, unpacked. kNotFound, kIo; kInvalid for a folder.
Result<std::unique_ptr<ByteSource>> open_bytes(const std::string& path, std::uint64_t max_bytes);

}  // namespace hearth
