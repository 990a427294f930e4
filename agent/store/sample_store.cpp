#include "store/sample_store.hpp"

#include "store/codes.hpp"
#include "store/transaction.hpp"
#include "store_sql_embedded.hpp"

namespace hearth::store {

namespace {

// Rows that are read before the statement is given back, when everything is exported in one go.
constexpr int kExportSlice = 1000;

Json read_features(const std::string& text) {
    auto parsed = parse_json(text);
    return parsed ? std::move(*parsed) : Json();
}

Sample read_sample(const Statement& row) {
    return {.id = row.integer(0),
            .kind = row.text(1),
            .distinct_key = row.text(2),
            .event_id = row.integer(3),
            .time_us = row.integer(4),
            .features = read_features(row.text(5)),
            .label = row.text(6),
            .target = row.boolean(7),
            .weight = row.real(8),
            .confidence = row.real(9),
            .source = sample_source_of_code(row.integer(10)),
            .group = row.text(11),
            .part = row.text(12)};
}

std::string name_of(std::string_view prefix, const std::string& kind) {
    return std::string(prefix) + kind;
}

Result<std::optional<TimeUs>> read_time(Result<Statement> statement) {
    if (!statement) return statement.error();
    const auto row = statement->step();
    if (!row) return row.error();
    return statement->optional_integer(0);
}

}  // namespace

Result<bool> SampleStore::insert(Sample& sample) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    auto status = database_.run(
        store_sql::insert_sample, sample.kind, Blob{sample.distinct_key}, sample.event_id,
        sample.time_us, dump_json(sample.features), sample.label, sample.target, sample.weight,
        sample.confidence, code_of(sample.source), sample.group, sample.part, clock_.wall_us());
    if (!status) return status.error();
    const bool stored = database_.changes() == 1;
    if (stored) {
        const std::int64_t id = database_.last_insert_id();
        status = counters_.add(name_of(counter::kSampleRowsOf, sample.kind));
        if (status.ok())
            status = counters_.raise_to(name_of(counter::kLastSampleOf, sample.kind), id);
        if (!status) return status.error();
        sample.id = id;
    }
    if (status = transaction->commit(); !status) return status.error();
    return stored;
}

Status SampleStore::count_filtered(const std::string& kind, const std::string& reason,
                                   std::int64_t n) {
    return database_.run(store_sql::count_filtered, kind, reason, n);
}

Result<std::map<std::string, std::int64_t>> SampleStore::filtered(const std::string& kind) {
    auto rows = database_.query(store_sql::get_filtered, kind);
    if (!rows) return rows.error();
    std::map<std::string, std::int64_t> counts;
    auto status = rows->each([&](const Statement& row) { counts[row.text(0)] = row.integer(1); });
    if (!status) return status.error();
    return counts;
}

Status SampleStore::export_samples(const SampleQuery& query, const OnSample& on_sample) {
    SamplePosition position;
    for (;;) {
        const auto more = export_slice(query, position, kExportSlice, on_sample);
        if (!more) return more.error();
        if (!*more) return {};
    }
}

Result<bool> SampleStore::export_slice(const SampleQuery& query, SamplePosition& position,
                                       int max_rows, const OnSample& on_sample) {
    // The position is exclusive; before the first row of from_us stands (from_us, 0), since ids
    // begin at 1.
    if (position.time_us < query.from_us) position = {query.from_us, 0};
    return read_slice(
        database_.query(store_sql::export_samples, query.kind, query.to_us, position.time_us,
                        position.id, query.after_id, query.through_id, max_rows),
        position, max_rows, on_sample);
}

Result<bool> SampleStore::newest_slice(const SampleQuery& query, SamplePosition& position,
                                       int max_rows, const OnSample& on_sample) {
    // Exclusive here too: behind the last row before to_us stands (to_us, 0).
    if (position.id == 0) position = {query.to_us, 0};
    return read_slice(
        database_.query(store_sql::samples_backwards, query.kind, query.from_us, position.time_us,
                        position.id, query.after_id, query.through_id, max_rows),
        position, max_rows, on_sample);
}

Result<bool> SampleStore::read_slice(Result<Statement> rows, SamplePosition& position, int max_rows,
                                     const OnSample& on_sample) {
    if (!rows) return rows.error();
    int read = 0;
    auto status = rows->each([&](const Statement& row) {
        const Sample sample = read_sample(row);
        position = {sample.time_us, sample.id};
        ++read;
        on_sample(sample);
    });
    if (!status) return status.error();
    return read == max_rows;
}

Result<std::optional<Sample>> SampleStore::sample(std::int64_t id) {
    auto statement = database_.query(store_sql::get_sample, id);
    if (!statement) return statement.error();
    const auto row = statement->step();
    if (!row) return row.error();
    if (!*row) return std::optional<Sample>();
    return std::optional<Sample>(read_sample(*statement));
}

Result<std::vector<Sample>> SampleStore::latest(const std::string& kind, int n) {
    auto rows = database_.query(store_sql::latest_samples, kind, n);
    if (!rows) return rows.error();
    std::vector<Sample> samples;
    auto status = rows->each([&](const Statement& row) { samples.push_back(read_sample(row)); });
    if (!status) return status.error();
    return samples;
}

std::int64_t SampleStore::count(const std::string& kind) const {
    return counters_.get(name_of(counter::kSampleRowsOf, kind));
}

std::int64_t SampleStore::last_sample_id(const std::string& kind) const {
    return counters_.get(name_of(counter::kLastSampleOf, kind));
}

Result<std::optional<TimeUs>> SampleStore::first_time(const std::string& kind) {
    return read_time(database_.query(store_sql::first_sample_time, kind));
}

Result<std::optional<TimeUs>> SampleStore::first_stored(const std::string& kind) {
    return read_time(database_.query(store_sql::first_stored_sample, kind));
}

Result<std::optional<TimeUs>> SampleStore::last_time(const std::string& kind) {
    return read_time(database_.query(store_sql::last_sample_time, kind));
}

std::map<std::string, std::int64_t> SampleStore::kinds() const {
    std::map<std::string, std::int64_t> kinds;
    for (const auto& [name, value] : counters_.all())
        if (name.starts_with(counter::kSampleRowsOf) && value > 0)
            kinds[name.substr(counter::kSampleRowsOf.size())] = value;
    return kinds;
}

}  // namespace hearth::store
