package cn.tongxing.adapter.police;

import cn.tongxing.adapter.police.NetworkIdentity.AppAnswer;
import cn.tongxing.adapter.police.NetworkIdentity.Verdict;
import cn.tongxing.adapter.police.PoliceState.AppAsked;
import cn.tongxing.adapter.police.PoliceState.Back;
import cn.tongxing.adapter.police.PoliceState.CredentialProven;
import cn.tongxing.adapter.spi.AdapterServices;
import cn.tongxing.adapter.spi.AnswerChannel;
import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.IdentityNeed;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.PersonFacts;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.spi.StepContext;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The way over the national network identity: show the code, wait for the app, have the credential
 * checked, then ask for a phone. The phone comes last since the law forbids to ask for more than
 * the service says before it is needed, and a code to a phone is worth nothing without the proof.
 */
final class NetworkIdentityWay {

  /** To scan: short, since whoever shows our code to somebody else can use it that long. */
  private static final Duration CODE_LIFETIME = Duration.ofMinutes(2);

  /** To decide once it is scanned; with it, the five minutes that the service gives. */
  private static final Duration DECISION = Duration.ofMinutes(3);

  /** For the app to bring an answer back that is known to be there; then it is fetched. */
  private static final Duration WAY_BACK = Duration.ofSeconds(15);

  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** One lost answer among many polls must not end what a person is about to confirm. */
  private static final int MAX_FAILURES = 3;

  private final PoliceConfig.NetworkIdentity config;
  private final NetworkIdentity service;
  private final InstantSource clock;

  NetworkIdentityWay(PoliceConfig.NetworkIdentity config, AdapterServices services) {
    this.config = config;
    this.service = new NetworkIdentity(config, services);
    this.clock = services.clock();
  }

  /**
   * Why name and number are asked for, as a choice; empty where nobody needs them. For a level they
   * are needed only where the answer is fetched: a pseudonym that comes back to the browser that
   * asked is worth more than they are.
   */
  Optional<IdentityNeed> reason(StepContext context) {
    if (!config.asksNames()) {
      return Optional.empty();
    }
    if (context.needs().contains(IdentityNeed.LEVEL) && !comesBack(context)) {
      return Optional.of(IdentityNeed.LEVEL); // who goes on without them is asked again: said first
    }
    return context.needs().contains(IdentityNeed.NAME)
        ? Optional.of(IdentityNeed.NAME)
        : Optional.empty();
  }

  /** What another device scans cannot come back to this browser. */
  private boolean comesBack(StepContext context) {
    return config.comesBack() && context.onPhone();
  }

  Outcome begin(Optional<Elements> elements, StepContext context) {
    String bizSeq = service.newBizSeq();
    Instant expires = clock.instant().plus(CODE_LIFETIME);
    boolean back = comesBack(context);
    Optional<URI> callback = back ? Optional.of(context.callbackUri()) : Optional.empty();
    return new Outcome.ShowCode(
        service.appLink(bizSeq, callback).toString(),
        Optional.of(NetworkIdentity.checkNumber(bizSeq)),
        PoliceTexts.CODE_INSTRUCTION,
        expires,
        PAUSE,
        new AppAsked(bizSeq, expires, 0, false, elements, new Back(back, Optional.empty()))
            .sealable());
  }

  Outcome polled(AppAsked asked, StepContext context) {
    if (!clock.instant().isBefore(asked.expires())) {
      return new Outcome.Refused(Reason.EXPIRED);
    }
    return switch (service.appAnswer(asked.bizSeq(), context.deadline())) {
      case AppAnswer.Pending pending -> keepWaiting(asked);
      case AppAnswer.Scanned scanned -> asked.scanned() ? keepWaiting(asked) : scanned(asked);
      case AppAnswer.Agreed agreed -> agreed(asked, agreed, context);
      case AppAnswer.Refused(Reason reason) -> new Outcome.Refused(reason);
      case AppAnswer.Failure(Outcome.Unavailable down) -> lost(asked, down);
    };
  }

  private static Outcome keepWaiting(AppAsked asked) {
    return new Outcome.KeepWaiting(PAUSE, asked.failed(0).sealable());
  }

  private static Outcome lost(AppAsked asked, Outcome.Unavailable down) {
    int failures = asked.failures() + 1;
    return failures < MAX_FAILURES
        ? new Outcome.KeepWaiting(PAUSE, asked.failed(failures).sealable(), Optional.of(down))
        : down;
  }

