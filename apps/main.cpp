#include "tool.hpp"

int main(int argc, char** argv) { return partnership::apps::run_process(partnership::apps::PARTNERSHIP_TOOL, argc, argv); }
