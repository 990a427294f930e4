// The test plugin as a plugin author writes one: counts from the rows, a network that is fitted by
// the SDK, scores against the two simplest baselines, and serving.
#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <set>

#include "habit_counts.hpp"
#include "mixing_net.hpp"
#include "sdk/fit_loop.hpp"
#include "sdk/plugin.hpp"
#include "sdk/replay_sampler.hpp"
#include "sdk/torch_tensors.hpp"

namespace hearth::counting {

namespace {

// Numbers of labels that the training part does not have begin here.
constexpr std::int64_t kUnknownLabels = 1'000'000;

// Rows as the network learns them: features before the row is counted, and what then happened.
struct Examples {
    at::Tensor features;  // [rows, labels, kFeatures]
    at::Tensor truth;     // [rows]
    at::Tensor weights;   // [rows]
};

class MixingTask final : public sdk::FitTask {
public:
    MixingTask(const MixingNet& net, const Examples& examples) : net_(net), examples_(examples) {}

    std::vector<sdk::Parameter> parameters() override { return net_.parameters(); }

    at::Tensor batch_loss(const std::vector<std::size_t>& rows, bool) override {
        const at::Tensor index =
            at::tensor(std::vector<std::int64_t>(rows.begin(), rows.end()), at::kLong);
        const at::Tensor log_probabilities =
            net_.forward(examples_.features.index_select(0, index));
        const at::Tensor truth = examples_.truth.index_select(0, index).unsqueeze(1);
        const at::Tensor weights = examples_.weights.index_select(0, index);
        const at::Tensor losses = -log_probabilities.gather(1, truth).squeeze(1);
        return (losses * weights).sum() / weights.sum().clamp_min(1e-6);
    }

private:
    const MixingNet& net_;
    const Examples& examples_;
};

// Goes through the rows in order of time and keeps what a prediction may know.
class Walk {
public:
    explicit Walk(TimeZone zone) : zone_(std::move(zone)) {}

    Situation before(const sdk::Row& row) const {
        return {row.group == group_ ? last_label_ : "", day_part_of(row.time_us, zone_)};
    }
    void pass(const sdk::Row& row) {
        last_label_ = row.label;
        group_ = row.group;
        time_us_ = row.time_us;
    }
    Situation now(std::optional<TimeUs> time) const {
        return {last_label_, day_part_of(time.value_or(time_us_), zone_)};
    }

private:
    TimeZone zone_;
    std::string last_label_, group_;
    TimeUs time_us_ = 0;
};

TimeZone zone_of(const sdk::Dataset& dataset) {
    auto zone = TimeZone::find(dataset.time_zone);
    return zone ? std::move(*zone) : TimeZone::utc();
}

std::vector<std::string> vocabulary_of(const sdk::Dataset& dataset,
                                       const std::vector<std::size_t>& rows) {
    std::vector<std::string> out;
    std::set<std::string> seen;
    for (const std::size_t row : rows)
        if (seen.insert(dataset.rows[row].label).second) out.push_back(dataset.rows[row].label);
    return out;
}

// Scores of several models on the hold-out, filled row by row.
class Judge {
public:
    explicit Judge(bool with_incumbent) {
        models_ = {{"model", {}}, {"most_frequent", {}}, {"markov1", {}}};
        if (with_incumbent) models_.push_back({"incumbent", {}});
    }
    void add(std::size_t model, const std::vector<double>& probabilities, std::int64_t truth) {
        models_[model].rows.add(sdk::score_row(probabilities, truth));
    }
    std::int64_t number_of_unknown(const std::string& label) {
        const auto next = kUnknownLabels + static_cast<std::int64_t>(unknown_.size());
        const auto [known, is_new] = numbers_.try_emplace(label, next);
        if (is_new) unknown_.push_back(label);
        return known->second;
    }
    std::string name_of(std::int64_t number, const HabitCounts& counts) const {
        return number < kUnknownLabels
                   ? counts.label(static_cast<std::size_t>(number))
                   : unknown_.at(static_cast<std::size_t>(number - kUnknownLabels));
    }
    const std::vector<sdk::NamedScores>& models() const { return models_; }
    bool is_constant() const {
        const auto& rows = models_.front().rows.rows();
        return std::all_of(rows.begin(), rows.end(), [&](const sdk::RowScore& row) {
            return row.predicted == rows.front().predicted &&
                   row.confidence == rows.front().confidence;
        });
    }

private:
    std::vector<sdk::NamedScores> models_;
    std::map<std::string, std::int64_t> numbers_;
    std::vector<std::string> unknown_;
};

}  // namespace

class CountingModel final : public sdk::Model {
public:
    int feature_schema() const override { return 1; }
    std::string sample_kind() const override { return "interaction"; }
    std::vector<sdk::OptionSpec> declared_options() const override {
        return {sdk::OptionSpec::integer("epochs", 8, 1, 1000),
                sdk::OptionSpec::real("learning_rate", 0.01, 1e-6, 10)};
    }

