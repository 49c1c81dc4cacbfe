package cn.tongxing.adapter.police;

import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.ResidentIdNumber;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * Where a person is on the way, as kept by the host between steps: lines of text, the first naming
 * the kind and the version of the format. None of the values can hold a line break.
 */
sealed interface PoliceState {

  /** The form is shown. */
  record FormShown() implements PoliceState {}

  /** Name and number are typed; the phone is being proven. */
  record ElementsTyped(PersonName name, ResidentIdNumber number) implements PoliceState {}

  /**
   * The app has been asked under a business number.
   *
   * @param failures how often in a row the service could not say what the person did
   * @param scanned whether a phone opened the code
   */
  record AppAsked(String bizSeq, Instant expires, int failures, boolean scanned)
      implements PoliceState {}

  /** The credential is proven; the phone is being proven. */
  record CredentialProven(NetworkProof proof) implements PoliceState {}

  /** What to hand to the host. */
  default AdapterState sealable() {
    List<String> lines =
        switch (this) {
          case FormShown shown -> List.of("form.1");
          case ElementsTyped typed ->
              List.of("elements.1", typed.number().reveal(), typed.name().reveal());
          case AppAsked asked ->
              List.of(
                  asked.scanned() ? "scanned.1" : "app.1",
                  asked.bizSeq(),
                  asked.expires().toString(),
                  Integer.toString(asked.failures()));
          case CredentialProven(NetworkProof proof) ->
              List.of(
                  "credential.1",
                  proof.pid(),
                  proof.time().toString(),
                  proof.reference(),
                  proof.digest());
        };
    return AdapterState.of(String.join("\n", lines));
  }

  /**
   * What the host gave back.
   *
   * @return empty if it is not ours: made by another version, or changed
   */
  static Optional<PoliceState> read(AdapterState state, LocalDate today) {
    try {
      return read(state.text().split("\n", -1), today);
    } catch (DateTimeParseException changed) {
      return Optional.empty();
    }
  }

  private static Optional<PoliceState> read(String[] lines, LocalDate today) {
    return switch (lines[0]) {
      case "form.1" -> Optional.of(new FormShown());
      case "elements.1" -> lines.length == 3 ? elements(lines, today) : Optional.empty();
      case "app.1", "scanned.1" ->
          lines.length == 4 && lines[3].matches("\\d")
              ? Optional.of(asked(lines))
              : Optional.empty();
      case "credential.1" ->
          lines.length == 5
              ? Optional.of(
                  new CredentialProven(
                      new NetworkProof(lines[1], Instant.parse(lines[2]), lines[3], lines[4])))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static PoliceState asked(String[] lines) {
    return new AppAsked(
        lines[1],
        Instant.parse(lines[2]),
        Integer.parseInt(lines[3]),
        lines[0].equals("scanned.1"));
  }

  private static Optional<PoliceState> elements(String[] lines, LocalDate today) {
    return ResidentIdNumber.parse(lines[1], today)
        .flatMap(number -> PersonName.parse(lines[2]).map(name -> new ElementsTyped(name, number)));
  }
}
