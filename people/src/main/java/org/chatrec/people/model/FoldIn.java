package org.chatrec.people.model;

import org.chatrec.ranking.collaborative.UserFolding;

/**
 * What turns histories into vectors that may be compared with the items'.
 *
 * @param generation of the items' vectors
 * @param folding the mathematics
 */
public record FoldIn(long generation, UserFolding folding) {}
