package cn.tongxing.idp.identity.store;

import cn.tongxing.idp.identity.DeviceNames.Named;
import cn.tongxing.idp.identity.OwnName;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.keys.PersonSealing;
import cn.tongxing.idp.keys.SealedPlace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code device_name}. */
@Repository
public class DeviceNameRows {

  private static final int OF_A_PERSON = 20;

  /**
   * Notes that the person signed in in browsers of theirs; a day says enough. Parameters {@code
   * person}, {@code places}, {@code at}.
   */
  static final String USED =
      """
      UPDATE device_name SET used_at = :at
       WHERE person = :person AND browser_hash = ANY(CAST(:places AS bytea[]))
         AND used_at <= CAST(:at AS timestamptz) - interval '1 day'
      """;

  private final JdbcClient jdbc;
  private final PersonSealing sealing;
  private final PersonKeyRows keys;

  DeviceNameRows(JdbcClient jdbc, PersonSealing sealing, PersonKeyRows keys) {
    this.jdbc = jdbc;
    this.sealing = sealing;
    this.keys = keys;
  }

  /** All of a person. One that an earlier version took and nobody sees is none. */
  public List<Named> of(PersonId person) {
    return jdbc
        .sql(
            """
            SELECT n.id, n.browser_hash, k.seal_key || n.name AS name
              FROM device_name n JOIN person k ON k.id = sealed_by(n.name)
             WHERE n.person = :person
            """)
        .param("person", person.value())
        .query((row, _) -> named(row))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Named> named(ResultSet row) throws SQLException {
    byte[] browser = row.getBytes("browser_hash");
    SealedPlace place = place(row.getObject("id", UUID.class));
    return OwnName.of(sealing.openText(row.getBytes("name"), place))
        .map(name -> new Named(browser, name));
  }

  /** Gives a browser a name, in the place of the one that it has. */
  public void name(UUID id, PersonId person, byte[] browser, OwnName name, Instant at) {
    jdbc.sql(
            """
            INSERT INTO device_name (id, person, browser_hash, name, used_at)
            VALUES (:id, :person, :browser, :name, :at)
            ON CONFLICT (person, browser_hash) DO UPDATE
               SET id = excluded.id, name = excluded.name, used_at = excluded.used_at
            """)
        .param("id", id)
        .param("person", person.value())
        .param("browser", browser)
        .param("name", sealing.sealText(keys.of(person), name.reveal(), place(id)))
        .param("at", Times.column(at))
        .update();
    jdbc.sql(
            """
            DELETE FROM device_name WHERE id IN (
              SELECT id FROM device_name WHERE person = :person
               ORDER BY used_at DESC, id DESC OFFSET :most)
            """)
        .param("person", person.value())
        .param("most", OF_A_PERSON)
        .update();
  }

  /** Forgets all of a person. */
  public void delete(PersonId person) {
    jdbc.sql("DELETE FROM device_name WHERE person = :person")
        .param("person", person.value())
        .update();
  }

  private static SealedPlace place(UUID id) {
    return new SealedPlace("device_name", "name", id.toString());
  }
}
