// What is wrong in a file that a person edits, so that they find the place at once.
#pragma once

#include <string>

namespace linli {

struct config_error {
    std::string file;
    int line = 0;      // from 1; 0 where no line is known
    std::string what;  // a sentence for a person: the key, what is wrong, the likely right one
};

}  // namespace linli
