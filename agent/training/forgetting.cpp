#include "training/forgetting.hpp"

#include "core/iso_time.hpp"
#include "core/log.hpp"
#include "domain/no_such_model.hpp"
#include "training/new_samples.hpp"
#include "training/rows_per_slice.hpp"

namespace hearth::training {

namespace {

constexpr const char* kPendingKey = "forget.pending";

Json to_json(const store::ForgetRequest& request) {
    return {{"entity", request.entity_id},
            {"person", request.user_id},
            {"from_us", request.from_us},
            {"to_us", request.to_us}};
}

store::ForgetRequest request_from_json(const Json& json) {
    store::ForgetRequest out;
    out.entity_id = json_string(json, "entity").value_or("");
    out.user_id = json_string(json, "person").value_or("");
    out.from_us = json_integer(json, "from_us").value_or(out.from_us);
    out.to_us = json_integer(json, "to_us").value_or(out.to_us);
    return out;
}

store::ForgetProgress progress_from_json(const Json& json) {
    store::ForgetProgress out;
    out.events = json_integer(json, "events").value_or(0);
    out.asked = json_integer(json, "asked").value_or(0);
    for (const auto& [key, counts] :
         {std::pair{"samples", &out.samples}, std::pair{"context", &out.context}})
        if (const Json stored = json.value(key, Json::object()); stored.is_object())
            for (const auto& [kind, n] : stored.items())
                if (n.is_number_integer()) (*counts)[kind] = n.get<std::int64_t>();
    return out;
}

}  // namespace

Status Forgetting::start() {
    const auto pending = store_.meta().get(kPendingKey);
    if (!pending) return pending.error();
    const auto known = parse_json(pending->value_or(""));
    if (!pending->has_value() || (*pending)->empty() || !known) return {};
    request_ = request_from_json(*known);
    // The rows that are gone already are not found again, and the models learned from them too.
    progress_ = progress_from_json(*known);
    asio::post(loop_, [this] { next_slice(); });
    return {};
}

Status Forgetting::begin(const store::ForgetRequest& request) {
    if (request_)
        return Error{ErrorCode::kConflict, "something is being forgotten already: " + words()};
    request_ = request;
    progress_ = {};
    // The first slice shows whether the request makes sense.
    if (Status done = forget_slice(1); !done) {
        request_.reset();
        return done;
    }
    // A dataset on the disk may hold what is to be forgotten.
    for (const TrainedModel& model : trainer_.models())
        static_cast<void>(trainer_.cancel(model.manifest.name));
    asio::post(loop_, [this] { next_slice(); });
    return {};
}

void Forgetting::next_slice() {
    if (const Status done = forget_slice(kRowsPerSlice); !done) {
        log::error("cannot forget, trying again at the next start error=\"{}\"", done.error().text);
        request_.reset();
        return;
    }
    if (progress_.done) return finish();
    asio::post(loop_, [this] { next_slice(); });
}

// Rows and what is known of them go together: an interruption must not hide that there were any.
Status Forgetting::forget_slice(int max_rows) {
    auto transaction = store::Transaction::begin(store_.database());
    if (!transaction) return transaction.error();
    if (Status done = store_.forget().step(*request_, progress_, max_rows); !done) return done;
    if (Status stored = store_pending(); !stored) return stored;
    return transaction->commit();
}

Status Forgetting::store_pending() {
    Json pending = to_json(*request_);
    pending["events"] = progress_.events;
    pending["asked"] = progress_.asked;
    pending["samples"] = progress_.samples;
    pending["context"] = progress_.context;
    return store_.meta().set(kPendingKey, dump_json(pending));
}

std::string Forgetting::words() const {
    const store::ForgetRequest any;
    std::string out;
    if (!request_->entity_id.empty()) out += "the entity " + request_->entity_id;
    if (!request_->user_id.empty())
        out += (out.empty() ? "" : ", ") + ("the person " + request_->user_id);
    if (request_->from_us != any.from_us)
        out += (out.empty() ? "" : ", ") + ("from " + format_iso_time(request_->from_us));
    if (request_->to_us != any.to_us)
        out += (out.empty() ? "" : ", ") + ("to " + format_iso_time(request_->to_us));
    return out;
}

void Forgetting::finish() {
    Decision decision;
    decision.kind = decision_kind::kForget;
    decision.code = "forgotten";
    decision.details = progress();
    std::int64_t samples = 0;
    for (const auto& [kind, n] : progress_.samples) samples += n;
    // What was named is not repeated here: it is to be forgotten.
    decision.reason = "forgotten as asked: " + std::to_string(progress_.events) + " events and " +
                      std::to_string(samples) + " samples are gone";
    if (progress_.asked > 0)
        decision.reason +=
            ", and " + std::to_string(progress_.asked) + " entries of the Ask-AI log";
    for (const TrainedModel& model : trainer_.models()) {
        if (const std::int64_t rows = rows_of(model.manifest.samples); rows > 0)
            unlearn(model, rows);
    }
    if (const Status gone = store_.forget().drop_label_tables("", request_->entity_id); !gone)
        log::error("tables of labels are not forgotten error=\"{}\"", gone.error().text);
    if (const Status cleared = store_.meta().set(kPendingKey, ""); !cleared)
        log::error("forgetting will be repeated error=\"{}\"", cleared.error().text);
    drop_traces();
    request_.reset();
    progress_ = {};
    chronicle_.add(std::move(decision));
}

// How many rows of a model's datasets are gone: samples, and context that it asks for.
std::int64_t Forgetting::rows_of(const SampleFilter& filter) const {
    const auto count = [](const std::map<std::string, std::int64_t>& counts,
                          const std::string& kind) {
        const auto found = counts.find(kind);
        return found == counts.end() ? 0 : found->second;
    };
    std::int64_t out = count(progress_.samples, filter.kind);
    for (const std::string& kind : filter.with) out += count(progress_.context, kind);
    return out;
}

// Rows that are deleted leave traces until files are written anew.
void Forgetting::drop_traces() {
    if (const Status purged = store_.retention().purge(); !purged)
        log::warn("traces of what was forgotten go later error=\"{}\"", purged.error().text);
}

void Forgetting::unlearn(const TrainedModel& model, std::int64_t rows) {
    const auto removed = drop_learned(model);
    if (!removed)
        return log::error("cannot remove the versions model={} error=\"{}\"", model.manifest.name,
                          removed.error().text);
    begin_anew(model, "forget", "unlearned",
               std::to_string(rows) + " of its samples are gone, and so are the " +
                   std::to_string(*removed) +
                   " versions that could have learned from them; the fallback answers until it is "
                   "trained anew");
}

Result<std::int64_t> Forgetting::reset(const std::string& name) {
    const TrainedModel* model = trainer_.find(name);
    if (!model) return no_such_model(name);
    const auto removed = drop_learned(*model);
    if (!removed) return removed;
    begin_anew(*model, "reset", "reset",
               "its " + std::to_string(*removed) +
                   " versions were deleted by command; the fallback answers until it is trained "
                   "anew from the samples, which stay");
    return removed;
}

Result<std::int64_t> Forgetting::drop_learned(const TrainedModel& model) {
    const std::string& name = model.manifest.name;
    // A training that began meanwhile has such rows in its dataset, or goes on from such a version.
    static_cast<void>(trainer_.cancel(name));
    auto removed = versions_.forget_all(name);
    if (!removed) return removed;
    if (const Status counted = recount_new_samples(store_, model.manifest); !counted)
        log::error("cannot count the new samples model={} error=\"{}\"", name,
                   counted.error().text);
    if (const Status gone = store_.forget().drop_label_tables(name, ""); !gone)
        log::error("tables of labels are not forgotten model={} error=\"{}\"", name,
                   gone.error().text);
    return removed;
}

void Forgetting::begin_anew(const TrainedModel& model, const std::string& trigger,
                            const std::string& code, const std::string& reason) {
    const std::string& name = model.manifest.name;
    on_forgotten_(model);
    chronicle_.add(name, decision_kind::kForget, code, reason);
    if (const Status wanted = trainer_.train_anew(name, trigger); !wanted)
        log::error("it is not trained anew by itself model={} error=\"{}\"", name,
                   wanted.error().text);
}

Json Forgetting::progress() const {
    return {{"events", progress_.events},
            {"asked", progress_.asked},
            {"samples", progress_.samples},
            {"done", progress_.done || !request_}};
}

}  // namespace hearth::training
