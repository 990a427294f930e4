// What comes through the doors: HTTP requests, server-sent events, records of the inbox.
#include "cli/sse_decoder.hpp"
#include "cli/text.hpp"
#include "core/topic_filter.hpp"
#include "core/utf8.hpp"
#include "fuzz/target.hpp"
#include "http/query.hpp"
#include "inbox/record.hpp"
#include "mqtt/topics.hpp"

namespace hearth::fuzz {

namespace {

void run_http_target(std::string_view input) {
    const auto target = http::parse_target(input);
    if (target) demand(target->path.starts_with('/'), "a path begins with a slash");
    if (const auto text = http::percent_decode(input, true))
        demand(text->size() <= input.size(), "what is decoded is not longer");
}

void run_sse(std::string_view input) {
    cli::SseDecoder decoder;
    while (!input.empty()) {
        decoder.feed(input.substr(0, 5));
        input.remove_prefix(std::min<std::size_t>(5, input.size()));
        while (decoder.next()) {
        }
    }
}

void run_inbox_record(std::string_view input) {
    const auto record = inbox::decode_record(input);
    if (!record || !record->has_value()) return;
    std::string written;
    demand(inbox::encode_record(**record, written).ok(), "what was read can be written");
    demand(input.substr(0, written.size()) == written, "what is written is what was read");
}

void run_command_topic(std::string_view input) {
    static const Topics topics = Topics::with_base("hearth").value();
    if (const auto name = topics.command_name(input))
        demand(input == topics.base() + "/command/" + *name, "a command is named by its topic");
    if (is_reply_id(input)) demand(topics.reply(input).ok(), "an id has a topic for its reply");
    if (const auto other = Topics::with_base(std::string(input)))
        demand(is_topic_name(other->status()), "a base makes topics");
}

void run_shown_text(std::string_view input) {
    const std::string shown = cli::printable(input);
    demand(is_utf8(shown), "what is shown is UTF-8");
    demand(shown.find('\x1b') == std::string::npos, "what is shown moves no cursor");
    demand(cli::display_width(cli::fit(shown, 20)) <= 20, "what is cut fits");
}

std::vector<std::string> record_seeds() {
    std::vector<std::string> out(2);
    const inbox::Record full{1, "ha_state/light/x/state", "on", true, 1'741'529'108'000'000};
    const inbox::Record empty{7, "a", "", false, 0};
    demand(inbox::encode_record(full, out[0]) && inbox::encode_record(empty, out[1]),
           "records can be written");
    return out;
}

}  // namespace

std::vector<Target> door_targets() {
    return {
        {"command_topic", run_command_topic,
         [] {
             return std::vector<std::string>{"hearth/command/train", "a1_:.-", "hearth"};
         }},
        {"http_target", run_http_target,
         [] {
             return std::vector<std::string>{"/api/v1/why?model=a%20b&x=1+2", "/%2e%2e/", "/?=&&"};
         }},
        {"inbox_record", run_inbox_record, record_seeds},
        {"shown_text", run_shown_text,
         [] {
             return std::vector<std::string>{"\x1b[31mred", "e\u0301 客厅 👩‍👩‍👧",
                                             "\xc2\x9b"};
         }},
        {"sse", run_sse,
         [] {
             return std::vector<std::string>{"event: run\ndata: {\"a\":1}\ndata: 2\n\n: beat\n\n",
                                             "data\r\n\r\n", "id: 5\nevent:x\n\n"};
         }},
    };
}

}  // namespace hearth::fuzz
