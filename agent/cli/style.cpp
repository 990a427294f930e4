#include "cli/style.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace hearth::cli {

namespace {

const char* code_of(Tone tone) {
    switch (tone) {
        case Tone::kPlain: return "";
        case Tone::kBold: return "\x1b[1m";
        case Tone::kDim: return "\x1b[2m";
        case Tone::kGood: return "\x1b[32m";
        case Tone::kBad: return "\x1b[31m";
        case Tone::kWarning: return "\x1b[33m";
        case Tone::kAccent: return "\x1b[36m";
    }
    return "";
}

bool is_set(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
}

}  // namespace

Style Style::for_output(int descriptor) {
    const char* terminal = std::getenv("TERM");
    const bool dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
    return Style(::isatty(descriptor) == 1 && !is_set("NO_COLOR") && !dumb);
}

std::string Style::operator()(Tone tone, const std::string& text) const {
    if (!colour_ || tone == Tone::kPlain || text.empty()) return text;
    return code_of(tone) + text + "\x1b[0m";
}

}  // namespace hearth::cli
