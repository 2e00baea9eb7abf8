package org.chatrec.conversation.language;

/**
 * A unit.
 *
 * @param dimension what it measures
 * @param factor how many of the dimension's base unit one is
 */
public record Unit(Dimension dimension, double factor) {}
