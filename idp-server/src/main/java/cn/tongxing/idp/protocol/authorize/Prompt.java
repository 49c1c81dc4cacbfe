package cn.tongxing.idp.protocol.authorize;

import java.util.Optional;

/** Values of {@code prompt} (OpenID Connect Core 1.0, 3.1.2.1). */
enum Prompt {
  NONE,
  LOGIN,
  CONSENT,
  SELECT_ACCOUNT;

  static Optional<Prompt> parse(String value) {
    return switch (value) {
      case "none" -> Optional.of(NONE);
      case "login" -> Optional.of(LOGIN);
      case "consent" -> Optional.of(CONSENT);
      case "select_account" -> Optional.of(SELECT_ACCOUNT);
      default -> Optional.empty();
    };
  }
}
