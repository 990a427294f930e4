// Signatures in words.
#include "automation/signature.hpp"
#include "automation/time_text.hpp"

namespace hearth::automation {

namespace {

constexpr std::size_t kMostNamed = 5;

std::string offset_words(int minutes) {
    if (minutes == 0) return "";
    return std::to_string(minutes < 0 ? -minutes : minutes) + " min " +
           (minutes < 0 ? "before " : "after ");
}

std::string words_of(const Happening& one) {
    const std::string days = one.weekdays.empty() ? "" : " (" + one.weekdays + ")";
    if (one.kind == "time")
        return "at " +
               (one.minute ? to_string(TimeOfDay{*one.minute * 60}).substr(0, 5) : one.entity) +
               days;
    if (one.kind == "sun") return offset_words(one.minute.value_or(0)) + one.what;
    if (one.kind == "state")
        return one.entity + (one.what.empty() ? " changes" : " is " + one.what);
    if (one.kind == "numeric_state") return one.entity + " is " + one.what;
    if (one.kind == "zone") return one.entity + " " + one.what;
    return one.kind + (one.what.empty() ? "" : " " + one.what);
}

std::string words_of(const Effect& one) {
    return one.entity.empty() ? one.outcome : one.entity + " " + one.outcome;
}

template <class Part>
std::string listed(const std::vector<Part>& parts, const char* separator) {
    std::string out;
    for (std::size_t i = 0; i < parts.size() && i < kMostNamed; ++i)
        out += (out.empty() ? "" : separator) + words_of(parts[i]);
    if (parts.size() > kMostNamed)
        out += " and " + std::to_string(parts.size() - kMostNamed) + " more";
    return out;
}

}  // namespace

std::string in_words(const Signature& signature) {
    std::string out = signature.happenings.empty() ? std::string("when run by hand")
                                                   : "when " + listed(signature.happenings, " or ");
    if (const std::size_t n = signature.conditions.size(); n > 0)
        out += n == 1 ? ", under 1 condition" : ", under " + std::to_string(n) + " conditions";
    return out + ": " +
           (signature.effects.empty() ? "nothing is known of what it does"
                                      : listed(signature.effects, ", "));
}

}  // namespace hearth::automation
