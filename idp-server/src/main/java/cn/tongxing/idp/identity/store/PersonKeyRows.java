package cn.tongxing.idp.identity.store;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.keys.PersonKey;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.util.function.SingletonSupplier;

/** Column {@code seal_key} of table {@code person}: the keys that persons' data is sealed under. */
@Repository
public class PersonKeyRows {

  private final JdbcClient jdbc;

  PersonKeyRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The key of somebody who exists, to seal something more of theirs. The row is locked for
   * reading: whoever erases the person waits, and erases that too.
   *
   * @throws IllegalStateException if the person was erased: the caller has not looked whether they
   *     may use the service
   */
  public PersonKey of(PersonId person) {
    return jdbc.sql("SELECT seal_key FROM person WHERE id = :id AND seal_key IS NOT NULL FOR SHARE")
        .param("id", person.value())
        .query((row, _) -> new PersonKey(person, row.getBytes("seal_key")))
        .optional()
        .orElseThrow(() -> new IllegalStateException("no key of person " + person));
  }

  /** The same for one transaction that may seal much or nothing: read when it is first needed. */
  public Supplier<PersonKey> once(PersonId person) {
    return SingletonSupplier.of(() -> of(person))::obtain;
  }
}
