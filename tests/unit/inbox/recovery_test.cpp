// What is found after a crash, a power cut or a bad disk.
#include <fstream>

#include "inbox/record.hpp"
#include "inbox_fixture.hpp"

using namespace hearth;
using namespace hearth::inbox;
using namespace hearth::test;

namespace {

struct RecoveryFixture : InboxFixture {
    std::string newest_file() const {
        return segment_path(folder.file("inbox"), take(list_segments(folder.file("inbox"))).back());
    }
    void add_bytes(const std::string& bytes) const {
        std::ofstream(newest_file(), std::ios::app | std::ios::binary) << bytes;
    }
    void spoil(std::int64_t offset) const {
        std::fstream file(newest_file(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(offset);
        file.put('\x7f');
    }
    std::string damaged_copy() const {
        for (const auto& entry : std::filesystem::directory_iterator(folder.file("inbox")))
            if (entry.path().string().find(".damaged-") != std::string::npos)
                return entry.path().string();
        return {};
    }
};

std::string record_of(std::int64_t id) {
    std::string bytes;
    must(encode_record({id, "t", "payload", false, 1}, bytes));
    return bytes;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(inbox_recovery, RecoveryFixture)

BOOST_AUTO_TEST_CASE(an_unfinished_message_is_cut_off_at_every_length) {
    const std::string whole = record_of(4);
    for (std::size_t length = 1; length < whole.size(); ++length) {
        std::filesystem::remove_all(folder.file("inbox"));
        restart();
        append(3);
        add_bytes(whole.substr(0, length));
        restart();
        BOOST_TEST(warnings.empty());
        append(1);
        const auto messages = take(reader->read_after(0, 10));
        BOOST_REQUIRE(messages.size() == 4U);
        BOOST_TEST(messages.back().inbox_id == 4);
    }
}

BOOST_AUTO_TEST_CASE(a_file_with_nothing_but_an_unfinished_message_goes) {
    append(1);
    std::filesystem::resize_file(newest_file(), 10);
    restart();
    BOOST_TEST(segments() == 0);
    BOOST_TEST(warnings.empty());
    append(1);
    BOOST_TEST(take(reader->read_after(0, 10)).front().inbox_id == 1);
}

BOOST_AUTO_TEST_CASE(damage_is_kept_as_a_copy_and_said) {
    append(5);
    spoil(static_cast<std::int64_t>(2 * record_of(1).size() + kRecordHeaderBytes));
    restart();
    BOOST_REQUIRE(warnings.size() == 1U);
    BOOST_TEST(warnings[0].find(damaged_copy()) != std::string::npos);
    BOOST_TEST(!damaged_copy().empty());
    BOOST_TEST(take(reader->read_after(0, 10)).size() == 2U);
    restart();
    BOOST_TEST(warnings.empty());
}

BOOST_AUTO_TEST_CASE(zeros_after_a_power_cut_are_damage_too) {
    append(2);
    add_bytes(std::string(4096, '\0'));
    restart();
    BOOST_TEST(warnings.size() == 1U);
    append(1);
    BOOST_TEST(take(reader->read_after(0, 10)).size() == 3U);
}

BOOST_AUTO_TEST_CASE(what_comes_after_a_damaged_file_is_still_read) {
    append(6, 300 * 1024);
    const auto files = take(list_segments(folder.file("inbox")));
    BOOST_REQUIRE(files.size() == 2U);
    std::filesystem::resize_file(segment_path(folder.file("inbox"), files[0]), 400 * 1024);
    restart();
    const auto messages = take(reader->read_after(0, 10));
    BOOST_REQUIRE(messages.size() == 3U);
    BOOST_TEST(messages[0].inbox_id == 1);
    BOOST_TEST(messages[1].inbox_id == 5);
}

BOOST_AUTO_TEST_CASE(damage_that_shows_while_running_is_an_error_with_the_file) {
    append(3);
    spoil(static_cast<std::int64_t>(kRecordHeaderBytes));
    const auto read = reader->read_after(0, 10);
    BOOST_REQUIRE(!read.ok());
    BOOST_TEST((read.error().code == ErrorCode::kInvalid));
    BOOST_TEST(read.error().text.find(newest_file()) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(files_of_others_are_left_alone) {
    append(1);
    std::ofstream(folder.file("inbox/notes.log")) << "mine";
    restart();
    BOOST_TEST(std::filesystem::exists(folder.file("inbox/notes.log")));
    BOOST_TEST(take(reader->read_after(0, 10)).size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
