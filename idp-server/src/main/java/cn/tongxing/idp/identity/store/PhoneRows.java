package cn.tongxing.idp.identity.store;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.keys.BlindIndex;
import cn.tongxing.idp.keys.PersonKey;
import cn.tongxing.idp.keys.PersonSealing;
import cn.tongxing.idp.keys.SealedPlace;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code phone_credential}. */
@Repository
public class PhoneRows {

  private final JdbcClient jdbc;
  private final PersonSealing sealing;
  private final PersonKeyRows keys;
  private final BlindIndex blindIndex;

  PhoneRows(JdbcClient jdbc, PersonSealing sealing, PersonKeyRows keys, BlindIndex blindIndex) {
    this.jdbc = jdbc;
    this.sealing = sealing;
    this.keys = keys;
    this.blindIndex = blindIndex;
  }

  /**
   * A binding that has not ended.
   *
   * @param active whether the person may use the service
   * @param named whether a document of the person is known
   * @param shownAt when the number was last known to be the person's: by own use, or by the
   *     carriers' word; empty if never
   */
  public record BoundPhone(
      UUID id, PersonId person, boolean active, boolean named, Optional<Instant> shownAt) {}

  /** The blind index of a phone. */
  public byte[] index(PhoneNumber phone) {
    return blindIndex.of("phone", phone.reveal());
  }

  /** Everybody bound to the phone who has not closed their account, the one bound first. */
  public List<BoundPhone> bindings(PhoneNumber phone) {
    return jdbc.sql(
            """
            SELECT c.id, c.person, p.status = 'ACTIVE' AND NOT p.frozen AS active,
                   EXISTS (SELECT 1 FROM identity_document d WHERE d.person = c.person) AS named,
                   greatest(c.own_use_at, c.held_at) AS shown_at
              FROM phone_credential c JOIN person p ON p.id = c.person
             WHERE c.phone_index = :index AND c.ended_at IS NULL AND p.status NOT IN ('CLOSED', 'MERGED')
             ORDER BY c.slot
            """)
        .param("index", index(phone))
        .query((row, number) ->
            new BoundPhone(
                row.getObject("id", UUID.class),
                new PersonId(row.getObject("person", UUID.class)),
                row.getBoolean("active"),
                row.getBoolean("named"),
                Optional.ofNullable(Times.read(row, "shown_at"))))
        .list();
  }

  /**
   * Notes that the person showed the phone's code together with what is theirs. A day says enough:
   * within one nothing is written.
   */
  public void used(PersonId person, PhoneNumber phone, Instant at) {
    jdbc.sql(
            """
            UPDATE phone_credential SET own_use_at = :at
             WHERE person = :person AND phone_index = :index AND ended_at IS NULL
               AND (own_use_at IS NULL OR own_use_at <= cast(:at as timestamptz) - interval '1 day')
            """)
        .param("person", person.value())
        .param("index", index(phone))
        .param("at", Times.column(at))
        .update();
  }

  /**
   * The same of a binding that is fresh.
   *
   * @param since whoever was last known to have the number before may not have it any more
   */
  public void usedAgain(PersonId person, PhoneNumber phone, Instant since, Instant at) {
    jdbc.sql(
            """
            UPDATE phone_credential SET own_use_at = :at
             WHERE person = :person AND phone_index = :index AND ended_at IS NULL
               AND greatest(own_use_at, held_at) > :since
               AND (own_use_at IS NULL OR own_use_at <= cast(:at as timestamptz) - interval '1 day')
            """)
        .param("person", person.value())
        .param("index", index(phone))
        .param("since", Times.column(since))
        .param("at", Times.column(at))
        .update();
  }

  /**
   * Notes the first use of a phone that was bound without its code.
   *
   * @param since an earlier binding has waited too long: the number may be another's by now
   */
  public void usedFirst(PersonId person, PhoneNumber phone, Instant since, Instant at) {
    jdbc.sql(
            """
            UPDATE phone_credential SET own_use_at = :at
             WHERE person = :person AND phone_index = :index AND ended_at IS NULL
               AND awaits_code AND own_use_at IS NULL AND held_at IS NULL AND bound_at > :since
            """)
        .param("person", person.value())
        .param("index", index(phone))
        .param("since", Times.column(since))
        .param("at", Times.column(at))
        .update();
  }

  /** Notes the carriers' word that the number is still in the same hands. */
  public boolean held(UUID binding, Instant at) {
    return jdbc.sql("UPDATE phone_credential SET held_at = :at WHERE id = :id AND ended_at IS NULL")
            .param("id", binding)
            .param("at", Times.column(at))
            .update()
        == 1;
  }

