package cn.tongxing.idp.login.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import cn.tongxing.adapter.spi.FormField;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.PasskeyCredentials.Ceremony;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.SignInRequest;
import cn.tongxing.idp.login.Wanted;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Proving;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.testing.CameraAdapter;
import cn.tongxing.idp.testing.Clause;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where every question leads back to, on a way that began with a form and on one that did not. */
@Clause("issue 5 item 37: back")
class StepsTest {

  private static final LocalizedText TEXT = new LocalizedText("字", "字", "text");
  private static final FormField NAME =
      FormField.required("name", FormField.Kind.PERSON_NAME, TEXT, TEXT);
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final Ceremony CEREMONY = new Ceremony("{}", new byte[0]);

  private static Ask.Code code(boolean fixed) {
    PhoneNumber phone = PhoneNumber.parse("13800138000").orElseThrow();
    return new Ask.Code(phone, new byte[32], NOW, 0, NOW, fixed, Problem.none());
  }

  static Stream<Arguments> questions() {
    String choice = "choose-method";
    String form = "adapter-form choose-method";
    Ask.Scan scan = new Ask.Scan("x", Optional.of("4718"), TEXT, NOW, false, 2, NOW);
    return Stream.of(
        arguments(new Ask.Password("", Optional.empty(), Problem.none()), choice, choice),
        arguments(new Ask.Passkey(CEREMONY, Problem.none()), choice, choice),
        arguments(new Ask.Form(FormSpec.of(TEXT, TEXT, NAME), Problem.none()), choice, choice),
        arguments(new Ask.Away(URI.create("https://upstream.example/")), "", ""),
        arguments(new Ask.Phone("", Problem.none()), choice, form),
        arguments(code(false), "phone-form " + choice, "phone-form " + form),
        arguments(code(true), choice, form),
        arguments(scan, choice, form),
        arguments(scan.scanned(NOW), choice, form),
        arguments(new Ask.Wait(2, NOW), choice, form),
        arguments(new Ask.Capture(CameraAdapter.FIRST, Optional.empty(), false, 0), choice, form),
        arguments(new Ask.Down(false), choice, form),
        arguments(new Ask.Down(true), choice, form),
        arguments(new Ask.Refused(Problem.page("login.failed")), choice, form),
        arguments(
            new Ask.DocumentTail(Problem.none()), "phone-form " + choice, "phone-form " + choice),
        arguments(
            new Ask.NotMine(false),
            "document-tail phone-form " + choice,
            "document-tail phone-form " + choice),
        arguments(new Ask.NotMine(true), "phone-form " + choice, "phone-form " + choice));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void backIsTheStepBefore(Ask ask, String withoutForm, String afterForm) {
    assertThat(Steps.before(asked(ask, Proving::again))).isEqualTo(words(withoutForm));
    assertThat(Steps.before(asked(ask, Proving::filled))).isEqualTo(words(afterForm));
  }

  @Test
  void everyQuestionIsAmongThem() {
    Set<Object> asked =
        questions().map(each -> each.get()[0].getClass()).collect(Collectors.toSet());
    assertThat(asked).contains((Object[]) Ask.class.getPermittedSubclasses());
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  private static Transaction asked(Ask ask, UnaryOperator<Proving> gone) {
    SignInRequest request =
        new SignInRequest(
            new SignInId(new UUID(1, 1)),
            "/",
            Optional.empty(),
            TEXT,
            TEXT,
            Optional.empty(),
            Wanted.atLeast(Acr.LEAST),
            new Purpose.SignIn(),
            Optional.empty(),
            Locale.SIMPLIFIED_CHINESE);
    Transaction begun = Transaction.begun(request, new byte[0], new Stage.Asked(ask));
    return begun.with(gone.apply(begun.proving().on("police")));
  }
}
