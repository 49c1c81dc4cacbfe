package cn.tongxing.idp.proofing.way;

import cn.tongxing.adapter.spi.CaptureFrame;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.CaptureUpload;
import cn.tongxing.idp.proofing.Captures;
import cn.tongxing.idp.proofing.Progress;
import cn.tongxing.idp.proofing.Prover;
import cn.tongxing.idp.proofing.Proving;
import cn.tongxing.idp.proofing.capture.CaptureCheck;
import cn.tongxing.idp.proofing.capture.CaptureCheck.Result;
import cn.tongxing.idp.proofing.limits.CaptureTries;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Lets no frame come to an adapter but such as its challenge asked for. */
@Service
class RunCaptures implements Captures {

  private final AdapterWay adapter;
  private final RunProofs proofs;
  private final CaptureTries tries;
  private final Audit audit;
  private final InstantSource clock;

  RunCaptures(
      AdapterWay adapter, RunProofs proofs, CaptureTries tries, Audit audit, InstantSource clock) {
    this.adapter = adapter;
    this.proofs = proofs;
    this.tries = tries;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Leave mayCome(Proving proving, Ask.Capture.Challenge challenge, Prover prover) {
    return tries.take(
        challenge,
        prover.source(),
        prover
            .event(AuditEventType.SIGN_IN_LIMITED, proving, proving.gone().name())
            .detail("limit", "capture"));
  }

  @Override
  public Captured captured(
      Proving proving, Ask.Capture asked, CaptureUpload upload, Prover prover) {
    try {
      return checked(proving, asked, upload, prover);
    } finally {
      upload.wipe();
    }
  }

  private Captured checked(
      Proving proving, Ask.Capture asked, CaptureUpload upload, Prover prover) {
    Optional<Ask.Capture.Challenge> challenge =
        asked.challenge().filter(each -> CaptureCheck.answers(each, upload));
    if (challenge.isEmpty()) {
      return stays(proving, asked, Verdict.STALE);
    }
    Instant now = clock.instant();
    if (!asked.isOpen(now)) {
      return stays(proving, asked.usedUp(), Verdict.EXPIRED);
    }
    return switch (CaptureCheck.of(asked.spec(), challenge.get(), upload, now)) {
      case Result.Broken(String rule) -> {
        audit.record(
            prover
                .event(AuditEventType.CAPTURE_ANSWERED, proving, proving.gone().name())
                .detail("frames", String.valueOf(upload.parts().size()))
                .detail("outcome", "rejected")
                .detail("rule", rule));
        yield stays(proving, asked.usedUp(), Verdict.REJECTED);
      }
      case Result.Good(List<CaptureFrame> frames) ->
          adapter
              .captured(proving, new Step.CaptureSubmitted(frames), asked, prover)
              .map(next -> {
                tries.wasAnswered(challenge.get(), prover.source());
                return new Captured(proofs.resolve(next, prover), Verdict.ANSWERED);
              })
              .orElseGet(() -> {
                tries.hadNoRoom(challenge.get(), prover.source());
                return stays(proving, asked, Verdict.BUSY);
              });
    };
  }

  private static Captured stays(Proving proving, Ask.Capture asked, Verdict verdict) {
    return new Captured(new Progress.Stays(proving, asked), verdict);
  }
}
