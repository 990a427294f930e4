// What comes through the doors: HTTP requests, server-sent events, records of the inbox, messages
// of the Ask-AI log, and what Home Assistant is shown of them.
#include "ask/ask_messages.hpp"
#include "ask/ask_samples.hpp"
#include "ask/ask_text.hpp"
#include "cli/sse_decoder.hpp"
#include "cli/text.hpp"
#include "core/topic_filter.hpp"
#include "core/utf8.hpp"
#include "discovery/published.hpp"
#include "discovery/state_payloads.hpp"
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

void check_entry(const AskEntry& entry) {
    demand(ask::is_ask_id(entry.id), "an entry has an id");
    demand(!entry.text.empty() && is_utf8(entry.text), "an entry has a text");
    demand(!entry.answer_kind.empty() || entry.answer.empty(), "an answer has a kind");
    for (const Json& shown : {ask::reply_json(entry), ask::entry_json(entry, {})})
        demand(parse_json(dump_json(shown)).ok(), "what is shown is JSON");
    demand(ask::sample_of(entry).kind == "ask", "it is a sample");
    const Json question = discovery::question_payload({.id = entry.id,
                                                       .text = entry.text,
                                                       .asked = {},
                                                       .answer = entry.answer,
                                                       .kind = entry.answer_kind,
                                                       .agent = entry.agent,
                                                       .yaml = entry.yaml});
    demand(utf8_length(question["answer"].get<std::string>()) <= 255, "a state is short");
    demand(utf8_length(question["question"].get<std::string>()) <= 255, "a question is short");
}

// All four messages: a sender may mean any of them.
void run_ask_message(std::string_view input) {
    constexpr TimeUs kReceived = 1'741'529'108'000'000;
    if (const auto query = ask::read_query(input, kReceived)) check_entry(query->entry);
    if (const auto logged = ask::read_logged(input, kReceived)) check_entry(*logged);
    AskEntry question;
    question.id = "q1";
    question.text = "why?";
    if (const auto reply = ask::read_reply(input, question)) {
        check_entry(*reply);
        demand(reply->agent != "hearth", "nobody speaks for Hearth");
    }
    const auto feedback = ask::read_feedback(input, kReceived);
    if (!feedback) return demand(is_utf8(feedback.error().text), "a refusal is UTF-8");
    demand(ask::check_feedback(*feedback).ok(), "what was read keeps the rules");
    demand(ask::sample_of(question, *feedback).kind == "feedback", "it is a sample");
}

// What was stored, and what a plugin predicted.
void run_shown_state(std::string_view input) {
    const auto json = parse_json(input);
    if (!json) return;
    const auto published = discovery::published_from_json(*json);
    demand(discovery::published_from_json(discovery::to_json(published)) == published,
           "what is remembered is read again");
    if (!json->is_object()) return;
    const Json prediction = discovery::prediction_payload(*json);
    demand(utf8_length(prediction["state"].get<std::string>()) <= 255, "a state is short");
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
    if (const auto id = topics.ask_reply_id(input))
        demand(topics.ask_reply(*id).value() == input, "a reply is named by its topic");
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
        {"ask_message", run_ask_message,
         [] {
             return std::vector<std::string>{
                 R"({"id":"q1","text":"why is light.hall on?","source":"assist","wait":true,"time":"2025-03-09T14:05:00Z"})",
                 R"({"id":"l1","text":"lights off","answer":"Done.","yaml":"a: b","answer_kind":"command","kind":"query"})",
                 R"({"id":"f1","about":"q1","feedback":"modified","yaml":"alias: x","comment":"so"})",
                 R"({"id":"q1","text":"It is.","kind":"answer","agent":"conversation.x"})"};
         }},
        {"command_topic", run_command_topic,
         [] {
             return std::vector<std::string>{"hearth/command/train", "a1_:.-", "hearth"};
         }},
        {"http_target", run_http_target,
         [] {
             return std::vector<std::string>{"/api/v1/why?model=a%20b&x=1+2", "/%2e%2e/", "/?=&&"};
         }},
        {"inbox_record", run_inbox_record, record_seeds},
        {"shown_state", run_shown_state,
         [] {
             return std::vector<std::string>{
                 R"({"configs":{"a/config":{"x":"sensor"}},"states":["a/b"]})",
                 R"({"model":"m","items":[{"label":"light.a=on","probability":0.5}]})"};
         }},
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
