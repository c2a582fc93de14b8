// How well the reader reads messages that it was not taught on: every batch is read by models
// taught on all the others. Split by batch and never by message, since lines of one voice resemble
// one another.
//
// Pure; an exam of one batch takes some seconds, nearly all of it teaching.
#pragma once

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "dialogs/understanding/corpus.hpp"
#include "dialogs/understanding/teaching.hpp"

namespace linli {

class reader;

struct tally {
    int right = 0;
    int of = 0;
    void add(bool good) { right += good, ++of; }
    void add(const tally& t) { right += t.right, of += t.of; }
    double percent() const { return of == 0 ? 0 : 100.0 * right / of; }
};

struct figures {
    tally category;      // of complaints: the first part of the id
    tally subcategory;   // of complaints: the whole id
    tally among_four;    // of complaints: it is one of the guesses that would be offered
    tally sure;          // of complaints that need no question: the id is right
    tally intent;        // of everything: "complaint", an intent or none
    tally place_fields;  // building, unit and room of everything, those that are absent included
    tally acted;         // of messages with danger: the alarm is given at once
    tally noticed;       // of messages with danger: the alarm is given, or danger is asked about
    tally alarmed;       // of messages without danger: a false alarm
    tally bothered;      // of messages without danger: asked about danger for nothing
    std::map<std::pair<std::string, std::string>, int> confused;  // {truth, read}: how often
    std::vector<std::string> missed;                              // danger that was neither acted on nor asked about
    std::vector<std::string> false_alarms;
    void add(const figures& f);
};

class evaluation {
public:
    // Both must outlive it.
    evaluation(const taxonomy& t, std::span<const corpus_batch> batches);

    // Reads that batch with models that were taught on the others.
    figures exam(std::size_t batch) const;
    // The models of all batches: what is shipped.
    std::string models_of_all() const;

private:
    std::string teach_without(std::size_t batch) const;

    const taxonomy& taxonomy_;
    std::span<const corpus_batch> batches_;
    signals signals_;
    std::vector<lesson> taxonomy_lessons_;
    std::vector<std::vector<lesson>> lessons_;  // by batch
};

// Reads every line and compares.
figures examine(const reader& reads, const corpus_batch& batch);

}  // namespace linli
