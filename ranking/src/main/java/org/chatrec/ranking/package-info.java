/** Mathematics of ranking. */
package org.chatrec.ranking;