  /**
   * Ends a binding, whose place is then free; false if it has just been ended, or shown to be the
   * person's.
   */
  public boolean end(BoundPhone binding, Instant at) {
    return jdbc.sql(
                """
                UPDATE phone_credential SET ended_at = :at
                 WHERE id = :id AND ended_at IS NULL
                   AND greatest(own_use_at, held_at) IS NOT DISTINCT FROM :shown
                """)
            .param("id", binding.id())
            .param("at", Times.column(at))
            .param("shown", binding.shownAt().map(Times::column).orElse(null))
            .update()
        == 1;
  }

  /** The version of the person's ways, as read with the binding; empty if it is bound no more. */
  public Optional<Integer> ways(PersonId person, PhoneNumber phone) {
    return jdbc.sql(
            """
            SELECT p.ways FROM phone_credential c JOIN person p ON p.id = c.person
             WHERE c.person = :person AND c.phone_index = :index AND c.ended_at IS NULL
            """)
        .param("person", person.value())
        .param("index", index(phone))
        .query(Integer.class)
        .optional();
  }

  /** Whether this phone is bound to the person now, fresh or not. */
  public boolean isBound(PersonId person, PhoneNumber phone) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM phone_credential
             WHERE person = :person AND phone_index = :index AND ended_at IS NULL)
            """)
        .param("person", person.value())
        .param("index", index(phone))
        .query(Boolean.class)
        .single();
  }

  /** Ends every binding of a person, but of the phone that is kept; how many. */
  public int endAllBut(PersonId person, Optional<PhoneNumber> kept, Instant at) {
    return jdbc.sql(
            """
            UPDATE phone_credential SET ended_at = :at
             WHERE person = :person AND ended_at IS NULL
               AND phone_index IS DISTINCT FROM cast(:kept as bytea)
            """)
        .param("person", person.value())
        .param("kept", kept.map(this::index).orElse(null))
        .param("at", Times.column(at))
        .update();
  }

  /** Whether any phone is bound to the person now. */
  public boolean hasAny(PersonId person) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM phone_credential
             WHERE person = :person AND ended_at IS NULL)
            """)
        .param("person", person.value())
        .query(Boolean.class)
        .single();
  }

  /** Whether any binding of the person has ended. */
  public boolean hadAny(PersonId person) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM phone_credential
             WHERE person = :person AND ended_at IS NOT NULL)
            """)
        .param("person", person.value())
        .query(Boolean.class)
        .single();
  }

  /**
   * A phone to which something is told.
   *
   * @param language of its person, whoever else it is bound to
   */
  public record ToldPhone(PhoneNumber phone, Optional<Locale> language) {}

  /** The phones of a person, the one bound last first, with what they are told in. */
  public List<ToldPhone> told(PersonId person, Instant at) {
    return jdbc.sql(
            """
            SELECT c.id, k.seal_key || c.phone AS phone, %s
              FROM phone_credential c JOIN person k ON k.id = sealed_by(c.phone)
              LEFT JOIN person_language l ON l.person = c.person
             WHERE c.person = :person AND c.ended_at IS NULL ORDER BY c.bound_at DESC, c.id DESC
            """
                .formatted(LanguageRows.TOLD))
        .param("person", person.value())
        .param("at", Times.column(at))
        .query((row, _) ->
            new ToldPhone(
                open(row.getObject("id", UUID.class), row.getBytes("phone")),
                Optional.ofNullable(row.getString("told")).map(Locale::forLanguageTag)))
        .list();
  }

  /** The phones of a person, the one bound last first. */
  public List<PhoneNumber> of(PersonId person) {
    return jdbc.sql(
            """
            SELECT c.id, k.seal_key || c.phone AS phone
              FROM phone_credential c JOIN person k ON k.id = sealed_by(c.phone)
             WHERE c.person = :person AND c.ended_at IS NULL ORDER BY c.bound_at DESC, c.id DESC
            """)
        .param("person", person.value())
        .query((row, number) -> open(row.getObject("id", UUID.class), row.getBytes("phone")))
        .list();
  }

  /** Phones of a person that ended since then, and are nobody's now. */
  public List<PhoneNumber> endedSince(PersonId person, Instant since) {
    return jdbc.sql(
            """
            SELECT c.id, k.seal_key || c.phone AS phone
              FROM phone_credential c JOIN person k ON k.id = sealed_by(c.phone)
             WHERE c.person = :person AND c.ended_at >= :since
               AND NOT EXISTS (SELECT 1 FROM phone_credential o
                                WHERE o.phone_index = c.phone_index AND o.ended_at IS NULL)
            """)
        .param("person", person.value())
        .param("since", Times.column(since))
        .query((row, number) -> open(row.getObject("id", UUID.class), row.getBytes("phone")))
        .list();
  }

  /**
   * How many persons were registered by name and number beside this phone since then, and with
   * nothing better.
   */
  public int opened(PhoneNumber phone, Instant since) {
    return jdbc.sql(
            """
            SELECT count(*) FROM phone_credential c JOIN person p ON p.id = c.person
             WHERE c.phone_index = :index AND c.bound_at > :since AND p.created_at = c.bound_at
               AND EXISTS (SELECT 1 FROM evidence e
                            WHERE e.person = p.id AND e.recorded_at = p.created_at
                              AND e.method IN ('NAME_NUMBER_MATCH', 'TRAVEL_DOCUMENT_MATCH'))
               AND NOT EXISTS (SELECT 1 FROM evidence e
                                WHERE e.person = p.id AND e.recorded_at = p.created_at
                                  AND e.channel <> 'POLLED'
                                  AND e.method NOT IN ('NAME_NUMBER_MATCH', 'PHONE_POSSESSION',
                                                       'TRAVEL_DOCUMENT_MATCH'))
            """)
        .param("index", index(phone))
        .param("since", Times.column(since))
        .query(Integer.class)
        .single();
  }

  /** When a phone took the place of others that the person had; empty if that never was. */
  public Optional<Instant> changedAt(PersonId person) {
    return jdbc.sql(
            """
            SELECT max(c.bound_at) AS changed_at FROM phone_credential c
             WHERE c.person = :person AND c.ended_at IS NULL
               AND EXISTS (SELECT 1 FROM phone_credential old
                            WHERE old.person = c.person AND old.ended_at IS NOT NULL)
            """)
        .param("person", person.value())
        .query((row, _) -> Optional.ofNullable(Times.read(row, "changed_at")))
        .single();
  }

  /** Ends every binding of a person but one. */
  public void endOthers(PersonId person, PhoneNumber kept, Instant at) {
    jdbc.sql(
            """
            UPDATE phone_credential SET ended_at = :at
             WHERE person = :person AND ended_at IS NULL AND phone_index <> :kept
            """)
        .param("person", person.value())
        .param("kept", index(kept))
        .param("at", Times.column(at))
        .update();
  }

  /** Whether {@link #bind} finds a place once the person's own binding has ended. */
  public boolean hasRoom(PhoneNumber phone, PersonId person) {
    return jdbc.sql(
            """
            SELECT count(*) < 5 FROM phone_credential
             WHERE phone_index = :index AND ended_at IS NULL AND person <> :person
            """)
        .param("index", index(phone))
        .param("person", person.value())
        .query(Boolean.class)
        .single();
  }

  /**
   * Takes the first free slot of the phone; false if all five are taken or it is bound already.
   *
   * @param shown when the person showed its code; empty if never: an operator bound it, and the
   *     code is waited for
   */
  public boolean bind(
      UUID id, PersonId person, PhoneNumber phone, Instant at, Optional<Instant> shown) {
    return bind(id, keys.of(person), phone, at, shown);
  }

  /** The same for somebody whose key is at hand. */
  public boolean bind(
      UUID id, PersonKey person, PhoneNumber phone, Instant at, Optional<Instant> shown) {
    return jdbc.sql(
                """
                INSERT INTO phone_credential
                  (id, person, phone, phone_index, slot, bound_at, own_use_at, awaits_code)
                SELECT :id, :person, :phone, :index, free.slot, :at, cast(:shown as timestamptz),
                       cast(:shown as timestamptz) IS NULL
                  FROM (SELECT s.slot FROM generate_series(1, 5) AS s (slot)
                         WHERE NOT EXISTS (SELECT 1 FROM phone_credential c
                                            WHERE c.phone_index = :index AND c.slot = s.slot
                                              AND c.ended_at IS NULL)
                         ORDER BY s.slot LIMIT 1) AS free
                ON CONFLICT DO NOTHING
                """)
            .param("id", id)
            .param("person", person.person().value())
            .param("phone", sealed(person, id, phone))
            .param("index", index(phone))
            .param("at", Times.column(at))
            .param("shown", shown.map(Times::column).orElse(null))
            .update()
        == 1;
  }

  PhoneNumber open(UUID id, byte[] keyed) {
    return PhoneNumber.ofStored(sealing.openText(keyed, place(id)))
        .orElseThrow(() -> new IllegalStateException("stored phone is none: " + id));
  }

  byte[] sealed(PersonKey key, UUID id, PhoneNumber phone) {
    return sealing.sealText(key, phone.reveal(), place(id));
  }

  private static SealedPlace place(UUID id) {
    return new SealedPlace("phone_credential", "phone", id.toString());
  }
}
