package org.chatrec.conversation.explain;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chatrec.conversation.text.Resources;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;

/**
 * Tells sentences that ask their reader to do something, or that lead elsewhere. A reason says what
 * an item is; whoever wrote the item's text may want more, and a model that repeats it would say so
 * as the shop. Three marks, each enough: an address in any spelling (a link, "example dot com", a
 * telephone number); a clause that begins with the bare form of a verb of asking; and what only
 * swindlers ask for. What stands in quotation marks is the item's own and is not looked at.
 */
final class Solicitation {
  private static final Pattern QUOTED = Pattern.compile("[“\"「《][^”\"」》]*[”\"」》]");

  /** A name with a part that is no number behind its dot, or one spelled out. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?iu)[\\p{L}\\p{N}-]{2,}\\.\\p{L}{2,24}\\b"
              + "|[\\p{L}\\p{N}-]+ ?[(\\[{]? ?\\bdot\\b ?[)\\]}]? ?[\\p{L}\\p{N}-]+"
              + "|[\\p{L}\\p{N}-]+ ?(?:\\bpoint\\b|\\bpunkt\\b|\\bpunto\\b|點|点) ?(?:com|net|org|info|shop|cn|de|fr|es)\\b"
              + "|://|\\bwww\\b|@|[(\\[{] ?at ?[)\\]}]");

  /**
   * Digits that may be parted, more of them than years and amounts have. The seventh is enough:
   * each repetition of a group is a frame of the stack.
   */
  private static final Pattern PHONE = Pattern.compile("\\+?\\p{Nd}(?:[ ()./-]{0,3}\\p{Nd}){6}");

  private static final Pattern YEARS =
      Pattern.compile("\\b(?:1\\d|20)\\d\\d ?- ?(?:1\\d|20)\\d\\d\\b");

  private static final Set<String> LINKS =
      Set.of("and", "or", "then", "so", "just", "now", "please", "simply", "but", "also", "kindly");

  private static final Set<String> COURTESIES = Set.of("please", "kindly");

  /** Whom an appeal is made to, and where and when it wants something to be done. */
  private static final Set<String> ADDRESSED =
      Set.of("you", "your", "us", "our", "me", "my", "now", "here", "today", "below", "link");

  /** How far behind its verb an appeal says so. */
  private static final int REACH = 3;

  private static final Set<String> DUTIES =
      Set.of("must", "should", "need", "have", "ought", "can", "could", "will", "may");

  private static final Set<String> COMMANDS =
      new HashSet<>(Resources.lines("explain/commands.txt"));
  private static final Pattern HAN_COMMANDS = han(Resources.lines("explain/commands-zh.txt"));
  private static final List<String> SECRETS = Resources.lines("explain/secrets.txt");

  private Solicitation() {}

  /**
   * Whether the sentence asks or leads elsewhere.
   *
   * @param titles what items are called, which may begin with any verb
   */
  static boolean in(String sentence, List<String> titles) {
    String said = QUOTED.matcher(sentence).replaceAll(" ");
    if (ADDRESS.matcher(said).find() || hasPhone(said) || namesSecrets(said)) {
      return true;
    }
    String bare = said;
    for (String title : titles) {
      bare = title.isBlank() ? bare : bare.replace(title, " it ");
    }
    return HAN_COMMANDS.matcher(bare).find() || commands(Tokenizer.tokens(bare));
  }

  /** Words that count wherever they stand; those with a caret only where a clause begins. */
  private static Pattern han(List<String> words) {
    return Pattern.compile(
        words.stream()
            .map(
                word ->
                    word.startsWith("^")
                        ? "(?:^|[，。；：！？、,.;:!? ])" + Pattern.quote(word.substring(1))
                        : Pattern.quote(word))
            .collect(Collectors.joining("|")));
  }

  private static boolean hasPhone(String said) {
    return PHONE.matcher(YEARS.matcher(said).replaceAll(" years ")).find();
  }

  private static boolean namesSecrets(String said) {
    String lower = " " + said.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}-]+", " ") + " ";
    return SECRETS.stream().anyMatch(secret -> lower.contains(" " + secret));
  }

  private static boolean commands(List<Token> tokens) {
    boolean sentenceBegins = true;
    boolean clauseBegins = true;
    for (int i = 0; i < tokens.size(); i++) {
      String word = tokens.get(i).norm();
      if (!tokens.get(i).isWord()) {
        sentenceBegins |= !word.matches("[,'’-]");
        clauseBegins |= !word.matches("['’-]");
      } else if (LINKS.contains(word)) {
        clauseBegins = true;
      } else if (asks(tokens, i, sentenceBegins, clauseBegins) || tellsTheReader(tokens, i)) {
        return true;
      } else {
        sentenceBegins = false;
        clauseBegins = false;
      }
    }
    return false;
  }

  /**
   * At a sentence's beginning the bare form asks. Within a sentence it may belong to a subject
   * before it ("they meet and take the train"), unless it turns to the reader.
   */
  private static boolean asks(
      List<Token> tokens, int at, boolean sentenceBegins, boolean clauseBegins) {
    if (!COMMANDS.contains(tokens.get(at).norm())) {
      return false;
    }
    boolean courteous = at > 0 && COURTESIES.contains(tokens.get(at - 1).norm());
    return sentenceBegins || courteous || clauseBegins && turnsToTheReader(tokens, at);
  }

  private static boolean turnsToTheReader(List<Token> tokens, int verb) {
    return tokens.stream()
        .skip(verb + 1L)
        .limit(REACH)
        .anyMatch(token -> ADDRESSED.contains(token.norm()));
  }

  /** "You should call", "you have to visit". */
  private static boolean tellsTheReader(List<Token> tokens, int at) {
    if (!tokens.get(at).norm().equals("you") || at + 2 >= tokens.size()) {
      return false;
    }
    int verb = tokens.get(at + 2).norm().equals("to") ? at + 3 : at + 2;
    return DUTIES.contains(tokens.get(at + 1).norm())
        && verb < tokens.size()
        && COMMANDS.contains(tokens.get(verb).norm());
  }
}
