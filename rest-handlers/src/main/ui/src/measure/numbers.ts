/** Means with their errors, as intervals. */
import type { Estimate } from "../api/types.ts";

/** Of a normal distribution, 95 % lies within as many standard errors. */
export const NORMAL = 1.96;

/** A mean with the ends of its interval of 95 %. */
export function interval({ mean, standard_error }: Estimate): { mean: number; low: number; high: number } {
  return { mean, low: mean - NORMAL * standard_error, high: mean + NORMAL * standard_error };
}
