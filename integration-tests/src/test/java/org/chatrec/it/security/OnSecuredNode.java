package org.chatrec.it.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The constructor of the class may take the {@link Cinema} of a node with the security plugin, k-NN
 * and this plugin. All classes share the node: each uses people of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SecuredNodeExtension.class)
public @interface OnSecuredNode {}
