package cn.tongxing.idp.identity.migration;

import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.IdentityAssurance;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** An account of an earlier system, every field checked. */
record Citizen(
    IdentityDocument document,
    PersonName name,
    Optional<LocalDate> birthDate,
    Optional<PhoneNumber> phone,
    Optional<Instant> phoneUsedAt,
    Optional<String> passwordHash,
    IdentityAssurance level,
    Optional<String> externalId,
    Instant createdAt) {

  /** Masked. */
  @Override
  public String toString() {
    return "Citizen[" + document + "]";
  }
}
