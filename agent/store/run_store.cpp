#include "store/run_store.hpp"

#include "store/attributes.hpp"
#include "store/transaction.hpp"
#include "store_sql_embedded.hpp"

namespace hearth::store {

namespace {

Run read_run(const Statement& row) {
    return {.id = row.text(0),
            .model = row.text(1),
            .trigger = row.text(2),
            .kind = run_kind_from_string(row.text(3)),
            .state = run_state_from_string(row.text(4)),
            .dry_run = row.boolean(5),
            .forced = row.boolean(6),
            .seed = row.integer(7),
            .started_us = row.integer(8),
            .finished_us = row.integer(9),
            .samples_train = row.integer(10),
            .samples_holdout = row.integer(11),
            .samples_replay = row.integer(12),
            .decision = row.text(13),
            .reason = row.text(14),
            .metrics = stored_object(row.text(15), kMetricsLimits),
            .data_hash = row.text(16),
            .config_hash = row.text(17),
            .code_hash = row.text(18),
            .version = row.optional_integer(19),
            .peak_rss_bytes = row.integer(20),
            .lineage = stored_object(row.text(21))};
}

Status write_run(Database& database, std::string_view sql, const Run& run) {
    return database.run(sql, run.id, run.model, run.trigger, to_string(run.kind),
                        to_string(run.state), run.dry_run, run.forced, run.seed, run.started_us,
                        run.finished_us, run.samples_train, run.samples_holdout, run.samples_replay,
                        run.decision, run.reason, dump_json(run.metrics), run.data_hash,
                        run.config_hash, run.code_hash, run.version, run.peak_rss_bytes,
                        dump_json(run.lineage));
}

Result<std::vector<Run>> read_all(Result<Statement> rows) {
    if (!rows) return rows.error();
    std::vector<Run> runs;
    auto status = rows->each([&](const Statement& row) { runs.push_back(read_run(row)); });
    if (!status) return status.error();
    return runs;
}

}  // namespace

Status RunStore::insert(const Run& run) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    if (auto status = write_run(database_, store_sql::insert_run, run); !status) return status;
    if (auto status = counters_.add(counter::kRunRows); !status) return status;
    return transaction->commit();
}

Status RunStore::update(const Run& run) {
    if (auto status = write_run(database_, store_sql::update_run, run); !status) return status;
    if (database_.changes() == 0)
        return Error{ErrorCode::kNotFound, "no training run has the id " + run.id};
    return {};
}

Result<std::optional<Run>> RunStore::get(const std::string& id) {
    auto runs = read_all(database_.query(store_sql::get_run, id));
    if (!runs) return runs.error();
    if (runs->empty()) return std::optional<Run>();
    return std::optional<Run>(std::move(runs->front()));
}

Result<std::vector<Run>> RunStore::list(int limit, const std::string& model) {
    if (model.empty()) return read_all(database_.query(store_sql::list_runs, limit));
    return read_all(database_.query(store_sql::list_runs_of_model, limit, model));
}

Result<std::vector<Run>> RunStore::fail_interrupted(const std::string& reason, TimeUs now_us) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    auto runs = read_all(database_.query(store_sql::unfinished_runs));
    if (!runs) return runs.error();
    for (Run& run : *runs) {
        run.state = RunState::kFailed;
        run.decision = "failed";
        run.reason = reason;
        run.finished_us = now_us;
        if (auto status = update(run); !status) return status.error();
    }
    if (auto status = transaction->commit(); !status) return status.error();
    return runs;
}

}  // namespace hearth::store
