package org.chatrec.catalog.sample;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.ranking.blend.Calibration;
import org.chatrec.ranking.calibration.CatalogSample;
import org.chatrec.ranking.calibration.SampledItem;
import org.jspecify.annotations.Nullable;

/** A sample as a document: numbers as base64 of big-endian float32, an eighth of their JSON. */
final class SampleCodec {

  private SampleCodec() {}

  /** The version of what a document holds; equal documents have equal ones. */
  static String version(Map<String, Object> document) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      document.forEach(
          (key, value) -> digest.update((key + value).getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static Map<String, Object> encode(CatalogSample sample) {
    List<SampledItem> items = sample.items();
    int text = items.isEmpty() ? 0 : items.getFirst().text().length;
    int collaborative =
        items.stream()
            .filter(item -> item.collaborative() != null)
            .mapToInt(item -> item.collaborative().length)
            .findFirst()
            .orElse(0);
    ByteBuffer bytes = ByteBuffer.allocate(items.size() * rowBytes(text, collaborative));
    for (SampledItem item : items) {
      put(bytes, item.text(), text);
      put(bytes, item.collaborative(), collaborative);
      bytes.putFloat((float) item.popularity());
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("ids", items.stream().map(SampledItem::id).toList());
    document.put("population", sample.population());
    document.put("text", text);
    document.put("collaborative", collaborative);
    document.put("rows", Base64.getEncoder().encodeToString(bytes.array()));
    document.put("mean", sample.model().mean());
    document.put("deviation", sample.model().deviation());
    return document;
  }

  @SuppressWarnings("unchecked") // written above
  static CatalogSample decode(Map<String, Object> document) {
    int text = ((Number) document.get("text")).intValue();
    int collaborative = ((Number) document.get("collaborative")).intValue();
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode((String) document.get("rows")));
    List<SampledItem> items = new ArrayList<>();
    for (String id : (List<String>) document.get("ids")) {
      float[] vector = get(bytes, text);
      float[] factors = get(bytes, collaborative);
      boolean has = factors.length > 0 && !Float.isNaN(factors[0]);
      items.add(new SampledItem(id, vector, has ? factors : null, bytes.getFloat()));
    }
    Calibration model =
        new Calibration(
            ((Number) document.get("mean")).doubleValue(),
            ((Number) document.get("deviation")).doubleValue());
    return new CatalogSample(items, ((Number) document.get("population")).longValue(), model);
  }

  static int rowBytes(int text, int collaborative) {
    return Float.BYTES * (text + collaborative + 1);
  }

  /** A vector that is missing is not a number. */
  private static void put(ByteBuffer bytes, float @Nullable [] vector, int length) {
    for (int i = 0; i < length; i++) {
      bytes.putFloat(vector == null ? Float.NaN : vector[i]);
    }
  }

  private static float[] get(ByteBuffer bytes, int length) {
    float[] vector = new float[length];
    for (int i = 0; i < length; i++) {
      vector[i] = bytes.getFloat();
    }
    return vector;
  }
}
