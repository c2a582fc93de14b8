// The one place where toml++ is compiled: Debian's shared library is built with exceptions, which
// gives it other symbol names than our TOML_EXCEPTIONS=0.
#define TOML_IMPLEMENTATION
#include <toml++/toml.h>
