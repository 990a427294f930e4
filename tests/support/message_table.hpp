// Tables of messages and the facts that they are (tests/unit/home/cases/*.yaml): test cases, and
// the seeds of the fuzz targets. Link yaml-cpp and hearth_home.
#pragma once

#include <string>
#include <vector>

#include "core/json.hpp"
#include "domain/message.hpp"
#include "domain/source_config.hpp"
#include "home/interpreter.hpp"

namespace hearth::test {

struct MessageCase {
    std::string name;
    InboundMessage message;
    Json facts;  // list of objects
};

struct MessageTable {
    std::string name;  // of the file, without .yaml
    Interpreter interpreter{{}};
    std::vector<MessageCase> cases;
};

// All tables of a folder. Throws std::runtime_error, naming the file, when one is no table.
std::vector<MessageTable> read_message_tables(const std::string& folder);

}  // namespace hearth::test
