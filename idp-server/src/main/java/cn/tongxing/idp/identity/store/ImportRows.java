package cn.tongxing.idp.identity.store;

import cn.tongxing.adapter.spi.PersonFacts.Paper;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.claim.ClaimKind;
import cn.tongxing.idp.identity.store.ClaimRows.NewClaim;
import cn.tongxing.idp.identity.store.ClaimRows.Origin;
import cn.tongxing.idp.identity.store.DocumentRows.DocumentKey;
import cn.tongxing.idp.identity.store.DocumentRows.NewDocument;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.keys.PersonKey;
import cn.tongxing.idp.keys.PersonSealing;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The same tables, written by hundreds of rows; and the journal {@code citizen_import_row}. */
@Repository
public class ImportRows {

  private final JdbcTemplate batch;
  private final JdbcClient jdbc;
  private final PersonSealing sealing;
  private final ClaimRows claims;
  private final DocumentRows documents;
  private final PhoneRows phones;

  ImportRows(
      JdbcTemplate batch,
      JdbcClient jdbc,
      PersonSealing sealing,
      ClaimRows claims,
      DocumentRows documents,
      PhoneRows phones) {
    this.batch = batch;
    this.jdbc = jdbc;
    this.sealing = sealing;
    this.claims = claims;
    this.documents = documents;
    this.phones = phones;
  }

  /**
   * One account to store.
   *
   * @param key of the journal, 32 bytes
   * @param digest of the row, lower-case hex
   * @param phoneUsedAt when the person last showed the phone's code over there
   * @param passwordDropped there was a password, and it is left out
   * @param slot which of the five places of the phone
   * @param level as the earlier system had it
   * @param worth what that is worth here
   * @param ids fresh, for document, evidence, phone, name and date of birth
   */
  public record NewCitizen(
      PersonId person,
      byte[] key,
      IdentityDocument document,
      PersonName name,
      Optional<LocalDate> birthDate,
      Optional<PhoneNumber> phone,
      Optional<Instant> phoneUsedAt,
      int slot,
      Optional<String> passwordHash,
      boolean passwordDropped,
      String level,
      IdentityAssurance worth,
      String reference,
      String digest,
      Instant createdAt,
      List<UUID> ids) {}

  /** Which of the keys were taken over, and the documents of whom they became. */
  public Map<ByteBuffer, Set<DocumentKey>> known(String source, Collection<byte[]> keys) {
    Map<ByteBuffer, Set<DocumentKey>> known = new HashMap<>();
    jdbc.sql(
            """
            SELECT r.key, d.number_index, d.type, d.jurisdiction
              FROM citizen_import_row r LEFT JOIN identity_document d ON d.person = r.person
             WHERE r.source = :source AND r.key = ANY(:keys)
            """)
        .param("source", source)
        .param("keys", keys.toArray(byte[][]::new))
        .query(row -> {
          Set<DocumentKey> theirs =
              known.computeIfAbsent(ByteBuffer.wrap(row.getBytes("key")), key -> new HashSet<>());
          if (row.getBytes("number_index") != null) {
            theirs.add(document(row));
          }
        });
    return known;
  }

  /** Which of the documents somebody has. */
  public Set<DocumentKey> taken(Collection<DocumentKey> wanted) {
    return new HashSet<>(
        jdbc.sql(
                """
                SELECT number_index, type, jurisdiction FROM identity_document
                 WHERE number_index = ANY(:indexes)
                """)
            .param("indexes", wanted.stream().map(key -> key.index()).toArray(byte[][]::new))
            .query((row, number) -> document(row))
            .list());
  }

  private static DocumentKey document(ResultSet row) throws SQLException {
    return new DocumentKey(
        ByteBuffer.wrap(row.getBytes("number_index")),
        row.getString("type"),
        row.getString("jurisdiction"));
  }

  /** The places of phones that are taken. */
  public Map<ByteBuffer, Set<Integer>> slots(Collection<byte[]> phoneIndexes) {
    Map<ByteBuffer, Set<Integer>> taken = new HashMap<>();
    jdbc.sql(
            """
            SELECT phone_index, slot FROM phone_credential
             WHERE phone_index = ANY(:indexes) AND ended_at IS NULL
            """)
        .param("indexes", phoneIndexes.toArray(byte[][]::new))
        .query(row -> {
          ByteBuffer phone = ByteBuffer.wrap(row.getBytes("phone_index"));
          taken.computeIfAbsent(phone, index -> new HashSet<>()).add(row.getInt("slot"));
        });
    return taken;
  }

  /** Stores accounts that were checked against all of the above. */
  public void insert(String source, List<NewCitizen> citizens, Instant at) {
    Map<PersonId, PersonKey> keys = new HashMap<>();
    citizens.forEach(each -> keys.put(each.person(), sealing.newKey(each.person())));
    insertPersons(citizens, keys, at);
    insertEvidence(source, citizens, at);
    insertDocuments(source, citizens, keys, at);
    insertClaims(source, citizens, keys, at);
    insertPhones(citizens, keys);
    insertPasswords(citizens);
    List<Object[]> journal = new ArrayList<>();
    for (NewCitizen each : citizens) {
      journal.add(new Object[] {source, each.key(), each.person().value(), Times.column(at)});
    }
    batch.batchUpdate(
        "INSERT INTO citizen_import_row (source, key, person, imported_at) VALUES (?, ?, ?, ?)",
        journal);
  }

