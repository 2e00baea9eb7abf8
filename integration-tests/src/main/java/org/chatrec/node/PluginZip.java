package org.chatrec.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A plugin's zip, unpacked as the plugin installer of the server would: flat, into a folder with
 * the name that the descriptor gives. Whether its jars clash with the server's is checked by the
 * server itself at each start.
 *
 * @param file the zip
 */
record PluginZip(Path file) {
  static final String DESCRIPTOR = "plugin-descriptor.properties";
  static final String POLICY = "plugin-security.policy";
  private static final List<String> REQUIRED =
      List.of("name", "description", "version", "java.version", "classname");

  void unpackInto(Path plugins) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Path folder = plugins.resolve(name(descriptor(zip)));
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        unpack(zip, entries.nextElement(), folder);
      }
    } catch (IOException e) {
      throw new LaunchException("cannot unpack the plugin " + file, e);
    }
  }

  private Properties descriptor(ZipFile zip) throws IOException {
    ZipEntry entry = zip.getEntry(DESCRIPTOR);
    if (entry == null) {
      throw new LaunchException(file + " is not a plugin: it has no " + DESCRIPTOR);
    }
    Properties properties = new Properties();
    try (Reader reader = new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    return properties;
  }

  private String name(Properties descriptor) {
    for (String key : REQUIRED) {
      if (descriptor.getProperty(key, "").isBlank()) {
        throw new LaunchException(file + ": property [" + key + "] is missing in " + DESCRIPTOR);
      }
    }
    String name = descriptor.getProperty("name");
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw new LaunchException(file + ": [name] must be of letters, digits and dashes: " + name);
    }
    return name;
  }

  private void unpack(ZipFile zip, ZipEntry entry, Path folder) throws IOException {
    Path target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new LaunchException(file + " has an entry outside its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    try (InputStream in = zip.getInputStream(entry)) {
      Files.copy(in, target);
    }
  }
}
