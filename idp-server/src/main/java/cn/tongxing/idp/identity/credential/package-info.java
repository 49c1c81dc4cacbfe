/** What persons sign in with: phones, passwords, passkeys. */
@NullMarked
package cn.tongxing.idp.identity.credential;

import org.jspecify.annotations.NullMarked;
