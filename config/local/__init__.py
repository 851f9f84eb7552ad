"""The local launcher: embedded servers, the demonstration and the process group."""
