// What a plugin tells the worker that runs it.
#include "sdk/host.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <thread>
#include <vector>

#include "core/json.hpp"

using namespace hearth;

namespace {

struct Listener {
    std::vector<Json> heard;
    hearth_host table{
        sizeof(hearth_host), this,
        [](void* context, const char* json, std::size_t length) {
            static_cast<Listener*>(context)->heard.push_back(Json::parse(json, json + length));
        },
        nullptr, nullptr};
};

sdk::Progress at(const char* phase, double fraction, std::size_t epoch = 0) {
    return {.phase = phase,
            .fraction = fraction,
            .epoch = epoch,
            .epochs = epoch > 0 ? 9U : 0U,
            .train_loss = {},
            .validation_loss = {}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(host)

BOOST_AUTO_TEST_CASE(progress_of_every_row_is_told_now_and_then) {
    Listener listener;
    const sdk::Host host(&listener.table);
    for (int i = 0; i < 10'000; ++i) host.progress(at("featurize", i / 10'000.0));
    BOOST_TEST(!listener.heard.empty());
    BOOST_TEST(listener.heard.size() < 1'000U);
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    listener.heard.clear();
    host.progress(at("featurize", 1));
    BOOST_REQUIRE(listener.heard.size() == 1U);
    BOOST_TEST(listener.heard[0] == Json({{"phase", "featurize"}, {"fraction", 1.0}}));
}

BOOST_AUTO_TEST_CASE(each_phase_and_epoch_is_told) {
    Listener listener;
    const sdk::Host host(&listener.table);
    host.progress(at("featurize", 1));
    for (std::size_t epoch = 1; epoch <= 3; ++epoch) host.progress(at("fit", .5, epoch));
    host.progress(at("evaluate", 0));
    BOOST_REQUIRE(listener.heard.size() == 5U);
    BOOST_TEST(listener.heard[3]["epoch"] == 3);
    BOOST_TEST(listener.heard[4]["phase"] == "evaluate");
}

BOOST_AUTO_TEST_CASE(without_a_worker_it_is_silent) {
    const sdk::Host host;
    host.progress(at("fit", 1));
    BOOST_TEST(!host.is_cancelled());
}

BOOST_AUTO_TEST_SUITE_END()
