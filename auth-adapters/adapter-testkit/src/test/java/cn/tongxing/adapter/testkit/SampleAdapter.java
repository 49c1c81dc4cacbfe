package cn.tongxing.adapter.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import cn.tongxing.adapter.spi.AdapterServices;
import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.CitizenNews;
import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.FormField;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.PersonFacts;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.spi.StepContext;
import cn.tongxing.adapter.spi.Told;
import cn.tongxing.adapter.spi.UpstreamHttp;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.ResidentIdNumber;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Form, phone, redirect, callback, poll: one of everything that a browser does. */
final class SampleAdapter implements AuthenticationAdapter {

  /** Checks that a planted bad adapter leaves out. */
  enum Omission {
    SIGNATURE,
    PERSON,
    FIELDS
  }

  private static final FormSpec FORM =
      FormSpec.of(
          new LocalizedText("您是谁？", "您是誰？", "Who are you?"),
          new LocalizedText("用于核对", "用於核對", "To be compared"),
          FormField.required(
              "name",
              FormField.Kind.PERSON_NAME,
              new LocalizedText("姓名", "姓名", "Name"),
              new LocalizedText("与证件一致", "與證件一致", "As on the card")),
          FormField.required(
              "number",
              FormField.Kind.RESIDENT_ID,
              new LocalizedText("身份证号", "身分證號", "Number"),
              new LocalizedText("18 位", "18 位", "18 characters")));

  private static final LocalizedText WRONG = new LocalizedText("请检查", "請檢查", "Please check this");

  private final SampleConfig config;
  private final AdapterServices services;
  private final Set<Omission> omitted;

  SampleAdapter(SampleConfig config, AdapterServices services, Set<Omission> omitted) {
    this.config = config;
    this.services = services;
    this.omitted = omitted;
  }

  @Override
  public Outcome handle(Step step, StepContext context) {
    String[] state = context.state().text().split("\n", -1);
    return switch (step) {
      case Step.Started start -> new Outcome.ShowForm(FORM, AdapterState.of("form"));
      case Step.FormSubmitted form when is(state, "form", 1) -> typed(form);
      case Step.PhoneVerified phone when is(state, "phone", 3) ->
          new Outcome.RedirectUser(
              URI.create(config.site() + "/authorize?state=" + context.callbackState()),
              AdapterState.of("site\n" + state[1] + "\n" + state[2]));
      case Step.CallbackReceived callback when is(state, "site", 3) ->
          callback.single("code").isEmpty()
              ? new Outcome.Refused(Reason.CANCELLED)
              : ask("code=" + callback.single("code"), state, context);
      case Step.Polled poll when is(state, "wait", 4) -> ask("ref=" + state[3], state, context);
      default -> new Outcome.Refused(Reason.NOT_AUTHENTIC);
    };
  }

  private static boolean is(String[] state, String place, int parts) {
    return state.length == parts && state[0].equals(place);
  }

  private Outcome typed(Step.FormSubmitted form) {
    Map<String, LocalizedText> errors = new HashMap<>();
    Optional<PersonName> name = form.values().name("name");
    Optional<ResidentIdNumber> number = form.values().resident("number");
    if (name.isEmpty()) {
      errors.put("name", WRONG);
    }
    if (number.isEmpty()) {
      errors.put("number", WRONG);
    }
    if (!form.action().equals(FormSpec.SUBMIT) || !errors.isEmpty()) {
      return new Outcome.ShowForm(FORM.with(errors), AdapterState.of("form"));
    }
    return new Outcome.VerifyPhone(
        Optional.empty(),
        AdapterState.of(
            "phone\n" + name.orElseThrow().reveal() + "\n" + number.orElseThrow().reveal()));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(services.clock().instant(), ZoneOffset.UTC);
  }

  private Outcome ask(String question, String[] state, StepContext context) {
    try {
      UpstreamHttp.Response response =
          services
              .http()
              .send(
                  UpstreamHttp.Request.post(
                      URI.create(config.site() + "/ask"), "text/plain", question.getBytes(UTF_8)),
                  context.deadline());
      return read(new String(response.body(), UTF_8).split("\\|", -1), state);
    } catch (IOException unreachable) {
      return new Outcome.Unavailable("sample upstream not reached");
    }
  }

  @Override
  public Optional<URI> signOut(URI back) {
    String to = URLEncoder.encode(back.toString(), UTF_8);
    return Optional.of(URI.create(config.site() + "/sign-out?to=" + to));
  }

  /** key|kind|level|document: the upstream knows by the key whether it has it already. */
  @Override
  public Told tell(CitizenNews news, Instant deadline) {
    Optional<IdentityDocument> document = news.facts().documents().stream().findFirst();
    if (news.kind() != CitizenNews.Kind.REGISTERED || document.isEmpty()) {
      return new Told.Refused("not what the sample upstream hears");
    }
    String text =
        String.join(
            "|",
            news.key(),
            news.kind().name(),
            String.valueOf(news.identityLevel()),
            document.get().number());
    try {
      UpstreamHttp.Response response =
          services
              .http()
              .send(
                  UpstreamHttp.Request.post(
                      URI.create(config.site() + "/news"), "text/plain", text.getBytes(UTF_8)),
                  deadline);
      return new String(response.body(), UTF_8).equals(SampleUpstream.mac(config.key(), text))
          ? new Told.Taken()
          : new Told.Later("sample upstream: no receipt");
    } catch (IOException unreachable) {
      return new Told.Later("sample upstream not reached");
    }
  }

  /** status|number|reference|mac. */
  private Outcome read(String[] answer, String[] state) {
    if (answer.length != 4 && !(omitted.contains(Omission.FIELDS) && answer.length > 4)) {
      return new Outcome.Unavailable("sample upstream: " + answer.length + " fields");
    }
    String mac = SampleUpstream.mac(config.key(), answer[0] + answer[1] + answer[2]);
    if (!omitted.contains(Omission.SIGNATURE) && !mac.equals(answer[answer.length - 1])) {
      return new Outcome.Unavailable("sample upstream: bad MAC");
    }
    return switch (answer[0]) {
      case "WAIT" ->
          new Outcome.KeepWaiting(
              Duration.ofSeconds(1),
              AdapterState.of("wait\n" + state[1] + "\n" + state[2] + "\n" + answer[2]));
      case "MATCH" -> match(answer, state);
      case "USED" -> new Outcome.Refused(Reason.EXPIRED);
      case "NO" -> new Outcome.Refused(Reason.MISMATCH);
      default -> new Outcome.Unavailable("sample upstream: unknown status");
    };
  }

  private Outcome match(String[] answer, String[] state) {
    String asked = state[2];
    if (!omitted.contains(Omission.PERSON) && !answer[1].equals(asked)) {
      return new Outcome.Refused(Reason.MISMATCH);
    }
    ResidentIdNumber number = ResidentIdNumber.parse(asked, today()).orElseThrow();
    PersonFacts facts =
        PersonFacts.none()
            .named(PersonName.parse(state[1]).orElseThrow())
            .holding(IdentityDocument.of(number))
            .born(number.birthDate());
    EvidenceItem item =
        EvidenceItem.of(
                EvidenceItem.Method.CERTIFIED_PAYMENT_ACCOUNT,
                "sample",
                services.clock().instant(),
                answer[2],
                "0".repeat(64))
            .saying(facts);
    return new Outcome.Proven(List.of(), Set.of(Factor.UPSTREAM_ACCOUNT), List.of(item));
  }
}