    Result<sdk::TrainOutput> train(const sdk::TrainInput& input, const sdk::Host& host) override {
        HabitCounts counts(vocabulary_of(input.dataset, input.split.train));
        const Examples examples = make_examples(input, counts);
        MixingNet net;
        if (input.request.warm_start)
            if (const Status ok = sdk::load_parameters(*input.incumbent, "net.", net.parameters());
                !ok)
                return ok.error();
        sdk::TrainOutput out;
        const auto fitted = fit_net(input, net, examples, host, out);
        if (!fitted) return fitted.error();
        out.loss_curve = fitted->loss_curve;
        out.classes = counts.labels();
        if (const Status ok = sdk::store_parameters(net.parameters(), "net.", out.weights); !ok)
            return ok.error();
        if (const Status ok = judge(input, net, counts, host, out); !ok) return ok.error();
        return out;
    }

    Result<sdk::OpenReply> open(sdk::OpenInput input, const sdk::Host&) override {
        net_.reset();
        if (input.weights) {
            net_ = std::make_unique<MixingNet>();
            if (const Status ok = sdk::load_parameters(*input.weights, "net.", net_->parameters());
                !ok)
                return ok.error();
        }
        history_ = std::move(input.history);
        recount();
        return sdk::OpenReply{net_ == nullptr, history_.rows.size()};
    }

    Status observe(const sdk::Row& row) override {
        history_.rows.push_back(row);
        if (row.target && !counts_->find(row.label)) {
            recount();  // the vocabulary grows
            return {};
        }
        count(row);
        return {};
    }

    Result<Json> predict(const sdk::PredictRequest& request) override {
        const Situation situation = walk_->now(request.now_us);
        std::vector<double> probabilities;
        if (counts_->labels() > 0)
            probabilities = net_ ? net_->probabilities(counts_->features(situation))
                                 : counts_->after(situation);
        Json reply{{"kind", "next_action"},
                   {"items", items_of(probabilities, request.top)},
                   {"fallback", net_ == nullptr},
                   {"method", net_ ? "counting_net" : "markov1"},
                   {"rows", history_.rows.size()},
                   {"explanation", "from " + std::to_string(history_.rows.size()) + " rows"}};
        if (request.beside && net_ && counts_->labels() > 0)
            reply["beside"] = {{"method", "markov1"},
                               {"items", items_of(counts_->after(situation), request.top)}};
        return reply;
    }

private:
    Json items_of(const std::vector<double>& probabilities, std::size_t top) const {
        Json items = Json::array();
        for (const std::size_t label : best(probabilities, top)) {
            const std::string& text = counts_->label(label);
            const std::size_t equals = text.find('=');
            items.push_back({{"label", text},
                             {"entity", text.substr(0, equals)},
                             {"state", equals == std::string::npos ? "" : text.substr(equals + 1)},
                             {"probability", probabilities[label]}});
        }
        return items;
    }

    // Counts every training row after its features were taken.
    static Examples make_examples(const sdk::TrainInput& input, HabitCounts& counts) {
        const sdk::Dataset& dataset = input.dataset;
        Walk walk(zone_of(dataset));
        std::vector<float> features, weights;
        std::vector<std::int64_t> truth;
        std::size_t next = 0;
        for (std::size_t i = 0; i <= input.split.train.back(); ++i) {
            const sdk::Row& row = dataset.rows[i];
            if (next < input.split.train.size() && input.split.train[next] == i) {
                ++next;
                const Situation situation = walk.before(row);
                const std::size_t label = *counts.find(row.label);
                const auto values = counts.features(situation);
                features.insert(features.end(), values.begin(), values.end());
                truth.push_back(static_cast<std::int64_t>(label));
                weights.push_back(static_cast<float>(row.weight * row.confidence));
                counts.learn(situation, label);
            }
            walk.pass(row);
        }
        const auto rows = static_cast<std::int64_t>(truth.size());
        const auto labels = static_cast<std::int64_t>(counts.labels());
        return {at::tensor(features).view({rows, labels, -1}), at::tensor(truth),
                at::tensor(weights)};
    }

