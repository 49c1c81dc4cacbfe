package cn.tongxing.idp.identity.store;

import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.kernel.PersonId;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** View {@code frozen_person}: which ways of a frozen account were there before. */
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
    return jdbc.sql("SELECT EXISTS (SELECT 1 FROM frozen_person WHERE id = :person)")
        .param("person", person.value())
        .query(Boolean.class)
        .single();
  }

  /** Whether the phone was bound before. */
  public boolean hasPhone(PersonId person, PhoneNumber phone) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM phone_credential c JOIN frozen_person p ON p.id = c.person
             WHERE c.person = :person AND c.phone_index = :index AND c.ended_at IS NULL
               AND (c.bound_at < p.settled_at OR c.bound_at <= p.created_at))
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
            SELECT EXISTS (SELECT 1 FROM upstream_link c JOIN frozen_person p ON p.id = c.person
             WHERE c.person = :person AND c.subject_index = :index AND c.adapter = :adapter
               AND c.issuer = :issuer
               AND (c.linked_at < p.settled_at OR c.linked_at <= p.created_at))
            """)
        .param("person", person.value())
        .param("index", links.index(subject))
        .param("adapter", adapter)
        .param("issuer", subject.issuer())
        .query(Boolean.class)
        .single();
  }

  /** Which of password and passkey there are from before. */
  public Set<Own> credentials(PersonId person) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM password_credential c WHERE c.person = p.id
                            AND (c.set_at < p.settled_at OR c.set_at <= p.created_at)) AS password,
                   EXISTS (SELECT 1 FROM passkey_credential c WHERE c.person = p.id
                            AND (c.created_at < p.settled_at OR c.created_at <= p.created_at)) AS passkey
              FROM frozen_person p WHERE p.id = :person
            """)
        .param("person", person.value())
        .query((row, _) -> {
          Set<Own> own = EnumSet.noneOf(Own.class);
          if (row.getBoolean("password")) {
            own.add(Own.PASSWORD);
          }
          if (row.getBoolean("passkey")) {
            own.add(Own.PASSKEY);
          }
          return own;
        })
        .optional()
        .orElseGet(() -> EnumSet.noneOf(Own.class));
  }
}
