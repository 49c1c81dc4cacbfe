package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.document.ResidentIdNumber;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.assurance.CountedEvidence;
import cn.tongxing.idp.identity.assurance.LevelPolicy;
import cn.tongxing.idp.identity.claim.ClaimKind;
import cn.tongxing.idp.identity.claim.ClaimRule;
import cn.tongxing.idp.identity.claim.Said;
import cn.tongxing.idp.identity.store.ClaimRows;
import cn.tongxing.idp.identity.store.ClaimRows.NewClaim;
import cn.tongxing.idp.identity.store.ClaimRows.Origin;
import cn.tongxing.idp.identity.store.ClaimRows.StoredClaim;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What a proof says of its person, and what becomes of it. */
@Component
class Claims {

  /** The day of a date of birth is a day in China. */
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private final ClaimRows rows;
  private final SecureRandom random;

  Claims(ClaimRows rows, SecureRandom random) {
    this.rows = rows;
    this.random = random;
  }

  /**
   * Who says it.
   *
   * @param register whether it keeps the register of what it says
   */
  record Source(Origin origin, boolean register) {}

  /** The strongest piece of a proof: what it says is worth as much. */
  static Source source(Proof proof, boolean possession, List<UUID> evidence, Instant now) {
    int best = 0;
    for (int i = 1; i < proof.evidence().size(); i++) {
      if (level(proof.evidence().get(i), possession, now)
              .compareTo(level(proof.evidence().get(best), possession, now))
          > 0) {
        best = i;
      }
    }
    EvidenceItem item = proof.evidence().get(best);
    return new Source(
        new Origin(item.source(), level(item, possession, now), item.time(), evidence.get(best)),
        ClaimRule.isRegister(item.method()));
  }

  private static IdentityAssurance level(EvidenceItem item, boolean possession, Instant now) {
    return LevelPolicy.level(
        List.of(
            new CountedEvidence(
                item.method(),
                item.source(),
                item.assertedLevel(),
                item.originalChannel(),
                possession,
                item.time(),
                item.expires(),
                item.channel())),
        now);
  }

  /** Sealed, whether or not it will be needed. */
  List<NewClaim> prepare(Proof proof, Source source, Instant now) {
    List<NewClaim> prepared = new ArrayList<>();
    said(proof, now)
        .forEach((kind, text) ->
            prepared.add(rows.prepare(TimeOrderedId.at(now, random), kind, text, source.origin())));
    return prepared;
  }

  private static Map<ClaimKind, String> said(Proof proof, Instant now) {
    Map<ClaimKind, String> said = new TreeMap<>();
    proof.facts().name().ifPresent(name -> said.put(ClaimKind.NAME, name.reveal()));
    birthDate(proof, now).ifPresent(day -> said.put(ClaimKind.BIRTH_DATE, day.toString()));
    return said;
  }

  /** Everything is believed of somebody new. */
  void add(PersonId person, List<NewClaim> prepared, Instant at) {
    prepared.forEach(claim -> rows.insert(person, claim, true, at));
  }

  /** Judges against what is believed; the kinds of which the proof says otherwise. */
  List<ClaimKind> judge(
      PersonId person,
      Proof proof,
      Source source,
      List<NewClaim> prepared,
      boolean byLinkAlone,
      Instant at) {
    List<StoredClaim> known = prepared.isEmpty() ? List.of() : rows.of(person);
    Map<ClaimKind, String> texts = said(proof, at);
    List<ClaimKind> contradicted = new ArrayList<>();
    for (NewClaim claim : prepared) {
      Said said =
          new Said(
              texts.getOrDefault(claim.kind(), ""),
              source.origin().source(),
              source.origin().level(),
              source.register() && !byLinkAlone);
      if (settle(person, claim, said, known, at)) {
        contradicted.add(claim.kind());
      }
    }
    return contradicted;
  }

  /** Whether the claim contradicts what is known, for the first time. */
  private boolean settle(
      PersonId person, NewClaim claim, Said said, List<StoredClaim> known, Instant at) {
    Optional<StoredClaim> believed =
        known.stream().filter(each -> each.kind() == claim.kind() && each.believed()).findFirst();
    switch (ClaimRule.judge(claim.kind(), believed.map(StoredClaim::said), said)) {
      case BELIEVED -> rows.believe(person, claim, at);
      case CONFIRMED -> rows.confirm(believed.orElseThrow().id(), claim.origin());
      case PASSED_BY -> {
        // nothing new
      }
      case CONTRADICTED -> {
        boolean heard =
            known.stream()
                .filter(each -> each.kind() == claim.kind())
                .filter(each -> each.said().source().equals(said.source()))
                .anyMatch(each -> each.said().text().equals(said.text()));
        if (!heard) {
          rows.insert(person, claim, false, at);
        }
        return !heard;
      }
    }
    return false;
  }

  private static Optional<LocalDate> birthDate(Proof proof, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, CHINA);
    return proof
        .facts()
        .birthDate()
        .or(() ->
            proof.facts().documents().stream()
                .flatMap(each -> ResidentIdNumber.parse(each.number(), today).stream())
                .map(ResidentIdNumber::birthDate)
                .findFirst());
  }
}
