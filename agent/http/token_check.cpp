#include "http/token_check.hpp"

#include <cctype>

#include "core/hash.hpp"

namespace hearth::http {

namespace {

constexpr std::string_view kScheme = "bearer ";

bool has_scheme(std::string_view authorization) {
    if (authorization.size() < kScheme.size()) return false;
    for (std::size_t i = 0; i < kScheme.size(); ++i)
        if (std::tolower(static_cast<unsigned char>(authorization[i])) != kScheme[i]) return false;
    return true;
}

// Looks at every byte whatever it finds. Precondition: equal sizes.
bool equal_in_constant_time(std::string_view a, std::string_view b) {
    unsigned char difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference = static_cast<unsigned char>(difference | (a[i] ^ b[i]));
    return difference == 0;
}

}  // namespace

TokenCheck::TokenCheck(const std::string& token)
    : set_(!token.empty()), digest_(sha256_hex(token)) {}

bool TokenCheck::allows(std::string_view authorization) const {
    if (!set_ || !has_scheme(authorization)) return false;
    return equal_in_constant_time(sha256_hex(authorization.substr(kScheme.size())), digest_);
}

}  // namespace hearth::http
