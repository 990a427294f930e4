#include "store/forget.hpp"

#include <utility>
#include <vector>

#include "store/transaction.hpp"
#include "store_sql_embedded.hpp"

namespace hearth::store {

namespace {

bool names_a_period(const ForgetRequest& request) {
    const ForgetRequest any;
    return request.from_us != any.from_us || request.to_us != any.to_us;
}

}  // namespace

Status Forget::step(const ForgetRequest& request, ForgetProgress& progress, int max_rows) {
    if (request.entity_id.empty() && request.user_id.empty() && !names_a_period(request))
        return Error{ErrorCode::kInvalid,
                     "nothing to forget: name an entity, a person or a period"};
    if (request.to_us <= request.from_us)
        return Error{ErrorCode::kInvalid, "the period ends before it begins"};
    if (progress.done) return {};
    ForgetProgress next = progress;
    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    const Status status = !next.samples_done    ? step_samples(request, next, max_rows)
                          : !next.ask_done      ? step_ask(request, next, max_rows)
                          : !next.feedback_done ? step_feedback(request, next, max_rows)
                                                : step_events(request, next, max_rows);
    if (!status) return status;
    if (next.done) {
        const auto gone = database_.run(store_sql::forget_dropped, request.entity_id,
                                        request.from_us, request.to_us);
        if (!gone) return gone;
        // What was processed of the inbox goes with its file, once a new one has begun.
        inbox_.end_segment();
    }
    if (next.done)
        if (auto gone = forget_context(request, next); !gone) return gone;
    if (auto committed = transaction->commit(); !committed) return committed;
    progress = std::move(next);
    return {};
}

// What is known besides what happened.
Status Forget::forget_context(const ForgetRequest& request, ForgetProgress& progress) {
    if (!request.user_id.empty()) return {};
    if (Status gone = forget_automations(request, progress); !gone) return gone;
    if (!names_a_period(request)) return blank_entity(request.entity_id, progress);
    if (!request.entity_id.empty()) return {};
    if (Status gone = database_.run(store_sql::forget_verdicts, request.from_us, request.to_us);
        !gone)
        return gone;
    progress.context["suggestions"] += database_.changes();
    return {};
}

// A person is not named by an automation that was seen, nor is one that a person wrote about them.
Status Forget::forget_automations(const ForgetRequest& request, ForgetProgress& progress) {
    if (names_a_period(request) && !request.entity_id.empty()) return {};
    const auto gone = names_a_period(request)
                          ? automations_.forget_period(request.from_us, request.to_us)
                          : automations_.forget_entity(request.entity_id);
    if (!gone) return gone.error();
    progress.context["automations"] += *gone;
    return {};
}

Status Forget::step_samples(const ForgetRequest& request, ForgetProgress& progress, int max_rows) {
    int seen = 0;
    std::vector<std::pair<std::int64_t, std::string>> matching;  // id, kind
    {
        auto rows =
            database_.query(store_sql::scan_samples, progress.sample_position, request.entity_id,
                            request.user_id, request.from_us, request.to_us, max_rows);
        if (!rows) return rows.error();
        auto status = rows->each([&](const Statement& row) {
            ++seen;
            progress.sample_position = row.integer(0);
            if (row.boolean(2)) matching.emplace_back(row.integer(0), row.text(1));
        });
        if (!status) return status;
    }
    for (const auto& [id, kind] : matching)
        if (auto status = delete_sample(id, kind, progress); !status) return status;
    progress.samples_done = seen < max_rows;
    return {};
}

Status Forget::blank_entity(const std::string& entity_id, ForgetProgress& progress) {
    if (auto gone = database_.run(store_sql::forget_suggestions, entity_id); !gone) return gone;
    progress.context["suggestions"] += database_.changes();
    if (auto gone = entities_.blank(entity_id); !gone) return gone;
    progress.context["entities"] += database_.changes();
    return {};
}

// No error for one that is gone already.
Status Forget::delete_sample(std::int64_t id, const std::string& kind, ForgetProgress& progress) {
    if (auto status = database_.run(store_sql::delete_sample, id); !status) return status;
    if (database_.changes() == 0) return {};
    ++progress.samples[kind];
    return counters_.add(std::string(counter::kSampleRowsOf) + kind, -1);
}

Status Forget::step_ask(const ForgetRequest& request, ForgetProgress& progress, int max_rows) {
    struct Row {
        std::int64_t number;
        std::string id;
        std::int64_t sample_id;
    };
    int seen = 0;
    std::vector<Row> matching;
    {
        auto rows =
            database_.query(store_sql::scan_ask_log, progress.ask_position, request.entity_id,
                            request.user_id, request.from_us, request.to_us, max_rows);
        if (!rows) return rows.error();
        auto status = rows->each([&](const Statement& row) {
            ++seen;
            progress.ask_position = row.integer(0);
            if (row.boolean(3)) matching.push_back({row.integer(0), row.text(1), row.integer(2)});
        });
        if (!status) return status;
    }
    for (const Row& row : matching)
        if (auto status = delete_entry(row.number, row.id, row.sample_id, progress); !status)
            return status;
    progress.ask_done = seen < max_rows;
    return {};
}

Status Forget::delete_entry(std::int64_t number, const std::string& id, std::int64_t sample_id,
                            ForgetProgress& progress) {
    std::vector<std::pair<std::int64_t, std::int64_t>> feedback;  // number, sample
    {
        auto rows = database_.query(store_sql::feedback_of_entry, id);
        if (!rows) return rows.error();
        auto status = rows->each(
            [&](const Statement& row) { feedback.emplace_back(row.integer(0), row.integer(1)); });
        if (!status) return status;
    }
    for (const auto& [of_feedback, its_sample] : feedback)
        if (auto status = delete_feedback(of_feedback, its_sample, progress); !status)
            return status;
    if (auto status = delete_sample(sample_id, "ask", progress); !status) return status;
    ++progress.asked;
    return database_.run(store_sql::delete_ask_entry, number);
}

Status Forget::delete_feedback(std::int64_t number, std::int64_t sample_id,
                               ForgetProgress& progress) {
    if (auto status = delete_sample(sample_id, "feedback", progress); !status) return status;
    ++progress.asked;
    return database_.run(store_sql::delete_ask_feedback, number);
}

Status Forget::step_feedback(const ForgetRequest& request, ForgetProgress& progress, int max_rows) {
    int seen = 0;
    std::vector<std::pair<std::int64_t, std::int64_t>> matching;  // number, sample
    {
        auto rows = database_.query(store_sql::scan_ask_feedback, progress.feedback_position,
                                    request.entity_id, request.user_id, request.from_us,
                                    request.to_us, max_rows);
        if (!rows) return rows.error();
        auto status = rows->each([&](const Statement& row) {
            ++seen;
            progress.feedback_position = row.integer(0);
            if (row.boolean(3)) matching.emplace_back(row.integer(0), row.integer(2));
        });
        if (!status) return status;
    }
    for (const auto& [number, sample_id] : matching)
        if (auto status = delete_feedback(number, sample_id, progress); !status) return status;
    progress.feedback_done = seen < max_rows;
    return {};
}

Status Forget::drop_label_tables(const std::string& model, const std::string& entity_id) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    for (const std::string_view sql :
         {store_sql::forget_run_labels, store_sql::forget_version_labels})
        if (Status gone = database_.run(sql, model, entity_id); !gone) return gone;
    return transaction->commit();
}

Status Forget::step_events(const ForgetRequest& request, ForgetProgress& progress, int max_rows) {
    int seen = 0;
    std::vector<std::pair<std::int64_t, std::int64_t>> matching;  // id, entity
    {
        auto rows =
            database_.query(store_sql::scan_events, progress.event_position, request.entity_id,
                            request.user_id, request.from_us, request.to_us, max_rows);
        if (!rows) return rows.error();
        auto status = rows->each([&](const Statement& row) {
            ++seen;
            progress.event_position = row.integer(0);
            if (row.boolean(2)) matching.emplace_back(row.integer(0), row.integer(1));
        });
        if (!status) return status;
    }
    for (const auto& [id, entity] : matching) {
        auto status = database_.run(store_sql::delete_event, id);
        if (status.ok()) status = database_.run(store_sql::unlink_event, entity, id);
        if (status.ok()) status = counters_.add(counter::kEventRows, -1);
        if (!status) return status;
        ++progress.events;
    }
    if (!matching.empty()) entities_.drop_known_states();
    progress.done = seen < max_rows;
    return {};
}

}  // namespace hearth::store
