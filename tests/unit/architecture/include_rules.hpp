// Who may include whom: the table, and the check of source texts against it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace hearth::architecture {

struct SourceFile {
    std::string path;  // from the repository: "agent/store/store.hpp"
    std::string text;
};

struct LibraryRule {
    std::string name;                  // as people call it
    std::vector<std::string> headers;  // regular expressions over the whole header name
    std::vector<std::string> folders;  // where it may be included
};

struct IncludeRules {
    // Room -> the other rooms whose headers it may include; "*" stands for all.
    std::map<std::string, std::set<std::string>> rooms;
    std::vector<LibraryRule> libraries;
    // Single headers that a room may include besides: "worker" -> "sdk/hearth_plugin.h".
    std::map<std::string, std::set<std::string>> exceptions;
    std::size_t most_lines = 450;  // of a file in agent/
};

// The rules of this repository.
const IncludeRules& include_rules();

// One line for each broken rule: "agent/home/a.cpp:3: home must not include store (…); …".
std::vector<std::string> violations(const std::vector<SourceFile>& files,
                                    const IncludeRules& rules);

// Rooms that reach themselves over the table, which would make a cycle.
std::vector<std::string> cycles(const IncludeRules& rules);

}  // namespace hearth::architecture
