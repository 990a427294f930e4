#include "suggestions/habit_finding.hpp"

#include <algorithm>
#include <cmath>

namespace hearth::suggestions {

namespace {

constexpr std::size_t kMostText = 500;

// "light.kitchen=on"; entity ids have one dot.
std::optional<Happening> happening_of(const std::string& label) {
    const std::size_t sign = label.find('=');
    if (sign == std::string::npos || sign == 0 || sign + 1 == label.size()) return std::nullopt;
    Happening out{label.substr(0, sign), label.substr(sign + 1)};
    const bool is_entity = std::count(out.entity.begin(), out.entity.end(), '.') == 1 &&
                           out.entity.front() != '.' && out.entity.back() != '.';
    return is_entity ? std::optional(std::move(out)) : std::nullopt;
}

// "HH:MM" as minutes of the day; -1 when the key is not there; nothing for anything else.
std::optional<int> minute_of(const Json& habit, const char* key) {
    if (!habit.contains(key)) return -1;
    const std::string text = json_string(habit, key).value_or("");
    const auto digit = [&text](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4))
        return std::nullopt;
    const int hour = (text[0] - '0') * 10 + text[1] - '0';
    const int minute = (text[3] - '0') * 10 + text[4] - '0';
    return hour < 24 && minute < 60 ? std::optional(hour * 60 + minute) : std::nullopt;
}

class HabitReader {
public:
    explicit HabitReader(const Json& habit) : habit_(habit) {}

    double number(const char* key, double minimum, double maximum) {
        const auto value = json_number(habit_, key);
        if (!value || !std::isfinite(*value) || *value < minimum || *value > maximum) complain(key);
        return value.value_or(minimum);
    }
    int minute(const char* key) {
        const auto value = minute_of(habit_, key);
        if (!value) complain(key);
        return value.value_or(-1);
    }
    Happening happening(const char* key) {
        const auto found = happening_of(json_string(habit_, key).value_or(""));
        if (!found) complain(key);
        return found.value_or(Happening{});
    }
    std::vector<Happening> happenings(const char* key) {
        constexpr std::size_t kMost = 20;
        std::vector<Happening> out;
        const auto list = habit_.find(key);
        if (list == habit_.end()) return out;
        if (!list->is_array() || list->size() > kMost) complain(key);
        if (!problem_.empty()) return out;
        for (const Json& label : *list) {
            const auto found = happening_of(label.is_string() ? label.get<std::string>() : "");
            if (!found) complain(key);
            out.push_back(found.value_or(Happening{}));
        }
        return out;
    }
    std::optional<SunTime> sun() {
        const auto sun = habit_.find("sun");
        if (sun == habit_.end()) return std::nullopt;
        const std::string event = sun->is_object() ? json_string(*sun, "event").value_or("") : "";
        constexpr std::int64_t kMost = 720;
        SunTime out{event == "sunrise", 0, 0, 0};
        if (event != "sunrise" && event != "sunset") complain("sun");
        for (const auto& [key, value] : {std::pair("offset", &out.offset),
                                         std::pair("from", &out.from), std::pair("to", &out.to)}) {
            const auto minutes = sun->is_object() ? json_integer(*sun, key) : std::nullopt;
            if (!minutes || *minutes < -kMost || *minutes > kMost) complain("sun");
            *value = static_cast<int>(minutes.value_or(0));
        }
        return out;
    }
    // "2026-01-31", or nothing.
    std::string date(const char* key) {
        const std::string text = json_string(habit_, key).value_or("");
        const bool is_date =
            text.size() == 10 && text.find_first_not_of("0123456789-") == std::string::npos;
        if (habit_.contains(key) && !is_date) complain(key);
        return is_date ? text : "";
    }
    std::vector<int> weekdays() {
        std::vector<int> out;
        const auto days = habit_.find("days");
        if (days != habit_.end() && days->is_array())
            for (const Json& day : *days)
                if (day.is_number_integer() && day >= 0 && day <= 6) out.push_back(day.get<int>());
        std::sort(out.begin(), out.end());
        out.erase(std::unique(out.begin(), out.end()), out.end());
        if (out.empty()) complain("days");
        return out;
    }
    void complain(const char* key) {
        if (problem_.empty()) problem_ = std::string("a habit's '") + key + "' is missing or wrong";
    }
    const std::string& problem() const { return problem_; }

private:
    const Json& habit_;
    std::string problem_;
};

}  // namespace

Result<HabitFinding> read_habit(const Json& habit) {
    if (!habit.is_object()) return Error{ErrorCode::kInvalid, "a habit is no object"};
    const std::string kind = json_string(habit, "kind").value_or("");
    if (kind != "sequence" && kind != "time_of_day" && kind != "ends_after")
        return Error{ErrorCode::kRefused, "no ground for an automation: " + kind.substr(0, 40)};
    constexpr double kMostCount = 1e9;
    HabitReader read(habit);
    HabitFinding out;
    out.kind = kind == "sequence"      ? HabitFinding::Kind::kSequence
               : kind == "time_of_day" ? HabitFinding::Kind::kTimeOfDay
                                       : HabitFinding::Kind::kEndsAfter;
    out.what = read.happening("label");
    out.weekdays = read.weekdays();
    out.from_minute = read.minute("from");
    out.to_minute = read.minute("to");
    out.support = read.number("support", 0, kMostCount);
    out.of = read.number("of", 0, kMostCount);
    out.confidence = read.number("confidence", 0, 1);
    out.confidence_low = read.number("confidence_low", 0, 1);
    out.lift = read.number("lift", 0, kMostCount);
    out.q_value = read.number("q_value", 0, 1);
    out.given = read.happenings("given");
    out.since = read.date("since");
    if (out.kind == HabitFinding::Kind::kTimeOfDay) {
        out.sun = read.sun();
        out.at_minute = read.minute("at");
        if (!out.sun && (out.at_minute < 0 || out.from_minute < 0 || out.to_minute < 0))
            read.complain("at");
    } else {
        out.after = read.happening("after");
        out.median_s = read.number("median_s", 0, kMostCount);
    }
    if (out.kind == HabitFinding::Kind::kSequence)
        out.within_s = read.number("within_s", 0, kMostCount);
    if (out.kind == HabitFinding::Kind::kEndsAfter) {
        out.from_s = read.number("from_s", 0, kMostCount);
        out.to_s = read.number("to_s", 0, kMostCount);
    }
    const Json weeks = habit.value("weeks", Json::object());
    out.weeks = static_cast<int>(json_integer(weeks, "of").value_or(0));
    out.weeks_held = static_cast<int>(json_integer(weeks, "held").value_or(0));
    out.text = json_string(habit, "text").value_or("").substr(0, kMostText);
    out.source = habit;
    const std::string until = read.date("until");
    if (!read.problem().empty()) return Error{ErrorCode::kInvalid, read.problem()};
    if (!until.empty()) return Error{ErrorCode::kRefused, "it was given up after " + until};
    return out;
}

}  // namespace hearth::suggestions
