package org.chatrec.embedding;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What a model's file shows without being opened as a model. */
final class Graph {

  /**
   * The operators that take the scales of their input from the run as it is, by ONNX's
   * specification of operators and ONNX Runtime's own additions to it.
   */
  private static final List<byte[]> QUANTISE =
      List.of(ascii("DynamicQuantizeLinear"), ascii("DynamicQuantizeMatMul"));

  private static final int LONGEST = 21;

  private Graph() {}

  private static byte[] ascii(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Whether a model quantises as it runs. Names of operators stand in the file as they are, so they
   * are looked for as bytes.
   */
  static boolean quantisesAsItRuns(Path model) throws IOException {
    byte[] buffer = new byte[1 << 16];
    int kept = 0;
    try (InputStream in = Files.newInputStream(model)) {
      for (int read = in.read(buffer);
          read >= 0;
          read = in.read(buffer, kept, buffer.length - kept)) {
        int end = kept + read;
        for (byte[] name : QUANTISE) {
          if (contains(buffer, end, name)) {
            return true;
          }
        }
        // a name may begin here and end in what is read next
        kept = Math.min(end, LONGEST - 1);
        System.arraycopy(buffer, end - kept, buffer, 0, kept);
      }
    }
    return false;
  }

  private static boolean contains(byte[] buffer, int end, byte[] name) {
    for (int i = 0; i + name.length <= end; i++) {
      if (buffer[i] == name[0] && Arrays.equals(buffer, i, i + name.length, name, 0, name.length)) {
        return true;
      }
    }
    return false;
  }
}
