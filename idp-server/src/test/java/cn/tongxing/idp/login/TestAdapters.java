package cn.tongxing.idp.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.AdapterServices;
import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.AnswerChannel;
import cn.tongxing.adapter.spi.AppMark;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.FormField;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.PersonFacts;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.spi.StepContext;
import cn.tongxing.adapter.spi.document.DocumentType;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.ResidentIdNumber;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Three adapters: a form, a redirect, a code to scan. What they answer, the test says. */
final class TestAdapters {

  static final AtomicInteger COMPARISONS = new AtomicInteger();
  static final AtomicReference<Outcome> SCANNED = new AtomicReference<>();

  /** The upstream of the redirect sends nobody anywhere. */
  static final AtomicBoolean AWAY = new AtomicBoolean();

  private TestAdapters() {}

  record Config(Optional<String> note) {}

  record Factory(AdapterDescriptor descriptor, AuthenticationAdapter adapter)
      implements AdapterFactory<Config> {
    @Override
    public List<AppMark> appMarks(Config config) {
      return descriptor.id().equals("test-redirect")
          ? List.of(
              new AppMark("user-agent", "UpstreamClient/"),
              new AppMark("x-requested-with", "example.upstream.app"))
          : List.of();
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public AuthenticationAdapter create(Config config, AdapterServices services) {
      return adapter;
    }
  }

  /** A well-formed resident identity number (GB 11643-1999); 999 of them a year. */
  static String number(int sequence) {
    String body =
        "110105%d1231%03d".formatted(1949 + (sequence - 1) / 999, (sequence - 1) % 999 + 1);
    int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += (body.charAt(i) - '0') * weights[i];
    }
    return body + "10X98765432".charAt(sum % 11);
  }

  private static LocalizedText text(String text) {
    return new LocalizedText(text, text, text);
  }

  private static AdapterDescriptor descriptor(String id, Capability... capabilities) {
    return new AdapterDescriptor(
        id,
        AdapterDescriptor.SPI_VERSION,
        text(id),
        text(id),
        Set.of(capabilities),
        List.of(),
        "OK!");
  }

  static Factory form() {
    return new Factory(descriptor("test-form"), TestAdapters::formStep);
  }

  /** The same form, of which no operator says how far it leads. */
  static Factory plain() {
    return new Factory(descriptor("test-plain"), TestAdapters::formStep);
  }

  static Factory redirect() {
    return new Factory(
        descriptor("test-redirect", Capability.REDIRECTS, Capability.POLLS),
        TestAdapters::redirectStep);
  }

  static Factory scan() {
    return new Factory(
        descriptor("test-scan", Capability.POLLS, Capability.NOTIFIED), TestAdapters::scanStep);
  }

  /** For staff: name and number as they stand on the document. */
  static Factory counter() {
    return new Factory(
        descriptor("test-counter", Capability.STAFF_ONLY), TestAdapters::counterStep);
  }

  private static Outcome counterStep(Step step, StepContext context) {
    return switch (step) {
      case Step.FormSubmitted form -> {
        NOTED.set(form.values().text("desk_note"));
        Outcome.Proven proven = proven(name(form), number(form), Optional.empty());
        EvidenceItem item =
            EvidenceItem.of(
                    EvidenceItem.Method.COUNTER_MANUAL,
                    "counter",
                    Instant.parse("2026-11-01T00:00:00Z"),
                    context.transaction(),
                    "0".repeat(64))
                .vouched("made-up")
                .saying(proven.facts());
        yield new Outcome.Proven(List.of(), Set.of(Factor.COUNTER), List.of(item));
      }
      default -> new Outcome.ShowForm(FORM, AdapterState.EMPTY);
    };
  }

  private static final FormSpec FORM =
      FormSpec.of(
          text("您是谁？"),
          text("核验身份"),
          FormField.required("name", FormField.Kind.PERSON_NAME, text("姓名"), text("姓名")),
          FormField.required("number", FormField.Kind.RESIDENT_ID, text("号码"), text("号码")),
          new FormField(
              "other",
              FormField.Kind.DOCUMENT_NUMBER,
              text("通行证号码"),
              text("可以不填"),
              false,
              List.of(),
              List.of(FormField.Issued.of(DocumentType.MAINLAND_TRAVEL_PERMIT_HKMO))),
          new FormField(
                  "desk_note", FormField.Kind.TEXT, text("窗口备注"), text("窗口填写"), false, List.of())
              .forStaff());

