#include "config/yaml_tree.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "core/utf8.hpp"

namespace hearth::config {

namespace {

constexpr std::size_t kMaxDepth = 16;

// Appended as a comment. yaml-cpp takes the end of the file for the end of a quoted text; one that
// is not closed has swallowed this line.
constexpr const char* kEndMark = "# end of the YAML text, added by Hearth";

struct Refusal : std::runtime_error {
    Refusal(int at, const std::string& text) : std::runtime_error(text), line(at) {}
    int line;
};

// Builds the tree from yaml-cpp's events. A frame is a list or map that is still open.
class TreeBuilder final : public YAML::EventHandler {
public:
    YamlNode take_root() { return std::move(root_); }

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (documents_++ > 0)
            throw Refusal(mark.line + 1, "a second document begins here; only one is allowed");
    }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        check(mark, "", anchor);
        add(node(YamlNode::Kind::kNull, mark));
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        throw Refusal(mark.line + 1, "aliases (*name) are not supported; write the value out");
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        check(mark, tag, anchor);
        if (value.find(kEndMark) != std::string::npos)
            throw Refusal(mark.line + 1, "the quotes of a text are not closed");
        YamlNode scalar = node(YamlNode::Kind::kScalar, mark);
        scalar.text = value;
        scalar.quoted = tag == "!";
        add(std::move(scalar));
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
    void OnMapEnd() override { close(); }

private:
    struct Frame {
        YamlNode node;
        std::optional<YamlMember> pending;  // map: the key whose value comes next
    };

    static YamlNode node(YamlNode::Kind kind, const YAML::Mark& mark) {
        YamlNode out;
        out.kind = kind;
        out.line = mark.line + 1;
        return out;
    }

    // The parser gives "?" for plain and "!" for quoted scalars as their tag.
    static void check(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
        if (anchor != YAML::NullAnchor)
            throw Refusal(mark.line + 1, "anchors (&name) are not supported; write the value out");
        if (!tag.empty() && tag != "?" && tag != "!")
            throw Refusal(mark.line + 1, "tags (!name) are not supported");
    }

    void open(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag,
              YAML::anchor_t anchor) {
        check(mark, tag, anchor);
        if (!frames_.empty() && frames_.back().node.kind == YamlNode::Kind::kMap &&
            !frames_.back().pending)
            throw Refusal(mark.line + 1,
                          "a key must be plain text, not a list or a section; is every bracket "
                          "closed?");
        if (frames_.size() == kMaxDepth)
            throw Refusal(mark.line + 1,
                          "nested more than " + std::to_string(kMaxDepth) + " levels deep");
        frames_.push_back({node(kind, mark), std::nullopt});
    }

    void close() {
        YamlNode done = std::move(frames_.back().node);
        frames_.pop_back();
        add(std::move(done));
    }

    void add(YamlNode child) {
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
            frame.pending = YamlMember{child.text, child.line, {}};
        }
    }

    std::vector<Frame> frames_;
    YamlNode root_;
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

YamlDocument parse_yaml(std::string_view text) {
    if (auto refused = objection(text)) return *std::move(refused);
    try {
        std::istringstream stream(std::string(text) + "\n" + kEndMark + "\n");
        YAML::Parser parser(stream);
        TreeBuilder builder;
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

}  // namespace hearth::config