    static Result<sdk::FitResult> fit_net(const sdk::TrainInput& input, const MixingNet& net,
                                          const Examples& examples, const sdk::Host& host,
                                          sdk::TrainOutput& out) {
        std::vector<std::size_t> chosen = input.split.fit;
        if (input.request.incremental) {
            const auto some = sdk::incremental_rows(input.dataset, input.split.fit,
                                                    input.request.replay_rows, input.request.seed);
            chosen = some.rows;
            out.replayed = some.replayed;
            out.trained = some.rows.size();
        }
        sdk::FitOptions options = sdk::fit_options_for(input, "mixing");
        options.epochs = static_cast<std::size_t>(input.options.integer("epochs"));
        options.learning_rate = input.options.real("learning_rate");
        MixingTask task(net, examples);
        return sdk::fit(task,
                        {positions(input.split.train, chosen),
                         positions(input.split.train, input.split.validation)},
                        options, host);
    }

    // Where each of `rows` stands in `all`; both ascending.
    static std::vector<std::size_t> positions(const std::vector<std::size_t>& all,
                                              const std::vector<std::size_t>& rows) {
        std::vector<std::size_t> out;
        for (const std::size_t row : rows)
            out.push_back(static_cast<std::size_t>(std::lower_bound(all.begin(), all.end(), row) -
                                                   all.begin()));
        return out;
    }

    static Status judge(const sdk::TrainInput& input, const MixingNet& net, HabitCounts& counts,
                        const sdk::Host& host, sdk::TrainOutput& out) {
        std::unique_ptr<MixingNet> incumbent;
        if (input.incumbent) {
            incumbent = std::make_unique<MixingNet>();
            if (const Status ok =
                    sdk::load_parameters(*input.incumbent, "net.", incumbent->parameters());
                !ok)
                return ok;
        }
        Judge judge(incumbent != nullptr);
        std::size_t next = 0;
        Walk walk(zone_of(input.dataset));
        for (std::size_t i = 0; i < input.dataset.rows.size(); ++i) {
            if (host.is_cancelled()) return sdk::cancelled();
            const sdk::Row& row = input.dataset.rows[i];
            if (next < input.split.holdout.size() && input.split.holdout[next] == i) {
                ++next;
                score(row, net, incumbent.get(), counts, walk, judge, input.request.online);
            }
            walk.pass(row);
        }
        auto report = sdk::ranking_report(judge.models(), input.request.seed);
        if (!report) return report.error();
        out.scores = std::move(report->scores);
        out.intervals = std::move(report->intervals);
        out.class_tables = sdk::class_tables(
            judge.models(), [&](std::int64_t number) { return judge.name_of(number, counts); });
        out.constant = judge.is_constant();
        return {};
    }

    static void score(const sdk::Row& row, const MixingNet& net, const MixingNet* incumbent,
                      HabitCounts& counts, const Walk& walk, Judge& judge, bool online) {
        const Situation situation = walk.before(row);
        const auto label = counts.find(row.label);
        const std::int64_t truth =
            label ? static_cast<std::int64_t>(*label) : judge.number_of_unknown(row.label);
        const auto features = counts.features(situation);
        judge.add(0, net.probabilities(features), truth);
        judge.add(1, counts.frequency(), truth);
        judge.add(2, counts.after(situation), truth);
        if (incumbent != nullptr) judge.add(3, incumbent->probabilities(features), truth);
        if (online && label) counts.learn(situation, *label);
    }

    void recount() {
        std::vector<std::size_t> targets;
        for (std::size_t i = 0; i < history_.rows.size(); ++i)
            if (history_.rows[i].target) targets.push_back(i);
        counts_ = std::make_unique<HabitCounts>(vocabulary_of(history_, targets));
        walk_ = std::make_unique<Walk>(zone_of(history_));
        for (const sdk::Row& row : history_.rows) count(row);
    }

    void count(const sdk::Row& row) {
        if (row.target) counts_->learn(walk_->before(row), *counts_->find(row.label));
        walk_->pass(row);
    }

    static std::vector<std::size_t> best(const std::vector<double>& probabilities,
                                         std::size_t top) {
        std::vector<std::size_t> order(probabilities.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return probabilities[a] > probabilities[b];
        });
        order.resize(std::min(order.size(), top));
        return order;
    }

    sdk::Dataset history_;
    std::unique_ptr<HabitCounts> counts_;
    std::unique_ptr<Walk> walk_;
    std::unique_ptr<MixingNet> net_;
};

}  // namespace hearth::counting

HEARTH_REGISTER_PLUGIN(hearth::counting::CountingModel, "counting", "0.1.0")