  /** What the last form said at the desk. */
  static final AtomicReference<String> NOTED = new AtomicReference<>("");

  /** The name says what the register answers. */
  private static Outcome formStep(Step step, StepContext context) {
    return switch (step) {
      case Step.Started started -> new Outcome.ShowForm(FORM, AdapterState.EMPTY);
      case Step.FormSubmitted form when name(form).equals("王慢") -> {
        untilGivenUp();
        yield new Outcome.Unavailable("late");
      }
      case Step.FormSubmitted form when name(form).equals("王坏") ->
          throw new IllegalStateException("a bug that prints " + number(form));
      case Step.FormSubmitted form -> {
        NOTED.set(form.values().text("desk_note"));
        yield new Outcome.VerifyPhone(
            Optional.empty(), AdapterState.of(name(form) + "|" + number(form)));
      }
      case Step.PhoneVerified verified -> compared(context);
      default -> new Outcome.Unavailable("unexpected step");
    };
  }

  private static String name(Step.FormSubmitted form) {
    return form.values().name("name").orElseThrow().reveal();
  }

  private static String number(Step.FormSubmitted form) {
    return form.values().resident("number").orElseThrow().reveal();
  }

  private static Outcome compared(StepContext context) {
    COMPARISONS.incrementAndGet();
    String[] typed = context.state().text().split("\\|", 2);
    return switch (typed[0]) {
      case "王不符" -> new Outcome.Refused(Reason.MISMATCH);
      case "王无" -> new Outcome.Refused(Reason.NO_RECORD);
      case "王𠮷" -> Outcome.Unavailable.ofThisPerson("cannot write the name");
      case "王宕" -> new Outcome.Unavailable("register down");
      default -> proven(typed[0], typed[1], Optional.empty());
    };
  }

  static Outcome.Proven proven(String name, String number, Optional<ExternalSubject> subject) {
    ResidentIdNumber id = ResidentIdNumber.parse(number, LocalDate.of(2026, 11, 1)).orElseThrow();
    PersonFacts facts =
        PersonFacts.none()
            .named(PersonName.parse(name).orElseThrow())
            .holding(IdentityDocument.of(id))
            .born(id.birthDate());
    return new Outcome.Proven(
        subject.stream().toList(),
        subject.isPresent() ? Set.of(Factor.UPSTREAM_ACCOUNT) : Set.of(),
        List.of(
            EvidenceItem.of(
                    EvidenceItem.Method.NAME_NUMBER_MATCH,
                    "population-register",
                    Instant.parse("2026-11-01T00:00:00Z"),
                    "ref-" + number,
                    "0".repeat(64))
                .saying(facts)));
  }

  private static Outcome redirectStep(Step step, StepContext context) {
    return switch (step) {
      case Step.Started _ when AWAY.get() -> new Outcome.Unavailable("away");
      case Step.Started started ->
          new Outcome.RedirectUser(
              URI.create(
                  "https://upstream.example/authorize?state="
                      + context.callbackState()
                      + "&back="
                      + context.callbackUri()
                      + "&registered="
                      + context.registeredCallbackUri()
                      + "&place="
                      + URLEncoder.encode(context.placeName(), UTF_8)),
              AdapterState.of("sent"));
      case Step.CallbackReceived callback when callback.single("code").startsWith("good") ->
          somebody(callback.single("code").substring("good".length()));
      case Step.CallbackReceived callback when callback.single("code").startsWith("face") ->
          face(callback.single("code").substring("face".length()));
      case Step.CallbackReceived callback when callback.single("code").startsWith("later") ->
          keepWaiting();
      case Step.CallbackReceived callback when callback.single("code").startsWith("alone") ->
          alone(callback.single("code"));
      case Step.CallbackReceived callback when callback.single("code").startsWith("held") ->
          new Outcome.VerifyPhone(
              Optional.empty(), AdapterState.of(callback.single("code") + " " + now(context)));
      case Step.PhoneVerified _ when context.state().text().startsWith("held") ->
          held(context.state().text().substring("held".length()).split(" "));
      case Step.CallbackReceived callback when callback.single("code").matches("(phone|named).*") ->
          new Outcome.VerifyPhone(Optional.empty(), AdapterState.of(callback.single("code")));
      case Step.PhoneVerified _ when context.state().text().startsWith("named") ->
          somebody(context.state().text().substring("named".length()));
      case Step.PhoneVerified _ -> alone(context.state().text());
      case Step.Polled polled -> somebody("7");
      default -> new Outcome.Refused(Reason.NOT_AUTHENTIC);
    };
  }

