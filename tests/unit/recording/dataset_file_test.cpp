#include "recording/dataset_file.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "log_files.hpp"
#include "recording/protocol.hpp"

namespace hearth::test {

namespace {

Sample plain_sample(TimeUs time) {
    Sample sample;
    sample.kind = "interaction";
    sample.time_us = time;
    sample.label = "light.kitchen=on";
    sample.features = {{"entity", "light.kitchen"}, {"state", "on"}, {"origin", "user"}};
    return sample;
}

Sample rich_sample(TimeUs time) {
    Sample sample = plain_sample(time);
    sample.label = "cover.büro=open";
    sample.features = {{"note", "line\nbreak"}};
    sample.target = false;
    sample.weight = 0.25;
    sample.confidence = 0.1;
    sample.source = SampleSource::kSimulated;
    sample.group = "w:1";
    sample.part = "test";
    return sample;
}

std::string content(const std::string& path) {
    std::ostringstream out;
    out << std::ifstream(path).rdbuf();
    return out.str();
}

void check_dataset_refused(const std::string& path, const std::vector<std::string>& words) {
    const auto dataset = read_dataset(path);
    BOOST_REQUIRE(!dataset.ok());
    for (const std::string& word : words)
        BOOST_CHECK_MESSAGE(dataset.error().text.find(word) != std::string::npos,
                            "'" << word << "' is missing in: " << dataset.error().text);
}

const std::string kDatasetHeader =
    R"({"hearth_dataset":1,"kind":"interaction","time_zone":"UTC","rows":1})"
    "\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(dataset_file)

BOOST_AUTO_TEST_CASE(what_is_written_is_read_back) {
    LogFiles files;
    const std::string path = files.path() + "/d.jsonl";
    DatasetHeader header;
    header.time_zone = "Europe/Berlin";
    header.new_after_us = 41;
    header.simulated = true;
    auto writer = DatasetWriter::open(path, header);
    BOOST_REQUIRE(writer.ok());
    BOOST_CHECK(writer->add(plain_sample(1'700'000'000'000'000)).ok());
    BOOST_CHECK(writer->add(rich_sample(1'700'000'000'000'001)).ok());
    BOOST_CHECK(!std::filesystem::exists(path));
    BOOST_REQUIRE(writer->close().ok());
    BOOST_CHECK(!std::filesystem::exists(path + ".partial"));
    BOOST_CHECK(!writer->close().ok());

    const auto dataset = read_dataset(path);
    BOOST_REQUIRE_MESSAGE(dataset.ok(), (dataset.ok() ? "" : dataset.error().text));
    BOOST_CHECK_EQUAL(dataset->header.time_zone, "Europe/Berlin");
    BOOST_CHECK_EQUAL(dataset->header.new_after_us.value_or(0), 41);
    BOOST_CHECK(dataset->header.simulated);
    BOOST_CHECK_EQUAL(dataset->header.rows, 2u);
    BOOST_REQUIRE_EQUAL(dataset->samples.size(), 2u);
    const Sample& first = dataset->samples[0];
    BOOST_CHECK_EQUAL(first.time_us, 1'700'000'000'000'000);
    BOOST_CHECK_EQUAL(first.features, plain_sample(0).features);
    BOOST_CHECK(first.target && first.part.empty() && first.weight == 1);
    const Sample& second = dataset->samples[1];
    BOOST_CHECK_EQUAL(second.label, "cover.büro=open");
    BOOST_CHECK_EQUAL(second.features.dump(), R"({"note":"line\nbreak"})");
    BOOST_CHECK(!second.target && second.source == SampleSource::kSimulated);
    BOOST_CHECK_EQUAL(second.weight, 0.25);
    BOOST_CHECK_EQUAL(second.confidence, 0.1);
    BOOST_CHECK_EQUAL(second.group + " " + second.part, "w:1 test");
}

BOOST_AUTO_TEST_CASE(fields_at_their_default_are_left_out) {
    LogFiles files;
    const std::string path = files.path() + "/d.jsonl";
    auto writer = DatasetWriter::open(path, {});
    BOOST_REQUIRE(writer.ok());
    BOOST_CHECK(writer->add(plain_sample(5)).ok());
    BOOST_REQUIRE(writer->close().ok());
    const std::string text = content(path);
    const std::string row = text.substr(text.find('\n') + 1);
    BOOST_CHECK_EQUAL(row, R"({"f":{"entity":"light.kitchen","origin":"user","state":"on"},"t":5,)"
                           R"("y":"light.kitchen=on"})"
                           "\n");
    BOOST_CHECK(text.find(R"("rows":1,"new_after_us":null,"simulated":false})") !=
                std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_unfinished_file_leaves_nothing) {
    LogFiles files;
    const std::string path = files.write("d.jsonl", "old");
    {
        auto writer = DatasetWriter::open(path, {});
        BOOST_REQUIRE(writer.ok());
        BOOST_CHECK(writer->add(plain_sample(5)).ok());
        BOOST_CHECK(!writer->add(plain_sample(4)).ok());
    }
    BOOST_CHECK_EQUAL(content(path), "old");
    BOOST_CHECK(!std::filesystem::exists(path + ".partial"));
    const auto nowhere = DatasetWriter::open(files.path() + "/no/d.jsonl", {});
    BOOST_REQUIRE(!nowhere.ok());
    BOOST_CHECK_EQUAL(to_string(nowhere.error().code), "io");
}

BOOST_AUTO_TEST_CASE(the_export_is_a_log) {
    LogFiles files;
    const std::string path = files.path() + "/d.jsonl";
    auto writer = DatasetWriter::open(path, {});
    BOOST_REQUIRE(writer.ok());
    for (TimeUs time : {5, 6}) BOOST_CHECK(writer->add(plain_sample(time)).ok());
    Sample off = plain_sample(7);
    off.label = "light.kitchen=off";
    off.features = Json::object();
    off.target = false;
    BOOST_CHECK(writer->add(off).ok());
    BOOST_REQUIRE(writer->close().ok());
    const EventLog log = read_good(path);
    BOOST_CHECK_EQUAL(to_string(log.format), "dataset");
    BOOST_CHECK(log.utc);
    BOOST_REQUIRE_EQUAL(log.events.size(), 3u);
    BOOST_CHECK_EQUAL(log.events[2].entity_id, "light.kitchen");
    BOOST_CHECK_EQUAL(log.events[2].state, "off");
    const auto samples = make_samples(log, {}, TimeZone::utc());
    BOOST_CHECK_EQUAL(samples[0].label, "light.kitchen=on");
    BOOST_CHECK_EQUAL(samples[2].label, "light.kitchen=off");
    BOOST_CHECK(!samples[2].target);
    BOOST_CHECK_EQUAL(samples[2].time_us, 7);
}

BOOST_AUTO_TEST_CASE(wrong_files_are_named_with_line_and_field) {
    LogFiles files;
    const auto with_row = [&](const std::string& row) {
        return files.write("d.jsonl", kDatasetHeader + row);
    };
    check_dataset_refused(files.write("d.jsonl", "{}\n"), {"line 1", "hearth_dataset"});
    check_dataset_refused(files.write("d.jsonl", R"({"hearth_dataset":2})"), {"version 2"});
    check_dataset_refused(files.write("d.jsonl", R"({"hearth_dataset":1,"kind":"a","rows":-1})"),
                          {"'rows'"});
    check_dataset_refused(with_row(""), {"0 of 1 rows", "not complete"});
    check_dataset_refused(with_row(R"({"t":1,"y":"a"})"
                                   "\n"
                                   R"({"t":1,"y":"a"})"),
                          {"line 3", "more rows"});
    check_dataset_refused(with_row("[1]"), {"line 2", "object"});
    check_dataset_refused(with_row("{"), {"line 2", "not valid JSON"});
    check_dataset_refused(with_row(R"({"y":"a"})"), {"line 2", "'t'"});
    check_dataset_refused(with_row(R"({"t":-5,"y":"a"})"), {"'t'"});
    check_dataset_refused(with_row(R"({"t":1})"), {"'y'"});
    check_dataset_refused(with_row(R"({"t":1,"y":"a","f":[]})"), {"'f'"});
    check_dataset_refused(with_row(R"({"t":1,"y":"a","w":-1})"), {"'w'"});
    check_dataset_refused(with_row(R"({"t":1,"y":"a","c":2})"), {"'c'"});
    check_dataset_refused(with_row(R"({"t":1,"y":"a","target":1})"), {"'target'"});
    check_dataset_refused(with_row(R"({"t":1,"y":"a","g":1})"), {"'g'"});
    check_dataset_refused(with_row(R"({"t":1,"y":"a","part":"x"})"), {"'part'"});
    BOOST_CHECK(read_dataset(with_row(R"({"t":1,"y":"a"})")).ok());
    BOOST_CHECK(!read_dataset(files.path() + "/d.jsonl", 0).ok());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace hearth::test
