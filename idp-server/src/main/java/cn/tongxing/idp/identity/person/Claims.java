package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.PersonFacts;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.ResidentIdNumber;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.assurance.CountedEvidence;
import cn.tongxing.idp.identity.assurance.LevelPolicy;
import cn.tongxing.idp.identity.claim.ClaimKind;
import cn.tongxing.idp.identity.claim.ClaimRule;
import cn.tongxing.idp.identity.claim.Said;
import cn.tongxing.idp.identity.claim.Said.Voice;
import cn.tongxing.idp.identity.store.ClaimRows;
import cn.tongxing.idp.identity.store.ClaimRows.NewClaim;
import cn.tongxing.idp.identity.store.ClaimRows.Origin;
import cn.tongxing.idp.identity.store.ClaimRows.StoredClaim;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.keys.PersonKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What a proof says of its person, and what becomes of it. */
@Component
public class Claims {

  /** The day of a date of birth is a day in China. */
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private final ClaimRows rows;
  private final SecureRandom random;

  Claims(ClaimRows rows, SecureRandom random) {
    this.rows = rows;
    this.random = random;
  }

  /**
   * One piece of a proof: who says it, and what.
   *
   * @param register whether it keeps the register of what it says
   */
  record Source(Origin origin, boolean register, PersonFacts facts) {}

  /** A claim that is sealed, whether or not it will be needed. */
  record Prepared(NewClaim claim, String text, boolean register) {

    /** Without the text. */
    @Override
    public String toString() {
      return "Prepared[" + claim.kind() + "]";
    }
  }

