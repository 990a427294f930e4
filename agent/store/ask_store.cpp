#include "store/ask_store.hpp"

#include "store/attributes.hpp"
#include "store_sql_embedded.hpp"

namespace hearth::store {

namespace {

constexpr int kRepliesAtOnce = 100;

int code_of(ReplyState state) { return static_cast<int>(state); }

std::vector<std::string> read_names(const std::string& text) {
    std::vector<std::string> out;
    const auto list = parse_json(text);
    if (list && list->is_array())
        for (const Json& name : *list)
            if (name.is_string()) out.push_back(name.get<std::string>());
    return out;
}

AskEntry read_entry(const Statement& row) {
    return {.id = row.text(0),
            .kind = row.text(1),
            .time_us = row.integer(2),
            .text = row.text(3),
            .answer_kind = row.text(4),
            .answer = row.text(5),
            .yaml = row.text(6),
            .agent = row.text(7),
            .source = row.text(8),
            .language = row.text(9),
            .conversation_id = row.text(10),
            .device_id = row.text(11),
            .user_id = row.text(12),
            .entities = read_names(row.text(13)),
            .sample_id = row.integer(14)};
}

AskFeedback read_feedback(const Statement& row) {
    return {.id = row.text(0),
            .about = row.text(1),
            .feedback = row.text(2),
            .time_us = row.integer(3),
            .yaml = row.text(4),
            .comment = row.text(5),
            .source = row.text(6),
            .user_id = row.text(7),
            .entities = read_names(row.text(8)),
            .sample_id = row.integer(9)};
}

}  // namespace

Result<bool> AskStore::add(const AskEntry& entry, ReplyState reply) {
    const auto status =
        database_.run(store_sql::add_ask_entry, entry.id, entry.kind, entry.time_us, entry.text,
                      entry.answer_kind, entry.answer, entry.yaml, entry.agent, entry.source,
                      entry.language, entry.conversation_id, entry.device_id, entry.user_id,
                      dump_json(entry.entities), code_of(reply), clock_.wall_us());
    if (!status) return status.error();
    if (database_.changes() == 0) return false;
    // Only the oldest are ever deleted to make room, so the newest id tells how many there may be.
    const auto trimmed =
        database_.run(store_sql::trim_ask_log, database_.last_insert_id() - kAskRows);
    if (!trimmed) return trimmed.error();
    return true;
}

Result<std::vector<AskEntry>> AskStore::entries(Result<Statement> rows) {
    if (!rows) return rows.error();
    std::vector<AskEntry> out;
    const auto status = rows->each([&](const Statement& row) { out.push_back(read_entry(row)); });
    if (!status) return status.error();
    return out;
}

Result<std::optional<AskEntry>> AskStore::find(const std::string& id) {
    auto found = entries(database_.query(store_sql::find_ask_entry, id));
    if (!found) return found.error();
    if (found->empty()) return std::optional<AskEntry>();
    return std::optional<AskEntry>(std::move(found->front()));
}

Result<std::vector<AskEntry>> AskStore::list(int limit) {
    return entries(database_.query(store_sql::list_ask_log, limit));
}

Status AskStore::set_sample(const std::string& id, std::int64_t sample_id) {
    return database_.run(store_sql::set_ask_sample, id, sample_id);
}

Result<std::vector<OwedReply>> AskStore::replies(ReplyState state, TimeUs before_us) {
    auto rows =
        database_.query(store_sql::list_ask_replies, code_of(state), before_us, kRepliesAtOnce);
    if (!rows) return rows.error();
    std::vector<OwedReply> out;
    const auto status = rows->each([&](const Statement& row) {
        out.push_back({read_entry(row), row.integer(15)});
    });
    if (!status) return status.error();
    return out;
}

Status AskStore::set_answer(const AskEntry& answered) {
    return database_.run(store_sql::set_ask_answer, answered.id, answered.answer_kind,
                         answered.answer, answered.yaml, answered.agent,
                         dump_json(answered.entities));
}

Status AskStore::set_reply(const std::string& id, ReplyState state) {
    return database_.run(store_sql::set_ask_reply, id, code_of(state));
}

Result<bool> AskStore::add_feedback(const AskFeedback& feedback) {
    const auto status =
        database_.run(store_sql::add_ask_feedback, feedback.id, feedback.about, feedback.feedback,
                      feedback.time_us, feedback.yaml, feedback.comment, feedback.source,
                      feedback.user_id, dump_json(feedback.entities), clock_.wall_us());
    if (!status) return status.error();
    if (database_.changes() == 0) return false;
    const auto trimmed =
        database_.run(store_sql::trim_ask_feedback, database_.last_insert_id() - kAskRows);
    if (!trimmed) return trimmed.error();
    return true;
}

Result<std::vector<AskFeedback>> AskStore::feedback_about(const std::string& id) {
    auto rows = database_.query(store_sql::list_ask_feedback, id);
    if (!rows) return rows.error();
    std::vector<AskFeedback> out;
    const auto status =
        rows->each([&](const Statement& row) { out.push_back(read_feedback(row)); });
    if (!status) return status.error();
    return out;
}

Status AskStore::set_feedback_sample(const std::string& id, std::int64_t sample_id) {
    return database_.run(store_sql::set_ask_feedback_sample, id, sample_id);
}

Result<std::map<std::string, std::int64_t>> AskStore::feedback_counts() {
    auto rows = database_.query(store_sql::count_feedback_samples);
    if (!rows) return rows.error();
    std::map<std::string, std::int64_t> out;
    const auto status =
        rows->each([&](const Statement& row) { out[row.text(0)] = row.integer(1); });
    if (!status) return status.error();
    return out;
}

}  // namespace hearth::store
