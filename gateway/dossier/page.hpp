// The dossier of a case: one page with everything that its record says, to be printed or handed on when a
// matter leaves the building (docs/mechanism.md row 44). Pure.
//
// No script; one style, inline and named in the policy by its digest; everything that people wrote is
// escaped. Prints on A4, reads on a phone of 360 px.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "dialogs/cases/case_file.hpp"
#include "dialogs/community.hpp"

namespace linli::gateway {

struct dossier_options {
    language speaks = language::zh;
    instant now{};
    // Where the page finds a photo or opens a file: an address or data:…; empty where it cannot.
    std::function<std::string(const attachment&)> source;
    bool alone = false;                   // a file of its own: the policy stands in it
    std::string pictures_from = "data:";  // what the policy of such a file lets photos come from
};

std::string dossier_page(const community& c, const case_file& file, const std::vector<case_entry>& log,
                         const dossier_options& o);

// Content-Security-Policy of a dossier that is served.
std::string dossier_policy();

std::string data_address(std::string_view media_type, std::string_view bytes);  // data:image/jpeg;base64,…

}  // namespace linli::gateway
