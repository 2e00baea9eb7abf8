package org.chatrec.conversation.explain;

import java.util.List;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.conversation.state.ShownItem;

/** The parts of a reply in one language. */
interface ReplyTemplates {
  String understood(Plan plan, List<ShownItem> liked);

  /**
   * @param understood what {@link #understood} says; may be empty
   * @param found all there are, or as many as are shown where nobody counted
   */
  String found(String understood, long found, int shown);

  /** The same where those found are the best that fit, and those shown the first in an order. */
  String ordered(String understood, long found, int shown);

  /** The same for what was not shown before. */
  String others(String understood, long found, int shown);

  /**
   * Says, above all else, that nothing is about the words, and what is nearest to them.
   *
   * @param about what nothing is about
   */
  String nearest(Aboutness about, List<ShownItem> shown);

  /** Says, behind what was found by conditions, that none of it is about the words. */
  String noneAbout(Aboutness about);

  /** Says that no item has these words, though others that were asked for. */
  String missing(List<String> words);

  /** Confirms which items were chosen. */
  String chosen(List<ShownItem> items);

  /** Asks which of the shown items is meant. */
  String which(List<ShownItem> shown);

  String relaxed(List<Dropped> parts);

  String dropped(List<Dropped> parts);

  String feedback(List<Preference> preferences, List<ShownItem> referenced);

  String explain(List<ShownItem> referenced);

  /** Asks which items to compare. */
  String whichTwo();

  String other();

  /** An answer to thanks and to goodbye. */
  String thanked();
}
