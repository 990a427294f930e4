#include "store/model_store.hpp"

#include "store_sql_embedded.hpp"

namespace hearth::store {

namespace {

Json read_object(const std::string& text) {
    auto parsed = parse_json(text);
    return parsed && parsed->is_object() ? std::move(*parsed) : Json::object();
}

ModelState read_state(const Statement& row) {
    return {.model = row.text(0),
            .threshold = row.real(1),
            .threshold_reason = row.text(2),
            .samples_new = row.integer(3),
            .samples_total = row.integer(4),
            .watermark_sample_id = row.integer(5),
            .runs = row.integer(6),
            .runs_since_full = row.integer(7),
            .last_run_us = row.integer(8),
            .last_run_id = row.text(9),
            .cooldown_until_us = row.integer(10),
            .paused = row.boolean(11),
            .pinned_version = row.optional_integer(12),
            .extra = read_object(row.text(13))};
}

Error no_such_model(const std::string& model) {
    return {ErrorCode::kNotFound, "no state is stored for the model " + model};
}

}  // namespace

Status ModelStore::ensure(const std::string& model, double base_threshold) {
    return database_.run(store_sql::ensure_model, model, base_threshold);
}

Result<std::optional<ModelState>> ModelStore::get(const std::string& model) {
    auto statement = database_.query(store_sql::get_model, model);
    if (!statement) return statement.error();
    const auto row = statement->step();
    if (!row) return row.error();
    if (!*row) return std::optional<ModelState>();
    return std::optional<ModelState>(read_state(*statement));
}

Result<std::vector<ModelState>> ModelStore::all() {
    auto rows = database_.query(store_sql::list_models);
    if (!rows) return rows.error();
    std::vector<ModelState> states;
    auto status = rows->each([&](const Statement& row) { states.push_back(read_state(row)); });
    if (!status) return status.error();
    return states;
}

Status ModelStore::update(const ModelState& state) {
    auto status = database_.run(store_sql::update_model, state.model, state.threshold,
                                state.threshold_reason, state.runs, state.runs_since_full,
                                state.last_run_us, state.last_run_id, state.cooldown_until_us,
                                state.paused, state.pinned_version, dump_json(state.extra));
    if (status.ok() && database_.changes() == 0) return no_such_model(state.model);
    return status;
}

Status ModelStore::add_new_samples(const std::string& model, std::int64_t n) {
    auto status = database_.run(store_sql::add_new_samples, model, n);
    if (status.ok() && database_.changes() == 0) return no_such_model(model);
    return status;
}

Status ModelStore::consume_new_samples(const std::string& model, std::int64_t n,
                                       std::int64_t watermark) {
    auto status = database_.run(store_sql::consume_new_samples, model, n, watermark);
    if (status.ok() && database_.changes() == 0) return no_such_model(model);
    return status;
}

Status ModelStore::lower_new_samples(const std::string& model, std::int64_t n) {
    auto status = database_.run(store_sql::lower_new_samples, model, n);
    if (status.ok() && database_.changes() == 0) return no_such_model(model);
    return status;
}

}  // namespace hearth::store
