package org.chatrec.embedding;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A model on disk: {@code model.onnx}, {@code tokenizer.json} and {@code model.json} in a folder of
 * the model's name.
 *
 * @param path the folder
 * @param spec what model.json says
 * @param info identity, fingerprint included
 */
record ModelFolder(Path path, ModelSpec spec, ModelInfo info) {

  static final String CONFIG = "model.json";

  private static final int FINGERPRINT_BYTES = 8;

  /** Reads the configuration and hashes all three files. */
  static ModelFolder open(Path folder) throws IOException {
    Path config = folder.resolve(CONFIG);
    ModelSpec spec = ModelSpec.parse(Files.readAllBytes(config), config);
    String name = folder.getFileName().toString();
    String fingerprint =
        fingerprint(folder.resolve("model.onnx"), folder.resolve("tokenizer.json"), config);
    return new ModelFolder(
        folder, spec, new ModelInfo(name, fingerprint, spec.dimension(), spec.maxTokens()));
  }

  Path model() {
    return path.resolve("model.onnx");
  }

  Path tokenizer() {
    return path.resolve("tokenizer.json");
  }

  /** Lengths go in as well, so that bytes cannot wander from one file to the next unnoticed. */
  private static String fingerprint(Path... files) throws IOException {
    MessageDigest hash = sha256();
    for (Path file : files) {
      hash.update((Files.size(file) + ":").getBytes(StandardCharsets.US_ASCII));
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), hash)) {
        byte[] buffer = new byte[1 << 16];
        while (in.read(buffer) >= 0) {
          // the stream feeds the hash
        }
      }
    }
    return HexFormat.of().formatHex(hash.digest(), 0, FINGERPRINT_BYTES);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
