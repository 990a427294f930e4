#include "ask/ask_messages.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "ask/mentions.hpp"
#include "core/iso_time.hpp"
#include "core/json.hpp"

namespace hearth::ask {

namespace {

constexpr std::size_t kMaxDepth = 4;
constexpr std::size_t kMaxIdChars = 64;
constexpr TimeUs kMaxAhead = kMicrosPerMinute;

constexpr std::array<std::string_view, 2> kKinds = {"query", "suggestion"};
constexpr std::array<std::string_view, 5> kAnswerKinds = {"automation", "command", "answer",
                                                          "question", "refusal"};
constexpr std::array<std::string_view, 5> kFeedbacks = {"up", "down", "accepted", "rejected",
                                                        "modified"};

template <std::size_t N>
Status check_word(const char* key, const std::string& word,
                  const std::array<std::string_view, N>& allowed) {
    if (std::find(allowed.begin(), allowed.end(), word) != allowed.end()) return {};
    std::string words;
    for (const std::string_view other : allowed)
        words += (words.empty() ? "" : ", ") + std::string(other);
    return Error{ErrorCode::kInvalid, std::string("\"") + key + "\" must be one of " + words};
}

// Line breaks and tabs belong to texts; other control characters to nothing that people write.
bool is_readable(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7f;
    });
}

Status check_text(const char* key, std::string_view text, std::size_t max_bytes) {
    if (text.size() > max_bytes)
        return Error{ErrorCode::kTooLarge, std::string("\"") + key + "\" has " +
                                               std::to_string(text.size()) +
                                               " bytes; allowed: " + std::to_string(max_bytes)};
    if (is_readable(text)) return {};
    return Error{ErrorCode::kInvalid, std::string("\"") + key + "\" has control characters"};
}

// Reads one message; the first fault stays.
class Reader {
public:
    explicit Reader(std::string_view payload) {
        JsonLimits limits;
        limits.max_bytes = kMaxMessageBytes;
        limits.max_depth = kMaxDepth;
        auto parsed = parse_json(payload, limits);
        // The parser's own words quote the message, which is nobody else's business.
        if (!parsed && parsed.error().code == ErrorCode::kTooLarge)
            status_ = Error{ErrorCode::kTooLarge,
                            "the message is larger than " + std::to_string(kMaxMessageBytes) +
                                " bytes, or nested deeper than " + std::to_string(kMaxDepth)};
        else if (!parsed || !parsed->is_object())
            status_ = Error{ErrorCode::kInvalid, "the message is no JSON object in UTF-8"};
        else
            object_ = std::move(*parsed);
    }

    std::string text(const char* key, std::size_t max_bytes, bool required = false) {
        const auto found = object_.find(key);
        const bool absent = found == object_.end() || found->is_null();
        if (!status_) return {};
        if (!absent && !found->is_string())
            status_ = Error{ErrorCode::kInvalid, std::string("\"") + key + "\" must be a text"};
        else if (required && (absent || found->get_ref<const std::string&>().empty()))
            status_ = Error{ErrorCode::kInvalid, std::string("\"") + key + "\" is missing"};
        else if (!absent)
            status_ = check_text(key, found->get_ref<const std::string&>(), max_bytes);
        return status_ && !absent ? found->get<std::string>() : std::string();
    }

    std::string word(const char* key) { return text(key, kMaxWordBytes); }

    std::string id(const char* key) {
        std::string out = text(key, kMaxMessageBytes, true);
        if (status_ && !is_ask_id(out))
            status_ = Error{ErrorCode::kInvalid,
                            std::string("\"") + key +
                                "\" must have 1 to 64 characters of A-Z, a-z, 0-9 and _ . : -"};
        return out;
    }

    template <std::size_t N>
    std::string choice(const char* key, const std::array<std::string_view, N>& allowed,
                       const std::string& fallback) {
        std::string out = word(key);
        if (out.empty()) out = fallback;
        if (status_ && !out.empty()) status_ = check_word(key, out, allowed);
        return out;
    }

    TimeUs time(const char* key, TimeUs received_us) {
        const std::string out = word(key);
        if (!status_ || out.empty()) return received_us;
        const auto parsed = parse_iso_time(out);
        if (!parsed || *parsed <= 0)
            status_ = Error{ErrorCode::kInvalid,
                            std::string("\"") + key + "\" is no time such as 2026-03-01T12:00:00Z"};
        else if (*parsed > received_us + kMaxAhead)
            status_ = Error{ErrorCode::kInvalid, std::string("\"") + key + "\" lies in the future"};
        return parsed.value_or(received_us);
    }

    bool flag(const char* key) {
        const auto found = object_.find(key);
        if (!status_ || found == object_.end() || found->is_null()) return false;
        if (!found->is_boolean())
            status_ = Error{ErrorCode::kInvalid, std::string("\"") + key + "\" is true or false"};
        return found->is_boolean() && found->get<bool>();
    }

