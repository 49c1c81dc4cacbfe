package cn.tongxing.idp.protocol.authorize;

import java.util.Optional;

/** How the answer travels (OAuth 2.0 Multiple Response Types, 2.1; Form Post Response Mode). */
enum ResponseMode {
  QUERY,
  FORM_POST;

  static Optional<ResponseMode> parse(String value) {
    return switch (value) {
      case "query" -> Optional.of(QUERY);
      case "form_post" -> Optional.of(FORM_POST);
      default -> Optional.empty();
    };
  }
}
