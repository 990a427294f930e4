// Reads one mapping of Home Assistant's, key by key, and knows which keys nobody asked for. What is
// a template, or has a form that the tree has no type for, is no mistake: the mapping is then
// "untyped" and kept as it is. What is wrong goes to the problems.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "automation/automation.hpp"
#include "automation/tree_json.hpp"

namespace hearth::automation {

class MappingReader {
public:
    // Both must outlive it. `mapping` must be an object.
    MappingReader(const Json& mapping, std::string path, std::vector<Problem>& problems)
        : mapping_(mapping), path_(std::move(path)), problems_(problems) {}

    // The value of a key, or nullptr; of two spellings of one key the one that is there. Both is a
    // problem.
    const Json* find(const char* key);
    const Json* find(const char* key, const char* old_key);
    bool has(const char* key) const { return mapping_.contains(key); }
    // The spelling that find() with two keys last found.
    const std::string& found_key() const { return found_key_; }

    std::string text(const char* key);
    std::string required_text(const char* key);
    // One text, a list of them, or (separated) several with commas between them.
    Texts texts(const char* key, bool separated = false);
    Texts required_texts(const char* key, bool separated = false);
    std::optional<Texts> states(const char* key);
    std::optional<std::int64_t> duration(const char* key);
    std::optional<Bound> bound(const char* key);
    std::optional<Moment> moment(const Json& value, const std::string& path);
    Texts weekdays();
    bool flag(const char* key, bool fallback);
    std::optional<SunEvent> sun_event(const char* key);
    // What a numeric_state trigger and condition have in common.
    template <class NumericState>
    NumericState numeric_state() {
        NumericState out;
        out.entities = required_texts("entity_id", true);
        out.above = bound("above");
        out.below = bound("below");
        if (!has("above") && !has("below")) problem("", "needs 'above' or 'below'");
        out.attribute = text("attribute");
        return out;
    }

    void problem(const std::string& key, const std::string& text);
    void leave_untyped() { untyped_ = true; }
    // Something was found that has no type, or a key that nobody asked for.
    bool untyped() const;
    // The mapping without these keys.
    Json without(const std::set<std::string>& keys) const;
    std::string path_of(const std::string& key) const;

private:
    std::optional<std::string> text_of(const Json& value, const std::string& key);

    const Json& mapping_;
    std::string path_;
    std::vector<Problem>& problems_;
    std::set<std::string> seen_;
    std::string found_key_;
    bool untyped_ = false;
};

// "a/b" of "a" and "b"; "b" alone below the root.
std::string join_path(const std::string& path, const std::string& key);

}  // namespace hearth::automation
