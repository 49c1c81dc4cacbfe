package cn.tongxing.idp.identity;

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
 * @param updatedAt when any of this last changed
 */
public record PersonProfile(
    PersonId id,
    Optional<PersonName> name,
    List<IdentityDocument> documents,
    Optional<PhoneNumber> phone,
    Optional<LocalDate> birthDate,
    IdentityAssurance level,
    Instant updatedAt) {
  public PersonProfile {
    documents = List.copyOf(documents);
  }

  /** What is read and opened only for who asks for it. */
  public enum Part {
    DOCUMENTS,
    PHONE
  }
}
