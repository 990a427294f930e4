// Counts of the protocol on real logs. They are not part of the repository: the cases are skipped
// where the folder is absent.
#include <cstdlib>
#include <filesystem>

#include "log_files.hpp"
#include "recording/protocol.hpp"

namespace hearth::test {

namespace {

namespace utf = boost::unit_test;

std::string data_folder() {
    const char* const chosen = std::getenv("HEARTH_SHARED_DATA");
    return chosen ? chosen : HEARTH_SOURCE_DIR "/../shared/data";
}

boost::test_tools::assertion_result data_is_there(utf::test_unit_id) {
    boost::test_tools::assertion_result there(std::filesystem::is_directory(data_folder()));
    if (!there)
        there.message() << "the folder " << data_folder()
                        << " is missing (HEARTH_SHARED_DATA names another)";
    return there;
}

struct Counts {
    std::size_t rows, symbols;
};

void check_counts(const std::string& file, const ProtocolOptions& options, Counts expected) {
    const auto samples =
        make_samples(read_good(data_folder() + "/" + file), options, TimeZone::utc());
    BOOST_TEST_CONTEXT(file) {
        BOOST_CHECK_EQUAL(samples.size(), expected.rows);
        BOOST_CHECK_EQUAL(count_symbols(samples), expected.symbols);
    }
}

constexpr ProtocolOptions kAll{};
constexpr ProtocolOptions kNoRepeats{SymbolKind::kActivations, true};

}  // namespace

BOOST_AUTO_TEST_SUITE(shared_data, *utf::precondition(data_is_there))

BOOST_AUTO_TEST_CASE(interval_homes) {
    check_counts("kasteren-a/events.csv", kAll, {1229, 14});
    check_counts("kasteren-a/events.csv", kNoRepeats, {792, 14});
    check_counts("kasteren-a/actions_almeida2018.txt", kAll, {1179, 14});
    check_counts("kasteren-b/events.csv", kAll, {19'075, 23});
    check_counts("kasteren-b/events.csv", kNoRepeats, {1689, 23});
    check_counts("tapia-s1/events.csv", kAll, {2772, 72});
    check_counts("tapia-s1/events.csv", kNoRepeats, {2211, 72});
    check_counts("ordonez-a/events.csv", kAll, {409, 12});
    check_counts("ordonez-a/events.csv", kNoRepeats, {382, 12});
}

BOOST_AUTO_TEST_CASE(event_home) {
    const std::string file = "casas-al-sample/events.csv.xz";
    check_counts(file, {SymbolKind::kSensorState, false}, {61'578, 16});
    check_counts(file, {SymbolKind::kSensor, false}, {61'578, 7});
    check_counts(file, kAll, {30'788, 7});
    check_counts(file, kNoRepeats, {5213, 7});
}

BOOST_AUTO_TEST_CASE(smartthings_windows) {
    const EventLog log = read_good(data_folder() + "/smartthings-fr");
    BOOST_CHECK_EQUAL(log.rows, 3095u + 443u + 885u);
    std::size_t train = 0, test = 0;
    const auto samples = make_samples(log, {}, TimeZone::utc());
    for (const Sample& sample : samples) {
        train += sample.target && sample.part == "train";
        test += sample.target && sample.part == "test";
    }
    BOOST_CHECK_EQUAL(train, 36'210u);
    BOOST_CHECK_EQUAL(test, 802u);
    BOOST_CHECK_EQUAL(count_symbols(samples), 62u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace hearth::test
