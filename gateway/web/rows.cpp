#include "gateway/web/rows.hpp"

#include <charconv>

#include "adapters/web/web_frames.hpp"
#include "dialogs/work.hpp"

namespace linli::gateway {

namespace web = adapters::web;

std::string row_frame(const storage::history_row& r, person_id viewer) {
    const bool mine = r.sender != person_id::nobody && r.sender == viewer;
    const bool bot = r.sender == person_id::nobody && r.who.empty();
    web::web_row row;
    row.seq = r.seq;
    row.at = r.at;
    row.from = mine ? web::row_from::me : bot ? web::row_from::bot : web::row_from::staff;
    if (!mine) row.who = r.who;
    if (mine) row.id = r.client_id;
    row.text = r.message.text;
    row.choices = r.message.choices;
    row.photos = r.message.photos;
    for (const auto& a : r.attachments) {
        if (a.kind == media_kind::photo)
            row.photos.push_back(a.photo);
        else if (!a.link.empty())
            row.files.push_back({a.name, a.link, a.kind});
    }
    if (r.message.about != case_code::none) row.case_code = code_text(r.message.about);
    row.tag = r.message.tag;
    std::from_chars(r.reply_to.data(), r.reply_to.data() + r.reply_to.size(), row.reply_to);
    row.withdrawn = r.message.withdraw;
    row.contact = r.message.wants_contact;
    std::string frame;
    web::append_row(frame, row);
    return frame;
}

}  // namespace linli::gateway
