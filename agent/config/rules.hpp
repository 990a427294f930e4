// Rules that single texts must keep. Each returns what is allowed when the text breaks it, nullptr
// when it is fine. Pure.
#pragma once

#include <string>

namespace hearth::config::rules {

const char* not_empty(const std::string& text);
const char* time_zone(const std::string& text);     // IANA name that this machine has, or "system"
const char* broker_uri(const std::string& text);    // tcp://host:port, ssl://host:port
const char* client_id(const std::string& text);     // 1 to 64 of [A-Za-z0-9_.-]
const char* topic(const std::string& text);         // one can publish to it: no wildcards
const char* topic_filter(const std::string& text);  // may have wildcards, in their places
const char* entity_id(const std::string& text);
const char* entity_glob(const std::string& text);  // [a-z0-9_.*?]
const char* http_url(const std::string& text);     // "" or http://host:port/path, https://…
const char* listen(const std::string& text);       // "" or loopback host:port
const char* socket_path(const std::string& text);  // fits into sockaddr_un
const char* name(const std::string& text);         // [a-z][a-z0-9_]*, at most 64
const char* version(const std::string& text);      // 1.2.3
const char* library(const std::string& text);      // a file name ending in .so
const char* cron(const std::string& text);
const char* hours(const std::string& text);  // a range of hours of the day          // "" or minute
                                             // hour day month weekday

}  // namespace hearth::config::rules
