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
 * @param level computed from the evidence that counts now
 * @param verification how the level came about; empty where no evidence counts
 * @param updatedAt when any of this last changed
 * @param reverifiedAt when the account last changed hands, became one with another or was parted:
 *     whose it was before is not whose it is; empty if that never was
 */
public record PersonProfile(
    PersonId id,
    Optional<PersonName> name,
    List<IdentityDocument> documents,
    Optional<PhoneNumber> phone,
    Optional<LocalDate> birthDate,
    IdentityAssurance level,
    Optional<Verification> verification,
    Instant updatedAt,
    Optional<Instant> reverifiedAt) {
  public PersonProfile {
    documents = List.copyOf(documents);
  }

  /**
   * The evidence that a level comes from, the latest of equals.
   *
   * @param source whose answer it was
   * @param possession whether a possession was shown in the same proof
   */
  public record Verification(Method method, String source, boolean possession, Instant time) {}

  /** What is read and opened only for who asks for it. */
  public enum Part {
    DOCUMENTS,
    PHONE
  }
}
