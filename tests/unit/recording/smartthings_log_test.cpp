#include "core/iso_time.hpp"
#include "core/time_zone.hpp"
#include "log_files.hpp"
#include "recording/protocol.hpp"

namespace hearth::test {

namespace {

// Ten actions; the day goes back once (Sunday, then Monday).
std::string window(int control) {
    std::string line;
    for (int i = 0; i < 10; ++i)
        line += std::to_string(i < 5 ? 6 : 0) + " " + std::to_string(i < 5 ? 7 : 2) + " 1 0 " +
                std::to_string(i == 9 ? control : 4) + " ";
    line.back() = '\n';
    return line;
}

const char* const kDictionary =
    R"({"device_control_dict": {"Light:switch on": 4, "Blind:open": 5, "DoorSensor:ping": 6}})";

}  // namespace

BOOST_AUTO_TEST_SUITE(smartthings_log)

BOOST_AUTO_TEST_CASE(a_window_is_a_group_in_order_of_time) {
    LogFiles files;
    files.write("dictionary.json", kDictionary);
    const auto log = read_good(files.write("trn.txt", window(5) + window(6)));
    BOOST_CHECK_EQUAL(to_string(log.format), "smartthings");
    BOOST_CHECK_EQUAL(log.rows, 2u);
    BOOST_REQUIRE_EQUAL(log.events.size(), 20u);
    BOOST_CHECK_EQUAL(log.events[0].group, "trn:0");
    BOOST_CHECK_EQUAL(log.events[19].group, "trn:1");
    BOOST_CHECK_EQUAL(log.events[0].entity_id, "light.light");
    BOOST_CHECK_EQUAL(log.events[0].state, "switch on");
    BOOST_CHECK_EQUAL(log.events[9].entity_id, "cover.blind");
    BOOST_CHECK_EQUAL(log.events[19].entity_id, "binary_sensor.doorsensor");
    const TimeZone utc = TimeZone::utc();
    for (std::size_t i = 0; i < 20; ++i) {
        const LocalTime time = utc.local(log.events[i].local_us);
        BOOST_CHECK_EQUAL(time.weekday, i % 10 < 5 ? 6 : 0);
        BOOST_CHECK_EQUAL(static_cast<int>(time.hour) / 3, i % 10 < 5 ? 7 : 2);
        if (i > 0) BOOST_CHECK_LT(log.events[i - 1].local_us, log.events[i].local_us);
    }
}

BOOST_AUTO_TEST_CASE(a_folder_is_read_with_its_fixed_split) {
    LogFiles files;
    files.write("dictionary.json", kDictionary);
    files.write("trn.txt", window(5) + window(6));
    files.write_xz("vld.txt.xz", window(5));
    files.write("test.txt", window(6));
    files.write("components.csv",
                "file,row,component,clean_split\n"
                "trn,0,0,train\ntrn,1,1,test\nvld,0,0,train\ntest,0,1,test\n");
    const auto log = read_good(files.path());
    BOOST_CHECK_EQUAL(log.rows, 4u);
    std::size_t train = 0, test = 0;
    for (const Sample& sample : make_samples(log, {}, TimeZone::utc())) {
        train += sample.target && sample.part == "train";
        test += sample.target && sample.part == "test";
    }
    BOOST_CHECK_EQUAL(train, 20u);  // every action of two windows
    BOOST_CHECK_EQUAL(test, 2u);    // the last action of each of the others
}

BOOST_AUTO_TEST_CASE(without_dictionary_the_numbers_are_the_symbols) {
    LogFiles files;
    const auto log = read_good(files.write("trn.txt", window(5)));
    const auto samples = make_samples(log, {}, TimeZone::utc());
    BOOST_CHECK_EQUAL(samples.front().label, "binary_sensor.device_control_4");
    BOOST_CHECK_EQUAL(samples.back().label, "binary_sensor.device_control_5");
    BOOST_CHECK(samples.front().target && samples.front().part.empty());
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_named) {
    LogFiles files;
    check_refused(files.write("a.txt", "0 1 2 3\n"), ErrorCode::kInvalid,
                  {"a.txt, line 1", "4 integers", "50"});
    check_refused(files.write("a.txt", window(5) + "0 1 x\n"), ErrorCode::kInvalid,
                  {"line 2", "'0 1 x'"});
    std::string late = window(5);
    late[0] = '9';
    check_refused(files.write("a.txt", late), ErrorCode::kInvalid, {"action 1", "0 to 6"});
    files.write("trn.txt", window(5));
    check_refused(files.path(), ErrorCode::kNotFound, {"neither vld.txt nor vld.txt.xz"});
    files.write("components.csv", "file,row,component\n");
    check_refused(files.write("a.txt", window(5)), ErrorCode::kInvalid,
                  {"components.csv, line 1", "clean_split"});
    files.write("components.csv", "file,row,component,clean_split\ntrn,-1,0,train\n");
    check_refused(files.write("a.txt", window(5)), ErrorCode::kInvalid, {"components.csv, line 2"});
    files.write("components.csv", "file,row,component,clean_split\n");
    files.write("dictionary.json", "{}");
    check_refused(files.write("a.txt", window(5)), ErrorCode::kInvalid, {"device_control_dict"});
    files.write("dictionary.json", R"({"device_control_dict": {"Light:on": "four"}})");
    check_refused(files.write("a.txt", window(5)), ErrorCode::kInvalid, {"'Light:on'"});
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace hearth::test
