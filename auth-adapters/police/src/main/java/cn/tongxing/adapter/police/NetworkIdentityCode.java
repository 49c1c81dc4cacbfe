package cn.tongxing.adapter.police;

import cn.tongxing.adapter.spi.Reason;
import java.util.Arrays;
import java.util.Optional;

/**
 * Result codes of the network identity. Only {@link #OK} is known from public integrations; the
 * meanings of the others are assumed, as the documents that define them are not public.
 */
enum NetworkIdentityCode {
  OK("C0000000"),
  PENDING("C0000001"),
  SCANNED("C0000002"),
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

  /** Why the person is refused; empty where it is not the person's doing. */
  Optional<Reason> reason() {
    return switch (this) {
      case CANCELLED -> Optional.of(Reason.CANCELLED);
      case CREDENTIAL_INVALID -> Optional.of(Reason.NOT_AUTHENTIC);
      case CREDENTIAL_EXPIRED -> Optional.of(Reason.EXPIRED);
      case PASSWORD_WRONG -> Optional.of(Reason.MISMATCH);
      case NOT_USABLE -> Optional.of(Reason.DOCUMENT_NOT_USABLE);
      case OK, PENDING, SCANNED, UNKNOWN -> Optional.empty();
    };
  }

  static NetworkIdentityCode of(String code) {
    return Arrays.stream(values())
        .filter(known -> known.code.equals(code))
        .findFirst()
        .orElse(UNKNOWN);
  }
}
