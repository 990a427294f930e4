// Hashes: SHA-256 for files and lineage, and a short key for recognising the same content again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace hearth {

// 64 lower-case hex digits.
std::string sha256_hex(std::string_view data);

// The same of a file's content, read in pieces. kIo when it cannot be read.
Result<std::string> sha256_of_file(const std::string& path);

// First 16 bytes of SHA-256 over the parts, each preceded by its length, as raw bytes: equal only
// for equal parts.
std::string content_key(std::initializer_list<std::string_view> parts);

}  // namespace hearth
