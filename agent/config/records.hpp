// Targets for lists and maps of records, each described by a table of its own.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/describe_fields.hpp"
#include "config/reader.hpp"

namespace hearth::config {

namespace detail {

template <class Record>
OrderedJson one_as_json(const Table<Record>& table, Record record) {
    return fields_as_json(bind(table, record));
}

template <class Record>
OrderedJson one_schema(const Table<Record>& table) {
    Record record;
    return fields_json_schema(bind(table, record));
}

}  // namespace detail

// A list: reading replaces what was in it. `list` and `table` must outlive the target.
template <class Record>
Target list_of(std::vector<Record>& list, const Table<Record>& table) {
    Records out;
    out.clear = [&list] { list.clear(); };
    out.read = [&list, &table](Reader& reader, const YamlNode& node, const std::string& key) {
        Record record;
        reader.read_record(bind(table, record), node, key + ".");
        list.push_back(std::move(record));
    };
    out.values = [&list, &table] {
        OrderedJson values = OrderedJson::array();
        for (const Record& record : list) values.push_back(detail::one_as_json(table, record));
        return values;
    };
    out.schema = [&table] { return detail::one_schema(table); };
    return out;
}

// Records by name: reading adds to and changes what is there.
template <class Record>
Target map_of(std::map<std::string, Record>& map, const Table<Record>& table) {
    Records out;
    out.named = true;
    out.clear = [&map] { map.clear(); };
    out.read = [&map, &table](Reader& reader, const YamlNode& node, const std::string& key) {
        Record& record = map[key.substr(key.rfind('.') + 1)];
        reader.read_record(bind(table, record), node, key + ".");
    };
    out.values = [&map, &table] {
        OrderedJson values = OrderedJson::object();
        for (const auto& [name, record] : map) values[name] = detail::one_as_json(table, record);
        return values;
    };
    out.schema = [&table] { return detail::one_schema(table); };
    return out;
}

}  // namespace hearth::config
