package cn.tongxing.adapter.police;

import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.AnswerChannel;
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

  /** The form for name and number that the network identity is to confirm is shown. */
  record NamesShown() implements PoliceState {}

  /** Name and number are typed; the phone is being proven. */
  record ElementsTyped(PersonName name, ResidentIdNumber number) implements PoliceState {}

  /**
   * The app has been asked under a business number.
   *
   * @param failures how often in a row the service could not say what the person did
   * @param scanned whether a phone opened the code
   * @param elements to be confirmed with it
   * @param back whether the app brings its answer back to this browser
   */
  record AppAsked(
      String bizSeq,
      Instant expires,
      int failures,
      boolean scanned,
      Optional<Elements> elements,
      Back back)
      implements PoliceState {

    /** For a pseudonym alone, fetched. */
    AppAsked(String bizSeq, Instant expires, int failures, boolean scanned) {
      this(bizSeq, expires, failures, scanned, Optional.empty(), Back.NONE);
    }

    AppAsked failed(int times) {
      return new AppAsked(bizSeq, expires, times, scanned, elements, back);
    }

    AppAsked opened(Instant until) {
      return new AppAsked(bizSeq, until, 0, true, elements, back);
    }

    AppAsked backBy(Instant time) {
      return new AppAsked(bizSeq, expires, 0, scanned, elements, new Back(true, Optional.of(time)));
    }
  }

  /**
   * Whether the app's answer is waited for in this browser.
   *
   * @param by until when, once the person is known to have agreed; then it is fetched
   */
  record Back(boolean expected, Optional<Instant> by) {
    static final Back NONE = new Back(false, Optional.empty());
  }

  /** The credential is proven; the phone is being proven. */
  record CredentialProven(NetworkProof proof) implements PoliceState {}

  /** What to hand to the host. */
  default AdapterState sealable() {
    List<String> lines =
        switch (this) {
          case FormShown shown -> List.of("form.1");
          case ElementsTyped typed ->
              List.of("elements.1", typed.number().reveal(), typed.name().reveal());
          case NamesShown shown -> List.of("names.1");
          case AppAsked asked ->
              List.of(
                  asked.scanned() ? "scanned.2" : "app.2",
                  asked.bizSeq(),
                  asked.expires().toString(),
                  Integer.toString(asked.failures()),
                  asked.back().expected() ? "back" : "",
                  asked.back().by().map(Instant::toString).orElse(""),
                  number(asked.elements()),
                  name(asked.elements()));
          case CredentialProven(NetworkProof proof) ->
              List.of(
                  "credential.2",
                  proof.pid(),
                  proof.time().toString(),
                  proof.reference(),
                  proof.digest(),
                  proof.channel().name(),
                  number(proof.elements()),
                  name(proof.elements()));
        };
    return AdapterState.of(String.join("\n", lines));
  }

  private static String number(Optional<Elements> elements) {
    return elements.map(each -> each.number().reveal()).orElse("");
  }

  private static String name(Optional<Elements> elements) {
    return elements.map(each -> each.name().reveal()).orElse("");
  }

  /**
   * What the host gave back.
   *
   * @return empty if it is not ours: made by another version, or changed
   */
  static Optional<PoliceState> read(AdapterState state, LocalDate today) {
    try {
      return read(state.text().split("\n", -1), today);
    } catch (DateTimeParseException | IllegalArgumentException changed) {
      return Optional.empty();
    }
  }

  private static Optional<PoliceState> read(String[] lines, LocalDate today) {
    return switch (lines[0]) {
      case "form.1" -> Optional.of(new FormShown());
      case "names.1" -> Optional.of(new NamesShown());
      case "elements.1" ->
          lines.length == 3
              ? elements(lines[1], lines[2], today)
                  .map(each -> new ElementsTyped(each.name(), each.number()))
              : Optional.empty();
      case "app.2", "scanned.2" ->
          lines.length == 8 && lines[3].matches("\\d")
              ? Optional.of(asked(lines, today))
              : Optional.empty();
      case "credential.2" ->
          lines.length == 8
              ? Optional.of(
                  new CredentialProven(
                      new NetworkProof(
                          lines[1],
                          Instant.parse(lines[2]),
                          lines[3],
                          lines[4],
                          elements(lines[6], lines[7], today),
                          AnswerChannel.valueOf(lines[5]))))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static PoliceState asked(String[] lines, LocalDate today) {
    Optional<Instant> by =
        lines[5].isEmpty() ? Optional.empty() : Optional.of(Instant.parse(lines[5]));
    return new AppAsked(
        lines[1],
        Instant.parse(lines[2]),
        Integer.parseInt(lines[3]),
        lines[0].equals("scanned.2"),
        elements(lines[6], lines[7], today),
        new Back(lines[4].equals("back"), by));
  }

  private static Optional<Elements> elements(String number, String name, LocalDate today) {
    return ResidentIdNumber.parse(number, today)
        .flatMap(parsed -> PersonName.parse(name).map(each -> new Elements(each, parsed)));
  }
}
