package org.chatrec.embedding;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model on disk: {@code model.onnx}, {@code tokenizer.json} and {@code model.json} in a folder of
 * the model's name. Weights that the ONNX format keeps in files of their own lie beside {@code
 * model.onnx} and begin with its name.
 *
 * @param path the folder
 * @param spec what model.json says
 * @param info identity, fingerprint included
 * @param bytes size of all files
 * @param stamp changes with any of the files, and costs no reading of them
 */
record ModelFolder(Path path, ModelSpec spec, ModelInfo info, long bytes, String stamp) {

  static final String CONFIG = "model.json";
  static final String GRAPH = "model.onnx";
  static final String TOKENIZER = "tokenizer.json";

  private static final int FINGERPRINT_BYTES = 8;

  /**
   * Reads the configuration and hashes all files.
   *
   * @throws IOException naming the file that is missing, wrong or damaged
   */
  static ModelFolder open(Path folder) throws IOException {
    String stamp = stamp(folder);
    Path config = folder.resolve(CONFIG);
    ModelSpec spec = ModelSpec.parse(Files.readAllBytes(config), config);
    Map<String, String> sums = new TreeMap<>();
    long bytes = 0;
    for (Path file : files(folder)) {
      sums.put(file.getFileName().toString(), sha256(file));
      bytes += Files.size(file);
    }
    requireComplete(folder, sums.keySet());
    requireIntact(config, spec, sums);
    String name = folder.getFileName().toString();
    ModelInfo info =
        new ModelInfo(
            name, fingerprint(spec, sums), spec.scores() ? 0 : spec.dimension(), spec.maxTokens());
    return new ModelFolder(folder, spec, info, bytes, stamp);
  }

  /** What is wrong with a folder's files, without telling where on the machine they lie. */
  static String explain(Path folder, Exception failure) {
    String said = String.valueOf(failure.getMessage());
    String shown = said.replace(folder.toString(), String.valueOf(folder.getFileName()));
    boolean bare = failure instanceof NoSuchFileException missing && missing.getReason() == null;
    return bare ? shown + ": the file is missing" : shown;
  }

  Path model() {
    return path.resolve(GRAPH);
  }

  Path tokenizer() {
    return path.resolve(TOKENIZER);
  }

  /** Whether the files are no longer those that were read. */
  boolean changed() throws IOException {
    return !stamp.equals(stamp(path));
  }

  private static String stamp(Path folder) throws IOException {
    List<String> parts = new ArrayList<>();
    List<Path> all = new ArrayList<>(files(folder));
    all.add(folder.resolve(CONFIG));
    for (Path file : all) {
      parts.add(
          file.getFileName() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
    }
    return String.join("\n", parts);
  }

  /** All that vectors depend on beside the configuration, in order. */
  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(ModelFolder::counts).sorted().collect(Collectors.toList());
    }
  }

  private static boolean counts(Path file) {
    String name = file.getFileName().toString();
    return (name.equals(TOKENIZER) || name.startsWith(GRAPH)) && Files.isRegularFile(file);
  }

  private static void requireComplete(Path folder, Set<String> names) throws IOException {
    for (String name : List.of(GRAPH, TOKENIZER)) {
      if (!names.contains(name)) {
        throw new NoSuchFileException(folder.resolve(name).toString(), null, "the file is missing");
      }
    }
  }

  private static void requireIntact(Path config, ModelSpec spec, Map<String, String> sums)
      throws IOException {
    for (Map.Entry<String, String> expected : spec.sha256().entrySet()) {
      String actual = sums.get(expected.getKey());
      if (!expected.getValue().equals(actual)) {
        throw new IOException(
            config.resolveSibling(expected.getKey())
                + " is not the file that model.json was written for: [sha256] says "
                + expected.getValue()
                + " but it is "
                + (actual == null ? "missing" : actual));
      }
    }
  }

  /** Over the configuration and each file's name and checksum. */
  private static String fingerprint(ModelSpec spec, Map<String, String> sums) {
    MessageDigest hash = sha256();
    hash.update(spec.identity());
    hash.update(sums.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash.digest(), 0, FINGERPRINT_BYTES);
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest hash = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), hash)) {
      byte[] buffer = new byte[1 << 16];
      while (in.read(buffer) >= 0) {
        // the stream feeds the hash
      }
    }
    return HexFormat.of().formatHex(hash.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
