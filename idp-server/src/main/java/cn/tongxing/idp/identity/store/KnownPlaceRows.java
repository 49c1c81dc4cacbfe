package cn.tongxing.idp.identity.store;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.StoredForm;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code known_place}. */
@Repository
public class KnownPlaceRows {

  private static final int BROWSERS_OF_A_PERSON = 10;
  private static final int NETWORKS_OF_A_PERSON = 3;
  private static final int PERSONS_OF_A_BROWSER = 10;

  /** From so many persons on, strangers are likely to stand in the same network. */
  private static final int SMALL = 50;

  private final JdbcClient jdbc;

  KnownPlaceRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Whom an identifier names.
   *
   * @param phone blind index of the phone that it may be
   * @param numbers blind indexes of the document numbers that it may be
   */
  public record Named(byte[] phone, List<byte[]> numbers) {}

  /** Whether the place was the person's since then. */
  public boolean exists(PersonId person, byte[] place, Instant since) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM known_place
             WHERE person = :person AND place = :place AND used_at > :since)
            """)
        .param("person", person.value())
        .param("place", place)
        .param("since", Times.column(since))
        .query(Boolean.class)
        .single();
  }

  /** Whether any browser was the person's since then. */
  public boolean haveBrowser(PersonId person, Instant since) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM known_place
             WHERE person = :person AND kind = 'BROWSER' AND used_at > :since)
            """)
        .param("person", person.value())
        .param("since", Times.column(since))
        .query(Boolean.class)
        .single();
  }

  /** The browser, else the small network, that is known to somebody who is named so. */
  public Optional<byte[]> known(Named named, byte[] mark, byte[] network, Instant since) {
    return jdbc.sql(
            """
            SELECT k.place
              FROM (SELECT person FROM phone_credential
                     WHERE phone_index = :phone AND ended_at IS NULL
                    UNION
                    SELECT person FROM identity_document WHERE number_index = ANY(:numbers)) AS named
              JOIN known_place k ON k.person = named.person
             WHERE k.place IN (:mark, :network) AND k.used_at > :since
               AND (k.kind = 'BROWSER'
                    OR (SELECT count(*)
                          FROM (SELECT 1 FROM known_place
                                 WHERE place = :network AND used_at > :since LIMIT :small) AS few)
                       < :small)
             ORDER BY k.kind LIMIT 1
            """)
        .param("phone", named.phone())
        .param("numbers", named.numbers().toArray(byte[][]::new))
        .param("mark", mark)
        .param("network", network)
        .param("since", Times.column(since))
        .param("small", SMALL)
        .query(byte[].class)
        .optional();
  }

  /** What a place is. */
  public enum Kind {
    BROWSER(BROWSERS_OF_A_PERSON),
    NETWORK(NETWORKS_OF_A_PERSON);

    private final int most;

    Kind(int most) {
      this.most = most;
    }
  }

  /**
   * A use that was noted; one within a day of the last is not.
   *
   * @param isNew whether the place was not the person's before
   * @param before how many places of its kind the person had, this one among them unless it is new
   * @param persons how many had the place, one more than are kept at most; of a browser alone
   */
  public record Noted(Kind kind, boolean isNew, int before, int persons) {

    /** Another browser beside those that are known. */
    public boolean isAnotherBrowser() {
      return kind == Kind.BROWSER && isNew && before > 0;
    }

    /**
     * Whether the person has more places of the kind than are kept: by this one, or by several at
     * once of which none saw the others.
     */
    public boolean isTooMany() {
      return before + added() > kind.most;
    }

    /** Whether the browser has more persons than are kept; in the same way. */
    public boolean isTooManyPersons() {
      return persons + added() > PERSONS_OF_A_BROWSER;
    }

    private int added() {
      return isNew ? 1 : 0;
    }
  }

  /**
   * Notes uses, at most one of each kind; a day says enough. And the language that was asked for,
   * and that a name of the browser is used.
   *
   * @param isNew whether the account was opened just now
   */
  public List<Noted> used(
      PersonId person,
      Map<Kind, byte[]> places,
      Optional<Locale> language,
      boolean isNew,
      Instant at) {
    List<Kind> kinds = places.keySet().stream().sorted().toList(); // two at once lock in one order
    return jdbc.sql(
            "WITH spoken AS ("
                + LanguageRows.NOTE
                + """
                ), named AS (
                """
                + DeviceNameRows.USED
                + """
                )
                INSERT INTO known_place AS k (person, place, kind, used_at)
                SELECT :person, here.place, here.kind, :at
                  FROM unnest(CAST(:places AS bytea[]), CAST(:kinds AS text[])) AS here (place, kind)
                ON CONFLICT (person, place) DO UPDATE SET used_at = excluded.used_at
                 WHERE k.used_at <= excluded.used_at - interval '1 day'
                RETURNING kind, xmax = 0 AS is_new,
                  (SELECT count(*) FROM known_place o WHERE o.person = k.person AND o.kind = k.kind) AS before,
                  (SELECT count(*) FROM (SELECT FROM known_place o
                                          WHERE o.place = k.place AND k.kind = 'BROWSER' LIMIT :persons) AS few)
                    AS persons
                """)
        .param("person", person.value())
        .param("places", kinds.stream().map(places::get).toArray(byte[][]::new))
        .param("kinds", kinds.stream().map(Kind::name).toArray(String[]::new))
        .param("at", Times.column(at))
        .param("persons", PERSONS_OF_A_BROWSER + 1)
        .param("language", language.map(LanguageRows::tag).orElse(null))
        .param("isNew", isNew)
        .query((row, number) ->
            new Noted(
                StoredForm.constant(Kind.class, row.getString("kind")),
                row.getBoolean("is_new"),
                row.getInt("before"),
                row.getInt("persons")))
        .list();
  }

  /** Notes a browser as the person's, whether it was or not. */
  public void keep(PersonId person, byte[] mark, Instant at) {
    jdbc.sql(
            """
            INSERT INTO known_place AS k (person, place, kind, used_at)
            VALUES (:person, :mark, 'BROWSER', :at)
            ON CONFLICT (person, place) DO UPDATE
               SET used_at = greatest(k.used_at, excluded.used_at)
            """)
        .param("person", person.value())
        .param("mark", mark)
        .param("at", Times.column(at))
        .update();
  }

  /** Forgets all of a person but those used last. */
  public void keepNewest(PersonId person) {
    jdbc.sql(
            """
            DELETE FROM known_place WHERE person = :person AND place IN (
              SELECT place FROM (
                SELECT place, kind,
                       row_number() OVER (PARTITION BY kind ORDER BY used_at DESC, place) AS rank
                  FROM known_place WHERE person = :person) AS ranked
               WHERE rank > CASE kind WHEN 'BROWSER' THEN CAST(:browsers AS int) ELSE CAST(:networks AS int) END)
            """)
        .param("person", person.value())
        .param("browsers", BROWSERS_OF_A_PERSON)
        .param("networks", NETWORKS_OF_A_PERSON)
        .update();
  }

  /** Forgets all persons of a browser but those signed in last. */
  public void keepNewestPersons(byte[] mark) {
    jdbc.sql(
            """
            DELETE FROM known_place WHERE place = :mark AND person IN (
              SELECT person FROM known_place WHERE place = :mark
               ORDER BY used_at DESC, person OFFSET :persons)
            """)
        .param("mark", mark)
        .param("persons", PERSONS_OF_A_BROWSER)
        .update();
  }

  /** Forgets all of a person. */
  public void delete(PersonId person) {
    jdbc.sql("DELETE FROM known_place WHERE person = :person")
        .param("person", person.value())
        .update();
  }
}
