// What every room reads by: JSON, times, cron expressions, frames, topics, names.
#include "core/frame.hpp"
#include "core/http_url.hpp"
#include "core/iso_time.hpp"
#include "core/json.hpp"
#include "core/json_members.hpp"
#include "core/time_zone.hpp"
#include "core/topic_filter.hpp"
#include "core/utf8.hpp"
#include "domain/slug.hpp"
#include "domain/state_change.hpp"
#include "fuzz/target.hpp"
#include "learning/cron.hpp"
#include "learning/hour_ranges.hpp"

namespace hearth::fuzz {

namespace {

constexpr TimeUs kSomeDay = 1'741'529'108'000'000;

void run_json(std::string_view input) {
    const auto whole = parse_json(input);
    const auto part =
        parse_json_members(input, {}, [](const std::string& key) { return key.size() % 2 == 0; });
    demand(whole.ok() == part.ok(), "leaving members out makes no text valid or invalid");
    if (!whole) return demand(is_utf8(utf8_excerpt(whole.error().text, 200)), "words are UTF-8");
    const auto again = parse_json(dump_json(*whole));
    demand(again.ok() && dump_json(*again) == dump_json(*whole), "what is written can be read");
}

void run_iso_time(std::string_view input) {
    if (const auto time = parse_iso_time(input))
        demand(parse_iso_time(format_iso_time(*time)) == time, "a time written is the time read");
    parse_local_time(input);
}

void run_cron(std::string_view input) {
    static const TimeZone zone = TimeZone::find("Europe/Berlin").value();
    const auto cron = learning::CronExpression::parse(input);
    if (!cron) return;
    TimeUs at = kSomeDay;
    for (int i = 0; i < 3; ++i) {
        const auto next = cron->next_after(at, zone);
        if (!next) return;
        demand(*next > at, "the next time is later");
        at = *next;
    }
    demand(learning::CronExpression::parse(cron->text()).ok(), "the text can be read again");
    demand(!cron->in_words().empty(), "there are words for it");
}

void run_hours(std::string_view input) {
    static const TimeZone zone = TimeZone::find("Europe/Berlin").value();
    const auto range = learning::parse_hour_range(input);
    if (!range) return;
    demand(learning::parse_hour_range(range->text()).ok(), "the text can be read again");
    const TimeUs next = learning::next_allowed({*range}, kSomeDay, zone);
    demand(next >= kSomeDay && learning::hours_allow({*range}, next, zone),
           "the next time that is allowed is allowed");
}

// The first byte says in how many pieces the rest arrives.
void run_frame(std::string_view input) {
    if (input.empty()) return;
    const std::size_t step = 1 + static_cast<unsigned char>(input.front()) % 7;
    input.remove_prefix(1);
    FrameDecoder decoder;
    while (!input.empty()) {
        decoder.feed(input.substr(0, step));
        input.remove_prefix(std::min(step, input.size()));
        for (;;) {
            const auto message = decoder.next();
            if (!message) return;
            if (!message->has_value()) break;
            demand(encode_frame(**message).ok(), "a message that was read can be sent");
        }
    }
}

// A filter and a topic, one a line.
void run_topic(std::string_view input) {
    const auto end = input.find('\n');
    const std::string_view filter = input.substr(0, end);
    const std::string_view topic =
        end == std::string_view::npos ? std::string_view() : input.substr(end + 1);
    if (is_topic_name(topic)) demand(is_topic_filter(topic), "a topic is a filter for itself");
    if (is_topic_filter(filter) && is_topic_name(topic)) topic_matches(filter, topic);
    demand(is_entity_id("light." + slug(topic)), "a slug makes an entity id");
    const std::string excerpt = utf8_excerpt(input, 50);
    demand(is_utf8(excerpt) && excerpt.size() <= 50, "an excerpt is short and UTF-8");
    utf8_length(excerpt);
}

void run_http_url(std::string_view input) {
    const auto url = parse_http_url(input);
    if (!url) return demand(!url.error().text.empty(), "a refusal says why");
    const std::string whole =
        (url->tls ? "https://" : "http://") + url->host_and_port() + url->path;
    const auto again = parse_http_url(whole);
    demand(
        again && again->host == url->host && again->port == url->port && again->path == url->path,
        "an address that is put together is the same");
}

std::string frame_of(const char* json) { return '\3' + *encode_frame(*parse_json(json)); }

}  // namespace

std::vector<Target> core_targets() {
    return {
        {"cron", run_cron,
         [] {
             return std::vector<std::string>{"0 2 * * *", "@weekly", "*/5 1-3,7 1 jan-dec fri-mon",
                                             "59 23 31 12 7", "0 0 30 2 *"};
         }},
        {"frame", run_frame,
         [] {
             return std::vector<std::string>{
                 frame_of("{}"), frame_of(R"({"verb":"train"})") + frame_of("[1,null]").substr(1)};
         }},
        {"hours", run_hours,
         [] {
             return std::vector<std::string>{"22:00-06:00", "0:00-24:00", "1-2"};
         }},
        {"http_url", run_http_url,
         [] {
             return std::vector<std::string>{"http://homeassistant.local:8123",
                                             "https://[::1]:1/a/", "http://supervisor/core"};
         }},
        {"iso_time", run_iso_time,
         [] {
             return std::vector<std::string>{"2025-03-09T14:05:07.123456+00:00", "2025-03-09 14:05",
                                             "2024-02-29T23:59:59Z", "0001-01-01T00:00:00+14:00",
                                             "9999-12-31T23:56:09.9999999-0830"};
         }},
        {"json", run_json,
         [] {
             return std::vector<std::string>{
                 R"({"a":[1,-2.5e3,true,null,"\ud83d\ude00"],"bb":{"":NaN}})", "-Infinity",
                 "123456789012345678901234567890", "[[[[]]]]", "\xEF\xBB\xBF{}"};
         }},
        {"topic", run_topic,
         [] {
             return std::vector<std::string>{"a/+/#\na/b/c/d", "+\n$SYS", "a/b\nKüche/лампа",
                                             "#\n灯"};
         }},
    };
}

}  // namespace hearth::fuzz
