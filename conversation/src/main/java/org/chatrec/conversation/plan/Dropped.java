package org.chatrec.conversation.plan;

/** A part of what was asked that the plan could not keep, and why. Text for people. */
public record Dropped(String part, String reason) {
  private static final String LANGUAGE = "the language of your message";
  private static final String NOTHING_TELLS = "nothing here says that";
  private static final String CURRENCY = "prices are in ";

  /** A wish in the person's own words that no field and no text of an item can answer. */
  public static Dropped unmet(String words) {
    return new Dropped(words, NOTHING_TELLS);
  }

  /**
   * An amount is in a currency that the catalogue's prices are not in; its figure counts as it is.
   *
   * @param words for the currency, as the message has them
   */
  public static Dropped currency(String words, String unit) {
    return new Dropped(words, CURRENCY + unit);
  }

  /** The message is in a language that is not read. */
  public static Dropped unread() {
    return new Dropped(
        LANGUAGE,
        "I understand English, Chinese and German; other words are searched for as they are");
  }

  /** Whether the reason is all there is to say: the part is none of the message's words. */
  public boolean isUnread() {
    return part.equals(LANGUAGE);
  }

  /** Whether the part is a currency that no price is in. */
  public boolean isCurrency() {
    return reason.startsWith(CURRENCY);
  }

  /** Whether the part is a wish in the person's own words, which they should hear of. */
  public boolean isUnmet() {
    return reason.equals(NOTHING_TELLS);
  }
}
