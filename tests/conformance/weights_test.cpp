// Weights: what was saved is what is loaded, and anything else is refused.
#include <fstream>

#include "core/file.hpp"
#include "core/hash.hpp"
#include "sdk/safetensors.hpp"
#include "test_case.hpp"

using namespace hearth;
using namespace hearth::conformance;

namespace {

const Json kTopFive{{"top", 5}};

// Serves a weights file with these bytes, its hash given rightly.
worker::Answer open_bytes(Bench& bench, const std::string& bytes, const std::string& dataset) {
    const std::string path = bench.new_folder() + "/weights.safetensors";
    std::ofstream(path, std::ios::binary) << bytes;
    return bench
        .serve({{"weights", path},
                {"sha256", sha256_hex(bytes)},
                {"dataset", dataset},
                {"options", Json::object()}})
        .opened;
}

std::string bytes_of_file(const std::string& path) {
    const auto out = read_file(path);
    BOOST_REQUIRE(out);
    return *out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(weights)

CONFORMANCE_CASE(predictions_are_the_same_after_a_reload) {
    const std::string dataset = bench.dataset(make_habits());
    const Trained trained = bench.train(bench.request(dataset));
    REQUIRE_STATUS(trained.answer, HEARTH_OK);
    auto first = bench.serve(Bench::serve_request(trained, dataset));
    REQUIRE_STATUS(first.opened, HEARTH_OK);
    BOOST_TEST(first.opened.reply["fallback"] == false);
    const auto before = first.model.predict(kTopFive);
    REQUIRE_STATUS(before, HEARTH_OK);
    auto second = bench.serve(Bench::serve_request(trained, dataset));
    const auto after = second.model.predict(kTopFive);
    BOOST_TEST(before.reply == after.reply);
    // The same model opened anew, instead of another one.
    const auto again = first.model.open(Bench::serve_request(trained, dataset));
    REQUIRE_STATUS(again, HEARTH_OK);
    BOOST_TEST(first.model.predict(kTopFive).reply == before.reply);
}

CONFORMANCE_CASE(weights_are_plain_finite_tensors) {
    const Trained trained = bench.train(bench.request(bench.dataset(make_habits())));
    REQUIRE_STATUS(trained.answer, HEARTH_OK);
    const auto file = sdk::read_tensors(trained.weights, trained.sha256());
    BOOST_REQUIRE(file.ok());
    BOOST_TEST(!file->tensors.empty());
    BOOST_TEST(file->metadata.at("plugin") == plugin.manifest.name);
}

CONFORMANCE_CASE(a_flipped_bit_anywhere_is_refused) {
    const std::string dataset = bench.dataset(make_habits({12, 7, 0.1}));
    const Trained trained = bench.train(bench.request(dataset));
    REQUIRE_STATUS(trained.answer, HEARTH_OK);
    const std::string good = bytes_of_file(trained.weights);
    const std::string hash = trained.sha256();
    for (const std::size_t at :
         {std::size_t{0}, std::size_t{20}, good.size() / 2, good.size() - 1}) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x10);
        std::ofstream(trained.weights, std::ios::binary | std::ios::trunc) << bad;
        Json request = Bench::serve_request(trained, dataset);
        request["sha256"] = hash;
        CHECK_STATUS(bench.serve(request).opened, HEARTH_BAD_WEIGHTS);
    }
}

CONFORMANCE_CASE(truncated_or_foreign_files_are_refused_even_with_a_right_hash) {
    const std::string dataset = bench.dataset(make_habits({12, 7, 0.1}));
    const Trained trained = bench.train(bench.request(dataset));
    REQUIRE_STATUS(trained.answer, HEARTH_OK);
    const std::string good = bytes_of_file(trained.weights);
    CHECK_STATUS(open_bytes(bench, good, dataset), HEARTH_OK);
    for (const std::size_t keep :
         {std::size_t{0}, std::size_t{7}, std::size_t{40}, good.size() - 1})
        CHECK_STATUS(open_bytes(bench, good.substr(0, keep), dataset), HEARTH_BAD_WEIGHTS);
    CHECK_STATUS(open_bytes(bench, good + "x", dataset), HEARTH_BAD_WEIGHTS);
    CHECK_STATUS(open_bytes(bench, std::string(good.size(), '\xff'), dataset), HEARTH_BAD_WEIGHTS);
}

CONFORMANCE_CASE(weights_of_another_schema_plugin_or_shape_are_refused) {
    const std::string dataset = bench.dataset(make_habits({12, 7, 0.1}));
    const Trained trained = bench.train(bench.request(dataset));
    REQUIRE_STATUS(trained.answer, HEARTH_OK);
    const auto good = sdk::decode_tensors(bytes_of_file(trained.weights));
    BOOST_REQUIRE(good);
    auto other = *good;
    other.metadata["feature_schema"] = "999";
    CHECK_STATUS(open_bytes(bench, *sdk::encode_tensors(other), dataset), HEARTH_BAD_WEIGHTS);
    other = *good;
    other.metadata["plugin"] = "somebody_else";
    CHECK_STATUS(open_bytes(bench, *sdk::encode_tensors(other), dataset), HEARTH_BAD_WEIGHTS);
    for (const auto& [name, tensor] : good->tensors) {
        BOOST_TEST_CONTEXT("without tensor " << name) {
            other = *good;
            other.tensors.erase(name);
            CHECK_STATUS(open_bytes(bench, *sdk::encode_tensors(other), dataset),
                         HEARTH_BAD_WEIGHTS);
        }
        BOOST_TEST_CONTEXT("another shape of tensor " << name) {
            other = *good;
            other.tensors[name] = sdk::StoredTensor::of({3, 1, 2}, std::vector<float>(6, 0.5F));
            CHECK_STATUS(open_bytes(bench, *sdk::encode_tensors(other), dataset),
                         HEARTH_BAD_WEIGHTS);
        }
    }
}

CONFORMANCE_CASE(a_damaged_incumbent_stops_the_training) {
    const std::string dataset = bench.dataset(make_habits({12, 7, 0.1}));
    const Trained trained = bench.train(bench.request(dataset));
    REQUIRE_STATUS(trained.answer, HEARTH_OK);
    Json request = bench.request(dataset);
    request["incumbent"] = {{"weights", trained.weights}, {"sha256", std::string(64, '0')}};
    const Trained next = bench.train(request);
    CHECK_STATUS(next.answer, HEARTH_BAD_WEIGHTS);
    BOOST_TEST(!next.has_weights());
}

BOOST_AUTO_TEST_SUITE_END()
