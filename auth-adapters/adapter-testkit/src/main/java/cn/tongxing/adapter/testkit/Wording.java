package cn.tongxing.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.FormField;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.Outcome;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;

/** Whether a text is in the language it claims to be in. */
final class Wording {

  private Wording() {}

  /** Every text that a person reads because of this outcome. */
  static Stream<LocalizedText> of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.ShowForm shown -> of(shown.form());
      case Outcome.ShowCode shown -> Stream.of(shown.instruction());
      case Outcome.Capture o ->
          Stream.of(o.spec().title(), o.spec().explanation(), o.spec().handling());
      case Outcome.VerifyPhone o -> Stream.empty();
      case Outcome.RedirectUser o -> Stream.empty();
      case Outcome.CodeScanned o -> Stream.empty();
      case Outcome.KeepWaiting o -> Stream.empty();
      case Outcome.Proven o -> Stream.empty();
      case Outcome.Refused o -> Stream.empty();
      case Outcome.Unavailable o -> Stream.empty();
    };
  }

  private static Stream<LocalizedText> of(FormSpec form) {
    return Stream.of(
            Stream.of(form.title(), form.explanation()),
            form.fields().stream().flatMap(field -> Stream.of(field.label(), field.hint())),
            form.fields().stream().flatMap(f -> f.options().stream()).map(FormField.Option::label),
            form.errors().values().stream(),
            form.secondaryActions().stream().map(FormSpec.FormAction::label))
        .flatMap(texts -> texts);
  }

  /**
   * English holds no Chinese character; Chinese holds one, of the right kind (GB 2312 has no
   * traditional characters, Big5 hardly a simplified one). A proper name may be the same in all.
   */
  static void check(LocalizedText text) {
    assertThat(ideographs(text.english())).as("English text %s", text.english()).isEmpty();
    boolean properName =
        List.of(text.simplified(), text.traditional()).stream().allMatch(text.english()::equals);
    if (!properName) {
      checkChinese(text.simplified(), "GB2312", "simplified");
      checkChinese(text.traditional(), "Big5", "traditional");
    }
  }

  private static void checkChinese(String text, String charset, String kind) {
    String chinese = ideographs(text);
    assertThat(chinese).as("Chinese characters in the %s text %s", kind, text).isNotEmpty();
    assertThat(
            chinese
                .codePoints()
                .mapToObj(Character::toString)
                .filter(character -> !Charset.forName(charset).newEncoder().canEncode(character)))
        .as("characters that are not %s in: %s", kind, text)
        .isEmpty();
  }

  private static String ideographs(String text) {
    return text.codePoints()
        .filter(Character::isIdeographic)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
