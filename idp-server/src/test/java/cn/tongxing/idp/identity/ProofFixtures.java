package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.AnswerChannel;
import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.PersonFacts;
import cn.tongxing.adapter.spi.document.DocumentType;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.adapter.spi.document.ResidentIdNumber;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.kernel.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Proofs of persons who do not exist. */
public final class ProofFixtures {

  /** From where no phone is one of those that tests of the whole line write themselves. */
  private static final AtomicInteger SEQUENCE = new AtomicInteger(101);

  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

  private ProofFixtures() {}

  /** A well-formed number that was not given out before in this run. */
  public static String idNumber() {
    int next = SEQUENCE.getAndIncrement();
    String birth = LocalDate.of(1960, 1, 1).plusDays(next / 900).toString().replace("-", "");
    return withCheck("350203" + birth + "%03d".formatted(1 + next % 900));
  }

  /** The phone of a number. */
  public static String phone() {
    return "138%08d".formatted(SEQUENCE.getAndIncrement());
  }

  private static String withCheck(String body) {
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += (body.charAt(i) - '0') * WEIGHTS[i];
    }
    return body + "10X98765432".charAt(sum % 11);
  }

  public static PersonName name(String written) {
    return PersonName.parse(written).orElseThrow();
  }

  public static PhoneNumber phone(String written) {
    return PhoneNumber.parse(written).orElseThrow();
  }

  public static IdentityDocument resident(String number) {
    return IdentityDocument.of(
        ResidentIdNumber.parse(number, LocalDate.of(2026, 1, 1)).orElseThrow());
  }

  public static IdentityDocument permit(String number) {
    return new IdentityDocument(DocumentType.MAINLAND_TRAVEL_PERMIT_HKMO, number, "CN");
  }

  public static EvidenceItem evidence(Method method, String source) {
    EvidenceItem item =
        EvidenceItem.of(
            method,
            source,
            Instant.parse("2026-05-01T02:00:00Z"),
            "reference-" + SEQUENCE.getAndIncrement(),
            "0".repeat(64));
    return method.name().startsWith("COUNTER") ? item.vouched("operator-1") : item;
  }

  /** Builds a proof; without anything said it is a police name and number check. */
  public static Builder proof() {
    return new Builder();
  }

  /** A proof in the making. */
  public static final class Builder {
    private String adapter = "police";
    private final List<ExternalSubject> subjects = new ArrayList<>();
    private PersonFacts facts = PersonFacts.none();
    private final List<EvidenceItem> more = new ArrayList<>();
    private Set<Factor> factors = Set.of();
    private EvidenceItem evidence = evidence(Method.NAME_NUMBER_MATCH, "population-register");
    private Optional<Proof.Beside> beside = Optional.empty();
    private Optional<PhoneNumber> phone = Optional.empty();
    private boolean justNow = true;
    private Optional<KnownPlaces.Place> place = Optional.empty();
    private Optional<Instant> held = Optional.empty();

    public Builder document(IdentityDocument document) {
      facts = facts.holding(document);
      return this;
    }

    public Builder paper(PersonFacts.Paper paper) {
      facts = facts.holding(paper);
      return this;
    }

    /** One more piece, with what it alone says. */
    public Builder and(Method method, String source, PersonFacts said) {
      more.add(evidence(method, source).saying(said));
      return this;
    }

    public Builder name(String written) {
      facts = facts.named(ProofFixtures.name(written));
      return this;
    }

    public Builder phone(String written) {
      phone = Optional.of(ProofFixtures.phone(written));
      return this;
    }

    /** The code to the phone was right long before the rest, in a sign-in that waited. */
    public Builder codedLongAgo() {
      justNow = false;
      return this;
    }

    public Builder by(Method method, String source, Factor... shown) {
      evidence = evidence(method, source);
      factors = Set.of(shown);
      return this;
    }

    /** Through the front end that began it, instead of polled. */
    public Builder cameBack() {
      evidence = evidence.cameBy(AnswerChannel.FRONT_CHANNEL);
      return this;
    }

    /** The network identity confirms name and number with its pseudonym. */
    public Builder pair(IdentityDocument document, String written) {
      more.add(evidence(Method.NAME_NUMBER_MATCH, "network-identity").cameBy(evidence.channel()));
      return document(document).name(written);
    }

    /** It waited for the code since. */
    public Builder heldSince(Instant moment) {
      held = Optional.of(moment);
      return this;
    }

    /** Factors of a person, shown in the same sign-in. */
    public Builder beside(PersonId person, Factor... shown) {
      beside = Optional.of(new Proof.Beside(person, new OwnShown(Own.in(Set.of(shown)), Set.of())));
      return this;
    }

    /** Shown in this browser. */
    public Builder in(KnownPlaces.Place where) {
      place = Optional.of(where);
      return this;
    }

    public Builder account(String id, String issuer, String account) {
      adapter = id;
      subjects.add(new ExternalSubject(issuer, account));
      return this;
    }

    public Proof build() {
      List<EvidenceItem> all = new ArrayList<>();
      all.add(evidence.saying(facts));
      all.addAll(more);
      return new Proof(
          adapter, adapter, subjects, factors, all, phone, justNow, beside, place, held);
    }
  }
}
