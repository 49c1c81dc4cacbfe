package cn.tongxing.adapter.police;

import cn.tongxing.adapter.spi.Outcome;
import java.util.Arrays;

/**
 * What the network identity's app answers, by the result codes of its official client SDK as they
 * appear in published applications of 2026. What none of them says is {@link #OTHER}. The two
 * states of waiting are this project's own and have numbers of their own ({@code TX-…}). What the
 * service says of a credential is another list, which is not public: {@link PoliceConfig.Verdicts}.
 */
enum NetworkIdentityCode {
  OK("C0000000", Kind.GOOD, ""),
  PENDING("TX-0001", Kind.WAITING, ""),
  SCANNED("TX-0002", Kind.WAITING, ""),
  CANCELLED("C0412003", Kind.CANCELLED, ""),
  NOT_STARTED("C0412001", Kind.PHONE, "the app could not be started"),
  NOT_INSTALLED("C0412002", Kind.PHONE, "the app is not installed"),
  DATA_PROBLEM("C0405001", Kind.THEIRS, "data could not be processed"),
  BAD_FORMAT("C0401001", Kind.OURS, "form of a parameter"),
  BAD_PARAMETER_3("C0401003", Kind.OURS, "a parameter"),
  BAD_PARAMETER_4("C0401004", Kind.OURS, "a parameter"),
  BAD_ORGANISATION("C0401009", Kind.OURS, "org-code"),
  BAD_APPLICATION("C0401010", Kind.OURS, "app-id"),
  BAD_CALL("C0402001", Kind.OURS, "a parameter"),
  OTHER("", Kind.THEIRS, "");

  /** Whose doing it is. */
  enum Kind {
    GOOD,
    WAITING,
    /** The person turned back, or let the time pass. */
    CANCELLED,
    /** The phone's: whoever has it can install the app, or go another way. */
    PHONE,
    /** The caller's: nothing that a person does changes it, an operator must look. */
    OURS,
    /** The service's: another way is worth a try. */
    THEIRS
  }

  private final String code;
  private final Kind kind;
  private final String words;

  NetworkIdentityCode(String code, Kind kind, String words) {
    this.code = code;
    this.kind = kind;
    this.words = words;
  }

  Kind kind() {
    return kind;
  }

  /** That it is no answer: for operators, with the code as it came where it is in form. */
  Outcome.Unavailable unavailable(String raw) {
    String shown = raw.matches("[A-Z]\\d{7}|TX-\\d{4}") ? raw : "no known code";
    return switch (kind) {
      case OURS ->
          Outcome.Unavailable.byConfiguration(
              "network identity refuses our configuration: " + shown + " (" + words + ")");
      case GOOD, WAITING, CANCELLED, PHONE, THEIRS ->
          new Outcome.Unavailable(
              "network identity reports " + shown + (words.isEmpty() ? "" : " (" + words + ")"));
    };
  }

  static NetworkIdentityCode of(String code) {
    return Arrays.stream(values())
        .filter(known -> known != OTHER && known.code.equals(code))
        .findFirst()
        .orElse(OTHER);
  }
}
