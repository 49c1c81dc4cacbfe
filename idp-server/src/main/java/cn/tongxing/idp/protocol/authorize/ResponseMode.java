package cn.tongxing.idp.protocol.authorize;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How the answer travels (OAuth 2.0 Multiple Response Types, 2.1; Form Post Response Mode). */
enum ResponseMode {
  QUERY,
  FORM_POST;

  static Optional<ResponseMode> parse(String value) {
    return Arrays.stream(values()).filter(each -> each.written().equals(value)).findFirst();
  }

  /** As a request has it. */
  String written() {
    return name().toLowerCase(Locale.ROOT);
  }
}
