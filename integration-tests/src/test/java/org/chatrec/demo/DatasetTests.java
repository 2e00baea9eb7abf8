package org.chatrec.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.chatrec.node.LaunchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetTests {
  @TempDir private Path folder;

  @Test
  void theSamplesAreConsistent() {
    assertThat(Films.read().items()).hasSizeGreaterThan(500);
    assertThat(Shop.read().items()).hasSizeGreaterThan(400);
    for (Dataset sample : List.of(Films.read(), Shop.read())) {
      assertConsistent(sample);
      assertThat(users(sample))
          .contains(sample.examples().user(), sample.examples().recommendUser());
    }
  }

  @Test
  void readsQuotedTitlesArticlesAndMissingYears() throws IOException {
    write(
        """
        movieId,title,genres
        1,"Matrix, The (1999)",Action|Sci-Fi
        2,"Quoted ""One"" (2001) ",(no genres listed)
        3,No Year At All,Drama
        """,
        "userId,movieId,rating,timestamp\n7,1,4.5,964982703\n",
        "userId,movieId,tag,timestamp\n7,1,\"mind, bending\",1\n8,1,cult,2\n");
    Dataset data = MovieLens.read(folder);
    assertThat(data.items().get(0).source().toString())
        .isEqualTo(
            "{\"title\":\"The Matrix\",\"year\":1999,\"genres\":[\"Action\",\"Sci-Fi\"],"
                + "\"tags\":[\"mind, bending\",\"cult\"]}");
    assertThat(data.items().get(1).source().toString())
        .isEqualTo("{\"title\":\"Quoted \\\"One\\\"\",\"year\":2001,\"genres\":[]}");
    assertThat(data.items().get(2).source().path("year").isMissingNode()).isTrue();
    assertThat(data.events().getFirst().toString())
        .isEqualTo(
            "{\"event_id\":\"rating-7-1\",\"user_id\":\"7\",\"item_id\":\"1\",\"type\":\"rating\","
                + "\"value\":4.5,\"timestamp\":\"2000-07-30T18:45:03Z\"}");
  }

  @Test
  void saysWhatTheFolderLacks() {
    assertThatThrownBy(() -> MovieLens.read(folder))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("--data must be a MovieLens folder");
  }

  @Test
  void readsTheRealFolder() {
    Path real = Path.of(System.getProperty("chatrec.root", "."), "../shared/data/movielens-small");
    assumeTrue(Files.isDirectory(real), "no shared data beside the project: skipped");
    Dataset data = MovieLens.read(real);
    assertThat(data.items()).hasSize(9742);
    assertThat(data.events())
        .hasSize(100_836)
        .allSatisfy(event -> assertThat(event.path("value").asDouble()).isBetween(0.5, 5.0));
    assertConsistent(data);
  }

  private static void assertConsistent(Dataset data) {
    Set<String> items = data.items().stream().map(Dataset.Item::id).collect(Collectors.toSet());
    assertThat(items).hasSameSizeAs(data.items());
    assertThat(data.events().stream().map(event -> event.path("event_id").asText()))
        .doesNotHaveDuplicates()
        .doesNotContain("");
    assertThat(data.events())
        .allSatisfy(
            event -> {
              if (event.path("type").asText().equals("search")) {
                assertThat(event.path("text").asText()).isNotBlank();
              } else {
                assertThat(items).contains(event.path("item_id").asText());
              }
            });
  }

  private static Set<String> users(Dataset data) {
    return data.events().stream()
        .map((ObjectNode event) -> event.path("user_id").asText())
        .collect(Collectors.toSet());
  }

  private void write(String movies, String ratings, String tags) throws IOException {
    Files.writeString(folder.resolve("movies.csv"), movies);
    Files.writeString(folder.resolve("ratings.csv"), ratings);
    Files.writeString(folder.resolve("tags.csv"), tags);
  }
}
