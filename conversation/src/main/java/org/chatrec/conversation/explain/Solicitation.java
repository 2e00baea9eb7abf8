package org.chatrec.conversation.explain;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
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
          "(?iu)[\\p{L}\\p{N}-]{2,}\\.(?=\\p{L}{2,24}\\b)(?!\\p{Lu}\\p{Ll}+ )\\p{L}+"
              + "|\\b[\\p{L}\\p{N}-]+ ?[(\\[{]? ?(?:dot|punkt|punto|point|點|点) ?[)\\]}]? ?"
              + "(?:com|net|org|info|io|co|example|shop|store|online|site|xyz|top|app|de|uk|cn|ru|[a-z]{2})\\b"
              + "|://|\\bwww\\b|@|\\bat\\b ?[)\\]}] ?|[(\\[{] ?at\\b");

  /** Digits that may be parted, more of them than years and amounts have. */
  private static final Pattern PHONE = Pattern.compile("\\+?\\p{Nd}(?:[ ()./-]{0,2}\\p{Nd}){6,}");

  private static final Set<String> LINKS =
      Set.of("and", "or", "then", "so", "just", "now", "please", "simply", "but", "also", "kindly");

  private static final Set<String> OBJECTS =
      Set.of(
          "the", "a", "an", "your", "my", "our", "this", "that", "these", "it", "us", "me", "them",
          "now", "here", "today", "at", "on", "in", "to", "for", "up", "out", "all");

  private static final Set<String> DUTIES =
      Set.of("must", "should", "need", "have", "ought", "can", "could", "will", "may");

  private static final Set<String> COMMANDS =
      new HashSet<>(Resources.lines("explain/commands.txt"));
  private static final List<String> HAN_COMMANDS = Resources.lines("explain/commands-zh.txt");
  private static final List<String> SECRETS = Resources.lines("explain/secrets.txt");

  private Solicitation() {}

  /**
   * Whether the sentence asks or leads elsewhere.
   *
   * @param titles what items are called, which may begin with any verb
   */
  static boolean in(String sentence, List<String> titles) {
    String said = QUOTED.matcher(sentence).replaceAll(" ");
    if (ADDRESS.matcher(said).find() || PHONE.matcher(said).find() || namesSecrets(said)) {
      return true;
    }
    String bare = said;
    for (String title : titles) {
      bare = title.isBlank() ? bare : bare.replace(title, " it ");
    }
    return HAN_COMMANDS.stream().anyMatch(bare::contains) || commands(Tokenizer.tokens(bare));
  }

  private static boolean namesSecrets(String said) {
    String lower = " " + said.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}-]+", " ") + " ";
    return SECRETS.stream().anyMatch(secret -> lower.contains(" " + secret));
  }

  private static boolean commands(List<Token> tokens) {
    boolean sentenceBegins = true;
    boolean clauseBegins = true;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (!token.isWord()) {
        sentenceBegins = sentenceBegins || !token.norm().matches("[,'’-]");
        clauseBegins = !token.norm().matches("['’-]");
      } else if (LINKS.contains(token.norm())) {
        clauseBegins = true;
      } else {
        boolean asks =
            COMMANDS.contains(token.norm())
                && (sentenceBegins || clauseBegins && takesAnObject(tokens, i));
        if (asks || tellsTheReader(tokens, i)) {
          return true;
        }
        sentenceBegins = false;
        clauseBegins = false;
      }
    }
    return false;
  }

  private static boolean takesAnObject(List<Token> tokens, int verb) {
    if (verb + 1 >= tokens.size()) {
      return false;
    }
    String next = tokens.get(verb + 1).norm();
    return OBJECTS.contains(next) || Character.isDigit(next.codePointAt(0));
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