  private static Outcome scanned(AppAsked asked) {
    Instant expires = asked.expires().plus(DECISION);
    return new Outcome.CodeScanned(expires, PAUSE, asked.opened(expires).sealable());
  }

  /** What the app is about to bring back here is not fetched before its time. */
  private Outcome agreed(AppAsked asked, AppAnswer.Agreed agreed, StepContext context) {
    Instant now = clock.instant();
    if (asked.back().expected()) {
      Instant by = asked.back().by().orElse(now.plus(WAY_BACK));
      if (now.isBefore(by)) {
        return new Outcome.KeepWaiting(PAUSE, asked.backBy(by).sealable());
      }
    }
    return verify(asked, agreed, AnswerChannel.POLLED, context);
  }

  /** The app brought its answer to the browser that asked. */
  Outcome returned(AppAsked asked, Step.CallbackReceived came, StepContext context) {
    boolean ours = asked.back().expected() && came.single("bizSeq").equals(asked.bizSeq());
    if (!ours) {
      return new Outcome.Refused(Reason.NOT_AUTHENTIC);
    }
    return switch (service.brought(came)) {
      case AppAnswer.Agreed agreed -> verify(asked, agreed, AnswerChannel.FRONT_CHANNEL, context);
      case AppAnswer.Refused(Reason reason) ->
          reason == Reason.APP_FAILED ? asService(asked, context) : new Outcome.Refused(reason);
      case AppAnswer.Failure(Outcome.Unavailable down) -> down;
      case AppAnswer.Pending pending -> keepWaiting(asked);
      case AppAnswer.Scanned scanned -> keepWaiting(asked);
    };
  }

  /** The app says that it cannot. What the service says of that is signed. */
  private Outcome asService(AppAsked asked, StepContext context) {
    return switch (service.appAnswer(asked.bizSeq(), context.deadline())) {
      case AppAnswer.Agreed agreed -> verify(asked, agreed, AnswerChannel.POLLED, context);
      case AppAnswer.Refused(Reason reason) -> new Outcome.Refused(reason);
      case AppAnswer.Failure(Outcome.Unavailable down) -> down;
      case AppAnswer.Pending pending -> new Outcome.Refused(Reason.APP_FAILED);
      case AppAnswer.Scanned scanned -> new Outcome.Refused(Reason.APP_FAILED);
    };
  }

  /** Once only: the credential may be spent although the answer did not arrive. */
  private Outcome verify(
      AppAsked asked, AppAnswer.Agreed agreed, AnswerChannel channel, StepContext context) {
    return switch (service.verify(asked, agreed, channel, context.deadline())) {
      case Verdict.Proven(NetworkProof proof) ->
          config.skipPhone()
              ? proven(proof)
              : new Outcome.VerifyPhone(Optional.empty(), new CredentialProven(proof).sealable());
      case Verdict.Refused(Reason reason) -> new Outcome.Refused(reason);
      case Verdict.Failure(Outcome.Unavailable down) -> down;
    };
  }

  /** A pseudonym; name and number only as they were typed here and confirmed there. */
  Outcome proven(NetworkProof proof) {
    List<EvidenceItem> evidence = new ArrayList<>();
    evidence.add(evidence(method(), proof));
    proof
        .elements()
        .map(each ->
            PersonFacts.none()
                .named(each.name())
                .holding(IdentityDocument.of(each.number()))
                .born(each.number().birthDate()))
        .map(evidence(EvidenceItem.Method.NAME_NUMBER_MATCH, proof)::saying)
        .ifPresent(evidence::add);
    return new Outcome.Proven(
        List.of(new ExternalSubject("network-identity:" + config.orgCode(), proof.pid())),
        factors(),
        evidence);
  }

  private EvidenceItem evidence(EvidenceItem.Method method, NetworkProof proof) {
    return EvidenceItem.of(
            method, "network-identity", proof.time(), proof.reference(), proof.digest())
        .asserting(config.mode().name())
        .cameBy(proof.channel());
  }

  private EvidenceItem.Method method() {
    return switch (config.mode()) {
      case R01 -> EvidenceItem.Method.NETWORK_CREDENTIAL;
      case R02 -> EvidenceItem.Method.NETWORK_CREDENTIAL_WITH_PASSWORD;
    };
  }

  private Set<Factor> factors() {
    return switch (config.mode()) {
      case R01 -> Set.of(Factor.NETWORK_CREDENTIAL);
      case R02 -> Set.of(Factor.NETWORK_CREDENTIAL, Factor.PASSWORD);
    };
  }
}
