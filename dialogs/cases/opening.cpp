#include "dialogs/cases/opening.hpp"

namespace linli {
namespace {

constexpr std::string_view asks_what_it_is = "customer_service";
constexpr std::string_view asks_nothing_first = "control_room";

void take_departments(intake& in, const subcategory* kind, std::string_view otherwise) {
    in.departments.emplace_back(kind ? std::string_view(kind->department) : otherwise);
    if (!kind) return;
    in.departments.insert(in.departments.end(), kind->co_departments.begin(), kind->co_departments.end());
}

void take_name(intake& in, const subcategory* kind) {
    if (!kind) return;
    in.category = kind->id;
    in.confidential = kind->confidential;
}

}  // namespace

void take_kind(intake& in, const taxonomy& t, const subcategory* kind, const severity& s) {
    take_name(in, kind);
    take_departments(in, kind, asks_what_it_is);
    in.urgency = s.urgency;
    in.impact = s.impact;
    in.priority = priority_of(t, s);
}

void take_danger(intake& in, const subcategory* kind) {
    take_name(in, kind);
    take_departments(in, kind, asks_nothing_first);
    in.urgency = urgency::danger;
    in.priority = priority::p0;
    in.life_safety = true;
}

}  // namespace linli
