#include "yaml/yaml_tree.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "core/utf8.hpp"

namespace hearth {

namespace {

// Appended as a comment. yaml-cpp takes the end of the file for the end of a quoted text; one that
// is not closed has swallowed this line.
constexpr const char* kEndMark = "# end of the YAML text, added by Hearth";

constexpr const char* kTextTag = "tag:yaml.org,2002:str";

struct Refusal : std::runtime_error {
    Refusal(int at, const std::string& text) : std::runtime_error(text), line(at) {}
    int line;
};

// What an anchor stands for, and what it costs to write it out once more.
struct Anchored {
    YamlNode node;
    std::size_t nodes = 0, bytes = 0, height = 0;
};

void measure(const YamlNode& node, std::size_t depth, Anchored& out) {
    ++out.nodes;
    out.bytes += node.text.size();
    out.height = std::max(out.height, depth);
    for (const YamlNode& item : node.items) measure(item, depth + 1, out);
    for (const YamlMember& member : node.members) {
        out.bytes += member.key.size();
        measure(member.value, depth + 1, out);
    }
}

// "<<: *defaults": members of another map that this one does not have itself.
void merge_into(YamlNode& map) {
    std::vector<YamlMember> own, merged;
    for (YamlMember& member : map.members)
        (member.key == "<<" && !member.key_quoted ? merged : own).push_back(std::move(member));
    map.members = std::move(own);
    for (YamlMember& member : merged) {
        std::vector<YamlNode> sources;
        if (member.value.kind == YamlNode::Kind::kList)
            sources = std::move(member.value.items);
        else
            sources.push_back(std::move(member.value));
        for (YamlNode& source : sources) {
            if (source.kind != YamlNode::Kind::kMap)
                throw Refusal(member.line, "'<<' takes a section, or a list of them");
            for (YamlMember& one : source.members)
                if (yaml_member(map, one.key) == nullptr) map.members.push_back(std::move(one));
        }
    }
}

// Builds the tree from yaml-cpp's events. A frame is a list or map that is still open.
class TreeBuilder final : public YAML::EventHandler {
public:
    explicit TreeBuilder(const YamlRules& rules) : rules_(rules) {}

    YamlNode take_root() { return std::move(root_); }

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (documents_++ > 0)
            throw Refusal(mark.line + 1, "a second document begins here; only one is allowed");
    }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        check(mark, "", anchor);
        add(node(YamlNode::Kind::kNull, mark), anchor);
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        if (!rules_.aliases)
            throw Refusal(mark.line + 1, "aliases (*name) are not supported; write the value out");
        const auto found = anchored_.find(anchor);
        if (found == anchored_.end())
            throw Refusal(mark.line + 1, "an alias (*name) stands inside of what it repeats");
        count(mark, found->second.nodes, found->second.bytes);
        check_depth(mark, found->second.height);
        add(found->second.node, YAML::NullAnchor);
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        check(mark, tag, anchor);
        if (value.find(kEndMark) != std::string::npos)
            throw Refusal(mark.line + 1, "the quotes of a text are not closed");
        count(mark, 1, value.size());
        YamlNode scalar = node(YamlNode::Kind::kScalar, mark);
        scalar.text = value;
        scalar.quoted = tag == "!" || tag == kTextTag;
        if (is_tag(tag) && tag != kTextTag) scalar.tag = tag;
        add(std::move(scalar), anchor);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(YamlNode::Kind::kList, mark, tag, anchor);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(YamlNode::Kind::kMap, mark, tag, anchor);
    }
    void OnMapEnd() override {
        if (rules_.aliases) merge_into(frames_.back().node);
        close();
    }

private:
    struct Frame {
        YamlNode node;
        YAML::anchor_t anchor = YAML::NullAnchor;
        std::optional<YamlMember> pending{};  // map: the key whose value comes next
    };

    static YamlNode node(YamlNode::Kind kind, const YAML::Mark& mark) {
        YamlNode out;
        out.kind = kind;
        out.line = mark.line + 1;
        return out;
    }

    // The parser gives "?" for plain and "!" for quoted scalars as their tag.
    static bool is_tag(const std::string& tag) { return !tag.empty() && tag != "?" && tag != "!"; }

    void check(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) const {
        if (anchor != YAML::NullAnchor && !rules_.aliases)
            throw Refusal(mark.line + 1, "anchors (&name) are not supported; write the value out");
        if (is_tag(tag) && !rules_.tags)
            throw Refusal(mark.line + 1, "tags (!name) are not supported");
    }

    void check_depth(const YAML::Mark& mark, std::size_t more) const {
        if (frames_.size() + more > rules_.max_depth)
            throw Refusal(mark.line + 1,
                          "nested more than " + std::to_string(rules_.max_depth) + " levels deep");
    }

