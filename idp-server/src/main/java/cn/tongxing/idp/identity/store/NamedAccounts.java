package cn.tongxing.idp.identity.store;

import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.kernel.PersonId;
import org.springframework.stereotype.Component;

/**
 * The account that is meant where an operator names a person: whoever was merged away signs in to
 * what they became part of, so that what is decided about them is decided about that one.
 */
@Component
public class NamedAccounts {

  private final PersonRows persons;

  NamedAccounts(PersonRows persons) {
    this.persons = persons;
  }

  /**
   * The account, whose row is held until commit, in the place of whoever decides about it ({@link
   * PersonRows#decide}); of nobody, and of somebody erased, who was named. Before anything of a
   * person is held.
   */
  public PersonId decide(PersonId named) {
    persons.decide(persons.account(named));
    return hold(named);
  }

  /** The same, without that place. */
  public PersonId hold(PersonId named) {
    PersonId account = persons.account(named);
    boolean _ = persons.hold(account);
    if (persons.account(named).equals(account)) {
      return account;
    }
    return hold(named); // merged, or not any more, while its row was waited for
  }

  /** For the trail, both: where whoever was named is part of another account now. */
  public static AuditEvent told(AuditEvent event, PersonId named, PersonId account) {
    return named.equals(account) ? event : event.detail("named", named.toString());
  }
}
