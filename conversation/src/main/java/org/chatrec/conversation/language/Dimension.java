package org.chatrec.conversation.language;

/** What a unit measures. A number counts in the base unit that is named here. */
public enum Dimension {
  /** A number without a unit. */
  NONE,
  /** Of whatever currency: items have one price. */
  MONEY,
  /** In minutes. */
  TIME,
  STARS,
  /** In kilograms. */
  MASS,
  /** In centimetres. */
  LENGTH,
  /** In litres. */
  VOLUME,
  /** In gigabytes. */
  DATA,
  POWER,
  CHARGE,
  VOLTAGE,
  FREQUENCY,
  /** What food has, in kilocalories. */
  ENERGY,
  /** In decibels. */
  SOUND,
  PERCENT,
  /** Of a person, in years. */
  AGE,
  /** How many people something is for. */
  PERSONS,
  /** Of pieces, pages, players and the like: no two of them are the same. */
  COUNT
}
