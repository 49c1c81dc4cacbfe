package cn.tongxing.idp.identity.store;

import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.StoredForm;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** View {@code frozen_way}: which ways of a frozen account were there before. */
@Repository
public class FrozenRows {

  private final JdbcClient jdbc;
  private final PhoneRows phones;
  private final UpstreamLinkRows links;

  FrozenRows(JdbcClient jdbc, PhoneRows phones, UpstreamLinkRows links) {
    this.jdbc = jdbc;
    this.phones = phones;
    this.links = links;
  }

  /** Whether the account is frozen and its owner may use it once it is not. */
  public boolean isFrozen(PersonId person) {
    return jdbc.sql("SELECT status = 'ACTIVE' AND frozen FROM person WHERE id = :person")
        .param("person", person.value())
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /** Whether the phone was bound before. */
  public boolean hasPhone(PersonId person, PhoneNumber phone) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM frozen_way w JOIN phone_credential c ON c.id = w.id
             WHERE w.person = :person AND w.kind = 'PHONE' AND w.thaws AND c.phone_index = :index)
            """)
        .param("person", person.value())
        .param("index", phones.index(phone))
        .query(Boolean.class)
        .single();
  }

  /** Whether the upstream's account was linked before. */
  public boolean hasLink(PersonId person, String adapter, ExternalSubject subject) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM frozen_way w JOIN upstream_link c ON c.id = w.id
             WHERE w.person = :person AND w.kind = 'LINK' AND w.thaws
               AND c.subject_index = :index AND c.adapter = :adapter AND c.issuer = :issuer)
            """)
        .param("person", person.value())
        .param("index", links.index(subject))
        .param("adapter", adapter)
        .param("issuer", subject.issuer())
        .query(Boolean.class)
        .single();
  }

  /** Which kinds of ways the account has, and whether any of a kind is from before. */
  public Map<Own, Boolean> kinds(PersonId person) {
    return kinds(
        jdbc.sql(
                """
                SELECT kind, bool_or(thaws) AS before FROM frozen_way
                 WHERE person = :person GROUP BY kind
                """)
            .param("person", person.value()));
  }

  /** The same of an account that would be frozen now. */
  public Map<Own, Boolean> kindsIfFrozen(PersonId person, Instant settled) {
    return kinds(
        jdbc.sql(
                """
                SELECT kind, bool_or(since < :settled) AS before FROM added_way
                 WHERE person = :person GROUP BY kind
                """)
            .param("person", person.value())
            .param("settled", Times.column(settled)));
  }

  private static Map<Own, Boolean> kinds(JdbcClient.StatementSpec statement) {
    Map<Own, Boolean> kinds = new EnumMap<>(Own.class);
    statement.query(row -> {
      kinds.put(kind(row.getString("kind")), row.getBoolean("before"));
    });
    return kinds;
  }

  /** As the views name it. */
  static Own kind(String name) {
    return name.equals("LINK") ? Own.LINKED_WAY : StoredForm.constant(Own.class, name);
  }

  /** By which adapters an upstream's account was linked before. */
  public Set<String> linkedBy(PersonId person) {
    return jdbc.sql(
            """
            SELECT DISTINCT c.adapter FROM frozen_way w JOIN upstream_link c ON c.id = w.id
             WHERE w.person = :person AND w.kind = 'LINK' AND w.thaws
            """)
        .param("person", person.value())
        .query((row, _) -> Objects.requireNonNull(row.getString("adapter")))
        .set();
  }
}
