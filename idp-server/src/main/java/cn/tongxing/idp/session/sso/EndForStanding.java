package cn.tongxing.idp.session.sso;

import cn.tongxing.idp.identity.AccountTakenOver;
import cn.tongxing.idp.identity.EarlierWaysEnded;
import cn.tongxing.idp.identity.EvidenceWithdrawn;
import cn.tongxing.idp.identity.PhoneChanged;
import cn.tongxing.idp.identity.PhoneEnded;
import cn.tongxing.idp.identity.StandingChanged;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.session.Authentications;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import java.util.Comparator;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Ends the sessions of a person who is shut out, or whose account was opened by what no longer
 * opens it, in the transaction that decides it.
 */
@Component
class EndForStanding {

  private final Sessions sessions;

  EndForStanding(Sessions sessions) {
    this.sessions = sessions;
  }

  @EventListener
  void on(StandingChanged changed) {
    sessions.endAll(changed.person(), Sessions.EndReason.PERSON_DISABLED, changed.origin());
  }

  @EventListener
  void on(EarlierWaysEnded ended) {
    sessions.endAll(ended.person(), Sessions.EndReason.PROVEN_ANEW, ended.origin());
  }

  /** Whoever has the number now may have been signed in by it. */
  @EventListener
  void on(PhoneEnded ended) {
    endByPhoneAlone(ended.person(), ended.signIn(), ended.origin());
  }

  /**
   * Whoever has the old phone was signed in by it. In place of fallen phones it ends nothing: what
   * rested on them ended with them, and the sign-in that brings the new one is no session's yet.
   */
  @EventListener
  void on(PhoneChanged changed) {
    if (!changed.old().isEmpty()) {
      endByPhoneAlone(changed.person(), changed.signIn(), changed.origin());
    }
  }

  private void endByPhoneAlone(PersonId person, Optional<SignInId> by, RequestOrigin origin) {
    sessions.open(person).stream()
        .map(Sessions.OpenSession::session)
        .filter(each -> each.authentications().isByPhoneAlone() && !isWhere(by, each))
        .map(SsoSession::id)
        .sorted(Comparator.comparing(SessionId::value)) // two at once lock in one order
        .forEach(id -> sessions.end(id, Sessions.EndReason.PROVEN_ANEW, origin));
  }

  private static boolean isWhere(Optional<SignInId> signIn, SsoSession session) {
    return !signIn.map(session.authentications()::of).orElse(Authentications.NONE).isEmpty();
  }

  @EventListener
  void on(EvidenceWithdrawn withdrawn) {
    sessions.endAll(withdrawn.person(), Sessions.EndReason.EVIDENCE_WITHDRAWN, withdrawn.origin());
  }

  /** Whoever had the account is a stranger to it from now on. */
  @EventListener
  void on(AccountTakenOver taken) {
    sessions.endAll(taken.person(), Sessions.EndReason.TAKEN_OVER, taken.origin());
  }
}
