#include "worker/arguments.hpp"

#include <charconv>
#include <optional>

namespace hearth::worker {

namespace {

constexpr const char* kUsage =
    "\nusage: hearth-worker --plugin /absolute/libX.so --fd N [--nice 0..19] [--trust-any-owner]"
    "\nhearthd starts this program; it loads one plugin and speaks over the socket N.";

Error usage(const std::string& text) { return {ErrorCode::kInvalid, text + kUsage}; }

std::optional<int> number_of(const std::string& word) {
    int value = 0;
    const char* end = word.data() + word.size();
    const auto [stop, error] = std::from_chars(word.data(), end, value);
    return error == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

}  // namespace

Result<Arguments> parse_arguments(const std::vector<std::string>& words) {
    Arguments out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word == "--trust-any-owner") {
            out.trust_any_owner = true;
            continue;
        }
        if (word != "--plugin" && word != "--fd" && word != "--nice")
            return usage("unknown argument '" + word + "'");
        if (i + 1 == words.size()) return usage("'" + word + "' needs a value");
        const std::string& value = words[++i];
        if (word == "--plugin") {
            out.plugin = value;
            continue;
        }
        const auto number = number_of(value);
        if (!number || *number < 0 || (word == "--nice" && *number > 19))
            return usage("'" + value + "' is no value for " + word);
        (word == "--fd" ? out.fd : out.nice) = *number;
    }
    if (out.plugin.empty()) return usage("--plugin is missing");
    if (out.fd < 0) return usage("--fd is missing");
    return out;
}

}  // namespace hearth::worker
