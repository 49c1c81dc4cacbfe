package cn.tongxing.idp.session.sso;

import cn.tongxing.idp.identity.AccountTakenOver;
import cn.tongxing.idp.identity.EarlierWaysEnded;
import cn.tongxing.idp.identity.EvidenceWithdrawn;
import cn.tongxing.idp.identity.PersonErased;
import cn.tongxing.idp.identity.StandingChanged;
import cn.tongxing.idp.session.Sessions;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Ends the sessions of a person who is shut out or erased, or whose account is frozen, or whose
 * account was opened by what no longer opens it, in the transaction that decides it.
 */
@Component
class EndForStanding {

  private final Sessions sessions;

  EndForStanding(Sessions sessions) {
    this.sessions = sessions;
  }

  @EventListener
  void on(StandingChanged changed) {
    Sessions.EndReason reason =
        switch (changed.cause()) {
          case OPERATOR -> Sessions.EndReason.PERSON_DISABLED;
          case FREEZE -> Sessions.EndReason.FROZEN;
        };
    sessions.endAll(changed.person(), reason, changed.origin());
  }

  @EventListener
  void on(EarlierWaysEnded ended) {
    sessions.endAll(ended.person(), Sessions.EndReason.PROVEN_ANEW, ended.origin());
  }

  @EventListener
  void on(EvidenceWithdrawn withdrawn) {
    sessions.endAll(withdrawn.person(), Sessions.EndReason.EVIDENCE_WITHDRAWN, withdrawn.origin());
  }

  @EventListener
  void on(PersonErased erased) {
    sessions.endAll(erased.person(), Sessions.EndReason.PERSON_ERASED, erased.origin());
  }

  /** Whoever had the account is a stranger to it from now on. */
  @EventListener
  void on(AccountTakenOver taken) {
    sessions.endAll(taken.person(), Sessions.EndReason.TAKEN_OVER, taken.origin());
  }
}
