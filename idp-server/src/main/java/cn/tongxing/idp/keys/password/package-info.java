/**
 * Slow hashes of people's passwords: Argon2id made here; bcrypt and PBKDF2 of earlier systems
 * verified.
 */
@NullMarked
package cn.tongxing.idp.keys.password;

import org.jspecify.annotations.NullMarked;
