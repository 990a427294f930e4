#include "cli/completion.hpp"

#include <vector>

namespace hearth::cli {

namespace {

struct OptionInfo {
    std::string name;  // without dashes
    std::string summary;
    bool takes_value = false;
};

struct VerbInfo {
    std::string name, summary;
    std::vector<OptionInfo> options;
    bool takes_model = false;
};

std::vector<VerbInfo> verbs_of(const CLI::App& app) {
    std::vector<VerbInfo> out;
    for (const CLI::App* verb : app.get_subcommands({})) {
        VerbInfo info{verb->get_name(), verb->get_description(), {}, false};
        for (const CLI::Option* option : verb->get_options()) {
            if (option->get_name() == "MODEL") info.takes_model = true;
            for (const std::string& name : option->get_lnames())
                info.options.push_back(
                    {name, option->get_description(), option->get_type_size() > 0});
        }
        out.push_back(std::move(info));
    }
    return out;
}

// For single quotes in bash, zsh and fish alike: ' ends them, \' is a quote.
std::string shell_quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

// zsh splits "name:summary" at colons.
std::string zsh_item(const std::string& name, const std::string& summary) {
    std::string escaped;
    for (const char c : summary) escaped += c == ':' ? std::string("\\:") : std::string(1, c);
    return shell_quoted(name + ":" + escaped);
}

constexpr const char* kModels = "hearth models --names 2>/dev/null";

std::string bash_script(const std::vector<VerbInfo>& verbs) {
    std::string names, cases;
    for (const VerbInfo& verb : verbs) {
        names += (names.empty() ? "" : " ") + verb.name;
        std::string words;
        for (const OptionInfo& option : verb.options) words += "--" + option.name + " ";
        cases += "        " + verb.name + ") words=" + shell_quoted(words);
        if (verb.takes_model) cases += std::string("; names=\"$(") + kModels + ")\"";
        cases += " ;;\n";
    }
    return "# bash completion for hearth\n"
           "_hearth() {\n"
           "    local current=\"${COMP_WORDS[COMP_CWORD]}\" verb=\"${COMP_WORDS[1]}\" words= "
           "names=\n"
           "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
           "        COMPREPLY=($(compgen -W " +
           shell_quoted(names + " --help --version") +
           " -- \"$current\"))\n"
           "        return\n"
           "    fi\n"
           "    case \"$verb\" in\n" +
           cases +
           "    esac\n"
           "    if [ \"${current#-}\" != \"$current\" ]; then\n"
           "        COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
           "    else\n"
           "        COMPREPLY=($(compgen -W \"$names\" -- \"$current\") $(compgen -f -- "
           "\"$current\"))\n"
           "    fi\n"
           "}\n"
           "complete -o filenames -F _hearth hearth\n";
}

std::string zsh_script(const std::vector<VerbInfo>& verbs) {
    std::string items, cases;
    for (const VerbInfo& verb : verbs) {
        items += "        " + zsh_item(verb.name, verb.summary) + "\n";
        cases += "        " + verb.name + ")\n            words_of_verb=(";
        for (const OptionInfo& option : verb.options)
            cases += "\n                " + zsh_item("--" + option.name, option.summary);
        cases += ")\n";
        if (verb.takes_model)
            cases += std::string("            names=(${(f)\"$(") + kModels + ")\"})\n";
        cases += "            ;;\n";
    }
    return "#compdef hearth\n"
           "_hearth() {\n"
           "    local -a verbs words_of_verb names\n"
           "    verbs=(\n" +
           items +
           "    )\n"
           "    if (( CURRENT == 2 )); then\n"
           "        _describe 'verb' verbs\n"
           "        return\n"
           "    fi\n"
           "    case \"$words[2]\" in\n" +
           cases +
           "    esac\n"
           "    _describe 'option' words_of_verb\n"
           "    (( $#names )) && compadd -- $names\n"
           "    _files\n"
           "}\n"
           "compdef _hearth hearth\n";
}

std::string fish_script(const std::vector<VerbInfo>& verbs) {
    std::string out = "# fish completion for hearth\n";
    for (const VerbInfo& verb : verbs)
        out += "complete -c hearth -n __fish_use_subcommand -f -a " + verb.name + " -d " +
               shell_quoted(verb.summary) + "\n";
    for (const VerbInfo& verb : verbs) {
        const std::string condition =
            " -n " + shell_quoted("__fish_seen_subcommand_from " + verb.name);
        for (const OptionInfo& option : verb.options)
            out += "complete -c hearth" + condition + " -l " + option.name +
                   (option.takes_value ? " -r" : "") + " -d " + shell_quoted(option.summary) + "\n";
        if (verb.takes_model)
            out += "complete -c hearth" + condition + " -f -a " +
                   shell_quoted(std::string("(") + kModels + ")") + "\n";
    }
    return out;
}

}  // namespace

Result<std::string> completion_script(const CLI::App& app, const std::string& shell) {
    const auto verbs = verbs_of(app);
    if (shell == "bash") return bash_script(verbs);
    if (shell == "zsh") return zsh_script(verbs);
    if (shell == "fish") return fish_script(verbs);
    return Error{ErrorCode::kInvalid, "there is completion for bash, zsh and fish"};
}

}  // namespace hearth::cli
