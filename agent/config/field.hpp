// One key of a YAML file: what it is called, what it may hold, and where its value goes.
//
// A table of fields describes a record (Settings, Manifest, one source …). Reading, checking,
// printing and the JSON Schema all work from the table, so that none of them can forget a key.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/json.hpp"
#include "yaml/yaml_tree.hpp"

namespace hearth::config {

class Reader;

struct FieldInfo {
    std::string key{};  // from the record, with dots: "mqtt.uri"
    std::string description{};
    std::optional<double> minimum{}, maximum{};  // numbers
    std::vector<std::string> choices{};          // text, or the items of a list; empty: any
    // What is allowed, when the text (or item of a list) breaks the rule; nullptr when it is fine.
    const char* (*check)(const std::string&) = nullptr;
    bool required = false;
    bool secret = false;  // never shown
    bool path = false;    // relative ones are made absolute
};

// An enumeration, as words.
struct Word {
    std::function<std::string()> get;
    std::function<void(const std::string&)> set;
};

// A list of records, or named records (a map).
struct Records {
    bool named = false;
    std::function<void()> clear;
    std::function<void(Reader&, const YamlNode&, const std::string& key)> read;
    std::function<OrderedJson()> values;
    std::function<OrderedJson()> schema;  // of one record
};

// Where a value goes. The alternative says the type.
using Target =
    std::variant<std::string*, int*, double*, bool*, std::optional<int>*, std::optional<double>*,
                 std::vector<std::string>*, Json*, Word, Records>;

struct BoundField {
    const FieldInfo* info;
    Target target;
};

template <class Record>
struct Field {
    FieldInfo info;
    std::function<Target(Record&)> target;
};

template <class Record>
using Table = std::vector<Field<Record>>;

// The table with a record behind it; both must outlive the result.
template <class Record>
std::vector<BoundField> bind(const Table<Record>& table, Record& record) {
    std::vector<BoundField> out;
    out.reserve(table.size());
    for (const Field<Record>& field : table) out.push_back({&field.info, field.target(record)});
    return out;
}

}  // namespace hearth::config
