// UTF-8 text from outside: is it valid, how many characters has it, and cutting it without breaking
// one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hearth {

// Strict (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

// Number of code points. Precondition: is_utf8(text).
std::size_t utf8_length(std::string_view text);

// At most `max_bytes` bytes, cut between characters, invalid bytes replaced by '?': safe to store
// and to show.
std::string utf8_excerpt(std::string_view text, std::size_t max_bytes);

}  // namespace hearth
