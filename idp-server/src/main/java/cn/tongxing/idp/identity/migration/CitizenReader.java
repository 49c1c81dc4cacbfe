package cn.tongxing.idp.identity.migration;

import cn.tongxing.adapter.spi.document.DocumentType;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.adapter.spi.document.ResidentIdNumber;
import cn.tongxing.idp.identity.CitizenImport.Refusal;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.keys.PasswordHash;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Reads a row into a citizen, or says what is wrong with it. */
@Component
class CitizenReader {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  /** Spring Security names the encoder before the hash. */
  private static final Pattern ENCODER =
      Pattern.compile("\\{(?:bcrypt|argon2(?:@SpringSecurity_v5_[28])?)}(\\$.*)");

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

  /**
   * @param dropUnusableHashes whether a password of no known form is left out, and the person taken
   */
  Reading read(Row row, boolean dropUnusableHashes) {
    try {
      if (row.fields().isEmpty()) {
        throw new Fault(Refusal.UNREADABLE);
      }
      return new Reading.Read(citizen(row, dropUnusableHashes));
    } catch (Fault fault) {
      return new Reading.Wrong(fault.reason);
    }
  }

  private Citizen citizen(Row row, boolean dropUnusableHashes) throws Fault {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, CHINA);
    IdentityDocument document =
        IdentityDocument.parse(
                type(row),
                row.field("document_number").orElse(""),
                row.field("document_jurisdiction").orElse(""),
                today)
            .orElseThrow(() -> new Fault(Refusal.DOCUMENT_NUMBER_WRONG));
    PersonName name =
        row.field("name")
            .flatMap(PersonName::parse)
            .filter(PersonName::isLegible)
            .orElseThrow(() -> new Fault(Refusal.NAME_WRONG));
    Optional<String> hash = row.field("password_hash").map(CitizenReader::withoutEncoder);
    boolean usable = hash.filter(passwords::isKnownForm).isPresent();
    if (hash.isPresent() && !usable && !dropUnusableHashes) {
      throw new Fault(Refusal.PASSWORD_HASH_UNKNOWN);
    }
    return new Citizen(
        document,
        name,
        ResidentIdNumber.parse(document.number(), today).map(ResidentIdNumber::birthDate),
        phone(row),
        phoneUsedAt(row, now),
        hash.filter(_ -> usable),
        hash.isPresent() && !usable,
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

  private static Optional<PhoneNumber> phone(Row row) throws Fault {
    Optional<PhoneNumber> phone = row.field("phone").flatMap(PhoneNumber::parse);
    if (row.field("phone").isPresent() && phone.isEmpty()) {
      throw new Fault(Refusal.PHONE_WRONG);
    }
    return phone;
  }

  private static String withoutEncoder(String encoded) {
    Matcher matcher = ENCODER.matcher(encoded);
    return matcher.matches() ? matcher.group(1) : encoded;
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
