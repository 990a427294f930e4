#include "core/http_url.hpp"

#include <algorithm>

namespace hearth {

namespace {

constexpr std::size_t kLongest = 2048;

Error not_one() {
    return {ErrorCode::kInvalid,
            "an address is http://HOST[:PORT][/PATH] or https://…, without user, query and "
            "fragment, such as http://homeassistant.local:8123"};
}

bool is_host(std::string_view host, bool is_ipv6) {
    return !host.empty() && std::all_of(host.begin(), host.end(), [&](char c) {
        const bool word =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        return word || c == '.' || c == '-' || c == '_' || (is_ipv6 && c == ':');
    });
}

bool is_port(std::string_view port) {
    if (port.empty() || port.size() > 5) return false;
    int number = 0;
    for (const char c : port) {
        if (c < '0' || c > '9') return false;
        number = number * 10 + (c - '0');
    }
    return number >= 1 && number <= 65535;
}

}  // namespace

std::string HttpUrl::host_and_port() const {
    const std::string name = host.find(':') == std::string::npos ? host : "[" + host + "]";
    return port == (tls ? "443" : "80") ? name : name + ":" + port;
}

Result<HttpUrl> parse_http_url(std::string_view text) {
    const bool readable =
        std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
    if (!readable || text.size() > kLongest || text.find_first_of("?#@\"<>\\") != text.npos)
        return not_one();
    HttpUrl out;
    for (const auto& [scheme, tls] : {std::pair{std::string_view("http://"), false},
                                      std::pair{std::string_view("https://"), true}})
        if (text.starts_with(scheme)) {
            out.tls = tls;
            text.remove_prefix(scheme.size());
            const auto slash = std::min(text.find('/'), text.size());
            std::string_view where = text.substr(0, slash);
            out.path = text.substr(slash);
            while (out.path.ends_with('/')) out.path.pop_back();
            const bool is_ipv6 = where.starts_with('[');
            const auto end = is_ipv6 ? where.find(']') : std::min(where.find(':'), where.size());
            if (end == where.npos) return not_one();
            out.host = where.substr(is_ipv6 ? 1 : 0, end - (is_ipv6 ? 1 : 0));
            std::string_view rest = where.substr(std::min(end + (is_ipv6 ? 1 : 0), where.size()));
            if (!rest.empty() && (!rest.starts_with(':') || !is_port(rest.substr(1))))
                return not_one();
            out.port = rest.empty() ? (tls ? "443" : "80") : std::string(rest.substr(1));
            if (!is_host(out.host, is_ipv6)) return not_one();
            return out;
        }
    return not_one();
}

}  // namespace hearth
