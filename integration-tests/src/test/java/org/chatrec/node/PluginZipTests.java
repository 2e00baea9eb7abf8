package org.chatrec.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginZipTests {
  private static final String DESCRIPTOR =
      "name=sample\ndescription=d\nversion=1\njava.version=21\nclassname=org.Sample\n";

  @TempDir private Path folder;

  @Test
  void unpacksIntoAFolderOfThePluginsName() throws IOException {
    zip(Map.of(PluginZip.DESCRIPTOR, DESCRIPTOR, "models/m/model.json", "{}")).unpackInto(folder);
    assertThat(folder.resolve("sample/models/m/model.json")).hasContent("{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "description", "version", "java.version", "classname"})
  void namesTheMissingProperty(String key) throws IOException {
    String without = DESCRIPTOR.replaceAll("(?m)^" + key + "=.*\n", "");
    PluginZip zip = zip(Map.of(PluginZip.DESCRIPTOR, without));
    assertThatThrownBy(() -> zip.unpackInto(folder))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("[" + key + "]");
  }

  @Test
  void refusesAZipWithoutDescriptor() throws IOException {
    PluginZip zip = zip(Map.of("a.jar", ""));
    assertThatThrownBy(() -> zip.unpackInto(folder)).hasMessageContaining("is not a plugin");
  }

  @Test
  void refusesAnEntryThatLeavesTheFolder() throws IOException {
    PluginZip zip = zip(Map.of(PluginZip.DESCRIPTOR, DESCRIPTOR, "../../escaped.txt", "x"));
    assertThatThrownBy(() -> zip.unpackInto(folder.resolve("plugins")))
        .hasMessageContaining("outside its folder");
    assertThat(folder.resolve("escaped.txt")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../other", "a b", "/etc"})
  void refusesANameThatIsNotAFolder(String name) throws IOException {
    String bad = DESCRIPTOR.replace("name=sample", "name=" + name);
    PluginZip zip = zip(Map.of(PluginZip.DESCRIPTOR, bad));
    assertThatThrownBy(() -> zip.unpackInto(folder)).hasMessageContaining("[name]");
  }

  @Test
  void saysWhichFileIsNoZip() throws IOException {
    Path text = Files.writeString(folder.resolve("text.zip"), "not a zip");
    assertThatThrownBy(() -> new PluginZip(text).unpackInto(folder))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("text.zip");
  }

  private PluginZip zip(Map<String, String> entries) throws IOException {
    Path file = folder.resolve("plugin.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return new PluginZip(file);
  }
}