  /** A pseudonym, with no word on whose it is. */
  private static Outcome alone(String subject) {
    return new Outcome.Proven(
        List.of(new ExternalSubject("https://upstream.example", subject)),
        Set.of(Factor.UPSTREAM_ACCOUNT),
        List.of(
            EvidenceItem.of(
                    EvidenceItem.Method.NETWORK_CREDENTIAL,
                    "network-identity",
                    Instant.parse("2026-11-01T00:00:00Z"),
                    subject,
                    "0".repeat(64))
                .cameBy(AnswerChannel.FRONT_CHANNEL)));
  }

  /** Each code is another person's. */
  private static Outcome somebody(String digit) {
    return proven(
        "王来",
        number(900 + (digit.isEmpty() ? 0 : Integer.parseInt(digit))),
        Optional.of(new ExternalSubject("https://upstream.example", "subject-" + digit)));
  }

  /** A little before the server's time. */
  private static Instant now(StepContext context) {
    return context.deadline().minusSeconds(10);
  }

  /** A face that was shown before the phone was asked for. */
  private static Outcome held(String[] of) {
    Outcome.Proven proven = (Outcome.Proven) face(of[0]);
    EvidenceItem item = proven.evidence().getFirst();
    return new Outcome.Proven(
        proven.subjects(),
        proven.factors(),
        List.of(
            EvidenceItem.of(
                    item.method(), item.source(), Instant.parse(of[1]), of[0], item.digest())
                .cameBy(AnswerChannel.FRONT_CHANNEL)
                .saying(item.facts())));
  }

  /** The same people, by a portrait that the authority compared and no account. */
  private static Outcome face(String digit) {
    return face("王来", number(900 + Integer.parseInt(digit)), AnswerChannel.FRONT_CHANNEL);
  }

  static Outcome face(String name, String number, AnswerChannel channel) {
    Outcome.Proven said = proven(name, number, Optional.empty());
    EvidenceItem compared =
        EvidenceItem.of(
                EvidenceItem.Method.LIVE_PORTRAIT_MATCH,
                "population-register",
                Instant.parse("2026-11-01T00:00:00Z"),
                "face-" + number,
                "0".repeat(64))
            .cameBy(channel)
            .saying(said.facts());
    return new Outcome.Proven(List.of(), Set.of(Factor.FACE), List.of(compared));
  }

  private static Outcome scanStep(Step step, StepContext context) {
    return switch (step) {
      case Step.Started _, Step.CodeDiscarded _ ->
          new Outcome.ShowCode(
              "https://scan.example/x",
              Optional.of("4718"),
              text("请扫码"),
              Instant.now().plus(Duration.ofDays(3650)),
              Duration.ofSeconds(2),
              AdapterState.of("shown"));
      case Step.Polled polled -> Optional.ofNullable(SCANNED.get()).orElse(keepWaiting());
      case Step.Notified notified ->
          new String(notified.body()).equals("signed") ? keepWaiting() : refused();
      default -> refused();
    };
  }

  private static Outcome keepWaiting() {
    return new Outcome.KeepWaiting(Duration.ofSeconds(2), AdapterState.of("waiting"));
  }

  private static Outcome refused() {
    return new Outcome.Refused(Reason.NOT_AUTHENTIC);
  }

  /** The host interrupts who does not answer in time. */
  private static void untilGivenUp() {
    try {
      if (new CountDownLatch(1).await(1, TimeUnit.MINUTES)) {
        throw new AssertionError("nobody opens it");
      }
      throw new AssertionError("was not given up");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static Map<String, String> person(String name, String number) {
    return Map.of("name", name, "number", number);
  }
}
