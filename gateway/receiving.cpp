#include "gateway/receiving.hpp"

#include "dialogs/understanding/text.hpp"

namespace linli::gateway {

namespace {

constexpr std::size_t text_chars = 4'000;  // event.hpp: what a turn sees of one message
constexpr std::size_t name_chars = 64;     // longer names break cards, and nobody has one
constexpr std::size_t file_name_chars = 120;
constexpr std::size_t quoted_chars = 1'000;  // enough to find a code in it
constexpr std::size_t detail_chars = 200;
constexpr std::size_t data_bytes = 256;  // our own are 64; forged ones need not be kept whole
constexpr std::size_t id_bytes = 512;    // platform ids; the longest known are below 200
constexpr std::size_t media_most = 10;   // an album; more pieces come as messages of their own
constexpr std::size_t raw_factor = 4;    // bytes a character at most

// Clean and at most `most` characters; true when something was cut off.
bool tidy(std::string& text, std::size_t most) {
    if (text.empty()) return false;
    // A hundred thousand characters need not be normalised to keep four thousand of them. Twice as
    // many stay, since what is dropped inside does not count.
    const std::size_t enough = most * raw_factor * 2;
    bool cut = false;
    if (text.size() > enough) {
        std::size_t end = enough;
        while (end > enough - raw_factor && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
        text.resize(end);
        cut = true;
    }
    bool also = false;
    auto cleaned = clean(text, most, also);
    text = cleaned ? std::move(*cleaned) : std::string();
    return cut || also;
}

// An id is compared, never shown: cut to its bound it simply names nothing.
void bound(std::string& id, std::size_t most = id_bytes) {
    if (id.size() > most) id.resize(most);
}

void bound_words(said& s) {
    s.cut = tidy(s.text, text_chars) || s.cut;
    tidy(s.quoted, quoted_chars);
    tidy(s.location, quoted_chars);
    bound(s.album);
    bound(s.message_id);
    bound(s.reply_to);
    bound(s.phone, 32);
    if (s.media.size() > media_most) s.media.resize(media_most);
    if (s.attachments.size() > media_most) s.attachments.resize(media_most);
    for (auto& m : s.media) {
        bound(m.handle, 4 * id_bytes);  // an address, on some platforms
        tidy(m.name, file_name_chars);
    }
    for (auto& a : s.attachments) tidy(a.name, file_name_chars);
}

}  // namespace

receiving::receiving(std::shared_ptr<const reader> r, language otherwise)
    : reader_(std::move(r)), otherwise_(otherwise) {}

void receiving::use(std::shared_ptr<const reader> r, language otherwise) {
    reader_ = std::move(r);
    otherwise_ = otherwise;
}

reading receiving::read(const std::string& words, language hint) const {
    const auto reads = reader_.load();
    return reads->read(words, hint);
}

void receiving::read(std::vector<arrival>& arrivals) const {
    for (auto& a : arrivals) read(a.what);
}

void receiving::read(adapters::inbound& in) const {
    // Keys and addresses stay whole: two cut ones could be the same.
    tidy(in.sender_name, name_chars);
    if (auto* s = std::get_if<said>(&in.body)) {
        bound_words(*s);
        s->reading = read(s->text, in.hint.value_or(otherwise_));
    } else if (auto* p = std::get_if<pressed>(&in.body)) {
        bound(p->data, data_bytes);
        bound(p->message_id);
    } else if (auto* d = std::get_if<delivery>(&in.body)) {
        bound(d->ref);
        tidy(d->detail, detail_chars);
    } else if (auto* n = std::get_if<presence>(&in.body)) {
        tidy(n->name, name_chars);
    }
}

}  // namespace linli::gateway
