package org.chatrec.node;

import java.io.IOException;
import java.io.StringReader;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An OpenSearch home: {@code lib}, {@code modules}, {@code plugins} and the agent, shared by every
 * node that runs from it. What belongs to one node (configuration, data, logs, temporary files) is
 * in a folder below {@code nodes} and survives a new assembly.
 *
 * @param folder the home's root, absolute
 */
public record NodeHome(Path folder) {
  static final String SECURITY = "opensearch-security";

  private static final String STAMP = "assembled-from.sha256";
  private static final List<String> ASSEMBLED =
      List.of("lib", "modules", "plugins", "agent", "tools");
  private static final Pattern RANGE = Pattern.compile("\\[([\\d.]+),([\\d.]+)\\)");
  private static final Pattern SERVER_JAR =
      Pattern.compile("opensearch-(\\d+\\.\\d+\\.\\d+)\\.jar");

  /** A home without the security plugin: {@link #assemble(Path, Path, Optional, boolean)}. */
  public static NodeHome assemble(Path folder, Path parts, Optional<Path> plugin) {
    return assemble(folder, parts, plugin, false);
  }

  /**
   * Lays a home out, or leaves it alone when it was made from these very files before.
   *
   * @param folder the home; made when missing
   * @param parts folders {@code lib}, {@code modules}, {@code plugins}, {@code agent}, {@code
   *     tools} with the jars of the distribution module
   * @param plugin the plugin's zip, or none for a node with k-NN alone
   * @param security whether the security plugin is installed as well
   * @throws LaunchException when a part is missing, the folder cannot be written, or a node is
   *     running from a home that would have to change
   */
  public static NodeHome assemble(
      Path folder, Path parts, Optional<Path> plugin, boolean security) {
    NodeHome home = new NodeHome(folder.toAbsolutePath().normalize());
    Path stamp = home.folder.resolve(STAMP);
    String wanted = fingerprint(parts, plugin) + (security ? "+security" : "");
    if (Files.exists(stamp) && Folders.read(stamp).equals(wanted)) {
      return home;
    }
    home.refuseWhileRunning();
    ASSEMBLED.forEach(name -> Folders.delete(home.folder.resolve(name)));
    if (security) {
      Folders.mirror(parts.resolve("security"), home.folder.resolve("plugins"));
    }
    home.layOut(parts, plugin);
    Folders.write(stamp, wanted);
    return home;
  }

  /** Stops every node that still runs from here, of whatever program started it. */
  public void stopAll() {
    Folders.children(folder.resolve("nodes")).stream()
        .flatMap(node -> PidFile.of(node).running().stream())
        .forEach(NodeProcess::stop);
  }

  /** Stops every node and forgets their data, logs and settings. */
  public void clear() {
    stopAll();
    Folders.delete(folder.resolve("nodes"));
  }

  /** Models for every node of a home; they survive a new assembly, too. */
  public static Path models(Path home) {
    return home.toAbsolutePath().normalize().resolve("models");
  }

  /** Where the node of this name keeps what is its own. */
  Path node(String name) {
    return folder.resolve("nodes").resolve(name);
  }

  /** Where a plugin of this home is unpacked. */
  Path plugin(String name) {
    return folder.resolve("plugins").resolve(name);
  }

  Path lib() {
    return folder.resolve("lib");
  }

  Path agent() {
    return jar(folder.resolve("agent"), Pattern.compile("opensearch-agent-\\d.*\\.jar"));
  }

  private void layOut(Path parts, Optional<Path> plugin) {
    ASSEMBLED.forEach(name -> Folders.mirror(parts.resolve(name), folder.resolve(name)));
    // the server insists on this folder, and may not be able to make it
    Folders.create(folder.resolve("bin"));
    String version = serverVersion();
    for (ServerModule module : ServerModule.values()) {
      module.describe(folder.resolve("modules"), version);
    }
    plugin.ifPresent(zip -> new PluginZip(zip).unpackInto(folder.resolve("plugins")));
    Folders.children(folder.resolve("plugins")).forEach(each -> adapt(each, version));
  }

  /**
   * Makes published plugins fit this server. k-NN and security extend modules that are not
   * published for this release; the classes that they need lie beside them. Security is published
   * for the release before, whose classes it finds in this one, too; k-NN runs on its own release
   * alone and is left out elsewhere.
   */
  private static void adapt(Path plugin, String version) {
    Properties properties = descriptor(plugin);
    if (plugin.getFileName().toString().equals(SECURITY)) {
      properties.remove("extended.plugins");
      properties.setProperty("opensearch.version", version);
    }
    if (!properties.getProperty("opensearch.version", version).equals(version)) {
      Folders.delete(plugin);
      return;
    }
    properties.computeIfPresent("extended.plugins", (key, value) -> "lang-painless");
    properties.computeIfPresent(
        "dependencies",
        (key, range) ->
            isWithin(range.toString(), version) ? range : "{opensearch:\"" + version + "\"}");
    describe(plugin, properties);
  }

  private static boolean isWithin(String dependencies, String version) {
    Matcher range = RANGE.matcher(dependencies);
    Version server = Version.parse(version);
    return range.find()
        && Version.parse(range.group(1)).compareTo(server) <= 0
        && Version.parse(range.group(2)).compareTo(server) > 0;
  }

  private static Properties descriptor(Path plugin) {
    Path descriptor = plugin.resolve(PluginZip.DESCRIPTOR);
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(Folders.read(descriptor)));
    } catch (IOException e) {
      throw new LaunchException("cannot read " + descriptor, e);
    }
    return properties;
  }

  private static void describe(Path plugin, Properties properties) {
    Path descriptor = plugin.resolve(PluginZip.DESCRIPTOR);
    // the file is a link to the part it came from: replaced, never written through
    Folders.delete(descriptor);
    Folders.write(
        descriptor,
        properties.stringPropertyNames().stream()
            .sorted()
            .map(key -> key + "=" + properties.getProperty(key) + "\n")
            .collect(Collectors.joining()));
  }

  private String serverVersion() {
    Matcher matcher = SERVER_JAR.matcher(jar(lib(), SERVER_JAR).getFileName().toString());
    return matcher.matches() ? matcher.group(1) : "";
  }

  private static Path jar(Path folder, Pattern name) {
    return Folders.children(folder).stream()
        .filter(file -> name.matcher(file.getFileName().toString()).matches())
        .findFirst()
        .orElseThrow(
            () ->
                new LaunchException(
                    "the parts of the server are incomplete: no " + name + " in " + folder));
  }

  private void refuseWhileRunning() {
    for (Path node : Folders.children(folder.resolve("nodes"))) {
      PidFile.of(node)
          .running()
          .ifPresent(
              process -> {
                throw new LaunchException(
                    "the node of process "
                        + process.pid()
                        + " runs from "
                        + folder
                        + ", which has to be assembled anew; stop it first (./chatrec stop)");
              });
    }
  }

  private static String fingerprint(Path parts, Optional<Path> plugin) {
    MessageDigest digest = sha256();
    for (Path file : Folders.files(parts)) {
      digest.update(parts.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
      Folders.digest(digest, file);
    }
    plugin.ifPresent(zip -> Folders.digest(digest, zip));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
