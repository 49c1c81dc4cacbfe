package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a person.
 *
 * @param name where {@link Part#NAME} was read
 * @param latinName as travel documents have it, where {@link Part#LATIN_NAME} was read
 * @param birthDate where {@link Part#BIRTH_DATE} was read
 * @param level computed from the evidence that counts now; P1 where {@link Part#LEVEL} was not read
 * @param verifications the pieces of evidence that count now, the one the level comes from first
 * @param updatedAt when any of this last changed
 * @param reverifiedAt when the account last changed hands, became one with another or was parted:
 *     whose it was before is not whose it is; empty if that never was
 */
public record PersonProfile(
    PersonId id,
    Optional<PersonName> name,
    Optional<PersonName> latinName,
    List<IdentityDocument> documents,
    Optional<PhoneNumber> phone,
    Optional<LocalDate> birthDate,
    IdentityAssurance level,
    List<Verification> verifications,
    Instant updatedAt,
    Optional<Instant> reverifiedAt) {
  public PersonProfile {
    documents = List.copyOf(documents);
    verifications = List.copyOf(verifications);
  }

  /** For whoever first met the account as it is now: they have nothing of an earlier holder. */
  public PersonProfile asMetAnew() {
    return new PersonProfile(
        id,
        name,
        latinName,
        documents,
        phone,
        birthDate,
        level,
        verifications,
        updatedAt,
        Optional.empty());
  }

  /** How a level came about that is at most this; empty where nothing but possession counts. */
  public Optional<Verification> verification(IdentityAssurance most) {
    return verifications.stream()
        .filter(each -> each.worth().atLeast(IdentityAssurance.P2) && most.atLeast(each.worth()))
        .findFirst();
  }

  /**
   * A piece of evidence.
   *
   * @param worth the level it makes
   * @param source whose answer it was
   * @param possession whether a possession was shown in the same proof
   */
  public record Verification(
      IdentityAssurance worth, Method method, String source, boolean possession, Instant time) {}

  /** What is read, opened or computed only for who asks for it. */
  public enum Part {
    NAME,
    /** No scope releases it. */
    BIRTH_DATE,
    /** The name of travel documents: no scope releases it yet. */
    LATIN_NAME,
    DOCUMENTS,
    PHONE,
    /** The level and the verifications it comes from. */
    LEVEL
  }
}
