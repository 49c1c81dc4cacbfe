package cn.tongxing.adapter.police;

import cn.tongxing.adapter.police.IdentityForm.Content;
import cn.tongxing.adapter.police.PoliceState.AppAsked;
import cn.tongxing.adapter.police.PoliceState.CredentialProven;
import cn.tongxing.adapter.police.PoliceState.ElementsTyped;
import cn.tongxing.adapter.police.PoliceState.FormShown;
import cn.tongxing.adapter.police.PoliceState.NamesShown;
import cn.tongxing.adapter.spi.AdapterServices;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.PersonFacts;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.spi.StepContext;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Name and number, the phone, then the register: the register is asked last, so that nobody without
 * a phone of their own can put questions to it.
 */
final class PoliceAdapter implements AuthenticationAdapter {

  private static final Optional<Elements> NOBODY = Optional.empty();
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private final InstantSource clock;
  private final IdentityForm form;
  private final Register register;
  private final Optional<NetworkIdentityWay> networkIdentity;

  PoliceAdapter(PoliceConfig config, AdapterServices services) {
    clock = services.clock();
    form = new IdentityForm(config.networkIdentity().isPresent());
    register = new Register(config.nciic(), services.http());
    networkIdentity = config.networkIdentity().map(c -> new NetworkIdentityWay(c, services));
  }

  @Override
  public Outcome handle(Step step, StepContext context) {
    if (step instanceof Step.Started) {
      return show(form.firstSight());
    }
    if (step instanceof Step.Cancelled) {
      return new Outcome.Refused(Reason.CANCELLED);
    }
    Optional<PoliceState> state = PoliceState.read(context.state(), today());
    if (state.isEmpty()) {
      return new Outcome.Unavailable("state of another version or another adapter");
    }
    return next(step, state.get(), context);
  }

  /** What does not follow from the state was not asked for: nothing can be proven by it. */
  private Outcome next(Step step, PoliceState state, StepContext context) {
    return switch (state) {
      case FormShown shown ->
          step instanceof Step.FormSubmitted submitted
              ? submitted(submitted, context)
              : unsolicited();
      case ElementsTyped typed ->
          step instanceof Step.PhoneVerified ? ask(typed, context) : unsolicited();
      case NamesShown shown ->
          step instanceof Step.FormSubmitted submitted
              ? networkIdentity
                  .map(way -> named(submitted, way, context))
                  .orElseGet(this::switchedOff)
              : unsolicited();
      case AppAsked asked ->
          networkIdentity.map(way -> asked(step, asked, way, context)).orElseGet(this::switchedOff);
      case CredentialProven proven ->
          step instanceof Step.PhoneVerified
              ? networkIdentity.map(way -> way.proven(proven.proof())).orElseGet(this::switchedOff)
              : unsolicited();
    };
  }

  private static Outcome asked(
      Step step, AppAsked asked, NetworkIdentityWay way, StepContext context) {
    return switch (step) {
      case Step.Polled polled -> way.polled(asked, context);
      case Step.CallbackReceived came -> way.returned(asked, came, context);
      case Step.CodeDiscarded discarded -> way.begin(asked.elements(), context);
      default -> unsolicited();
    };
  }

  private static Outcome unsolicited() {
    return new Outcome.Refused(Reason.NOT_AUTHENTIC);
  }

  private Outcome switchedOff() {
    return new Outcome.Unavailable("network identity is not configured any more");
  }

  private Outcome submitted(Step.FormSubmitted submitted, StepContext context) {
    return switch (submitted.action()) {
      case FormSpec.SUBMIT -> typed(submitted);
      case IdentityForm.NETWORK_IDENTITY ->
          networkIdentity
              .map(way ->
                  way.reason(context)
                      .map(reason -> showNames(form.names(reason)))
                      .orElseGet(() -> way.begin(NOBODY, context)))
              .orElseGet(PoliceAdapter::unsolicited);
      default -> unsolicited();
    };
  }

  private static Outcome showNames(FormSpec names) {
    return new Outcome.ShowForm(names, new NamesShown().sealable());
  }

  /** Name and number are the person's choice. */
  private Outcome named(Step.FormSubmitted submitted, NetworkIdentityWay way, StepContext context) {
    return switch (submitted.action()) {
      case IdentityForm.WITHOUT_NAMES -> way.begin(NOBODY, context);
      case FormSpec.SUBMIT ->
          switch (form.readNames(submitted.values(), way.reason(context))) {
            case Content.Wrong(FormSpec again) -> showNames(again);
            case Content.Filled(var name, var number) ->
                way.begin(Optional.of(new Elements(name, number)), context);
          };
      default -> unsolicited();
    };
  }

  private Outcome typed(Step.FormSubmitted submitted) {
    return switch (form.read(submitted.values())) {
      case Content.Wrong(FormSpec again) -> show(again);
      case Content.Filled(var name, var number) ->
          new Outcome.VerifyPhone(Optional.empty(), new ElementsTyped(name, number).sealable());
    };
  }

  private static Outcome show(FormSpec form) {
    return new Outcome.ShowForm(form, new FormShown().sealable());
  }

  private Outcome ask(ElementsTyped typed, StepContext context) {
    Content.Filled asked = new Content.Filled(typed.name(), typed.number());
    return switch (register.ask(asked, context.deadline())) {
      case RegisterAnswer.Match(String digest) -> matched(typed, context, digest);
      case RegisterAnswer.Mismatch mismatch -> new Outcome.Refused(Reason.MISMATCH);
      case RegisterAnswer.NoRecord noRecord -> new Outcome.Refused(Reason.NO_RECORD);
      case RegisterAnswer.NotUsable notUsable -> new Outcome.Refused(Reason.DOCUMENT_NOT_USABLE);
      // Not the person's doing, so it must not count against them; another way is open at once.
      case RegisterAnswer.CannotCompare cannotCompare ->
          Outcome.Unavailable.ofThisPerson("register cannot write a character of the name");
      case RegisterAnswer.Failure(String diagnosis) -> new Outcome.Unavailable(diagnosis);
    };
  }

  private Outcome matched(ElementsTyped typed, StepContext context, String digest) {
    PersonFacts facts =
        PersonFacts.none()
            .named(typed.name())
            .holding(IdentityDocument.of(typed.number()))
            .born(typed.number().birthDate());
    EvidenceItem register =
        EvidenceItem.of(
                EvidenceItem.Method.NAME_NUMBER_MATCH,
                "population-register",
                clock.instant(),
                context.transaction(),
                digest)
            .saying(facts);
    // Name and number are knowledge of anybody; the phone's code is the host's own observation.
    return new Outcome.Proven(List.of(), Set.of(), List.of(register));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), CHINA);
  }
}
