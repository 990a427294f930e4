#include "config/reader.hpp"

#include <algorithm>
#include <set>

#include "config/suggest.hpp"
#include "config/value_reader.hpp"
#include "core/utf8.hpp"

namespace hearth::config {

namespace {

const BoundField* find_field(const std::vector<BoundField>& fields, const std::string& key) {
    for (const BoundField& field : fields)
        if (field.info->key == key) return &field;
    return nullptr;
}

bool is_section(const std::vector<BoundField>& fields, const std::string& key) {
    return std::any_of(fields.begin(), fields.end(), [&](const BoundField& field) {
        return field.info->key.starts_with(key + ".");
    });
}

// The names that may stand directly in a section ("" for the record itself).
std::vector<std::string> names_in(const std::vector<BoundField>& fields,
                                  const std::string& section) {
    std::vector<std::string> out;
    for (const BoundField& field : fields) {
        if (!field.info->key.starts_with(section)) continue;
        const std::string rest = field.info->key.substr(section.size());
        const std::string name = rest.substr(0, rest.find('.'));
        if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
    }
    return out;
}

// The key whose last part is this name, when there is just one: somebody forgot the section.
std::string elsewhere(const std::vector<BoundField>& fields, const std::string& name) {
    std::string out;
    for (const BoundField& field : fields) {
        const std::string& key = field.info->key;
        if (key.size() <= name.size() || key.substr(key.size() - name.size() - 1) != "." + name)
            continue;
        if (!out.empty()) return "";
        out = key;
    }
    return out;
}

std::string list_of(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
}

}  // namespace

void Reader::read_record(const std::vector<BoundField>& fields, const YamlNode& node,
                         const std::string& prefix) {
    const Record record{fields, prefix};
    read_section(record, node, "");
    if (node.kind != YamlNode::Kind::kMap && node.kind != YamlNode::Kind::kNull) return;
    for (const BoundField& field : fields)
        if (field.info->required && !has(prefix + field.info->key))
            report(node.line, prefix + field.info->key, "is missing; " + field.info->description);
}

void Reader::read_section(const Record& record, const YamlNode& map, const std::string& section) {
    if (map.kind == YamlNode::Kind::kNull) return;  // all of its keys are commented out
    if (map.kind != YamlNode::Kind::kMap) {
        std::string key = record.prefix + section;
        if (!key.empty()) key.pop_back();  // the dot
        report(map.line, key,
               "found " + found_value(map) + "; allowed: a section with " +
                   list_of(names_in(record.fields, section)));
        return;
    }
    std::map<std::string, int> seen;
    for (const YamlMember& member : map.members) {
        const std::string key = section + member.key;
        if (const auto [first, is_new] = seen.emplace(member.key, member.line); !is_new)
            report(member.line, record.prefix + utf8_excerpt(key, 80),
                   "the key is repeated; it stands already in line " +
                       std::to_string(first->second) + ", remove one");
        else if (is_section(record.fields, key))
            read_section(record, member.value, key + ".");
        else
            read_member(record, member, key);
    }
}

void Reader::read_member(const Record& record, const YamlMember& member, const std::string& key) {
    const BoundField* field = find_field(record.fields, key);
    if (!field || member.key.find('.') != std::string::npos) {
        const std::string section = key.substr(0, key.size() - member.key.size());
        return unknown_key(record, member.line, section, member.key);
    }
    const std::string full = record.prefix + key;
    lines_[full] = member.line;
    if (const auto* records = std::get_if<Records>(&field->target))
        return read_records(*records, member.value, *field, full);
    read_value(*field->info, field->target, member.value, base_folder_,
               [&](int line, const std::string& text) { report(line, full, text); });
}

void Reader::read_records(const Records& records, const YamlNode& node, const BoundField& field,
                          const std::string& key) {
    const auto wanted = records.named ? YamlNode::Kind::kMap : YamlNode::Kind::kList;
    if (records.named && node.kind == YamlNode::Kind::kNull) return;
    if (node.kind != wanted)
        return report(node.line, key,
                      "found " + found_value(node) +
                          "; allowed: " + allowed_values(*field.info, field.target));
    if (!records.named) records.clear();
    for (std::size_t i = 0; i < node.items.size(); ++i)
        records.read(*this, node.items[i], key + "[" + std::to_string(i) + "]");
    std::set<std::string> seen;
    for (const YamlMember& member : node.members) {
        const std::string name = key + "." + utf8_excerpt(member.key, 80);
        const char* allowed = field.info->check ? field.info->check(member.key) : nullptr;
        if (!seen.insert(member.key).second)
            report(member.line, name, "the key is repeated; remove one");
        else if (allowed)
            report(member.line, name, std::string("not a valid name; allowed: ") + allowed);
        else
            records.read(*this, member.value, name);
    }
}

void Reader::unknown_key(const Record& record, int line, const std::string& section,
                         const std::string& name) {
    const std::vector<std::string> known = names_in(record.fields, section);
    std::string meant = nearest(name, known);
    if (!meant.empty()) meant = section + meant;
    if (meant.empty()) meant = elsewhere(record.fields, name);
    report(line, record.prefix + section + utf8_excerpt(name, 80),
           "unknown key" +
               (meant.empty() ? "" : "; did you mean '" + record.prefix + meant + "'?") +
               (meant.empty() ? "; allowed: " : " Allowed: ") + list_of(known));
}

std::string Reader::place(int line) const {
    return with_lines_ ? source_ + ":" + std::to_string(line) : source_;
}

std::string Reader::where(const std::string& key) const {
    const auto found = lines_.find(key);
    return found == lines_.end() ? source_ : place(found->second);
}

std::vector<std::string> Reader::keys() const {
    std::vector<std::string> out;
    for (const auto& [key, line] : lines_) out.push_back(key);
    return out;
}

void Reader::object(const std::string& key, const std::string& text) {
    problems_.add(where(key), key, text);
}

void Reader::report(int line, const std::string& key, const std::string& text) {
    problems_.add(place(line), key, text);
}

}  // namespace hearth::config
