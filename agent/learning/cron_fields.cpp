#include "learning/cron_fields.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

namespace hearth::learning {

namespace {

constexpr std::size_t kLongestText = 300;

struct FieldRule {
    const char* name;
    int low, high;
    std::string_view names;  // three letters each, from the value `low`
    bool wraps;              // a week has no end: 7 is 0 again, and fri-mon is a range
    const char* allowed;
};

constexpr std::array<FieldRule, 5> kRules = {{
    {"minute", 0, 59, "", false, "0 to 59"},
    {"hour", 0, 23, "", false, "0 to 23"},
    {"day-of-month", 1, 31, "", false, "1 to 31"},
    {"month", 1, 12, "janfebmaraprmayjunjulaugsepoctnovdec", false, "1 to 12 or jan to dec"},
    {"day-of-week", 0, 7, "sunmontuewedthufrisat", true,
     "0 to 7 (0 and 7 are Sunday) or sun to sat"},
}};

struct Range {
    int from, to;
};

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

Error complaint(const FieldRule& rule, std::string_view item, const std::string& what) {
    return Error{ErrorCode::kInvalid,
                 std::string(rule.name) + ": '" + std::string(item) + "' " + what +
                     "; allowed are " + rule.allowed +
                     ", '*', lists (1,3), ranges (1-5) and steps (*/2, 1-5/2)"};
}

std::optional<int> number(std::string_view text) {
    int out = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (failed != std::errc{} || end != text.data() + text.size() || text.front() == '-')
        return std::nullopt;
    return out;
}

std::optional<int> value_of(const FieldRule& rule, std::string_view text) {
    if (const auto value = number(text))
        return *value >= rule.low && *value <= rule.high ? value : std::nullopt;
    if (text.size() != 3) return std::nullopt;
    for (std::size_t at = 0; at + 3 <= rule.names.size(); at += 3)
        if (rule.names.substr(at, 3) == text) return rule.low + static_cast<int>(at / 3);
    return std::nullopt;
}

Result<Range> range_of(const FieldRule& rule, std::string_view text, bool stepped) {
    const int top = rule.wraps ? rule.high - 1 : rule.high;
    if (text == "*") return Range{rule.low, top};
    const auto dash = text.find('-');
    const auto from = value_of(rule, text.substr(0, dash));
    if (!from) return complaint(rule, text.substr(0, dash), "is not a value");
    if (dash == std::string_view::npos) {
        if (!stepped) return Range{*from, *from};
        return Range{*from > top ? rule.low : *from, top};
    }
    const auto to = value_of(rule, text.substr(dash + 1));
    if (!to) return complaint(rule, text.substr(dash + 1), "is not a value");
    if (*to >= *from) return Range{*from, *to};
    if (rule.wraps) return Range{*from, *to + 7};
    return complaint(rule, text,
                     "runs backwards (write " + std::to_string(*from) + "-" +
                         std::to_string(rule.high) + "," + std::to_string(rule.low) + "-" +
                         std::to_string(*to) + ")");
}

Status add_item(const FieldRule& rule, std::string_view item, CronField& field) {
    const auto slash = item.find('/');
    int step = 1;
    if (slash != std::string_view::npos) {
        const auto given = number(item.substr(slash + 1));
        if (!given || *given < 1 || *given > rule.high)
            return complaint(rule, item,
                             "needs a step from 1 to " + std::to_string(rule.high) + " after '/'");
        step = *given;
    }
    const auto range = range_of(rule, item.substr(0, slash), slash != std::string_view::npos);
    if (!range) return range.error();
    for (int value = range->from; value <= range->to; value += step)
        field.values |= std::uint64_t{1} << (rule.wraps ? value % 7 : value);
    return {};
}

Result<CronField> parse_field(const FieldRule& rule, std::string_view text) {
    CronField out;
    out.star = text.front() == '*';
    for (std::size_t at = 0; at <= text.size();) {
        const auto comma = std::min(text.find(',', at), text.size());
        if (const Status added = add_item(rule, text.substr(at, comma - at), out); !added)
            return added.error();
        at = comma + 1;
    }
    return out;
}

std::vector<std::string> words_of(const std::string& text) {
    constexpr const char* kBlanks = " \t\r\n";
    std::vector<std::string> out;
    for (auto at = text.find_first_not_of(kBlanks); at != std::string::npos;) {
        const auto end = std::min(text.find_first_of(kBlanks, at), text.size());
        out.push_back(text.substr(at, end - at));
        at = text.find_first_not_of(kBlanks, end);
    }
    return out;
}

Result<std::string> expand_shortcut(const std::string& word) {
    for (const auto& [name, fields] : {std::pair{"@hourly", "0 * * * *"},
                                       {"@daily", "0 0 * * *"},
                                       {"@midnight", "0 0 * * *"},
                                       {"@weekly", "0 0 * * 0"},
                                       {"@monthly", "0 0 1 * *"},
                                       {"@yearly", "0 0 1 1 *"},
                                       {"@annually", "0 0 1 1 *"}})
        if (word == name) return std::string(fields);
    return Error{ErrorCode::kInvalid, "'" + word +
                                          "' is not known; allowed are @hourly, @daily, @midnight, "
                                          "@weekly, @monthly, @yearly and @annually"};
}

Status must_be_possible(const CronFields& fields) {
    constexpr std::array<int, 12> kLongest = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (fields.either_day()) return {};
    int longest = 0;
    for (int month = 1; month <= 12; ++month)
        if (fields.month.has(month))
            longest = std::max(longest, kLongest[static_cast<std::size_t>(month - 1)]);
    if (fields.day.first() <= longest) return {};
    return Error{ErrorCode::kInvalid,
                 "day-of-month: this can never happen, for no month that it "
                 "names has a day " +
                     std::to_string(fields.day.first()) + "; allowed there are 1 to " +
                     std::to_string(longest)};
}

}  // namespace

Result<CronFields> parse_cron_fields(std::string_view text) {
    if (text.size() > kLongestText)
        return Error{ErrorCode::kInvalid, "a cron expression has at most " +
                                              std::to_string(kLongestText) + " characters"};
    std::vector<std::string> words = words_of(lower(text));
    if (words.size() == 1 && words[0].front() == '@') {
        const auto expanded = expand_shortcut(words[0]);
        if (!expanded) return expanded.error();
        words = words_of(*expanded);
    }
    if (words.size() != kRules.size())
        return Error{ErrorCode::kInvalid,
                     "a cron expression has five fields, minute hour day-of-month month "
                     "day-of-week, such as \"0 3 * * sun\" (Sundays at 03:00); this one has " +
                         std::to_string(words.size())};
    CronFields out;
    const std::array<CronField*, 5> fields = {&out.minute, &out.hour, &out.day, &out.month,
                                              &out.weekday};
    for (std::size_t i = 0; i < fields.size(); ++i) {
        auto field = parse_field(kRules[i], words[i]);
        if (!field) return field.error();
        *fields[i] = *field;
    }
    if (const Status possible = must_be_possible(out); !possible) return possible.error();
    return out;
}

}  // namespace hearth::learning
