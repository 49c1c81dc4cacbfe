package cn.tongxing.adapter.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.tongxing.adapter.spi.FormField.Kind;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.adapter.spi.document.ResidentIdNumber;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits, masking and immutability of what passes between host and adapter. */
class ValuesTest {

  private static final LocalizedText TEXT = new LocalizedText("文字", "文字", "text");
  private static final Instant NOON = Instant.parse("2026-11-01T04:00:00Z");

  private static FormField field(String name, Kind kind) {
    return FormField.required(name, kind, TEXT, TEXT);
  }

  private static EvidenceItem evidence(String source, String reference, String digest) {
    return EvidenceItem.of(EvidenceItem.Method.NAME_NUMBER_MATCH, source, NOON, reference, digest);
  }

  @Test
  void stateIsLimitedCopiedAndPrintsItsSizeOnly() {
    byte[] content = "张三".getBytes(UTF_8);
    AdapterState state = AdapterState.of(content);
    content[0] = 0;
    state.bytes()[0] = 0;

    assertThat(state).isEqualTo(AdapterState.of("张三")).hasToString("AdapterState[6 bytes]");
    assertThat(AdapterState.of(new byte[AdapterState.MAX_BYTES]).bytes()).hasSize(4096);
    assertThatIllegalArgumentException().isThrownBy(() -> AdapterState.of(new byte[4097]));
  }

  @Test
  void aSecretPrintsAsStarsAndIsNeverBlank() {
    assertThat(Secret.of("hush")).hasToString("******");
    assertThat(new UpstreamToken(Secret.of("hush"), NOON).toString()).doesNotContain("hush");
    assertThatIllegalArgumentException().isThrownBy(() -> Secret.of(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Name", "9a", "a-b", "a b", "名"})
  void aFieldsNameIsPlain(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> field(name, Kind.TEXT));
  }

  @Test
  void optionsBelongToAChoice() {
    List<FormField.Option> options = List.of(new FormField.Option("a", TEXT));

    assertThatIllegalArgumentException().isThrownBy(() -> field("a", Kind.CHOICE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FormField("a", Kind.TEXT, TEXT, TEXT, true, options));
    assertThat(new FormField("a", Kind.CHOICE, TEXT, TEXT, true, options).options()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"ONE_TIME_CODE", "PASSWORD", "BANK_CARD", "AGREEMENT"})
  void whatIsSecretIsNeverShownAgain(Kind kind) {
    FormSpec form = FormSpec.of(TEXT, TEXT, field("a", Kind.TEXT), field("b", kind));
    FormSpec again = form.with(Map.of("a", "kept", "b", "secret", "c", "unknown"), Map.of());

    assertThat(again.values()).containsExactly(Map.entry("a", "kept"));
    assertThat(again.toString()).doesNotContain("kept");
  }

  @Test
  void aFormHasFieldsOfDifferentNames() {
    assertThatIllegalArgumentException().isThrownBy(() -> FormSpec.of(TEXT, TEXT));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FormSpec.of(TEXT, TEXT, field("a", Kind.TEXT), field("a", Kind.PHONE)));
  }

  @ParameterizedTest
  @CsvSource({"zh-CN, 简", "zh-TW, 繁", "zh-HK, 繁", "zh-Hant, 繁", "en, en", "en-US, en", "fr, 简"})
  void aTextIsReadInThePersonsLanguage(String tag, String read) {
    assertThat(new LocalizedText("简", "繁", "en").in(Locale.forLanguageTag(tag))).isEqualTo(read);
  }

  @Test
  void hongKongAndMacauReadTheirOwnWords() {
    LocalizedText text = new LocalizedText("短信", "簡訊（服務櫃檯）", "Text");
    assertThat(text.in(Locale.of("zh", "HK"))).isEqualTo("短訊（服務櫃位）");
    assertThat(text.in(Locale.forLanguageTag("zh-Hant-MO"))).isEqualTo("短訊（服務櫃位）");
    assertThat(text.in(Locale.TRADITIONAL_CHINESE)).isEqualTo("簡訊（服務櫃檯）");
    assertThat(HongKongWords.ALL)
        .as("a longer word is replaced before one that it holds")
        .allSatisfy(word ->
            assertThat(HongKongWords.ALL.subList(0, HongKongWords.ALL.indexOf(word)))
                .noneMatch(before -> word.getKey().contains(before.getKey())));
  }

  @Test
  void aTextMissingInALanguageIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new LocalizedText("简", " ", "en"));
  }

