/**
 * The REST and transport edge: one package per resource of {@code /_plugins/_chatrec}, each with
 * its REST handler, its actions, the service that does the work and the store that keeps the state.
 */
@NullMarked
package org.chatrec.rest;

import org.jspecify.annotations.NullMarked;