    const Status& status() const { return status_; }
    void fail(const Status& status) {
        if (status_) status_ = status;
    }

private:
    Json object_ = Json::object();
    Status status_;
};

AskEntry read_question(Reader& reader, TimeUs received_us) {
    AskEntry out;
    out.id = reader.id("id");
    out.text = reader.text("text", kMaxTextBytes, true);
    out.time_us = reader.time("time", received_us);
    out.source = reader.word("source");
    out.language = reader.word("language");
    out.conversation_id = reader.word("conversation_id");
    out.device_id = reader.word("device_id");
    out.user_id = reader.word("user_id");
    return out;
}

}  // namespace

bool is_ask_id(std::string_view text) {
    return !text.empty() && text.size() <= kMaxIdChars &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '_' || c == '.' || c == ':' || c == '-';
           });
}

Result<Query> read_query(std::string_view payload, TimeUs received_us) {
    Reader reader(payload);
    Query out;
    out.entry = read_question(reader, received_us);
    out.wait = reader.flag("wait");
    if (!reader.status()) return reader.status().error();
    out.entry.entities = mentioned_entities({out.entry.text});
    return out;
}

Result<AskEntry> read_reply(std::string_view payload, const AskEntry& question) {
    Reader reader(payload);
    AskEntry out = question;
    out.answer = reader.text("text", kMaxAnswerBytes, true);
    out.yaml = reader.text("yaml", kMaxYamlBytes);
    out.answer_kind =
        reader.choice("kind", kAnswerKinds, out.yaml.empty() ? "answer" : "automation");
    out.agent = reader.word("agent");
    if (!reader.status()) return reader.status().error();
    if (out.agent.empty() || out.agent == "hearth") out.agent = "another assistant";
    out.entities = mentioned_entities({out.text, out.answer, out.yaml});
    return out;
}

Result<AskEntry> read_logged(std::string_view payload, TimeUs received_us) {
    Reader reader(payload);
    AskEntry out = read_question(reader, received_us);
    out.kind = reader.choice("kind", kKinds, "query");
    out.answer = reader.text("answer", kMaxAnswerBytes);
    out.yaml = reader.text("yaml", kMaxYamlBytes);
    out.agent = reader.word("agent");
    const bool answered = !out.answer.empty() || !out.yaml.empty();
    out.answer_kind = reader.choice("answer_kind", kAnswerKinds,
                                    !answered          ? ""
                                    : out.yaml.empty() ? "answer"
                                                       : "automation");
    if (!answered && !out.answer_kind.empty() && out.answer_kind != "refusal")
        reader.fail(Error{ErrorCode::kInvalid,
                          "\"answer_kind\" is given, but neither \"answer\" nor \"yaml\""});
    if (!reader.status()) return reader.status().error();
    out.entities = mentioned_entities({out.text, out.answer, out.yaml});
    return out;
}

Result<AskFeedback> read_feedback(std::string_view payload, TimeUs received_us) {
    Reader reader(payload);
    AskFeedback out;
    out.id = reader.id("id");
    out.about = reader.id("about");
    out.feedback = reader.word("feedback");
    out.time_us = reader.time("time", received_us);
    out.yaml = reader.text("yaml", kMaxYamlBytes);
    out.comment = reader.text("comment", kMaxTextBytes);
    out.source = reader.word("source");
    out.user_id = reader.word("user_id");
    if (reader.status()) reader.fail(check_feedback(out));
    if (!reader.status()) return reader.status().error();
    out.entities = mentioned_entities({out.yaml, out.comment});
    return out;
}

Status check_feedback(const AskFeedback& feedback) {
    if (!is_ask_id(feedback.about))
        return Error{ErrorCode::kInvalid,
                     "\"about\" must be the id of a question or suggestion: 1 to 64 characters of "
                     "A-Z, a-z, 0-9 and _ . : -"};
    if (Status known = check_word("feedback", feedback.feedback, kFeedbacks); !known) return known;
    if (Status fine = check_text("yaml", feedback.yaml, kMaxYamlBytes); !fine) return fine;
    if (Status fine = check_text("comment", feedback.comment, kMaxTextBytes); !fine) return fine;
    const bool modified = feedback.feedback == "modified";
    if (modified == !feedback.yaml.empty()) return {};
    return Error{ErrorCode::kInvalid, modified
                                          ? "\"modified\" needs the \"yaml\" as it is now"
                                          : "\"yaml\" goes with the feedback \"modified\" alone"};
}

Status check_question(std::string_view text) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return Error{ErrorCode::kInvalid, "the question is empty"};
    return check_text("text", text, kMaxTextBytes);
}

}  // namespace hearth::ask
