package org.chatrec.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test methods and constructors of the class may take a {@link org.chatrec.node.Rest} of a node
 * with k-NN and this plugin. All classes share the node: each uses names of its own. With {@code
 * -Dchatrec.it=docker} the node is a container of the official image.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealNodeExtension.class)
public @interface OnRealNode {}