    void count(const YAML::Mark& mark, std::size_t nodes, std::size_t bytes) {
        nodes_ += nodes;
        bytes_ += bytes;
        if (nodes_ > rules_.max_nodes)
            throw Refusal(mark.line + 1,
                          "more than " + std::to_string(rules_.max_nodes) + " values");
        if (bytes_ > rules_.max_text_bytes)
            throw Refusal(mark.line + 1,
                          "more than " + std::to_string(rules_.max_text_bytes) + " bytes of text");
    }

    void open(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag,
              YAML::anchor_t anchor) {
        check(mark, tag, anchor);
        if (!frames_.empty() && frames_.back().node.kind == YamlNode::Kind::kMap &&
            !frames_.back().pending)
            throw Refusal(mark.line + 1,
                          "a key must be plain text, not a list or a section; is every bracket "
                          "closed?");
        check_depth(mark, 1);
        count(mark, 1, 0);
        frames_.push_back({node(kind, mark), anchor});
        if (is_tag(tag)) frames_.back().node.tag = tag;
    }

    void close() {
        YamlNode done = std::move(frames_.back().node);
        const YAML::anchor_t anchor = frames_.back().anchor;
        frames_.pop_back();
        add(std::move(done), anchor);
    }

    void remember(const YamlNode& node, YAML::anchor_t anchor) {
        Anchored entry;
        measure(node, 0, entry);
        YAML::Mark mark;
        mark.line = node.line - 1;
        count(mark, entry.nodes, entry.bytes);
        entry.node = node;
        anchored_[anchor] = std::move(entry);
    }

    void add(YamlNode child, YAML::anchor_t anchor) {
        if (anchor != YAML::NullAnchor) remember(child, anchor);
        if (frames_.empty()) {
            root_ = std::move(child);
            return;
        }
        Frame& frame = frames_.back();
        if (frame.node.kind == YamlNode::Kind::kList) {
            frame.node.items.push_back(std::move(child));
        } else if (frame.pending) {
            // The parser puts "nothing" where the next thing begins.
            if (child.kind == YamlNode::Kind::kNull) child.line = frame.pending->line;
            frame.pending->value = std::move(child);
            frame.node.members.push_back(std::move(*frame.pending));
            frame.pending.reset();
        } else {
            if (child.kind == YamlNode::Kind::kNull) throw Refusal(child.line, "a key is empty");
            if (child.kind != YamlNode::Kind::kScalar)
                throw Refusal(child.line, "a key must be plain text, not a list or a section");
            frame.pending = YamlMember{child.text, child.line, {}, child.quoted};
        }
    }

    YamlRules rules_;
    std::vector<Frame> frames_;
    YamlNode root_;
    std::map<YAML::anchor_t, Anchored> anchored_;
    std::size_t nodes_ = 0, bytes_ = 0;
    int documents_ = 0;
};

YamlDocument failure(int line, const std::string& text) {
    YamlDocument out;
    out.error = text;
    out.error_line = std::max(line, 1);
    return out;
}

int last_line(std::string_view text) {
    const auto breaks = static_cast<int>(std::count(text.begin(), text.end(), '\n'));
    return text.empty() || text.back() != '\n' ? breaks + 1 : breaks;
}

// yaml-cpp takes character 4 for the end of the file, and what follows would be dropped in silence.
std::optional<YamlDocument> objection(std::string_view text) {
    int line = 1;
    for (const char c : text) {
        if (c == '\n') ++line;
        const auto code = static_cast<unsigned char>(c);
        if ((code < 0x20 && c != '\n' && c != '\r' && c != '\t') || code == 0x7f)
            return failure(line, "control character " + std::to_string(code) + " in the file");
    }
    if (!is_utf8(text)) return failure(1, "the file is not UTF-8 text");
    return std::nullopt;
}

}  // namespace

const YamlNode* yaml_member(const YamlNode& map, std::string_view key) {
    for (auto member = map.members.rbegin(); member != map.members.rend(); ++member)
        if (member->key == key) return &member->value;
    return nullptr;
}

YamlDocument parse_yaml(std::string_view text, const YamlRules& rules) {
    if (auto refused = objection(text)) return *std::move(refused);
    try {
        std::istringstream stream(std::string(text) + "\n" + kEndMark + "\n");
        YAML::Parser parser(stream);
        TreeBuilder builder(rules);
        while (parser.HandleNextDocument(builder)) {
        }
        YamlDocument out;
        out.root = builder.take_root();
        return out;
    } catch (const Refusal& e) {
        return failure(e.line, e.what());
    } catch (const YAML::Exception& e) {
        return failure(std::min(e.mark.line + 1, last_line(text)), "not valid YAML: " + e.msg);
    } catch (const std::exception& e) {
        return failure(1, std::string("not valid YAML: ") + e.what());
    }
}

}  // namespace hearth
