#include <boost/test/unit_test.hpp>

#include "core/hash.hpp"
#include "core/ids.hpp"
#include "core/json.hpp"
#include "core/trimmed.hpp"
#include "core/utf8.hpp"

BOOST_AUTO_TEST_SUITE(text)

BOOST_AUTO_TEST_CASE(utf8_is_checked_strictly) {
    for (const std::string good : {"", "plain",
                                   "K\xc3\xbc"
                                   "che \xe2\x98\x95",
                                   "\xf0\x9f\x98\x80"})
        BOOST_TEST(hearth::is_utf8(good), good);
    for (const std::string bad :
         {"\x80", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc3", "\xe2\x98"})
        BOOST_TEST(!hearth::is_utf8(bad));
    BOOST_TEST(hearth::utf8_length("K\xc3\xbc"
                                   "che") == 5u);
    BOOST_TEST(hearth::utf8_excerpt("\xc3\xbc\xc3\xbc", 3) == "\xc3\xbc");
    BOOST_TEST(hearth::utf8_excerpt("a\xff"
                                    "b",
                                    10) == "a?b");
}

BOOST_AUTO_TEST_CASE(blanks_around_a_text_go) {
    BOOST_TEST(hearth::trimmed(" \ta b\r\n") == "a b");
    BOOST_TEST(hearth::trimmed("a") == "a");
    for (const char* blank : {"", " ", "\r\n\t "}) BOOST_TEST(hearth::trimmed(blank).empty());
}

BOOST_AUTO_TEST_CASE(json_of_python_is_read) {
    const auto value =
        hearth::parse_json(R"({"a": NaN, "b": [Infinity, -Infinity, -1], "c": "NaN \" Infinity"})");
    BOOST_REQUIRE(value.ok());
    BOOST_TEST(value->at("a").is_null());
    BOOST_TEST(value->at("b").dump() == "[null,null,-1]");
    BOOST_TEST(value->at("c").get<std::string>() == "NaN \" Infinity");
    BOOST_TEST(hearth::parse_json("123456789012345678901234567890").ok());
    BOOST_TEST(hearth::parse_json(R"("\ud83d\ude00")")->get<std::string>() == "\xf0\x9f\x98\x80");
}

BOOST_AUTO_TEST_CASE(hostile_json_is_refused_with_its_reason) {
    using hearth::ErrorCode;
    const auto deep = hearth::parse_json(std::string(65, '[') + std::string(65, ']'));
    BOOST_REQUIRE(!deep.ok());
    BOOST_TEST((deep.error().code == ErrorCode::kTooLarge));
    BOOST_TEST(hearth::parse_json(std::string(64, '[') + std::string(64, ']')).ok());
    BOOST_TEST(
        (hearth::parse_json(std::string(300'000, ' ')).error().code == ErrorCode::kTooLarge));
    for (const char* bad : {"", "{", "nul", "{\"a\":}", "\"\xff\"", "NaNa", "[1,]", "'a'",
                            "\"\\ud800\"", "{\"a\":1,\xef\xbb\xbf"}) {
        const auto refused = hearth::parse_json(bad);
        BOOST_REQUIRE(!refused.ok());
        BOOST_TEST((refused.error().code == ErrorCode::kInvalid), bad);
        BOOST_TEST(hearth::is_utf8(refused.error().text), refused.error().text);
    }
}

BOOST_AUTO_TEST_CASE(members_are_read_by_type) {
    const hearth::Json object = {{"s", "x"}, {"n", 1.5}, {"i", 7}, {"b", true}};
    BOOST_TEST(hearth::json_string(object, "s").value() == "x");
    BOOST_TEST(!hearth::json_string(object, "n").has_value());
    BOOST_TEST(hearth::json_number(object, "i").value() == 7.0);
    BOOST_TEST(!hearth::json_integer(object, "n").has_value());
    BOOST_TEST(hearth::json_bool(object, "b").value());
    BOOST_TEST(!hearth::json_string(hearth::Json::array(), "s").has_value());
}

BOOST_AUTO_TEST_CASE(hashes_and_ids) {
    BOOST_TEST(hearth::sha256_hex("abc") ==
               "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    BOOST_TEST(hearth::content_key({"ab", "c"}) != hearth::content_key({"a", "bc"}));
    BOOST_TEST(hearth::content_key({"ab", "c"}) == hearth::content_key({"ab", "c"}));
    const auto id = hearth::new_ulid(1'700'000'000'000'000);
    BOOST_TEST(id.size() == 26u);
    BOOST_TEST(id.substr(0, 10) == "01HF7YAT00");
    BOOST_TEST(id != hearth::new_ulid(1'700'000'000'000'000));
}

BOOST_AUTO_TEST_SUITE_END()
