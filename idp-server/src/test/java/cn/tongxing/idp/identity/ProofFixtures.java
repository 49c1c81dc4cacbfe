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

  private static final AtomicInteger SEQUENCE = new AtomicInteger(1);
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
    return new EvidenceItem(
        method,
        source,
        Optional.empty(),
        Optional.empty(),
        Instant.parse("2026-05-01T02:00:00Z"),
        "reference-" + SEQUENCE.getAndIncrement(),
        "0".repeat(64),
        method.name().startsWith("COUNTER") ? Optional.of("operator-1") : Optional.empty(),
        Optional.empty());
  }

  /** Builds a proof; without anything said it is a police name and number check. */
  public static Builder proof() {
    return new Builder();
  }

  /** A proof in the making. */
  public static final class Builder {
    private String adapter = "police";
    private Optional<ExternalSubject> subject = Optional.empty();
    private Optional<PersonName> name = Optional.empty();
    private final List<IdentityDocument> documents = new ArrayList<>();
    private Set<Factor> factors = Set.of();
    private List<EvidenceItem> evidence =
        List.of(evidence(Method.NAME_NUMBER_MATCH, "population-register"));
    private Optional<Proof.Beside> beside = Optional.empty();
    private Optional<PhoneNumber> phone = Optional.empty();

    public Builder document(IdentityDocument document) {
      documents.add(document);
      return this;
    }

    public Builder name(String written) {
      name = Optional.of(ProofFixtures.name(written));
      return this;
    }

    public Builder phone(String written) {
      phone = Optional.of(ProofFixtures.phone(written));
      return this;
    }

    public Builder by(Method method, String source, Factor... shown) {
      evidence = List.of(evidence(method, source));
      factors = Set.of(shown);
      return this;
    }

    /** Through the front end that began it, instead of polled. */
    public Builder cameBack() {
      evidence = evidence.stream().map(item -> came(item, AnswerChannel.FRONT_CHANNEL)).toList();
      return this;
    }

    /** The network identity confirms name and number with its pseudonym. */
    public Builder pair(IdentityDocument document, String written) {
      AnswerChannel channel = evidence.getFirst().channel();
      List<EvidenceItem> both = new ArrayList<>(evidence);
      both.add(came(evidence(Method.NAME_NUMBER_MATCH, "network-identity"), channel));
      evidence = List.copyOf(both);
      return document(document).name(written);
    }

    private static EvidenceItem came(EvidenceItem item, AnswerChannel channel) {
      return new EvidenceItem(
          item.method(),
          item.source(),
          item.assertedLevel(),
          item.originalChannel(),
          item.time(),
          item.reference(),
          item.digest(),
          item.operator(),
          item.expires(),
          channel);
    }

    /** Factors of a person, shown in the same sign-in. */
    public Builder beside(PersonId person, Factor... shown) {
      beside = Optional.of(new Proof.Beside(person, Set.of(shown)));
      return this;
    }

    public Builder account(String id, String issuer, String account) {
      adapter = id;
      subject = Optional.of(new ExternalSubject(issuer, account));
      return this;
    }

    public Proof build() {
      return new Proof(
          adapter,
          subject,
          new PersonFacts(name, documents, phone, Optional.empty()),
          factors,
          evidence,
          phone,
          beside);
    }
  }
}
