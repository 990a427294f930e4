// A model that is worse is reported as worse: by its own scores and beside its own baselines.
#include "test_case.hpp"

using namespace hearth;
using namespace hearth::conformance;

namespace {

double score(const Trained& trained, const char* who, const char* metric) {
    return trained.answer.reply["scores"][who][metric].get<double>();
}

Json interval(const Trained& trained, const std::string& metric, const std::string& against) {
    for (const Json& entry : trained.answer.reply["intervals"])
        if (entry["metric"] == metric && entry["against"] == against) return entry;
    return {};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(honesty)

CONFORMANCE_CASE(habits_are_found) {
    if (!has_ranking_scores(plugin)) return;
    const Trained trained = bench.train(bench.request(bench.dataset(make_habits({60, 7, 0.1}))));
    REQUIRE_STATUS(trained.answer, HEARTH_OK);
    const Json top1 = interval(trained, "top1", "most_frequent");
    BOOST_REQUIRE(top1.is_object());
    BOOST_TEST(top1["low"].get<double>() > 0);
    BOOST_TEST(score(trained, "model", "top1") > 0.6);
    BOOST_TEST(score(trained, "model", "log_loss") < score(trained, "most_frequent", "log_loss"));
}

CONFORMANCE_CASE(without_habits_nothing_is_claimed) {
    if (!has_ranking_scores(plugin)) return;
    auto rows = make_habits({60, 7, 0.1});
    const Trained proper = bench.train(bench.request(bench.dataset(rows)));
    shuffle_labels(rows, 0, 5);
    const Trained aimless = bench.train(bench.request(bench.dataset(rows)));
    REQUIRE_STATUS(proper.answer, HEARTH_OK);
    REQUIRE_STATUS(aimless.answer, HEARTH_OK);
    BOOST_TEST(score(aimless, "model", "top1") < score(proper, "model", "top1") - 0.2);
    BOOST_TEST(score(aimless, "model", "mrr") < score(proper, "model", "mrr") - 0.1);
    BOOST_TEST(score(aimless, "model", "log_loss") > score(proper, "model", "log_loss") + 0.5);
    // No advantage over guessing the most frequent action that chance would not explain.
    BOOST_TEST(interval(aimless, "top1", "most_frequent")["low"].get<double>() <= 0);
}

// The same for models with other scores: on shuffled rows not every baseline is clearly beaten.
CONFORMANCE_CASE(without_habits_no_baseline_is_clearly_beaten_by_any_metric) {
    if (has_ranking_scores(plugin) || plugin.manifest.samples.kind != "interaction") return;
    auto rows = make_habits({60, 7, 0.1});
    shuffle_labels(rows, 0, 5);
    const Trained aimless = bench.train(bench.request(bench.dataset(rows)));
    if (aimless.answer.status == HEARTH_NO_DATA) return;
    REQUIRE_STATUS(aimless.answer, HEARTH_OK);
    // That nothing can be asked is an honest result too: the safeguard refuses it.
    if (aimless.answer.reply["rows"].value("questions", 1) == 0) return;
    for (const MetricPolicy& metric : plugin.manifest.baselines.beat_on) {
        bool is_clear = true;
        for (const std::string& baseline : plugin.manifest.baselines.names) {
            const Json difference = interval(aimless, metric.name, baseline);
            BOOST_REQUIRE(difference.is_object());
            is_clear = is_clear && (metric.direction == Direction::kHigher
                                        ? difference["low"].get<double>() > 0
                                        : difference["high"].get<double>() < 0);
        }
        BOOST_TEST(!is_clear, metric.name);
    }
}

CONFORMANCE_CASE(habits_that_end_with_the_training_are_seen_to_fail) {
    if (!has_ranking_scores(plugin)) return;
    auto rows = make_habits({60, 7, 0.1});
    const Trained proper = bench.train(bench.request(bench.dataset(rows)));
    shuffle_labels(rows, count_targets(rows) * 4 / 5, 5);
    const Trained fooled = bench.train(bench.request(bench.dataset(rows)));
    REQUIRE_STATUS(proper.answer, HEARTH_OK);
    REQUIRE_STATUS(fooled.answer, HEARTH_OK);
    BOOST_TEST(score(fooled, "model", "top1") < score(proper, "model", "top1") - 0.2);
    // Sure of habits that are no more, it must lose against the one that knows only frequencies.
    BOOST_TEST(score(fooled, "model", "log_loss") > score(fooled, "most_frequent", "log_loss"));
}

CONFORMANCE_CASE(an_incumbent_is_scored_on_the_same_rows) {
    if (!has_ranking_scores(plugin)) return;
    const std::string dataset = bench.dataset(make_habits());
    const Trained first = bench.train(bench.request(dataset));
    REQUIRE_STATUS(first.answer, HEARTH_OK);
    Json request = bench.request(dataset);
    request["incumbent"] = {{"weights", first.weights}, {"sha256", first.sha256()}};
    const Trained second = bench.train(request);
    REQUIRE_STATUS(second.answer, HEARTH_OK);
    BOOST_REQUIRE(second.answer.reply["scores"].contains("incumbent"));
    // Trained the same way on the same rows, it is the same model.
    for (const char* metric : {"top1", "top3", "mrr", "log_loss"})
        BOOST_TEST(score(second, "incumbent", metric) == score(first, "model", metric));
    const Json difference = interval(second, "top1", "incumbent");
    BOOST_REQUIRE(difference.is_object());
    BOOST_TEST(difference["difference"].get<double>() == 0.0);
}

CONFORMANCE_CASE(rows_that_the_incumbent_learned_from_do_not_judge) {
    const auto rows = make_habits();
    Json request = bench.request(bench.dataset(rows));
    const Trained first = bench.train(request);
    REQUIRE_STATUS(first.answer, HEARTH_OK);
    const std::size_t holdout = first.answer.reply["rows"]["holdout"];
    std::size_t later = 0;
    const TimeUs through =
        first.answer.reply["trained_through_us"].get<TimeUs>() + 3 * kMicrosPerDay;
    for (const Json& row : rows) later += row["target"] == true && row["t"].get<TimeUs>() > through;
    request["output"] = bench.new_folder();
    request["split"]["holdout_after_us"] = through;
    const Trained second = bench.train(request);
    REQUIRE_STATUS(second.answer, HEARTH_OK);
    BOOST_TEST(later < holdout);
    BOOST_TEST(second.answer.reply["rows"]["holdout"].get<std::size_t>() == later);
}

CONFORMANCE_CASE(incremental_training_starts_from_the_incumbent) {
    if (!plugin.manifest.incremental) return;
    const auto rows = make_habits({60, 7, 0.1});
    const std::vector<Json> older(rows.begin(), rows.begin() + 500);
    const Trained first = bench.train(bench.request(bench.dataset(older)));
    REQUIRE_STATUS(first.answer, HEARTH_OK);
    const TimeUs through = first.answer.reply["trained_through_us"];
    Json header = header_for(rows);
    header["new_after_us"] = through;
    Json request = bench.request(bench.dataset(header, rows));
    request["kind"] = "incremental";
    request["warm_start"] = true;
    request["replay_rows"] = 50;
    request["incumbent"] = {{"weights", first.weights}, {"sha256", first.sha256()}};
    request["split"]["holdout_after_us"] = through;
    const Trained second = bench.train(request);
    REQUIRE_STATUS(second.answer, HEARTH_OK);
    BOOST_TEST(second.answer.reply["rows"]["replay"].get<int>() > 0);
    BOOST_TEST(second.answer.reply["rows"]["replay"].get<int>() <= 50);
    BOOST_TEST(second.answer.reply["scores"].contains("incumbent"));
    BOOST_TEST(second.sha256() != first.sha256());
    BOOST_TEST(score(second, "model", "top1") > score(second, "most_frequent", "top1"));
}

BOOST_AUTO_TEST_SUITE_END()
