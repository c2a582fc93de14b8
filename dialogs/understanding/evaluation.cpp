#include "dialogs/understanding/evaluation.hpp"

#include <algorithm>

#include "dialogs/trade.hpp"
#include "dialogs/understanding/reader.hpp"
#include "dialogs/understanding/text.hpp"

namespace linli {
namespace {

constexpr std::size_t text_max = 4'000;  // characters, as everywhere

bool is_complaint(std::string_view label) { return !label.starts_with(intent_class) && label != no_class; }

std::string truth_of_intent(std::string_view label) {
    if (is_complaint(label)) return "complaint";
    return std::string(label == no_class ? "" : label.substr(intent_class.size()));
}

void compare_kind(const corpus_line& line, const reading& r, figures& f) {
    const std::string read = r.guesses.empty() ? std::string("nothing") : r.guesses.front().category;
    f.category.add(same_trade(read, line.label));
    f.subcategory.add(read == line.label);
    f.among_four.add(
        std::any_of(r.guesses.begin(), r.guesses.end(), [&](const guess& g) { return g.category == line.label; }));
    if (r.sure) f.sure.add(read == line.label);
    if (read != line.label) ++f.confused[{line.label, read}];
}

void compare_danger(const corpus_line& line, const reading& r, figures& f) {
    if (line.danger_here == danger::certain) {
        f.acted.add(r.life_safety == danger::certain);
        f.noticed.add(r.life_safety != danger::none);
        if (r.life_safety == danger::none) f.missed.push_back(line.text);
    } else if (line.danger_here == danger::none) {
        f.alarmed.add(r.life_safety == danger::certain);
        f.bothered.add(r.life_safety == danger::possible);
        if (r.life_safety == danger::certain) f.false_alarms.push_back(line.text);
    }
}

}  // namespace

void figures::add(const figures& f) {
    for (auto member :
         {&figures::category, &figures::subcategory, &figures::among_four, &figures::sure, &figures::intent,
          &figures::place_fields, &figures::acted, &figures::noticed, &figures::alarmed, &figures::bothered})
        (this->*member).add(f.*member);
    for (const auto& [pair, n] : f.confused) confused[pair] += n;
    missed.insert(missed.end(), f.missed.begin(), f.missed.end());
    false_alarms.insert(false_alarms.end(), f.false_alarms.begin(), f.false_alarms.end());
}

figures examine(const reader& reads, const corpus_batch& batch) {
    figures f;
    for (const auto& line : batch.lines) {
        bool cut = false;
        const auto text = clean(line.text, text_max, cut);
        if (!text) continue;
        const auto r = reads.read(*text, language::zh);
        if (is_complaint(line.label)) compare_kind(line, r, f);
        f.intent.add(r.intent == truth_of_intent(line.label));
        compare_danger(line, r, f);
        f.place_fields.add(r.place.building == line.place.building);
        f.place_fields.add(r.place.unit == line.place.unit);
        f.place_fields.add(r.place.room == line.place.room);
    }
    return f;
}

evaluation::evaluation(const taxonomy& t, std::span<const corpus_batch> batches)
    : taxonomy_(t), batches_(batches), signals_(t), taxonomy_lessons_(lessons_of_taxonomy(signals_)) {
    for (const auto& b : batches) {
        auto& mine = lessons_.emplace_back();
        for (const auto& line : b.lines) mine.push_back(lesson_of(signals_, line));
    }
}

std::string evaluation::teach_without(std::size_t batch) const {
    std::vector<const lesson*> all;
    for (const auto& l : taxonomy_lessons_) all.push_back(&l);
    for (std::size_t i = 0; i < lessons_.size(); ++i)
        if (i != batch)
            for (const auto& l : lessons_[i]) all.push_back(&l);
    return teach(all);
}

figures evaluation::exam(std::size_t batch) const {
    const auto bytes = teach_without(batch);
    return examine(reader(taxonomy_, bytes), batches_[batch]);
}

std::string evaluation::models_of_all() const { return teach_without(lessons_.size()); }

}  // namespace linli
