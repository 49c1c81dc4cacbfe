package cn.tongxing.idp.identity.store;

import cn.tongxing.adapter.spi.AnswerChannel;
import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.Opened;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.assurance.CountedEvidence;
import cn.tongxing.idp.identity.claim.ClaimKind;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.StoredForm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is known of one person, by one statement over an index for each part that is wanted. */
@Repository
public class ProfileRows {

  private final JdbcClient jdbc;
  private final ClaimRows claims;
  private final DocumentRows documents;
  private final PhoneRows phones;

  ProfileRows(JdbcClient jdbc, ClaimRows claims, DocumentRows documents, PhoneRows phones) {
    this.jdbc = jdbc;
    this.claims = claims;
    this.documents = documents;
    this.phones = phones;
  }

  /**
   * A person as stored.
   *
   * @param documents the one proven first comes first
   * @param phones the one bound last comes last
   */
  public record StoredProfile(
      Optional<PersonName> name,
      Optional<PersonName> latinName,
      Optional<LocalDate> birthDate,
      List<IdentityDocument> documents,
      List<PhoneNumber> phones,
      List<CountedEvidence> evidence,
      Instant updatedAt,
      Optional<Instant> reverifiedAt) {}

  /** An active person, whole. */
  public Optional<StoredProfile> find(PersonId person) {
    return find(person, EnumSet.allOf(PersonProfile.Part.class));
  }

  /** An active person, with the parts wanted. */
  public Optional<StoredProfile> find(PersonId person, Set<PersonProfile.Part> wanted) {
    return read(person, wanted, Reach.ACTIVE);
  }

  /** A person who is active, or will be once their account is thawed. */
  public Optional<StoredProfile> alsoFrozen(PersonId person) {
    return read(person, EnumSet.allOf(PersonProfile.Part.class), Reach.ALSO_FROZEN);
  }

  /** A person of whatever standing: for an operator, never for use. */
  public Optional<StoredProfile> whoever(PersonId person) {
    return read(person, EnumSet.allOf(PersonProfile.Part.class), Reach.WHOEVER);
  }

  /** Whose standing does not keep them from being read. */
  private enum Reach {
    ACTIVE,
    ALSO_FROZEN,
    WHOEVER
  }

  private Optional<StoredProfile> read(
      PersonId person, Set<PersonProfile.Part> wanted, Reach reach) {
    List<Part> parts =
        jdbc.sql(ProfileStatement.of(wanted))
            .param("id", person.value())
            .param("any", reach == Reach.WHOEVER)
            .param("frozen", reach == Reach.ALSO_FROZEN)
            .query((row, number) -> part(row))
            .list();
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    Draft draft = new Draft();
    parts.forEach(part -> part.addTo(draft));
    return Optional.of(draft.profile());
  }

  /** The first evidence of an active person without a name. */
  public Optional<Opened> opened(PersonId person) {
    return jdbc.sql(
            """
            SELECT e.method, p.created_at
              FROM active_person p JOIN evidence e ON e.person = p.id
             WHERE p.id = :id
               AND NOT EXISTS (SELECT 1 FROM person_claim c
                                WHERE c.person = p.id AND c.kind = 'NAME' AND c.believed)
             ORDER BY e.recorded_at, e.id LIMIT 1
            """)
        .param("id", person.value())
        .query((row, number) ->
            new Opened(
                StoredForm.constant(Method.class, row.getString("method")),
                Objects.requireNonNull(Times.read(row, "created_at"))))
        .optional();
  }

  public boolean isActive(PersonId person) {
    return jdbc.sql("SELECT EXISTS (SELECT 1 FROM active_person WHERE id = :id)")
        .param("id", person.value())
        .query(Boolean.class)
        .single();
  }

  private Part part(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    byte[] sealed = row.getBytes("sealed");
    Instant at = Objects.requireNonNull(Times.read(row, "at"));
    return switch (row.getInt("kind")) {
      case 1 -> {
        Optional<Instant> reverified = Optional.ofNullable(Times.read(row, "until"));
        yield draft -> {
          draft.updatedAt = at;
          draft.reverifiedAt = reverified;
        };
      }
      case 5 -> claim(id, StoredForm.constant(ClaimKind.class, row.getString("code")), sealed);
      case 2 -> {
        IdentityDocument document =
            documents.open(id, row.getString("code"), row.getString("detail"), sealed);
        yield draft -> draft.documents.add(document);
      }
      case 3 -> {
        PhoneNumber phone = phones.open(id, sealed);
        yield draft -> draft.phones.add(phone);
      }
      default -> {
        CountedEvidence evidence = evidence(row, at);
        yield draft -> draft.evidence.add(evidence);
      }
    };
  }

  private Part claim(UUID id, ClaimKind kind, byte[] sealed) {
    return switch (kind) {
      case NAME -> {
        Optional<PersonName> name = claims.name(id, sealed);
        yield draft -> draft.name = name;
      }
      case LATIN_NAME -> {
        Optional<PersonName> name = claims.name(id, sealed);
        yield draft -> draft.latinName = name;
      }
      case BIRTH_DATE -> {
        LocalDate birthDate = claims.birthDate(id, sealed);
        yield draft -> draft.birthDate = Optional.of(birthDate);
      }
    };
  }

  private static CountedEvidence evidence(ResultSet row, Instant at) throws SQLException {
    return new CountedEvidence(
        StoredForm.constant(Method.class, row.getString("code")),
        row.getString("detail"),
        Optional.ofNullable(row.getString("asserted")),
        Optional.ofNullable(row.getString("channel")),
        row.getBoolean("possession"),
        at,
        Optional.ofNullable(Times.read(row, "until")),
        StoredForm.constant(AnswerChannel.class, row.getString("came")));
  }

  /** Puts one row where it belongs. */
  private interface Part {
    void addTo(Draft draft);
  }

  /** What the rows add up to. */
  private static final class Draft {
    private Optional<PersonName> name = Optional.empty();
    private Optional<PersonName> latinName = Optional.empty();
    private Optional<LocalDate> birthDate = Optional.empty();
    private Instant updatedAt = Instant.EPOCH;
    private Optional<Instant> reverifiedAt = Optional.empty();
    private final List<IdentityDocument> documents = new ArrayList<>();
    private final List<PhoneNumber> phones = new ArrayList<>();
    private final List<CountedEvidence> evidence = new ArrayList<>();

    private StoredProfile profile() {
      return new StoredProfile(
          name, latinName, birthDate, documents, phones, evidence, updatedAt, reverifiedAt);
    }
  }
}
