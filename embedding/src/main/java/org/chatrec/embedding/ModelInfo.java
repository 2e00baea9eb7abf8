package org.chatrec.embedding;

/**
 * What identifies a model to those who store its vectors.
 *
 * @param name the folder's name, as written in pipelines and queries
 * @param fingerprint short stable hash over model, tokenizer and configuration: vectors with
 *     different fingerprints must not be compared
 * @param dimension length of every vector; 0 for a cross-encoder, which makes none
 * @param maxTokens tokens per run of the model, special tokens included
 */
public record ModelInfo(String name, String fingerprint, int dimension, int maxTokens) {}
