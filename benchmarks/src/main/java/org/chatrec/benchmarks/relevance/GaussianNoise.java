package org.chatrec.benchmarks.relevance;

import java.util.Random;

/**
 * The Gaussian mechanism on unit vectors: whoever sees one is (ε, δ)-unsure which events it was
 * made of, whatever these were. By zero-concentrated differential privacy (Bun and Steinke 2016,
 * propositions 1.3 and 1.6), whose bound holds for every ε: ρ = Δ²/2σ², ε = ρ + 2√(ρ ln 1/δ).
 *
 * @param deviation of the noise in each coordinate
 */
record GaussianNoise(double deviation) {

  /** None. */
  static final GaussianNoise NONE = new GaussianNoise(0);

  /** Two unit vectors are at most so far apart. */
  private static final double SENSITIVITY = 2;

  /** The least noise that gives this. */
  static GaussianNoise of(double epsilon, double delta) {
    double log = Math.log(1 / delta);
    double root = Math.sqrt(log + epsilon) - Math.sqrt(log);
    return new GaussianNoise(SENSITIVITY / (Math.sqrt(2) * root));
  }

  /** What it gives. */
  double epsilon(double delta) {
    double rho = SENSITIVITY * SENSITIVITY / (2 * deviation * deviation);
    return rho + 2 * Math.sqrt(rho * Math.log(1 / delta));
  }

  /** The vector with noise. */
  float[] on(float[] vector, Random random) {
    float[] noisy = vector.clone();
    for (int i = 0; i < noisy.length && deviation > 0; i++) {
      noisy[i] += (float) (deviation * random.nextGaussian());
    }
    return noisy;
  }
}
