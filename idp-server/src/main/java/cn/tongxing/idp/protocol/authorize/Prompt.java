package cn.tongxing.idp.protocol.authorize;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Values of {@code prompt} (OpenID Connect Core 1.0, 3.1.2.1). */
enum Prompt {
  NONE,
  LOGIN,
  CONSENT,
  SELECT_ACCOUNT;

  static Optional<Prompt> parse(String value) {
    return Arrays.stream(values()).filter(each -> each.written().equals(value)).findFirst();
  }

  /** As a request has it. */
  String written() {
    return name().toLowerCase(Locale.ROOT);
  }
}
