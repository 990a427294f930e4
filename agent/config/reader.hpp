// Reads a YAML tree into records by their tables of fields, and collects everything that is wrong.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/field.hpp"
#include "config/problems.hpp"

namespace hearth::config {

class Reader {
public:
    // source: what messages call the file; base_folder: what relative paths count from.
    // with_lines: false for values that come from a command line.
    Reader(std::string source, std::string base_folder, bool with_lines, Problems& problems)
        : source_(std::move(source)),
          base_folder_(std::move(base_folder)),
          with_lines_(with_lines),
          problems_(problems) {}

    // Reads `node`, which must be a map, into the fields. prefix: what precedes their keys in
    // messages ("sources[0]."), may be empty.
    void read_record(const std::vector<BoundField>& fields, const YamlNode& node,
                     const std::string& prefix);

    // "FILE:LINE" of a key that was read, else the file alone.
    std::string where(const std::string& key) const;
    bool has(const std::string& key) const { return lines_.count(key) > 0; }
    // All that were read, of sections their members.
    std::vector<std::string> keys() const;
    // A problem of a key, found after reading.
    void object(const std::string& key, const std::string& text);

private:
    struct Record {
        const std::vector<BoundField>& fields;
        const std::string& prefix;
    };

    void read_section(const Record& record, const YamlNode& map, const std::string& section);
    void read_member(const Record& record, const YamlMember& member, const std::string& key);
    void read_records(const Records& records, const YamlNode& node, const BoundField& field,
                      const std::string& key);
    void unknown_key(const Record& record, int line, const std::string& section,
                     const std::string& name);
    void report(int line, const std::string& key, const std::string& text);
    std::string place(int line) const;

    std::string source_;
    std::string base_folder_;
    bool with_lines_;
    Problems& problems_;
    std::map<std::string, int> lines_;  // full key -> line
};

}  // namespace hearth::config
