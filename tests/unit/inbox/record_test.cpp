#include "inbox/record.hpp"

#include <boost/test/unit_test.hpp>

using namespace hearth;
using namespace hearth::inbox;

BOOST_AUTO_TEST_SUITE(record)

BOOST_AUTO_TEST_CASE(every_changed_bit_is_noticed) {
    std::string bytes;
    BOOST_REQUIRE(encode_record({7, "topic", "some payload", true, 1234567}, bytes).ok());
    const auto good = decode_record(bytes);
    BOOST_REQUIRE((good.ok() && good->has_value()));
    BOOST_TEST((*good)->bytes() == bytes.size());
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        std::string spoiled = bytes;
        spoiled[bit / 8] = static_cast<char>(spoiled[bit / 8] ^ (1 << bit % 8));
        const auto decoded = decode_record(spoiled);
        BOOST_TEST((!decoded.ok() || !decoded->has_value()), "bit " << bit);
    }
}

BOOST_AUTO_TEST_CASE(a_part_is_not_a_record_and_what_follows_is_left) {
    std::string bytes;
    BOOST_REQUIRE(encode_record({1, "t", "p", false, 0}, bytes).ok());
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        const auto part = decode_record(std::string_view(bytes).substr(0, length));
        BOOST_TEST((part.ok() && !part->has_value()));
    }
    const std::string two = bytes + bytes;
    const auto first = decode_record(two);
    BOOST_REQUIRE((first.ok() && first->has_value()));
    BOOST_TEST((*first)->bytes() == bytes.size());
    BOOST_TEST((*first)->payload == "p");
}

BOOST_AUTO_TEST_SUITE_END()
