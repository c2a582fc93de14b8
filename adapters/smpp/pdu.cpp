#include "adapters/smpp/pdu.hpp"

#include <algorithm>

namespace linli::adapters::smpp {

namespace {

constexpr std::size_t text_max = 254;     // sm_length; 255 is reserved
constexpr std::size_t short_string = 65;  // the longest C-octet string of a message, its NUL included
constexpr std::size_t tlvs_most = 64;     // the specification has 47
constexpr std::uint8_t interface_version = 0x34;

std::uint32_t number_at(std::string_view s, std::size_t at, std::size_t bytes) {
    std::uint32_t n = 0;
    for (std::size_t i = 0; i < bytes; ++i) n = n << 8 | static_cast<unsigned char>(s[at + i]);
    return n;
}

// Reads a body from front to back. After the first thing that is not there, `good` stays false.
class body_reader {
public:
    explicit body_reader(std::string_view b) : left_(b) {}

    std::uint8_t byte() { return take(1) ? static_cast<std::uint8_t>(number_at(taken_, 0, 1)) : 0; }
    std::uint16_t two() { return take(2) ? static_cast<std::uint16_t>(number_at(taken_, 0, 2)) : 0; }
    std::string bytes(std::size_t n) { return take(n) ? std::string(taken_) : std::string(); }
    std::string c_string() {
        const auto end = left_.substr(0, short_string).find('\0');
        if (end == left_.npos) good_ = false;
        if (!good_) return {};
        std::string out(left_.substr(0, end));
        left_.remove_prefix(end + 1);
        return out;
    }
    address where() {
        address a;
        a.ton = byte();
        a.npi = byte();
        a.digits = c_string();
        return a;
    }
    bool good() const { return good_; }
    bool empty() const { return left_.empty(); }

private:
    bool take(std::size_t n) {
        if (left_.size() < n) good_ = false;
        if (!good_) return false;
        taken_ = left_.substr(0, n);
        left_.remove_prefix(n);
        return true;
    }

    std::string_view left_;
    std::string_view taken_;
    bool good_ = true;
};

void put_c_string(std::string& out, std::string_view s, std::size_t longest = short_string) {
    s = s.substr(0, std::min(s.find('\0'), longest - 1));
    out.append(s).push_back('\0');
}

void put_address(std::string& out, const address& a) {
    out += static_cast<char>(a.ton);
    out += static_cast<char>(a.npi);
    put_c_string(out, a.digits, 21);
}

}  // namespace

framing take_pdu(std::string_view& in, pdu& out) {
    if (in.size() < header_size) return framing::more;
    const auto length = number_at(in, 0, 4);
    out.command = number_at(in, 4, 4);
    out.status = number_at(in, 8, 4);
    out.sequence = number_at(in, 12, 4);
    out.body.clear();
    if (length < header_size || length > pdu_max) return framing::broken;
    if (in.size() < length) return framing::more;
    out.body = in.substr(header_size, length - header_size);
    in.remove_prefix(length);
    return framing::whole;
}

std::string to_bytes(const pdu& p) {
    std::string out = write_number(static_cast<std::uint32_t>(header_size + p.body.size()), 4);
    out += write_number(p.command, 4);
    out += write_number(p.status, 4);
    out += write_number(p.sequence, 4);
    return out += p.body;
}

const std::string* message::find(std::uint16_t wanted) const {
    for (const auto& t : tlvs)
        if (t.tag == wanted) return &t.value;
    return nullptr;
}

const std::string& message::content() const {
    const auto* payload = text.empty() ? find(tag::message_payload) : nullptr;
    return payload ? *payload : text;
}

std::optional<message> read_message(std::string_view body, bool data_sm) {
    body_reader in(body);
    message m;
    m.service_type = in.c_string();
    m.source = in.where();
    m.dest = in.where();
    m.esm_class = in.byte();
    if (!data_sm) {
        in.bytes(2);    // protocol_id, priority_flag
        in.c_string();  // schedule_delivery_time
        in.c_string();  // validity_period
    }
    m.registered_delivery = in.byte();
    if (!data_sm) in.byte();  // replace_if_present_flag
    m.data_coding = in.byte();
    if (!data_sm) {
        in.byte();  // sm_default_msg_id
        m.text = in.bytes(in.byte());
    }
    while (in.good() && !in.empty()) {
        if (m.tlvs.size() == tlvs_most) return std::nullopt;
        tlv t;
        t.tag = in.two();
        t.value = in.bytes(in.two());
        m.tlvs.push_back(std::move(t));
    }
    if (!in.good()) return std::nullopt;
    return m;
}

std::string write_message(const message& m) {
    std::string out;
    put_c_string(out, m.service_type, 6);
    put_address(out, m.source);
    put_address(out, m.dest);
    out += static_cast<char>(m.esm_class);
    out.append(2, '\0');  // protocol_id, priority_flag
    out.append(2, '\0');  // at once, and valid for as long as the SMSC likes
    out += static_cast<char>(m.registered_delivery);
    out += '\0';
    out += static_cast<char>(m.data_coding);
    out += '\0';
    const auto text = std::string_view(m.text).substr(0, text_max);
    out += static_cast<char>(text.size());
    out += text;
    for (const auto& t : m.tlvs) {
        out += write_number(t.tag, 2);
        out += write_number(static_cast<std::uint32_t>(t.value.size()), 2);
        out += t.value;
    }
    return out;
}

std::string write_bind(const bind_fields& b) {
    std::string out;
    put_c_string(out, b.system_id);
    put_c_string(out, b.password);
    put_c_string(out, b.system_type);
    out += static_cast<char>(interface_version);
    return out.append(3, '\0');  // addr_ton, addr_npi, address_range: whatever is ours
}

std::string read_id(std::string_view body) {
    return std::string(body.substr(0, std::min(body.find('\0'), short_string)));
}

std::optional<std::uint32_t> read_number(const std::string* value) {
    if (!value || value->empty() || value->size() > 4) return std::nullopt;
    return number_at(*value, 0, value->size());
}

std::string write_number(std::uint32_t n, std::size_t bytes) {
    std::string out(bytes, '\0');
    for (std::size_t i = bytes; i-- > 0; n >>= 8) out[i] = static_cast<char>(n & 0xFF);
    return out;
}

}  // namespace linli::adapters::smpp
