package cn.tongxing.idp.protocol.authorize;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The parameters that mean something here. A new one is added in this table: its size, whether it
 * may come more than once, and whether it is taken. What is kept while the person acts, what the
 * metadata says, and the table in {@code docs/protocol/authorize.md} follow.
 */
enum RequestParameter {
  ACR_VALUES,
  CLAIMS(4000),
  CLIENT_ID,
  CODE_CHALLENGE,
  CODE_CHALLENGE_METHOD,
  ID_TOKEN_HINT(8000),
  LOGIN_HINT,
  MAX_AGE,
  NONCE,
  PROMPT,
  REDIRECT_URI(2000),
  RESOURCE(2000, Use.SEVERAL),
  RESPONSE_MODE,
  RESPONSE_TYPE,
  SCOPE(2000),
  STATE(4000),
  UI_LOCALES,
  // refused by name later, so that the client learns why
  REQUEST(RequestParameter.TOGETHER, Use.REFUSED),
  REQUEST_URI(2000, Use.REFUSED),
  REGISTRATION(RequestParameter.TOGETHER, Use.REFUSED);

  /** Bytes of all parameters together, as a browser sends them. */
  static final int TOGETHER = 24_000;

  /** Bytes of a parameter without a limit of its own. */
  static final int USUAL = 1024;

  private static final Map<String, RequestParameter> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(RequestParameter::written, Function.identity()));

  private enum Use {
    ONCE,
    SEVERAL,
    REFUSED
  }

  private final int longest;
  private final Use use;

  RequestParameter() {
    this(USUAL, Use.ONCE);
  }

  RequestParameter(int longest) {
    this(longest, Use.ONCE);
  }

  RequestParameter(int longest, Use use) {
    this.longest = longest;
    this.use = use;
  }

  static Optional<RequestParameter> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** Its name on the wire. */
  String written() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Bytes of one value, as a browser sends it. */
  int longest() {
    return longest;
  }

  /** Whether it may come more than once (RFC 8707 2). */
  boolean isRepeatable() {
    return use == Use.SEVERAL;
  }

  /** Whether it is taken, and so worth keeping while the person acts. */
  boolean isTaken() {
    return use != Use.REFUSED;
  }
}
