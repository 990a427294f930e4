#include "store/live_score_store.hpp"

#include "store_sql_embedded.hpp"

namespace hearth::store {

Status LiveScoreStore::add(const std::string& model, const LiveScore& score) {
    return database_.run(store_sql::add_live_score, model, score.version, score.sample_id,
                         score.time_us, score.top1, score.reciprocal_rank, score.log_loss);
}

Result<LiveScoreSummary> LiveScoreStore::summary(const std::string& model, std::int64_t version,
                                                 TimeUs from_us, int rows) {
    auto statement = database_.query(store_sql::live_score_summary, model, version, from_us, rows);
    if (!statement) return statement.error();
    const auto row = statement->step();
    if (!row) return row.error();
    return LiveScoreSummary{.n = statement->integer(0),
                            .top1 = statement->real(1),
                            .mrr = statement->real(2),
                            .log_loss = statement->real(3),
                            .last_us = statement->integer(4)};
}

Result<BesideFallback> LiveScoreStore::beside_fallback(const std::string& model,
                                                       std::int64_t version, TimeUs from_us,
                                                       int rows) {
    auto statement = database_.query(store_sql::live_scores_beside, model, version, from_us, rows);
    if (!statement) return statement.error();
    const auto row = statement->step();
    if (!row) return row.error();
    const auto summary = [&](int first) {
        return LiveScoreSummary{.n = statement->integer(0),
                                .top1 = statement->real(first),
                                .mrr = statement->real(first + 1),
                                .log_loss = statement->real(first + 2),
                                .last_us = statement->integer(9)};
    };
    return BesideFallback{summary(1), summary(4), statement->real(7), statement->real(8)};
}

Result<std::vector<LiveScore>> LiveScoreStore::latest(const std::string& model,
                                                      std::int64_t version, int rows) {
    auto statement = database_.query(store_sql::latest_live_scores, model, version, rows);
    if (!statement) return statement.error();
    std::vector<LiveScore> out;
    const auto status = statement->each([&](const Statement& row) {
        out.push_back({.version = row.integer(0),
                       .sample_id = row.integer(1),
                       .time_us = row.integer(2),
                       .top1 = row.real(3),
                       .reciprocal_rank = row.real(4),
                       .log_loss = row.real(5)});
    });
    if (!status) return status.error();
    return out;
}

}  // namespace hearth::store
