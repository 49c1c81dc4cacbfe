/** Addresses of self-service machines, and what every request of theirs is marked with. */
@NullMarked
package cn.tongxing.idp.session.web;

import org.jspecify.annotations.NullMarked;
