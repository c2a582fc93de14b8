// One text of ours as the submit_sm that carry it (3GPP TS 23.038, 23.040).
#pragma once

#include <string>
#include <vector>

#include "adapters/smpp/smpp.hpp"

namespace linli::adapters::smpp {

// What one submit_sm says.
struct segment {
    std::uint8_t esm_class = 0;
    std::uint8_t data_coding = 0;
    std::string text;  // with its header, where there is one
    std::vector<tlv> tlvs;
};

// `pieces` are whole messages (splitting.hpp), of at most 255 parts each; each of them is joined again
// on the phone. `number` names the message in those headers: the same in every attempt, another for
// the next message. No part ends inside a character.
std::vector<segment> segments_of(const std::vector<std::string>& pieces, const settings& account, std::int64_t number);

}  // namespace linli::adapters::smpp
