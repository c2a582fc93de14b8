// Cases as JSON: for the staff page, and for `linli cases --json` and `linli case --json`, on whose
// names programs outside rely (README, "Commands"). Pure.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "dialogs/cases/case_file.hpp"
#include "dialogs/community.hpp"
#include "storage/reader.hpp"

namespace linli::gateway {

// "CP-0412", "cp-412" -> 412.
std::optional<case_code> parse_code(std::string_view text);

// The most pressing first: priority, then age.
void sort_by_urgency(std::vector<case_file>& cases);

// What somebody should have done by then; `never` when nothing is due.
instant due_at(const community& c, const case_file& f);

// Who reads on the staff page.
struct case_reader {
    role as = role::engineer;
    person_id who{};  // nobody: the staff's room is not on the web, so nobody knows them by their session
};

// Of a complaint of a colleague whose words the group does not see: the manager, and whoever has it, unless it is about
// them, or may be for all that we know of the reader.
bool reads_words(const community& c, const case_file& f, const case_reader& reader);

// For others neither words nor photos of such a complaint are there; "***" stands where there were words.
nlohmann::ordered_json staff_row(const community& c, const case_file& f, instant now, language l,
                                 const case_reader& reader);
using file_links = std::function<std::string(const attachment&)>;  // where a file opens now
nlohmann::ordered_json staff_detail(const community& c, const case_file& f, const std::vector<case_entry>& log,
                                    instant now, language l, const file_links& links, const case_reader& reader);

// `linli cases --json`: code state category priority place summary created_at owner reporter channel.
nlohmann::ordered_json listed_case(const case_file& f);
// `linli case CODE --json`: besides, owner outcome score photos timeline messages, and what a dossier
// holds (README, "A case as JSON"). `messages` are those that came in, as they were recorded; `told` is the
// talk both ways with what became of each message. Of a confidential case, and of a
// complaint of a colleague, nobody's name is there.
nlohmann::ordered_json whole_case(const case_file& f, const std::vector<case_entry>& log,
                                  const std::vector<storage::message_row>& messages);

std::string utc_text(instant t);  // "2026-01-02T03:04:05Z"; empty for the zero instant

}  // namespace linli::gateway
