package cn.tongxing.adapter.police;

import cn.tongxing.adapter.police.NetworkIdentity.AppAnswer;
import cn.tongxing.adapter.police.NetworkIdentity.Verdict;
import cn.tongxing.adapter.police.PoliceState.AppAsked;
import cn.tongxing.adapter.police.PoliceState.CredentialProven;
import cn.tongxing.adapter.spi.AdapterServices;
import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.StepContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

  Outcome begin() {
    String bizSeq = service.newBizSeq();
    Instant expires = clock.instant().plus(CODE_LIFETIME);
    return new Outcome.ShowCode(
        service.appLink(bizSeq).toString(),
        Optional.of(NetworkIdentity.checkNumber(bizSeq)),
        PoliceTexts.CODE_INSTRUCTION,
        expires,
        PAUSE,
        new AppAsked(bizSeq, expires, 0, false).sealable());
  }

  Outcome polled(AppAsked asked, StepContext context) {
    if (!clock.instant().isBefore(asked.expires())) {
      return new Outcome.Refused(Reason.EXPIRED);
    }
    return switch (service.appAnswer(asked.bizSeq(), context.deadline())) {
      case AppAnswer.Pending pending -> keepWaiting(asked, 0);
      case AppAnswer.Scanned scanned -> asked.scanned() ? keepWaiting(asked, 0) : scanned(asked);
      case AppAnswer.Agreed agreed -> verify(asked, agreed, context);
      case AppAnswer.Refused(Reason reason) -> new Outcome.Refused(reason);
      case AppAnswer.Failure(String diagnosis) ->
          asked.failures() + 1 < MAX_FAILURES
              ? keepWaiting(asked, asked.failures() + 1)
              : new Outcome.Unavailable(diagnosis);
    };
  }

  private static Outcome keepWaiting(AppAsked asked, int failures) {
    AppAsked next = new AppAsked(asked.bizSeq(), asked.expires(), failures, asked.scanned());
    return new Outcome.KeepWaiting(PAUSE, next.sealable());
  }

  private static Outcome scanned(AppAsked asked) {
    Instant expires = asked.expires().plus(DECISION);
    AppAsked next = new AppAsked(asked.bizSeq(), expires, 0, true);
    return new Outcome.CodeScanned(expires, PAUSE, next.sealable());
  }

  /** Once only: the credential may be spent although the answer did not arrive. */
  private Outcome verify(AppAsked asked, AppAnswer.Agreed agreed, StepContext context) {
    return switch (service.verify(asked.bizSeq(), agreed, context.deadline())) {
      case Verdict.Proven(NetworkProof proof) ->
          config.skipPhone()
              ? proven(proof)
              : new Outcome.VerifyPhone(Optional.empty(), new CredentialProven(proof).sealable());
      case Verdict.Refused(Reason reason) -> new Outcome.Refused(reason);
      case Verdict.Failure(String diagnosis) -> new Outcome.Unavailable(diagnosis);
    };
  }

  /** A pseudonym, and nothing else: the service says no name. */
  Outcome proven(NetworkProof proof) {
    EvidenceItem evidence =
        EvidenceItem.of(
                method(), "network-identity", proof.time(), proof.reference(), proof.digest())
            .asserting(config.mode().name());
    return new Outcome.Proven(
        List.of(new ExternalSubject("network-identity:" + config.orgCode(), proof.pid())),
        factors(),
        List.of(evidence));
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