  /** Each piece of a proof as a source of what it says, and of nothing else. */
  static List<Source> sources(Proof proof, boolean possession, List<UUID> evidence, Instant now) {
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < proof.evidence().size(); i++) {
      EvidenceItem item = proof.evidence().get(i);
      sources.add(
          new Source(
              new Origin(item.source(), level(item, possession, now), item.time(), evidence.get(i)),
              ClaimRule.isRegister(item.method()),
              item.facts()));
    }
    return sources;
  }

  /** The strongest of those that say it, the first of equals. */
  static Optional<Source> strongest(List<Source> sources, Predicate<PersonFacts> says) {
    Source best = null;
    for (Source each : sources) {
      boolean better = best == null || each.origin().level().compareTo(best.origin().level()) > 0;
      if (says.test(each.facts()) && better) {
        best = each;
      }
    }
    return Optional.ofNullable(best);
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

  /** Each kind of claim from the strongest piece that says it. */
  List<Prepared> prepare(PersonKey key, List<Source> sources, Instant now) {
    List<Prepared> prepared = new ArrayList<>();
    for (ClaimKind kind : ClaimKind.values()) {
      strongest(sources, facts -> text(kind, facts, now).isPresent())
          .ifPresent(source -> {
            String text = text(kind, source.facts(), now).orElseThrow();
            NewClaim claim =
                rows.prepare(key, TimeOrderedId.at(now, random), kind, text, source.origin());
            prepared.add(new Prepared(claim, text, source.register()));
          });
    }
    return prepared;
  }

  private static Optional<String> text(ClaimKind kind, PersonFacts facts, Instant now) {
    return switch (kind) {
      case NAME -> facts.name().map(PersonName::reveal);
      // of a document's zone: what says no document has none
      case LATIN_NAME ->
          facts.documents().isEmpty()
              ? Optional.empty()
              : facts.latinName().map(PersonName::reveal);
      case BIRTH_DATE -> birthDate(facts, now).map(LocalDate::toString);
    };
  }

  /** Everything is believed of somebody new. */
  void add(PersonId person, List<Prepared> prepared, Instant at) {
    rows.believe(person, prepared.stream().map(Prepared::claim).toList(), at);
  }

  /**
   * Judges against what is believed; the kinds of which the proof says otherwise.
   *
   * @param key of the person, read if anything is written
   */
  List<ClaimKind> judge(
      PersonId person,
      Supplier<PersonKey> key,
      List<Prepared> prepared,
      boolean byLinkAlone,
      Instant at) {
    List<StoredClaim> known = prepared.isEmpty() ? List.of() : rows.of(person);
    List<ClaimKind> contradicted = new ArrayList<>();
    for (Prepared each : prepared) {
      Origin origin = each.claim().origin();
      Said said =
          new Said(
              each.text(), origin.source(), origin.level(), voice(each.register(), byLinkAlone));
      if (settle(person, key, each.claim(), said, known, at)) {
        contradicted.add(each.claim().kind());
      }
    }
    return contradicted;
  }

  private static Voice voice(boolean register, boolean byLinkAlone) {
    if (byLinkAlone) {
      return Voice.HEARSAY;
    }
    return register ? Voice.REGISTER : Voice.WITNESS;
  }

  /**
   * What rests on evidence that was withdrawn is believed no more; in its place stands the best
   * claim of the same text that rests on something else, and is no hearsay.
   */
  public void withdraw(PersonId person) {
    List<StoredClaim> known = rows.of(person);
    Set<UUID> withdrawn = rows.withdrawn(person);
    for (StoredClaim each : known) {
      if (!each.believed() || !withdrawn.contains(each.id())) {
        continue;
      }
      rows.mark(each.id(), false);
      standIn(each, known, withdrawn);
    }
  }

  /** What is believed of a person now. */
  public List<StoredClaim> believed(PersonId person) {
    return rows.of(person).stream().filter(StoredClaim::believed).toList();
  }

  /**
   * Of what was believed before claims went to another account, the kinds that lost theirs are
   * believed by the best claim of the same text that stayed.
   */
  public void keepBelieving(PersonId person, List<StoredClaim> before) {
    List<StoredClaim> known = rows.of(person);
    Set<UUID> withdrawn = rows.withdrawn(person);
    before.stream()
        .filter(each ->
            known.stream().noneMatch(other -> other.kind() == each.kind() && other.believed()))
        .forEach(each -> standIn(each, known, withdrawn));
  }

  private void standIn(StoredClaim gone, List<StoredClaim> known, Set<UUID> withdrawn) {
    known.stream()
        .filter(other -> other.kind() == gone.kind() && !withdrawn.contains(other.id()))
        .filter(other -> other.said().voice() != Voice.HEARSAY)
        .filter(other -> other.said().text().equals(gone.said().text()))
        .max(Comparator.comparing(other -> other.said().level()))
        .ifPresent(other -> rows.mark(other.id(), true));
  }

  /** Whether the claim contradicts what is known, for the first time. */
  private boolean settle(
      PersonId person,
      Supplier<PersonKey> key,
      NewClaim claim,
      Said said,
      List<StoredClaim> known,
      Instant at) {
    List<StoredClaim> ofKind = known.stream().filter(each -> each.kind() == claim.kind()).toList();
    Optional<StoredClaim> believed = ofKind.stream().filter(StoredClaim::believed).findFirst();
    Set<String> sources =
        ofKind.stream().map(each -> each.said().source()).collect(Collectors.toSet());
    boolean hearsay = said.voice() == Voice.HEARSAY;
    switch (ClaimRule.judge(claim.kind(), believed.map(StoredClaim::said), sources, said)) {
      case BELIEVED ->
          rows.believe(person, rows.sealedFor(key.get(), claim, said.text()), hearsay, at);
      case CONFIRMED -> rows.confirm(believed.orElseThrow().id(), claim.origin(), hearsay);
      case PASSED_BY -> {
        // nothing new
      }
      case CONTRADICTED -> {
        boolean heard =
            ofKind.stream()
                .filter(each -> hearsay || each.said().voice() != Voice.HEARSAY)
                .filter(each -> each.said().source().equals(said.source()))
                .anyMatch(each -> each.said().text().equals(said.text()));
        if (!heard) {
          rows.contradict(person, rows.sealedFor(key.get(), claim, said.text()), hearsay, at);
        }
        return !heard;
      }
    }
    return false;
  }

  private static Optional<LocalDate> birthDate(PersonFacts facts, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, CHINA);
    return facts
        .birthDate()
        .or(() ->
            facts.documents().stream()
                .flatMap(each -> ResidentIdNumber.parse(each.number(), today).stream())
                .map(ResidentIdNumber::birthDate)
                .findFirst());
  }
}
