package cn.tongxing.idp.identity.person;

import cn.tongxing.idp.identity.AccountTakenOver;
import cn.tongxing.idp.identity.EarlierWaysEnded;
import cn.tongxing.idp.identity.EvidenceWithdrawn;
import cn.tongxing.idp.identity.PhoneChanged;
import cn.tongxing.idp.identity.StandingChanged;
import cn.tongxing.idp.identity.WayEnded;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.TakeOverRows;
import cn.tongxing.idp.identity.store.TakeOverRows.TakeOver;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Notes, in the transaction that ends it, that something which opened the account does so no more:
 * a sign-in in which anything was shown before then ends in no session.
 */
@Component
class NoteEndedWays {

  private final PersonRows persons;
  private final TakeOverRows takeOvers;

  NoteEndedWays(PersonRows persons, TakeOverRows takeOvers) {
    this.persons = persons;
    this.takeOvers = takeOvers;
  }

  @EventListener
  void on(StandingChanged changed) {
    note(changed.person(), changed.signIn());
  }

  /** A sign-in that was just ending looked at the level of before. */
  @EventListener
  void on(EvidenceWithdrawn withdrawn) {
    note(withdrawn.person(), Optional.empty());
  }

  @EventListener
  void on(EarlierWaysEnded ended) {
    note(ended.person(), ended.signIn());
  }

  @EventListener
  void on(WayEnded ended) {
    note(ended.person(), ended.signIn());
  }

  @EventListener
  void on(PhoneChanged changed) {
    note(changed.person(), changed.signIn());
  }

  /** By the sign-in whose proof took it over, if one did. */
  @EventListener
  void on(AccountTakenOver taken) {
    Optional<SignInId> by =
        taken.undone()
            ? Optional.empty()
            : takeOvers.last(taken.person()).flatMap(TakeOver::signIn).map(SignInId::new);
    note(taken.person(), by);
  }

  private void note(PersonId person, Optional<SignInId> by) {
    persons.waysEnded(person, by);
  }
}