  private static PersonKey key(NewCitizen citizen, Map<PersonId, PersonKey> keys) {
    return Objects.requireNonNull(keys.get(citizen.person()));
  }

  private void insertPersons(List<NewCitizen> citizens, Map<PersonId, PersonKey> keys, Instant at) {
    List<Object[]> rows = new ArrayList<>();
    for (NewCitizen each : citizens) {
      rows.add(
          new Object[] {
            each.person().value(),
            Times.column(each.createdAt()),
            Times.column(at),
            key(each, keys).wrapped()
          });
    }
    batch.batchUpdate(
        """
        INSERT INTO person (id, status, created_at, updated_at, seal_key)
        VALUES (?, 'ACTIVE', ?, ?, ?)
        """,
        rows);
  }

  private void insertDocuments(
      String source, List<NewCitizen> citizens, Map<PersonId, PersonKey> keys, Instant at) {
    List<Object[]> rows = new ArrayList<>();
    for (NewCitizen each : citizens) {
      NewDocument sealed =
          documents.prepare(key(each, keys), each.ids().get(0), Paper.of(each.document()));
      rows.add(
          new Object[] {
            sealed.id(),
            each.person().value(),
            sealed.type().code(),
            sealed.jurisdiction(),
            sealed.number(),
            sealed.numberIndex(),
            source,
            each.worth().name(),
            each.ids().get(1),
            Times.column(at)
          });
    }
    batch.batchUpdate(
        """
        INSERT INTO identity_document
          (id, person, type, jurisdiction, number, number_index, source, level, evidence, added_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        rows);
    batch.batchUpdate(
        "INSERT INTO evidence_document (evidence, document) VALUES (?, ?)",
        citizens.stream()
            .map(each -> new Object[] {each.ids().get(1), each.ids().get(0)})
            .toList());
  }

  private void insertEvidence(String source, List<NewCitizen> citizens, Instant at) {
    List<Object[]> rows = new ArrayList<>();
    for (NewCitizen each : citizens) {
      rows.add(
          new Object[] {
            each.ids().get(1),
            each.person().value(),
            source,
            each.level(),
            Times.column(each.createdAt()),
            each.reference(),
            each.digest(),
            Times.column(at)
          });
    }
    batch.batchUpdate(
        """
        INSERT INTO evidence
          (id, person, adapter, method, source, asserted_level, possession, established_at,
           reference, digest, recorded_at)
        VALUES (?, ?, 'import', 'MIGRATED', ?, ?, false, ?, ?, ?, ?)
        """,
        rows);
  }

  private void insertClaims(
      String source, List<NewCitizen> citizens, Map<PersonId, PersonKey> keys, Instant at) {
    List<Object[]> rows = new ArrayList<>();
    for (NewCitizen each : citizens) {
      Origin origin = new Origin(source, each.worth(), each.createdAt(), each.ids().get(1));
      PersonKey key = key(each, keys);
      String name = each.name().reveal();
      rows.add(
          claim(each, claims.prepare(key, each.ids().get(3), ClaimKind.NAME, name, origin), at));
      each.birthDate()
          .map(LocalDate::toString)
          .map(day -> claims.prepare(key, each.ids().get(4), ClaimKind.BIRTH_DATE, day, origin))
          .ifPresent(birth -> rows.add(claim(each, birth, at)));
    }
    batch.batchUpdate(
        """
        INSERT INTO person_claim
          (id, person, kind, value, source, level, established_at, evidence, believed, recorded_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, true, ?)
        """,
        rows);
  }

  private static Object[] claim(NewCitizen citizen, NewClaim claim, Instant at) {
    return new Object[] {
      claim.id(),
      citizen.person().value(),
      claim.kind().name(),
      claim.text(),
      claim.origin().source(),
      claim.origin().level().name(),
      Times.column(claim.origin().establishedAt()),
      claim.origin().evidence(),
      Times.column(at)
    };
  }

  private void insertPhones(List<NewCitizen> citizens, Map<PersonId, PersonKey> keys) {
    List<Object[]> rows = new ArrayList<>();
    for (NewCitizen each : citizens) {
      UUID id = each.ids().get(2);
      each.phone()
          .ifPresent(phone ->
              rows.add(
                  new Object[] {
                    id,
                    each.person().value(),
                    phones.sealed(key(each, keys), id, phone),
                    phones.index(phone),
                    each.slot(),
                    Times.column(each.createdAt()),
                    each.phoneUsedAt().map(Times::column).orElse(null)
                  }));
    }
    batch.batchUpdate(
        """
        INSERT INTO phone_credential (id, person, phone, phone_index, slot, bound_at, own_use_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        rows);
  }

  private void insertPasswords(List<NewCitizen> citizens) {
    List<Object[]> rows = new ArrayList<>();
    for (NewCitizen each : citizens) {
      each.passwordHash()
          .ifPresent(encoded ->
              rows.add(
                  new Object[] {each.person().value(), encoded, Times.column(each.createdAt())}));
    }
    batch.batchUpdate(
        "INSERT INTO password_credential (person, encoded, set_at, imported) VALUES (?, ?, ?, true)",
        rows);
  }
}
