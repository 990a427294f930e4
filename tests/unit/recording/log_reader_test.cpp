#include "recording/log_reader.hpp"

#include "core/iso_time.hpp"
#include "log_files.hpp"

namespace hearth::test {

namespace {
const std::string kIntervalHeader = "start,end,sensor_id,sensor_name\n";

TimeUs wall(const char* text) { return parse_local_time(text).value(); }
}  // namespace

BOOST_AUTO_TEST_SUITE(log_reader)

BOOST_AUTO_TEST_CASE(interval_rows_become_one_event_each) {
    LogFiles files;
    const auto log = read_good(
        files.write("events.csv", kIntervalHeader +
                                      "2024-03-04 07:00:00,2024-03-04 07:00:05,3,Hall door\n"
                                      "2024-03-04 07:01:00,2024-03-04 07:01:30,4,Cup \"board\"\r\n"
                                      "\n"
                                      "2024-03-04 07:02:00,2024-03-04 07:02:00,5,\n"));
    BOOST_CHECK_EQUAL(to_string(log.format), "interval");
    BOOST_CHECK_EQUAL(log.rows, 3u);
    BOOST_CHECK(!log.utc);
    BOOST_REQUIRE_EQUAL(log.events.size(), 3u);
    BOOST_CHECK_EQUAL(log.events[0].local_us, wall("2024-03-04 07:00:00"));
    BOOST_CHECK_EQUAL(log.events[0].sensor, "Hall door");
    BOOST_CHECK_EQUAL(log.events[0].entity_id, "binary_sensor.hall_door");
    BOOST_CHECK_EQUAL(log.events[0].state, "on");
    BOOST_CHECK_EQUAL(log.events[1].entity_id, "binary_sensor.cup_board");
    BOOST_CHECK_EQUAL(log.events[2].entity_id, "binary_sensor.sensor_5");
}

BOOST_AUTO_TEST_CASE(ends_of_intervals_come_in_order_of_time) {
    LogFiles files;
    const std::string path =
        files.write("e.csv", kIntervalHeader +
                                 "2024-03-04 07:00:00,2024-03-04 09:00:00,1,A\n"
                                 "2024-03-04 08:00:00,2024-03-04 08:00:05,2,B\n");
    ReadOptions options;
    options.ends = true;
    const auto log = read_good(path, options);
    BOOST_CHECK_EQUAL(log.rows, 2u);
    std::string order;
    for (const LogEvent& event : log.events) order += event.sensor + event.state + " ";
    BOOST_CHECK_EQUAL(order, "Aon Bon Boff Aoff ");
}

BOOST_AUTO_TEST_CASE(sensors_with_names_that_look_alike_stay_apart) {
    LogFiles files;
    const auto log = read_good(
        files.write("e.csv", kIntervalHeader + "2024-03-04 07:00:00,2024-03-04 07:00:01,1,Door\n"
                                               "2024-03-04 07:00:02,2024-03-04 07:00:03,2,door\n"
                                               "2024-03-04 07:00:04,2024-03-04 07:00:05,1,Door\n"));
    BOOST_CHECK_EQUAL(log.events[0].entity_id, "binary_sensor.door");
    BOOST_CHECK_EQUAL(log.events[1].entity_id, "binary_sensor.door_2");
    BOOST_CHECK_EQUAL(log.events[2].entity_id, "binary_sensor.door");
}

BOOST_AUTO_TEST_CASE(place_rows_are_told_apart_by_location_and_place) {
    LogFiles files;
    const auto log =
        read_good(files.write("e.csv",
                              "start,end,location,type,place\n"
                              "2024-03-04 07:00:00,2024-03-04 07:00:01,Door,PIR,Kitchen\n"
                              "2024-03-04 07:00:02,2024-03-04 07:00:03,Door,PIR,Bedroom\n"
                              "2024-03-04 07:00:04,2024-03-04 07:00:05,Door,Magnetic,Kitchen\n"));
    BOOST_CHECK_EQUAL(to_string(log.format), "place");
    BOOST_CHECK_EQUAL(log.events[0].entity_id, "binary_sensor.kitchen_door");
    BOOST_CHECK_EQUAL(log.events[1].entity_id, "binary_sensor.bedroom_door");
    BOOST_CHECK_EQUAL(log.events[2].entity_id, "binary_sensor.kitchen_door");
}

BOOST_AUTO_TEST_CASE(event_rows_keep_their_states) {
    LogFiles files;
    const auto log =
        read_good(files.write("e.csv",
                              "\xEF\xBB\xBFtime,sensor,state,activity\n"
                              "2024-03-04 07:00:00.25,Hall,ON,\"Wake, up\"\n"
                              "2024-03-04 07:00:01,Front Door,CLOSE,x\n"
                              "2024-03-04 07:00:02,light.kitchen,dimmed,\"two\nlines\"\n"));
    BOOST_REQUIRE_EQUAL(log.events.size(), 3u);
    BOOST_CHECK_EQUAL(log.events[0].local_us, wall("2024-03-04 07:00:00.25"));
    BOOST_CHECK_EQUAL(log.events[0].state, "on");
    BOOST_CHECK_EQUAL(log.events[1].state, "closed");
    BOOST_CHECK_EQUAL(log.events[2].entity_id, "light.kitchen");
    BOOST_CHECK_EQUAL(log.events[2].state, "dimmed");
}

BOOST_AUTO_TEST_CASE(rows_out_of_order_are_sorted_and_equal_times_keep_their_order) {
    LogFiles files;
    const auto log = read_good(files.write("e.csv",
                                           "time,sensor,state,activity\n"
                                           "2024-03-04 07:00:02,A,ON,x\n"
                                           "2024-03-04 07:00:01,B,ON,x\n"
                                           "2024-03-04 07:00:02,C,ON,x\n"));
    BOOST_CHECK_EQUAL(log.events[0].sensor + log.events[1].sensor + log.events[2].sensor, "BAC");
}

BOOST_AUTO_TEST_CASE(action_rows) {
    LogFiles files;
    const auto log = read_good(files.write("a.txt",
                                           "2024-03-04 07:00:00 FrontDoor OpenDoor ON Leave\n"
                                           "2024-03-04 07:00:09 Cup Cup ON None\n"));
    BOOST_CHECK_EQUAL(to_string(log.format), "action");
    BOOST_CHECK_EQUAL(log.events[0].sensor, "OpenDoor");
    BOOST_CHECK_EQUAL(log.events[1].entity_id, "binary_sensor.cup");
}

BOOST_AUTO_TEST_CASE(home_assistants_history_export_is_in_utc) {
    LogFiles files;
    const auto log = read_good(files.write("history.csv",
                                           "entity_id,state,last_changed\n"
                                           "light.hall,off,2024-03-04T06:00:00.500Z\n"
                                           "light.hall,on,2024-03-04T08:00:00+01:00\n"));
    BOOST_CHECK(log.utc);
    BOOST_CHECK_EQUAL(to_string(log.format), "history");
    BOOST_CHECK_EQUAL(log.events[1].local_us, wall("2024-03-04 07:00:00"));
    check_refused(files.write("mixed.csv",
                              "entity_id,state,last_changed\n"
                              "light.hall,off,2024-03-04T06:00:00Z\n"
                              "light.hall,on,2024-03-04 07:00:00\n"),
                  ErrorCode::kInvalid, {"mixed.csv, line 3", "zone"});
}

BOOST_AUTO_TEST_CASE(any_csv_by_its_columns) {
    LogFiles files;
    const std::string path = files.write("odd.csv",
                                         "n,what,when,value\n"
                                         "1,Lamp,2024-03-04 07:00:00,on\n");
    check_refused(path, ErrorCode::kInvalid,
                  {"odd.csv, line 1", "start,end,sensor_id,sensor_name", "--columns"});
    ReadOptions options;
    options.columns = parse_column_names("time=when,entity=what,state=value").value();
    const auto log = read_good(path, options);
    BOOST_CHECK_EQUAL(to_string(log.format), "columns");
    BOOST_CHECK_EQUAL(log.events[0].entity_id, "binary_sensor.lamp");
    options.columns->state = "status";
    check_refused(path, ErrorCode::kInvalid, {"'status'", "n,what,when,value"}, options);
}

BOOST_AUTO_TEST_CASE(column_names_are_checked) {
    BOOST_CHECK(parse_column_names("state=a,time=b,entity=c").ok());
    for (const char* bad : {"", "time=a,entity=b", "time=a,entity=b,state=", "time=a,entity=b,x=c",
                            "time,entity=b,state=c"}) {
        const auto names = parse_column_names(bad);
        BOOST_REQUIRE(!names.ok());
        BOOST_CHECK(names.error().text.find("time=NAME") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(packed_files_are_recognised_by_content) {
    LogFiles files;
    std::string rows = kIntervalHeader;
    for (int i = 0; i < 5000; ++i)
        rows += "2024-03-04 07:00:00,2024-03-04 07:00:05," + std::to_string(i % 7) + ",S\n";
    const std::string path = files.write_xz("events.data", rows);
    BOOST_CHECK_EQUAL(read_good(path).rows, 5000u);

    ReadOptions small;
    small.max_bytes = 10'000;
    check_refused(path, ErrorCode::kTooLarge, {"events.data", "10000 bytes"}, small);
    small = {};
    small.max_rows = 4999;
    check_refused(path, ErrorCode::kTooLarge, {"more than 4999 rows"}, small);
}

BOOST_AUTO_TEST_CASE(damaged_packed_files_are_refused) {
    LogFiles files;
    const std::string path = files.write_xz("good.xz", kIntervalHeader + std::string(5000, 'x'));
    std::ifstream in(path, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), {});
    check_refused(files.write("short.xz", bytes.substr(0, bytes.size() / 2)), ErrorCode::kInvalid,
                  {"short.xz", "ends too early"});
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x55);
    check_refused(files.write("broken.xz", bytes), ErrorCode::kInvalid, {"broken.xz", "damaged"});
}

BOOST_AUTO_TEST_CASE(wrong_rows_are_named_with_their_line) {
    LogFiles files;
    const std::string good = "2024-03-04 07:00:00,2024-03-04 07:00:05,1,A\n";
    const auto interval = [&](const std::string& row) {
        return files.write("bad.csv", kIntervalHeader + good + row);
    };
    check_refused(interval("2024-02-30 07:00:00,2024-03-04 07:00:05,1,A\n"), ErrorCode::kInvalid,
                  {"bad.csv, line 3", "start", "'2024-02-30 07:00:00'", "expected"});
    check_refused(interval("2024-03-04 07:00:00,soon,1,A\n"), ErrorCode::kInvalid,
                  {"line 3", "end", "'soon'"});
    check_refused(interval("2024-03-04 07:00:09,2024-03-04 07:00:05,1,A\n"), ErrorCode::kInvalid,
                  {"line 3", "before the start"});
    check_refused(interval("2024-03-04 07:00:00,2024-03-04 07:00:05,1\n"), ErrorCode::kInvalid,
                  {"line 3", "3 fields", "4 were expected"});
    check_refused(interval("2024-03-04 07:00:00,2024-03-04 07:00:05,1,\"A\n\n"),
                  ErrorCode::kInvalid, {"line 3", "never closed"});
    check_refused(interval("2024-03-04 07:00:00,2024-03-04 07:00:05,1,\"A\"b\n"),
                  ErrorCode::kInvalid, {"line 3", "closing quote"});
    check_refused(interval("2024-03-04 07:00:00,2024-03-04 07:00:05,1,\xFF\xFE\n"),
                  ErrorCode::kInvalid, {"line 3", "UTF-8"});
    check_refused(interval("2024-03-04 07:00:00,2024-03-04 07:00:05,1," + std::string(300, 'x')),
                  ErrorCode::kInvalid, {"line 3", "300 characters"});
    const std::string header = "time,sensor,state,activity\n";
    check_refused(files.write("e.csv", header + "2024-03-04 07:00:00,,ON,x\n"), ErrorCode::kInvalid,
                  {"e.csv, line 2", "sensor is empty"});
    check_refused(files.write("e.csv", header + "2024-03-04 07:00:00,A,,x\n"), ErrorCode::kInvalid,
                  {"line 2", "state is empty"});
    check_refused(files.write("a.txt", "2024-03-04 07:00:00 A A ON None\n2024-03-04 07:00:00 A\n"),
                  ErrorCode::kInvalid, {"a.txt, line 2", "3 words"});
}

BOOST_AUTO_TEST_CASE(files_without_a_log_are_refused) {
    LogFiles files;
    check_refused(files.path() + "/none.csv", ErrorCode::kNotFound, {"none.csv", "no such file"});
    check_refused(files.write("empty.csv", ""), ErrorCode::kInvalid, {"empty"});
    check_refused(files.write("header.csv", kIntervalHeader), ErrorCode::kInvalid, {"no rows"});
    check_refused(files.write("long.csv", std::string(2'000'000, 'x')), ErrorCode::kTooLarge,
                  {"longer than"});
    check_refused(files.path(), ErrorCode::kNotFound, {"trn.txt", "name the file itself"});
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace hearth::test
