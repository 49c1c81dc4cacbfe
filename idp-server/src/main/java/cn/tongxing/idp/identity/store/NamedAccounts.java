package cn.tongxing.idp.identity.store;

import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.kernel.PersonId;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The account that is meant where an operator names a person: whoever was merged away signs in to
 * what they became part of, so that what is decided about them is decided about that one.
 */
@Component
public class NamedAccounts {

  private final PersonRows persons;
  private final TransactionTemplate savepoint;

  NamedAccounts(PersonRows persons, PlatformTransactionManager transactions) {
    this.persons = persons;
    this.savepoint = new TransactionTemplate(transactions);
    this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  /**
   * The account, whose row is held until commit, in the place of whoever decides about it ({@link
   * PersonRows#decide}); of nobody, and of somebody erased, who was named. Before anything of a
   * person is held.
   */
  public PersonId decide(PersonId named) {
    return hold(named, persons::decide);
  }

  /** The same, without that place. */
  public PersonId hold(PersonId named) {
    return hold(named, _ -> {});
  }

  /**
   * A merge, and its undoing, hold the places and the rows of both accounts: while one of them is
   * held, what it is part of stays. Of an account that it was no more when its row was had, place
   * and row are given back before the right one's are waited for: nobody waits for a second account
   * with a first one held (ADR 0020), and no account is decided about without its place.
   */
  private PersonId hold(PersonId named, Consumer<PersonId> place) {
    Optional<PersonId> held = Optional.empty();
    while (held.isEmpty()) {
      held =
          savepoint.execute(status -> {
            PersonId account = persons.account(named);
            place.accept(account);
            boolean _ = persons.hold(account);
            if (persons.account(named).equals(account)) {
              return Optional.of(account);
            }
            status.setRollbackOnly(); // merged, or not any more, while it was waited for
            return Optional.empty();
          });
    }
    return held.get();
  }

  /** For the trail, both: where whoever was named is part of another account now. */
  public static AuditEvent told(AuditEvent event, PersonId named, PersonId account) {
    return named.equals(account) ? event : event.detail("named", named.toString());
  }
}
