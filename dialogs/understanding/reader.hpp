// Understands one message by itself: fills a `reading` from a cleaned text.
//
// Needs no state, so it runs on the thread that receives. Built once from the taxonomy and the
// models (models.hpp), both of which must outlive it; `read` may be called from any number of
// threads at once. A message of ordinary length takes some tens of microseconds; the time is linear
// in the length.
#pragma once

#include <string_view>

#include "dialogs/taxonomy.hpp"
#include "dialogs/understanding/kinds.hpp"
#include "dialogs/understanding/models.hpp"
#include "dialogs/understanding/reading.hpp"
#include "dialogs/understanding/signals.hpp"

namespace linli {

class reader {
public:
    // `model` are the bytes of `models`. Throws std::invalid_argument when they are none.
    // `known`: the buildings that were described, if any.
    reader(const taxonomy& t, std::string_view model, std::vector<building> known = {});
    reader(const reader&) = delete;
    reader& operator=(const reader&) = delete;

    // `clean_text` came out of `clean` (text.hpp). `hint` is the language where the text has none.
    reading read(std::string_view clean_text, language hint) const;

private:
    void take_danger(const measured& m, const kinds_found& kinds, reading& r) const;
    void leave_praise_out(const measured& m, reading& r) const;
    void ask_about_safety_kind(const measured& m, reading& r) const;
    // A complaint beside a question or a greeting: "我家漏水，顺便问一下物业费多少".
    void take_complaint_beside(const measured& m, reading& r) const;
    // Whether what is told in passing says that it is not of this kind.
    bool ruled_out(const reading& r, std::string_view kind) const;
    void rule_out(reading& r) const;
    std::string told_category(const reading& r) const;
    void read_ambiguous(const measured& m, reading& r) const;

    signals signals_;
    models models_;
    kind_reader kinds_;
};

}  // namespace linli
