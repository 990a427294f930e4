#include "config/describe_fields.hpp"

#include <cmath>

namespace hearth::config {

namespace {

// The object that the key's last part belongs in; sections on the way are made by `enter`.
template <class Enter>
OrderedJson& place_for(OrderedJson& root, const std::string& key, std::string& name, Enter enter) {
    OrderedJson* at = &root;
    std::size_t begin = 0;
    for (std::size_t dot = key.find('.'); dot != std::string::npos; dot = key.find('.', begin)) {
        at = &enter(*at, key.substr(begin, dot - begin));
        begin = dot + 1;
    }
    name = key.substr(begin);
    return *at;
}

struct ValueOf {
    template <class T>
    OrderedJson operator()(T* target) const {
        return *target;
    }
    template <class T>
    OrderedJson operator()(std::optional<T>* target) const {
        return *target ? OrderedJson(**target) : OrderedJson(nullptr);
    }
    OrderedJson operator()(const Word& target) const { return target.get(); }
    OrderedJson operator()(const Records& target) const { return target.values(); }
};

struct TypeSchema {
    OrderedJson operator()(std::string*) const { return {{"type", "string"}}; }
    OrderedJson operator()(const Word&) const { return {{"type", "string"}}; }
    OrderedJson operator()(int*) const { return {{"type", "integer"}}; }
    OrderedJson operator()(std::optional<int>*) const { return {{"type", "integer"}}; }
    OrderedJson operator()(double*) const { return {{"type", "number"}}; }
    OrderedJson operator()(std::optional<double>*) const { return {{"type", "number"}}; }
    OrderedJson operator()(bool*) const { return {{"type", "boolean"}}; }
    OrderedJson operator()(Json*) const { return {{"type", "object"}}; }
    OrderedJson operator()(std::vector<std::string>*) const {
        return {{"type", "array"}, {"items", {{"type", "string"}}}, {"uniqueItems", true}};
    }
    OrderedJson operator()(const Records& records) const {
        if (records.named) return {{"type", "object"}, {"additionalProperties", records.schema()}};
        return {{"type", "array"}, {"items", records.schema()}};
    }
};

OrderedJson number(double value) {
    return value == std::floor(value) ? OrderedJson(static_cast<std::int64_t>(value))
                                      : OrderedJson(value);
}

OrderedJson field_schema(const BoundField& field) {
    OrderedJson out = std::visit(TypeSchema{}, field.target);
    out["description"] = field.info->description;
    if (field.info->minimum) out["minimum"] = number(*field.info->minimum);
    if (field.info->maximum) out["maximum"] = number(*field.info->maximum);
    if (!field.info->choices.empty())
        (out["type"] == "array" ? out["items"] : out)["enum"] = field.info->choices;
    OrderedJson value = std::visit(ValueOf{}, field.target);
    if (!field.info->required && !value.is_null()) out["default"] = std::move(value);
    return out;
}

OrderedJson empty_schema() {
    return {
        {"type", "object"}, {"additionalProperties", false}, {"properties", OrderedJson::object()}};
}

void write_yaml(const OrderedJson& value, const std::string& indent, std::string& out) {
    for (const auto& [key, child] : value.items()) {
        out += indent + key + ":";
        if (child.is_object() && !child.empty()) {
            out += "\n";
            write_yaml(child, indent + "  ", out);
        } else {
            out += " " + child.dump(-1, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
        }
    }
}

}  // namespace

OrderedJson fields_as_json(const std::vector<BoundField>& fields) {
    OrderedJson out = OrderedJson::object();
    for (const BoundField& field : fields) {
        OrderedJson value = std::visit(ValueOf{}, field.target);
        if (value.is_null()) continue;  // an optional that is not set
        if (field.info->secret && value != "") value = "***";
        std::string name;
        OrderedJson& section = place_for(
            out, field.info->key, name,
            [](OrderedJson& at, const std::string& part) -> OrderedJson& { return at[part]; });
        section[name] = std::move(value);
    }
    return out;
}

OrderedJson fields_json_schema(const std::vector<BoundField>& fields) {
    OrderedJson out = empty_schema();
    for (const BoundField& field : fields) {
        std::string name;
        OrderedJson& section =
            place_for(out, field.info->key, name,
                      [](OrderedJson& at, const std::string& part) -> OrderedJson& {
                          OrderedJson& next = at["properties"][part];
                          if (next.is_null()) next = empty_schema();
                          return next;
                      });
        section["properties"][name] = field_schema(field);
        if (field.info->required) section["required"].push_back(name);
    }
    return out;
}

std::string json_as_yaml(const OrderedJson& value) {
    std::string out;
    write_yaml(value, "", out);
    return out;
}

}  // namespace hearth::config
