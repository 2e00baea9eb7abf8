package org.chatrec.conversation.planner.rules;

/** Understands one kind of phrase. */
interface Annotator {
  void annotate(Message message, RulesContext context, Draft draft);
}
