// The synthetic residents: what each says next, and whether what came back fits.
//
// A script is chosen by its reader's program: `ceiling` checks the marker of each step, `linli`
// chooses its answer by what the reply asks, `null` takes anything. Pure; one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace linli::bench {

struct resident {
    std::int64_t chat = 0;
    std::uint32_t talks = 0;     // dialogues that came to their end
    std::uint8_t stage = 0;      // the script's own
    std::uint8_t answers = 0;    // given in this dialogue
    std::uint16_t messages = 0;  // in all
};

// A message that the program sent to a resident.
struct reply {
    std::string_view text;
    bool choices = false;  // it offers buttons
};

class script {
public:
    virtual ~script() = default;
    virtual std::string says(const resident& r) const = 0;
    // Whether the reply fits; the resident moves on either way.
    virtual bool hears(resident& r, const reply& what) const = 0;
};

// nullptr when there is no such script.
std::unique_ptr<script> make_script(std::string_view name);

}  // namespace linli::bench
