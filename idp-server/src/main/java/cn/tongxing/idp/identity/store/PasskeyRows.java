package cn.tongxing.idp.identity.store;

import cn.tongxing.idp.identity.OwnName;
import cn.tongxing.idp.identity.PersonalRecord.Passkey;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.keys.PersonSealing;
import cn.tongxing.idp.keys.SealedPlace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code passkey_user}, {@code passkey_credential} and {@code passkey_challenge}. */
@Repository
public class PasskeyRows {

  /** How long an answered challenge is known: longer than a session, whose form it came in. */
  static final Duration CHALLENGE_KEPT = Duration.ofDays(2);

  private static final String KEYS =
      """
      SELECT k.id, k.person, u.handle, k.credential_id, k.aaguid, k.public_key, k.sign_count,
             k.backup_eligible, k.backed_up
        FROM passkey_credential k
        JOIN passkey_user u ON u.person = coalesce(k.registered_for, k.person)
      """;

  private static final String FROZEN =
      "JOIN frozen_way w ON w.person = k.person AND w.kind = 'PASSKEY' AND w.id = k.id";

  private static final String OF_ONE = " WHERE k.credential_id = :credentialId";

  private final JdbcClient jdbc;
  private final PersonSealing sealing;
  private final PersonKeyRows keys;

  PasskeyRows(JdbcClient jdbc, PersonSealing sealing, PersonKeyRows keys) {
    this.jdbc = jdbc;
    this.sealing = sealing;
    this.keys = keys;
  }

  /**
   * A passkey as stored.
   *
   * @param publicKey a COSE key (RFC 9053) in CBOR
   */
  public record StoredPasskey(
      UUID id,
      PersonId person,
      byte[] userHandle,
      byte[] credentialId,
      UUID aaguid,
      byte[] publicKey,
      long signCount,
      boolean backupEligible,
      boolean backedUp) {}

  /** A use of a passkey in which all but the counter was checked. */
  public record PasskeyUse(
      StoredPasskey passkey, long signCount, boolean backupEligible, boolean backedUp) {}

  /** The person's handle: the one there is, else the one offered, if they may use the service. */
  public Optional<byte[]> handle(PersonId person, byte[] fresh) {
    return user(person, fresh).map(User::handle);
  }

  /**
   * A person as authenticators know them.
   *
   * @param credentialIds of the passkeys that there are, the oldest first
   */
  public record User(byte[] handle, List<byte[]> credentialIds) {
    public User {
      credentialIds = List.copyOf(credentialIds);
    }
  }

  /**
   * The same with the passkeys, for whoever makes another. Who gets a handle is held until commit:
   * an erasure waits and takes it, or was first and nothing is written.
   */
  public Optional<User> user(PersonId person, byte[] fresh) {
    return jdbc.sql(
            """
            WITH found AS (SELECT handle FROM passkey_user WHERE person = :person),
            made AS (
              INSERT INTO passkey_user (person, handle)
              SELECT id, :handle FROM person
               WHERE id = :person AND status = 'ACTIVE' AND NOT frozen
                 AND NOT EXISTS (SELECT 1 FROM found)
                 FOR SHARE OF person
              ON CONFLICT (person) DO UPDATE SET handle = passkey_user.handle RETURNING handle)
            SELECT its.handle,
                   ARRAY(SELECT credential_id FROM passkey_credential
                          WHERE person = :person ORDER BY created_at) AS credentials
              FROM (SELECT handle FROM found UNION ALL SELECT handle FROM made) AS its
            """)
        .param("person", person.value())
        .param("handle", fresh)
        .query((row, number) ->
            new User(
                row.getBytes("handle"), List.of((byte[][]) row.getArray("credentials").getArray())))
        .optional();
  }

  /** Whether the person has any. */
  public boolean exist(PersonId person) {
    return jdbc.sql("SELECT EXISTS (SELECT 1 FROM passkey_credential WHERE person = :person)")
        .param("person", person.value())
        .query(Boolean.class)
        .single();
  }

  /** A person's passkeys as their owner knows them, the oldest first. */
  public List<Passkey> of(PersonId person) {
    return jdbc.sql(
            """
            SELECT c.id, c.label, k.seal_key || c.name AS name, c.created_at, c.last_used_at,
                   c.counted_back_at
              FROM passkey_credential c LEFT JOIN person k ON k.id = sealed_by(c.name)
             WHERE c.person = :person ORDER BY c.created_at, c.id
            """)
        .param("person", person.value())
        .query((row, number) ->
            new Passkey(
                row.getObject("id", UUID.class),
                name(row),
                Objects.requireNonNull(Times.read(row, "created_at")),
                Optional.ofNullable(Times.read(row, "last_used_at")),
                Optional.ofNullable(Times.read(row, "counted_back_at"))))
        .list();
  }

  /** What its owner calls it, else where it was made. */
  private String name(ResultSet row) throws SQLException {
    byte[] name = row.getBytes("name");
    return name == null
        ? row.getString("label")
        : sealing.openText(name, place(row.getObject("id", UUID.class)));
  }

  private static SealedPlace place(UUID passkey) {
    return new SealedPlace("passkey_credential", "name", passkey.toString());
  }

