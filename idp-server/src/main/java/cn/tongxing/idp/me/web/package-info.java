/** The addresses under {@code /me}. Every one asks for the session and the living person first. */
@NullMarked
package cn.tongxing.idp.me.web;

import org.jspecify.annotations.NullMarked;
