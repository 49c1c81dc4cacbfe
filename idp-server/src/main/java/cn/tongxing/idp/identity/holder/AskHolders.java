package cn.tongxing.idp.identity.holder;

import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.PersonFacts;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.RegisteredTo;
import cn.tongxing.idp.identity.HolderCheck;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.PhoneHolders;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.claim.ClaimRule;
import cn.tongxing.idp.identity.phone.PhoneFreshness;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.identity.store.HolderRows;
import cn.tongxing.idp.identity.store.HolderRows.Known;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.ProfileRows;
import cn.tongxing.idp.kernel.PersonId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

@Service
class AskHolders implements PhoneHolders {

  private static final Logger LOG = LoggerFactory.getLogger(AskHolders.class);

  private final HolderRows rows;
  private final DocumentRows documents;
  private final PhoneRows phones;
  private final ProfileRows profiles;
  private final PhoneFreshness freshness;
  private final HolderCheck check;
  private final HolderSettings settings;
  private final InstantSource clock;

  AskHolders(
      HolderRows rows,
      DocumentRows documents,
      PhoneRows phones,
      ProfileRows profiles,
      PhoneFreshness freshness,
      Optional<HolderCheck> check,
      HolderSettings settings,
      InstantSource clock) {
    this.rows = rows;
    this.documents = documents;
    this.phones = phones;
    this.profiles = profiles;
    this.freshness = freshness;
    this.check = check.orElse(HolderCheck.NONE);
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Proof witnessed(Proof proof, Hearing hearing) {
    Optional<PersonName> name = proof.facts().name();
    List<IdentityDocument> proven = proof.facts().documents();
    Optional<PhoneNumber> phone = proof.possessedPhone();
    if (check.equals(HolderCheck.NONE)
        || proof.isPolled()
        || name.isEmpty()
        || phone.isEmpty()
        || proven.size() != 1
        || !isByNameAndNumber(proof)) {
      return proof;
    }
    IdentityDocument document = proven.getFirst();
    Optional<PersonId> holder = documents.owner(document);
    if (!isHeard(name.get(), holder, phone.get(), hearing)) {
      return proof;
    }
    Optional<Known> known = about(name.get(), document, phone.get());
    if (known.filter(each -> each.answer().holder() == RegisteredTo.THEIRS).isEmpty()) {
      return proof;
    }
    holder.ifPresent(
        person -> phones.of(person).forEach(bound -> about(name.get(), document, bound)));
    return with(proof, known.get());
  }

  /** Whether another answer than that of a mismatch may follow. */
  private boolean isHeard(
      PersonName name, Optional<PersonId> holder, PhoneNumber phone, Hearing hearing) {
    if (!hearing.takes(holder)) {
      return false;
    }
    if (holder.isEmpty()) {
      return true;
    }
    boolean known =
        profiles
            .find(holder.get(), Set.of(PersonProfile.Part.NAME))
            .filter(active ->
                active.name().map(theirs -> ClaimRule.isSameName(theirs, name)).orElse(true))
            .isPresent();
    return known && (freshness.isTheirOwn(holder.get(), phone) || hearing.tells());
  }

  private static boolean isByNameAndNumber(Proof proof) {
    return proof.evidence().stream()
        .anyMatch(each -> each.method() == EvidenceItem.Method.NAME_NUMBER_MATCH);
  }

  private Optional<Known> about(PersonName name, IdentityDocument document, PhoneNumber phone) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS); // as precise as the column
    Optional<Known> known = rows.known(document, phone, now);
    if (known.isPresent()) {
      return known;
    }
    if (!rows.claim(document, phone, settings.aDay(), now)) {
      return rows.known(document, phone, now); // of whoever asked meanwhile
    }
    HolderCheck.Answer answer = ask(name, document, phone);
    rows.keep(document, phone, answer);
    return answer.holder() == RegisteredTo.UNKNOWN
        ? Optional.empty()
        : Optional.of(new Known(answer, now));
  }

  /** A check that throws is one that does not know. */
  private HolderCheck.Answer ask(PersonName name, IdentityDocument document, PhoneNumber phone) {
    try {
      return check.holder(name, document, phone);
    } catch (RuntimeException broken) {
      LOG.warn("the check of a phone's holder failed: {}", broken.getClass().getName());
      return HolderCheck.Answer.UNKNOWN;
    }
  }

  /** The code to the phone counts beside the carriers' word as a possession of the person. */
  private static Proof with(Proof proof, Known known) {
    PersonFacts confirmed =
        proof.possessedPhone().map(proof.facts()::reachedAt).orElse(proof.facts());
    List<EvidenceItem> evidence = new ArrayList<>(proof.evidence());
    evidence.add(
        EvidenceItem.of(
                EvidenceItem.Method.CARRIER_THREE_ELEMENTS,
                "carrier",
                known.askedAt(),
                known.answer().reference(),
                known.answer().digest())
            .saying(confirmed));
    Set<Factor> factors = EnumSet.of(Factor.SMS);
    factors.addAll(proof.factors());
    return new Proof(
        proof.adapter(),
        proof.way(),
        proof.subjects(),
        factors,
        evidence,
        proof.possessedPhone(),
        proof.phoneJustNow(),
        proof.beside(),
        proof.place(),
        proof.held());
  }
}
