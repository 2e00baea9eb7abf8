package org.chatrec.demo;

import java.util.List;

/** The films that come with the project: real films, invented viewers. */
final class Films {
  private Films() {}

  static Dataset read() {
    List<String> filters =
        List.of("genres", "director", "cast", "country", "language", "year", "runtime");
    return new Dataset(
        "films",
        Definitions.films(
            "films",
            List.of("title^3", "overview", "director^2", "cast^2"),
            filters,
            List.of("title", "genres", "director", "overview")),
        SampleData.items("films.jsonl"),
        SampleData.lines("events.ndjson"),
        new Dataset.Examples(
            "a tense science fiction film from the nineties, not a comedy",
            "ridley",
            "miyazaki",
            "space"));
  }
}
