package cn.tongxing.idp.login.limits;

import java.time.Duration;

/**
 * At most so many in a window that begins with the first.
 *
 * @param key purpose and subject; no personal data
 */
public record Budget(String key, int most, Duration window) {}
