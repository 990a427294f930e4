// The context of a home as the datasets of models get it: merged by time, part of their hash.
#include "context/home_context.hpp"

#include <boost/test/unit_test.hpp>

#include "core/json.hpp"
#include "recording/dataset_file.hpp"
#include "support/manual_clock.hpp"
#include "support/must.hpp"
#include "support/temporary_folder.hpp"
#include "training/dataset_export.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

struct ContextFixture {
    ContextFixture() {
        store = take(store::Store::open(folder.path(), Durability::kNormal, clock));
        naming.is_excluded = [this](const std::string& id) { return id == excluded; };
    }
    void describe(const std::string& id, TimeUs seen_us) {
        must(store->entities().describe_entity(id, {"Hall", "Lamp", ""}, seen_us));
    }
    void act(const std::string& entity, TimeUs time_us) {
        Sample sample;
        sample.kind = "interaction";
        sample.time_us = time_us;
        sample.label = entity + "=on";
        sample.distinct_key = sample.label + std::to_string(time_us);
        sample.features = {{"entity", entity}, {"state", "on"}, {"origin", "user"}};
        BOOST_REQUIRE(take(store->samples().insert(sample)));
    }
    training::ExportedDataset write(std::vector<std::string> with) {
        training::ExportRequest request;
        request.filter.kind = "interaction";
        request.filter.with = std::move(with);
        request.path = folder.file("dataset.jsonl");
        request.time_zone = "UTC";
        request.through_sample_id = store->samples().last_sample_id("interaction");
        request.context = std::make_shared<context::HomeContext>(loop, *store, naming);
        std::optional<Result<training::ExportedDataset>> out;
        training::DatasetExport::start(
            loop, *store, std::move(request),
            [&](Result<training::ExportedDataset> done) { out = std::move(done); });
        loop.restart();
        loop.run();
        BOOST_REQUIRE(out.has_value());
        return take(std::move(*out));
    }
    std::vector<std::string> labels() {
        std::vector<std::string> out;
        for (const Sample& row : take(read_dataset(folder.file("dataset.jsonl"))).samples)
            out.push_back(row.label + (row.target ? "" : " (context)"));
        return out;
    }

    TemporaryFolder folder;
    ManualClock clock;
    asio::io_context loop;
    std::unique_ptr<store::Store> store;
    context::Naming naming;
    std::string excluded;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(home_context, ContextFixture)

BOOST_AUTO_TEST_CASE(it_stands_among_the_samples_by_time_and_counts_for_no_sample) {
    describe("light.b", 200);
    describe("light.a", 20);
    act("light.a", 100);
    act("light.b", 300);
    const auto dataset = write({"entities"});
    const std::vector<std::string> wanted{"light.a (context)", "light.a=on", "light.b (context)",
                                          "light.b=on"};
    BOOST_TEST(labels() == wanted, boost::test_tools::per_element());
    BOOST_TEST(dataset.rows == 2);
    BOOST_TEST(dataset.targets == 2);
    BOOST_TEST(dataset.context.at("entities") == 2);
    const auto kept = training::exported_dataset_from_json(training::to_json(dataset));
    BOOST_TEST(kept.context.at("entities") == 2);
}

BOOST_AUTO_TEST_CASE(who_does_not_ask_gets_none) {
    describe("light.a", 20);
    act("light.a", 100);
    const auto dataset = write({});
    BOOST_TEST(dataset.context.empty());
    BOOST_TEST(labels().size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_hash_of_the_data_covers_it_and_the_same_home_gives_the_same) {
    describe("light.a", 20);
    act("light.a", 100);
    const std::string first = write({"entities"}).sha256;
    BOOST_TEST(write({"entities"}).sha256 == first);
    describe("light.b", 20);
    BOOST_TEST(write({"entities"}).sha256 != first);
    excluded = "light.b";
    BOOST_TEST(write({"entities"}).sha256 == first);
}

BOOST_AUTO_TEST_CASE(a_forgotten_and_a_removed_entity_are_in_none) {
    describe("light.a", 20);
    describe("light.gone", 20);
    describe("light.secret", 20);
    act("light.a", 100);
    must(store->entities().remove_entity("light.gone", 30));
    store::ForgetRequest request;
    request.entity_id = "light.secret";
    store::ForgetProgress progress;
    while (!progress.done) must(store->forget().step(request, progress));
    BOOST_TEST(progress.context.at("entities") == 1);
    BOOST_TEST(progress.context.at("automations") == 0);
    BOOST_TEST(write({"entities"}).context.at("entities") == 1);
}

BOOST_AUTO_TEST_CASE(what_changed_since_is_told_and_what_is_gone_is_noticed) {
    describe("light.a", 20);
    describe("light.b", 20);
    act("light.a", 100);
    const auto told = write({"entities"}).context_digests;
    BOOST_TEST(told.size() == 2U);
    const auto now = [&] {
        training::ContextRows out;
        context::HomeContext(loop, *store, naming)
            .read({"entities"}, [&](Result<training::ContextRows> rows) { out = take(rows); });
        loop.restart();
        loop.run();
        return out;
    };
    BOOST_TEST(training::change_since(told, now()).rows.empty());
    describe("light.c", 40);
    must(store->entities().describe_entity("light.a", {"Kitchen", "", ""}, 40));
    const auto change = training::change_since(told, now());
    BOOST_TEST(change.rows.size() == 2U);
    BOOST_TEST(!change.gone);
    excluded = "light.b";
    BOOST_TEST(training::change_since(told, now()).gone);
}

BOOST_AUTO_TEST_SUITE_END()
