// Addresses as Home Assistant's users write them, and what is none.
#include "core/http_url.hpp"

#include <boost/test/unit_test.hpp>

using namespace hearth;

BOOST_AUTO_TEST_SUITE(http_url)

BOOST_AUTO_TEST_CASE(addresses_are_taken_apart) {
    struct Case {
        const char* text;
        bool tls;
        const char *host, *port, *path, *shown;
    };
    for (const Case& c : std::initializer_list<Case>{
             {"http://homeassistant.local:8123", false, "homeassistant.local", "8123", "",
              "homeassistant.local:8123"},
             {"http://supervisor/core", false, "supervisor", "80", "/core", "supervisor"},
             {"https://example.org/", true, "example.org", "443", "", "example.org"},
             {"https://example.org:443/a//", true, "example.org", "443", "/a", "example.org"},
             {"http://[::1]:8123/x", false, "::1", "8123", "/x", "[::1]:8123"},
             {"https://[fe80::1]", true, "fe80::1", "443", "", "[fe80::1]"}}) {
        const auto url = parse_http_url(c.text);
        BOOST_REQUIRE_MESSAGE(url.ok(), c.text);
        BOOST_TEST(url->tls == c.tls, c.text);
        BOOST_TEST(url->host == c.host, c.text);
        BOOST_TEST(url->port == c.port, c.text);
        BOOST_TEST(url->path == c.path, c.text);
        BOOST_TEST(url->host_and_port() == c.shown, c.text);
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_address_is_refused) {
    for (const char* text : {"",
                             "x",
                             "http://",
                             "https://",
                             "ftp://a",
                             "HTTP://a",
                             "http:///a",
                             "http://a:0",
                             "http://a:65536",
                             "http://a:",
                             "http://a:b",
                             "http://a:123456",
                             "http://[::1",
                             "http://[]",
                             "http://[::1]x",
                             "http://user@a",
                             "http://a:1@b",
                             "http://a?b",
                             "http://a#b",
                             "http://a b",
                             "http://a\r\nX: y",
                             "http://\xc3\xa4",
                             "http://a:8123:9",
                             "http://a\\b"})
        BOOST_TEST(!parse_http_url(text).ok(), text);
    BOOST_TEST(!parse_http_url("http://" + std::string(3000, 'a')).ok());
}

BOOST_AUTO_TEST_SUITE_END()