  @Test
  void nobodyPollsMoreOftenThanOnceASecond() {
    Duration hasty = Duration.ofMillis(999);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Outcome.KeepWaiting(hasty, AdapterState.EMPTY));
    assertThatIllegalArgumentException().isThrownBy(() -> code(Optional.empty(), hasty));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Outcome.CodeScanned(NOON, hasty, AdapterState.EMPTY));
  }

  private static Outcome code(Optional<String> checkNumber, Duration pause) {
    return new Outcome.ShowCode("x", checkNumber, TEXT, NOON, pause, AdapterState.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1234567", "12a"})
  void aCheckNumberIsTwoToSixDigits(String number) {
    Duration second = Duration.ofSeconds(1);
    assertThat(code(Optional.of("0718"), second)).isNotNull();
    assertThatIllegalArgumentException().isThrownBy(() -> code(Optional.of(number), second));
  }

  @Test
  void aRedirectIsAbsoluteAndPrintsWithoutItsQuery() {
    URI site = URI.create("https://up.test/login?name=Zhang");

    assertThat(new Outcome.RedirectUser(site, AdapterState.EMPTY).toString())
        .isEqualTo("RedirectUser[https://up.test, AdapterState[0 bytes]]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Outcome.RedirectUser(URI.create("/login"), AdapterState.EMPTY));
  }

  @Test
  void aProofNeedsEvidence() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Outcome.Proven(List.of(), Set.of(), List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> evidence(" ", "1", "0".repeat(64)));
    assertThatIllegalArgumentException().isThrownBy(() -> evidence("x", "", "0".repeat(64)));
    assertThatIllegalArgumentException().isThrownBy(() -> evidence("x", "1", "0".repeat(63)));
    assertThatIllegalArgumentException().isThrownBy(() -> evidence("x", "1", "A".repeat(64)));
  }

  @Test
  void aProofPrintsWithoutPersonalData() {
    ResidentIdNumber number =
        ResidentIdNumber.parse("350200199001010019", LocalDate.of(2026, 11, 1)).orElseThrow();
    Outcome.Proven proven =
        new Outcome.Proven(
            List.of(new ExternalSubject("up", "2088000000000001")),
            Set.of(Factor.SMS),
            List.of(
                evidence("population-register", "1", "0".repeat(64))
                    .saying(
                        PersonFacts.none()
                            .named(PersonName.parse("张三丰").orElseThrow())
                            .holding(
                                new PersonFacts.Paper(
                                    IdentityDocument.of(number),
                                    Optional.of(LocalDate.of(2011, 2, 3)),
                                    Optional.of(LocalDate.of(2031, 2, 3)),
                                    Optional.empty()))
                            .born(number.birthDate())),
                evidence("carrier", "2", "1".repeat(64))
                    .saying(
                        PersonFacts.none()
                            .reachedAt(PhoneNumber.parse("13800000000").orElseThrow()))));

    assertThat(proven.facts().phone()).as("each item says its own").isPresent();
    assertThat(proven.facts().name()).isPresent();
    assertThat(proven.evidence().getFirst().facts().phone()).isEmpty();
    assertThat(proven.toString())
        .contains("up", "**丰", "population-register")
        .doesNotContain("张三丰", "350200199001010019", "13800000000", "2088", "1990-01-01", "2031");
  }

  @Test
  void anUpstreamsSubjectIsNeitherBlankNorEndless() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ExternalSubject("", "s"));
    assertThatIllegalArgumentException().isThrownBy(() -> new ExternalSubject("i", " "));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExternalSubject("i", "s".repeat(256)));
  }

  @Test
  void stepsPrintNothingOfWhatTheyCarry() {
    List<Step> steps =
        List.of(
            new Step.FormSubmitted(FormSpec.SUBMIT, values("name", "张三丰")),
            new Step.CallbackReceived(Map.of("code", List.of("张三丰"))),
            new Step.Notified(Map.of("x", List.of("张三丰")), "张三丰".getBytes(UTF_8)));

    assertThat(steps.toString()).doesNotContain("张三丰").contains("name", "code", "9 bytes");
    assertThat(values("name", "张三丰").fields().toString()).doesNotContain("张三丰");
  }

  private static FormValues values(String field, String name) {
    FormSpec form = FormSpec.of(TEXT, TEXT, field(field, Kind.PERSON_NAME));
    return FormValues.read(form, Map.of(field, name), LocalDate.of(2026, 11, 1)).values();
  }

  @Test
  void stepsCopyWhatTheyAreGiven() {
    List<String> codes = new ArrayList<>(List.of("a"));
    Map<String, FieldValue> fields = new HashMap<>(Map.of("name", new FieldValue.Text("x")));
    Step.CallbackReceived callback = new Step.CallbackReceived(Map.of("code", codes));
    Step.FormSubmitted form = new Step.FormSubmitted(FormSpec.SUBMIT, new FormValues(fields));
    codes.add("b");
    fields.clear();

    assertThat(callback.single("code")).isEqualTo("a");
    assertThat(form.values().text("name")).isEqualTo("x");
    assertThat(form.values().text("other")).isEmpty();
  }

  @Test
  void aRepeatedParameterCountsAsMissing() {
    assertThat(new Step.CallbackReceived(Map.of("code", List.of("a", "b"))).single("code"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "-a", "a_b", "a/b"})
  void anAdaptersIdIsPlain(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdapterDescriptor(id, 1, TEXT, TEXT, Set.of(), List.of()));
  }

  @Test
  void httpPrintsNeitherQueryNorHeadersNorBody() {
    UpstreamHttp.Request request =
        new UpstreamHttp.Request(
            "POST",
            URI.create("https://up.test/a?q=secret"),
            Map.of("Key", "secret"),
            new byte[9],
            1);

    assertThat(request).hasToString("POST https://up.test/a");
    assertThat(new UpstreamHttp.Response(200, Map.of("k", List.of("secret")), new byte[9]))
        .hasToString("HTTP 200, 9 bytes");
  }
}
