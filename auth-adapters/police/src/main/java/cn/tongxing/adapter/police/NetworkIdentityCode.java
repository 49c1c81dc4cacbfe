package cn.tongxing.adapter.police;

import java.util.Arrays;

/**
 * Result codes of the network identity. Only {@link #OK} is known from public integrations; the
 * meanings of the others are assumed, as the documents that define them are not public.
 */
enum NetworkIdentityCode {
  OK("C0000000"),
  PENDING("C0000001"),
  CANCELLED("C0405001"),
  CREDENTIAL_INVALID("C0401001"),
  CREDENTIAL_EXPIRED("C0401003"),
  PASSWORD_WRONG("C0401004"),
  NOT_USABLE("C0401010"),
  UNKNOWN("");

  private final String code;

  NetworkIdentityCode(String code) {
    this.code = code;
  }

  static NetworkIdentityCode of(String code) {
    return Arrays.stream(values())
        .filter(known -> known.code.equals(code))
        .findFirst()
        .orElse(UNKNOWN);
  }
}
