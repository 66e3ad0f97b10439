#include "partnership/wave_events.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "unit/input/reading.hpp"

namespace partnership {
namespace {

using ::testing::ElementsAre;

// "wave: event" of each, and "cut?" behind an open end; or the fault alone, of a file without its folder.
std::vector<std::string> load(const std::string& name, const std::string& text) {
  const auto folder = testing::TempDir() + "events-" + std::to_string(getpid()) + "/";
  std::filesystem::create_directories(folder);
  std::ofstream(folder + name, std::ios::binary) << text;
  const auto events = load_wave_events(folder + name);
  std::filesystem::remove_all(folder);
  std::vector<std::string> lines;
  if (!events) {
    auto fault = events.error();
    fault.file = name;
    return {line_of(fault)};
  }
  for (const auto& [wave, event] : events->events) lines.push_back(wave + ": " + event);
  if (events->has_open_end) lines.emplace_back("cut?");
  return lines;
}

TEST(WaveEvents, RowsOfDelimitersOnlyAreSkipped) {
  EXPECT_THAT(load("e.csv", "event;wave\nStart; 2024 \n;\n ; \nEnd;2025\n"), ElementsAre("2024: Start", "2025: End"));
  EXPECT_THAT(load("e.csv", "wave,event\n2024,\n"), ElementsAre("missing_key e.csv:2:6: the event is empty"));
  EXPECT_THAT(load("e.csv", "wave,event\n,Start\n"), ElementsAre("missing_key e.csv:2:1: the wave is empty"));
}

TEST(WaveEvents, AreAListOfMapsInYaml) {
  EXPECT_THAT(load("e.yaml", "- {event: Start, wave: 2024}\n- wave: ' 2025 '\n  event: End\n"), ElementsAre("2024: Start", "2025: End"));
  EXPECT_THAT(load("e.yaml", "- wave: 2024\n  event: ' '\n"), ElementsAre("missing_key e.yaml:2:10: the event is empty"));
  EXPECT_THAT(load("e.yaml", "[]\n"),
              ElementsAre("empty_file e.yaml: there are no events in this file (give the columns wave and event, a row for each event)"));
}

TEST(WaveEvents, WhatIsNotYamlIsAFault) {
  EXPECT_THAT(load("e.yaml", "- wave: \"2024\n"), ElementsAre("unclosed_quote e.yaml:1:9: the quote that opens here is never closed"));
}

TEST(WaveEvents, BytesThatNoTextMayHoldAreAFault) {
  const std::string encoding = " is not valid UTF-8 (save the file as UTF-8)";
  EXPECT_THAT(load("e.csv", "PK\x03\x04 xl/"), ElementsAre("format_mismatch e.csv: this is an Excel workbook: save it as CSV"));
  EXPECT_THAT(load("e.yaml", "- wave: Zo\xEB\n"), ElementsAre("invalid_encoding e.yaml:1:11: byte 0xEB" + encoding));
}

TEST(WaveEvents, MayBeCutShortWhereTheLastLineHasNoEnd) {
  EXPECT_THAT(load("e.csv", "wave,event\n2024,Sta"), ElementsAre("2024: Sta", "cut?"));
  EXPECT_THAT(load("e.csv", "wave,event\r2024,Start\r"), ElementsAre("2024: Start"));
  EXPECT_THAT(load("e.yaml", "- wave: 2024\n  event: Sta"), ElementsAre("2024: Sta", "cut?"));
  EXPECT_THAT(load("e.yaml", "- {wave: 2024, event: Start}"), ElementsAre("2024: Start", "cut?"));
  EXPECT_THAT(load("e.json", R"([{"wave": "2024", "event": "Start"}])"), ElementsAre("2024: Start")) << "a bracket shows the end";
}

constexpr auto kTooMany = ": there are more than 10000 events, or more than 1 MiB of their texts";

TEST(WaveEvents, AreAtMostAMebibyte) {
  const std::string text(1U << 19U, 'x');
  EXPECT_THAT(load("e.csv", "wave,event\n1," + text + "\n"), testing::SizeIs(1));
  EXPECT_THAT(load("e.csv", "wave,event\n1," + text + "\n2," + text + "\n"), ElementsAre(std::string("too_large e.csv:3:1") + kTooMany));
}

TEST(WaveEvents, AreAtMostTenThousand) {
  std::string csv = "wave,event\n", yaml;
  for (int i = 0; i < 10'001; ++i) {
    csv += "1,x\n";
    yaml += "- {wave: 1, event: x}\n";
  }
  EXPECT_THAT(load("e.csv", csv), ElementsAre(std::string("too_large e.csv:10002:1") + kTooMany));
  EXPECT_THAT(load("e.yaml", yaml), ElementsAre(std::string("too_large e.yaml:10001:3") + kTooMany));
}

}  // namespace
}  // namespace partnership
