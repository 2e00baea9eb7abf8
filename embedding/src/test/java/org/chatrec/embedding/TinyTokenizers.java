package org.chatrec.embedding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small tokenizer.json files of the three kinds, as the large ones of their families are built. */
enum TinyTokenizers {
  /** BERT: WordPiece. */
  BERT("[CLS]", "[SEP]", "[PAD]") {
    @Override
    Map<String, Object> parts() {
      List<String> words = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
      LETTERS.chars().forEach(c -> words.add("" + (char) c));
      LETTERS.chars().forEach(c -> words.add("##" + (char) c));
      words.addAll(List.of("red", "dust", "colony", "query", "passage", "##y", ":", ".", "科", "幻"));
      Map<String, Object> vocabulary = new LinkedHashMap<>();
      words.stream().distinct().forEach(word -> vocabulary.put(word, vocabulary.size()));
      Map<String, Object> normalizer = new LinkedHashMap<>();
      normalizer.put("type", "BertNormalizer");
      normalizer.put("clean_text", true);
      normalizer.put("handle_chinese_chars", true);
      normalizer.put("strip_accents", null);
      normalizer.put("lowercase", true);
      return Map.of(
          "normalizer",
          normalizer,
          "pre_tokenizer",
          Map.of("type", "BertPreTokenizer"),
          "model",
          Map.of(
              "type", "WordPiece",
              "unk_token", "[UNK]",
              "continuing_subword_prefix", "##",
              "max_input_chars_per_word", 100,
              "vocab", vocabulary));
    }

    @Override
    long id(String special) {
      return List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]").indexOf(special);
    }
  },

  /** XLM-R: SentencePiece, unigrams. */
  XLM_R("<s>", "</s>", "<pad>") {
    @Override
    Map<String, Object> parts() {
      List<List<Object>> pieces = new ArrayList<>();
      for (String special : List.of("<s>", "<pad>", "</s>", "<unk>")) {
        pieces.add(List.of(special, 0.0));
      }
      for (String word : List.of("▁red", "▁dust", "▁colony", "▁query", "▁passage", "科幻")) {
        pieces.add(List.of(word, -3.0 - pieces.size() * 0.1));
      }
      pieces.add(List.of("▁", -5.0));
      (LETTERS + ":.").chars().forEach(c -> pieces.add(List.of("" + (char) c, -8.0)));
      return Map.of(
          "normalizer",
          Map.of("type", "Sequence", "normalizers", List.of(Map.of("type", "NFKC"))),
          "pre_tokenizer",
          Map.of(
              "type",
              "Sequence",
              "pretokenizers",
              List.of(
                  Map.of("type", "WhitespaceSplit"),
                  Map.of(
                      "type", "Metaspace",
                      "replacement", "▁",
                      "prepend_scheme", "always",
                      "split", true))),
          "model",
          Map.of("type", "Unigram", "unk_id", 3, "vocab", pieces, "byte_fallback", false));
    }

    @Override
    long id(String special) {
      return List.of("<s>", "<pad>", "</s>", "<unk>").indexOf(special);
    }
  },

  /** ModernBERT: pairs of bytes; a word after a blank is not the word at the beginning. */
  MODERN_BERT("[CLS]", "[SEP]", "[PAD]") {
    @Override
    Map<String, Object> parts() {
      Map<String, Object> vocabulary = new LinkedHashMap<>();
      List.of("[CLS]", "[SEP]", "[PAD]").forEach(s -> vocabulary.put(s, vocabulary.size()));
      (LETTERS + "Ġ:.").chars().forEach(c -> vocabulary.put("" + (char) c, vocabulary.size()));
      List<List<String>> merges = new ArrayList<>();
      for (List<String> merge :
          List.of(List.of("r", "e"), List.of("re", "d"), List.of("Ġ", "red"), List.of("d", "u"))) {
        merges.add(merge);
        vocabulary.put(String.join("", merge), vocabulary.size());
      }
      Map<String, Object> model = new LinkedHashMap<>();
      model.put("type", "BPE");
      model.put("dropout", null);
      model.put("unk_token", null);
      model.put("continuing_subword_prefix", null);
      model.put("end_of_word_suffix", null);
      model.put("fuse_unk", false);
      model.put("byte_fallback", false);
      model.put("vocab", vocabulary);
      model.put("merges", merges);
      return Map.of(
          "normalizer",
          Map.of("type", "NFC"),
          "pre_tokenizer",
          Map.of(
              "type",
              "ByteLevel",
              "add_prefix_space",
              false,
              "trim_offsets",
              true,
              "use_regex",
              true),
          "model",
          model);
    }

    @Override
    long id(String special) {
      return List.of("[CLS]", "[SEP]", "[PAD]").indexOf(special);
    }
  };

  /** More than any of the vocabularies has. */
  static final int VOCABULARY = 100;

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

  private final String opening;
  private final String closing;
  private final String padding;

  TinyTokenizers(String opening, String closing, String padding) {
    this.opening = opening;
    this.closing = closing;
    this.padding = padding;
  }

  abstract Map<String, Object> parts();

  abstract long id(String special);

  long padId() {
    return id(padding);
  }

  /** With truncation and padding set to lengths that would spoil everything. */
  String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("version", "1.0");
    all.put(
        "truncation",
        Map.of("direction", "Right", "max_length", 6, "strategy", "LongestFirst", "stride", 0));
    all.put(
        "padding",
        Map.of(
            "strategy",
            Map.of("Fixed", 12),
            "direction",
            "Right",
            "pad_id",
            padId(),
            "pad_type_id",
            0,
            "pad_token",
            padding));
    List<Object> added = new ArrayList<>();
    for (String special : List.of(opening, closing, padding)) {
      Map<String, Object> token = new LinkedHashMap<>();
      token.put("id", id(special));
      token.put("content", special);
      for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
        token.put(flag, false);
      }
      token.put("special", true);
      added.add(token);
    }
    all.put("added_tokens", added);
    all.putAll(parts());
    all.put("post_processor", template());
    all.put("decoder", null);
    try {
      return JsonMapper.builder().build().writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private Map<String, Object> template() {
    Map<String, Object> specials = new LinkedHashMap<>();
    for (String special : List.of(opening, closing)) {
      specials.put(
          special, Map.of("id", special, "ids", List.of(id(special)), "tokens", List.of(special)));
    }
    Object text = Map.of("Sequence", Map.of("id", "A", "type_id", 0));
    List<Object> single = List.of(special(opening, 0), text, special(closing, 0));
    List<Object> pair = new ArrayList<>(single);
    int second = this == XLM_R ? 0 : 1;
    if (this == XLM_R) {
      pair.add(special(closing, 0));
    }
    pair.add(Map.of("Sequence", Map.of("id", "B", "type_id", second)));
    pair.add(special(closing, second));
    return Map.of(
        "type", "TemplateProcessing", "single", single, "pair", pair, "special_tokens", specials);
  }

  private static Object special(String name, int type) {
    return Map.of("SpecialToken", Map.of("id", name, "type_id", type));
  }
}
