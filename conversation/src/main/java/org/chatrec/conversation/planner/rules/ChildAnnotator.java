package org.chatrec.conversation.planner.rules;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.Synonyms;
import org.chatrec.conversation.language.Dimension;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;

/**
 * "A guitar for kids" where no value says for whom things are, but a field from which age on: what
 * is for children tells an age of theirs.
 */
final class ChildAnnotator implements Annotator {
  private static final String CHILD = "kid";
  private static final long OLDEST_CHILD = 12;
  private static final int LONGEST = 3;

  private final Synonyms synonyms = Synonyms.builtIn();

  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    Optional<CardField> age =
        context
            .field(FieldRole.AGE)
            .filter(field -> field.kind().isNumeric() && !isTold(message, context, field));
    if (age.isEmpty()) {
      return;
    }
    Set<String> spoken = new LinkedHashSet<>(synonyms.spokenFor(CHILD));
    spoken.addAll(synonyms.spokenFor(CHILD, context.language()));
    for (int from = 0; from < message.size(); from++) {
      for (int to = Math.min(message.size(), from + LONGEST); to > from; to--) {
        if (draft.isFree(from, to)
            && spoken.contains(message.key(from, to))
            && isForWhom(message, from)
            && !Negation.before(message, draft, from)) {
          draft.add(new Filter(age.get().name(), Op.LTE, OLDEST_CHILD));
          draft.use(from, to);
          return;
        }
      }
    }
  }

  /** How old they are has been said. */
  private static boolean isTold(Message message, RulesContext context, CardField age) {
    List<Filter> before =
        context.state().lastSearch().stream().flatMap(plan -> plan.filters().stream()).toList();
    return message.quantities().stream().anyMatch(q -> q.dimension() == Dimension.AGE)
        || before.stream().anyMatch(filter -> filter.field().equals(age.name()));
  }

  private static boolean isForWhom(Message message, int from) {
    return message.token(from).isHan()
        || IntStream.of(from - 1, from - 2)
            .filter(i -> i == from - 1 || isDeterminer(message, from - 1))
            .anyMatch(i -> message.word(i).equals("for"));
  }

  private static boolean isDeterminer(Message message, int i) {
    return message.isArticle(i) || message.word(i).equals("my");
  }
}
