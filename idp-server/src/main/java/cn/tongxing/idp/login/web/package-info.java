/** The sign-in's addresses, its cookie, and what stands around its pages. */
@NullMarked
package cn.tongxing.idp.login.web;

import org.jspecify.annotations.NullMarked;