  /** Gives a passkey of the person another name; false without it. */
  public boolean rename(PersonId person, UUID passkey, OwnName name) {
    return jdbc.sql(
                "UPDATE passkey_credential SET name = :name WHERE id = :id AND person = :person")
            .param("name", sealing.sealText(keys.of(person), name.reveal(), place(passkey)))
            .param("id", passkey)
            .param("person", person.value())
            .update()
        == 1;
  }

  /** Takes a person's away, but those that are kept; how many. */
  public int removeAllBut(PersonId person, Set<UUID> kept) {
    return jdbc.sql("DELETE FROM passkey_credential WHERE person = :person AND id <> ALL(:kept)")
        .param("person", person.value())
        .param("kept", kept.toArray(UUID[]::new))
        .update();
  }

  /** Takes a passkey from a person; whether it was theirs. */
  public boolean remove(PersonId person, UUID passkey) {
    return jdbc.sql("DELETE FROM passkey_credential WHERE id = :id AND person = :person")
            .param("id", passkey)
            .param("person", person.value())
            .update()
        == 1;
  }

  /**
   * Adds; false if the credential is registered already, whoever has it, or the challenge was
   * answered before, by whatever key, be it removed by now (WebAuthn 13.4.3): of two at once, one
   * is added.
   */
  public boolean insert(StoredPasskey passkey, String label, byte[] challenge, Instant at) {
    return jdbc.sql(
                """
                WITH answered AS (
                  INSERT INTO passkey_challenge (challenge, answered_at) VALUES (:challenge, :at)
                  ON CONFLICT DO NOTHING RETURNING answered_at)
                INSERT INTO passkey_credential
                  (id, person, credential_id, aaguid, public_key, sign_count, backup_eligible,
                   backed_up, label, created_at)
                SELECT :id, :person, :credentialId, :aaguid, :publicKey, :signCount, :eligible,
                       :backedUp, :label, answered_at
                  FROM answered
                ON CONFLICT DO NOTHING
                """)
            .param("id", passkey.id())
            .param("person", passkey.person().value())
            .param("credentialId", passkey.credentialId())
            .param("aaguid", passkey.aaguid())
            .param("publicKey", passkey.publicKey())
            .param("signCount", passkey.signCount())
            .param("eligible", passkey.backupEligible())
            .param("backedUp", passkey.backedUp())
            .param("challenge", challenge)
            .param("label", label)
            .param("at", Times.column(at))
            .update()
        == 1;
  }

  /** A passkey of an active person. */
  public Optional<StoredPasskey> find(byte[] credentialId) {
    return one("JOIN active_person p ON p.id = k.person", credentialId);
  }

  /** A passkey from before of a person whose account is frozen. */
  public Optional<StoredPasskey> findFrozen(byte[] credentialId) {
    return one(FROZEN + " AND w.thaws", credentialId);
  }

  /** A passkey of such a person that is not from before. */
  public Optional<StoredPasskey> findRecent(byte[] credentialId) {
    return one(FROZEN + " AND w.recent", credentialId);
  }

  private Optional<StoredPasskey> one(String whose, byte[] credentialId) {
    return jdbc.sql(KEYS + whose + OF_ONE)
        .param("credentialId", credentialId)
        .query((row, number) ->
            new StoredPasskey(
                row.getObject("id", UUID.class),
                new PersonId(row.getObject("person", UUID.class)),
                row.getBytes("handle"),
                row.getBytes("credential_id"),
                row.getObject("aaguid", UUID.class),
                row.getBytes("public_key"),
                row.getLong("sign_count"),
                row.getBoolean("backup_eligible"),
                row.getBoolean("backed_up")))
        .optional();
  }

  /**
   * Notes a use; the version of the person's ways. Empty if the counter did not rise meanwhile: of
   * two answers with one count, one wins. Authenticators without a counter always say zero, and a
   * passkey says it from the use on in which it is first synced: with that alone it may count back
   * to zero, and is suspected, since a copy can say so as well. The person's row is held from
   * before the passkey's (ADR 0020): whoever ends the account's ways holds it first, too.
   */
  public Optional<Integer> used(PasskeyUse use, Instant at) {
    return jdbc.sql(
            """
            UPDATE passkey_credential
               SET sign_count = :count, backup_eligible = backup_eligible OR :eligible,
                   backed_up = :backedUp, last_used_at = :at
              FROM (SELECT id AS holder, ways FROM person WHERE id = :person
                       FOR NO KEY UPDATE) p
             WHERE id = :id AND person = p.holder
               AND (sign_count < :count
                    OR (:count = 0 AND (sign_count = 0 OR (:eligible AND NOT backup_eligible))))
            RETURNING p.ways
            """)
        .param("id", use.passkey().id())
        .param("person", use.passkey().person().value())
        .param("count", use.signCount())
        .param("eligible", use.backupEligible())
        .param("backedUp", use.backedUp())
        .param("at", Times.column(at))
        .query(Integer.class)
        .optional();
  }

  /** Notes that a passkey counted back; false if it is gone. Holds rows as {@link #used} does. */
  public boolean countedBack(StoredPasskey passkey, Instant at) {
    return jdbc.sql(
                """
                UPDATE passkey_credential SET counted_back_at = :at
                  FROM (SELECT id AS holder FROM person WHERE id = :person
                       FOR NO KEY UPDATE) p
                 WHERE id = :id AND person = p.holder
                """)
            .param("id", passkey.id())
            .param("person", passkey.person().value())
            .param("at", Times.column(at))
            .update()
        == 1;
  }
}
