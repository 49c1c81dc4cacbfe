package cn.tongxing.adapter.spi;

import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a proof established about a person. Only what the evidence covers: what the person typed and
 * nobody confirmed does not belong here.
 *
 * @param name as on the document proven first
 * @param latinName as in the machine-readable zone, where the document has one beside the Chinese
 *     name; compared with documents only, never derived
 * @param documents of this one person, the one proven first; empty for a pseudonym
 * @param phone possessed by the person, as proven in this transaction or by the upstream
 */
public record PersonFacts(
    Optional<PersonName> name,
    Optional<PersonName> latinName,
    List<IdentityDocument> documents,
    Optional<PhoneNumber> phone,
    Optional<LocalDate> birthDate) {
  public PersonFacts {
    documents = List.copyOf(documents);
  }

  /** Facts without a name in Latin letters. */
  public PersonFacts(
      Optional<PersonName> name,
      List<IdentityDocument> documents,
      Optional<PhoneNumber> phone,
      Optional<LocalDate> birthDate) {
    this(name, Optional.empty(), documents, phone, birthDate);
  }

  /** Nothing but a pseudonym is known. */
  public static PersonFacts none() {
    return new PersonFacts(Optional.empty(), List.of(), Optional.empty(), Optional.empty());
  }

  /** Masked; of the date of birth only whether it is there. */
  @Override
  public String toString() {
    return "PersonFacts[name="
        + name
        + ", latinName="
        + latinName
        + ", documents="
        + documents
        + ", phone="
        + phone
        + ", birthDate="
        + (birthDate.isPresent() ? "known" : "unknown")
        + "]";
  }
}
