package cn.tongxing.idp.identity.migration;

import cn.tongxing.adapter.spi.document.DocumentType;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.adapter.spi.document.ResidentIdNumber;
import cn.tongxing.idp.identity.CitizenImport.Refusal;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.keys.PasswordHash;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Reads a row into a citizen, or says what is wrong with it. */
@Component
class CitizenReader {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final Pattern OTHER_NUMBER = Pattern.compile("[A-Z0-9()]{5,20}");

  private final PasswordHash passwords;
  private final InstantSource clock;

  CitizenReader(PasswordHash passwords, InstantSource clock) {
    this.passwords = passwords;
    this.clock = clock;
  }

  /** What a row turned out to be. */
  sealed interface Reading {
    record Read(Citizen citizen) implements Reading {}

    record Wrong(Refusal reason) implements Reading {}
  }

  /** Ends the reading of one row at its first fault. */
  private static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;
    private final Refusal reason;

    Fault(Refusal reason) {
      super(reason.name(), null, false, false);
      this.reason = reason;
    }
  }

  Reading read(Row row) {
    try {
      if (row.fields().isEmpty()) {
        throw new Fault(Refusal.UNREADABLE);
      }
      return new Reading.Read(citizen(row));
    } catch (Fault fault) {
      return new Reading.Wrong(fault.reason);
    }
  }

  private Citizen citizen(Row row) throws Fault {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, CHINA);
    DocumentType type = type(row);
    Optional<ResidentIdNumber> resident =
        row.field("document_number").flatMap(text -> ResidentIdNumber.parse(text, today));
    IdentityDocument document = document(row, type, resident);
    PersonName name =
        row.field("name")
            .flatMap(PersonName::parse)
            .orElseThrow(() -> new Fault(Refusal.NAME_WRONG));
    return new Citizen(
        document,
        name,
        resident
            .filter(each -> each.reveal().equals(document.number()))
            .map(ResidentIdNumber::birthDate),
        phone(row),
        phoneUsedAt(row, now),
        passwordHash(row),
        level(row),
        row.field("external_id"),
        moment(row, "created_at", now, Refusal.CREATED_AT_WRONG).orElse(now));
  }

  private static DocumentType type(Row row) throws Fault {
    String named = row.field("document_type").orElse(DocumentType.RESIDENT_ID.code());
    return Arrays.stream(DocumentType.values())
        .filter(type -> type.code().equals(named) || type.name().equals(named))
        .findFirst()
        .orElseThrow(() -> new Fault(Refusal.DOCUMENT_TYPE_UNKNOWN));
  }

  private static IdentityDocument document(
      Row row, DocumentType type, Optional<ResidentIdNumber> resident) throws Fault {
    if (resident.isPresent() && resident.get().documentType() == type) {
      return IdentityDocument.of(resident.get());
    }
    String number =
        Normalizer.normalize(row.field("document_number").orElse(""), Normalizer.Form.NFKC)
            .replaceAll("\\s", "")
            .toUpperCase(Locale.ROOT);
    String jurisdiction =
        type.jurisdiction().isEmpty()
            ? row.field("document_jurisdiction").orElse("")
            : type.jurisdiction();
    boolean formed =
        type != DocumentType.RESIDENT_ID
            && type != DocumentType.RESIDENCE_PERMIT_HKMOTW
            && OTHER_NUMBER.matcher(number).matches()
            && jurisdiction.matches("[A-Z]{2}");
    if (!formed) {
      throw new Fault(Refusal.DOCUMENT_NUMBER_WRONG);
    }
    return new IdentityDocument(type, number, jurisdiction);
  }

  private static Optional<PhoneNumber> phone(Row row) throws Fault {
    Optional<PhoneNumber> phone = row.field("phone").flatMap(PhoneNumber::parse);
    if (row.field("phone").isPresent() && phone.isEmpty()) {
      throw new Fault(Refusal.PHONE_WRONG);
    }
    return phone;
  }

  private Optional<String> passwordHash(Row row) throws Fault {
    Optional<String> encoded = row.field("password_hash");
    if (encoded.isPresent() && !passwords.isKnownForm(encoded.get())) {
      throw new Fault(Refusal.PASSWORD_HASH_UNKNOWN);
    }
    return encoded;
  }

  private static IdentityAssurance level(Row row) throws Fault {
    String named = row.field("level").orElse(IdentityAssurance.P1.name());
    return Arrays.stream(IdentityAssurance.values())
        .filter(level -> level.name().equals(named))
        .findFirst()
        .orElseThrow(() -> new Fault(Refusal.LEVEL_UNKNOWN));
  }

  /** Without it, whoever holds the phone now may not be who held it then. */
  private static Optional<Instant> phoneUsedAt(Row row, Instant now) throws Fault {
    Optional<Instant> at = moment(row, "phone_used_at", now, Refusal.PHONE_USED_AT_WRONG);
    if (at.isPresent() && row.field("phone").isEmpty()) {
      throw new Fault(Refusal.PHONE_USED_AT_WRONG);
    }
    return at;
  }

  /** A day in China, or a moment; not in the future. */
  private static Optional<Instant> moment(Row row, String column, Instant now, Refusal otherwise)
      throws Fault {
    Optional<String> text = row.field(column);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Instant at =
          text.get().length() == 10
              ? LocalDate.parse(text.get()).atStartOfDay(CHINA).toInstant()
              : Instant.parse(text.get());
      if (!at.isAfter(now)) {
        return Optional.of(at);
      }
    } catch (DateTimeException unreadable) {
      throw new Fault(otherwise);
    }
    throw new Fault(otherwise);
  }
}
