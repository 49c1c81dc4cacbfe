package cn.tongxing.idp.me.web;

import cn.tongxing.idp.session.FormProof;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** "It is done", said on the page that the browser is sent to, and only if it was. */
@Component
class Notices {

  static final String WITHDRAWN = "withdrawn";
  static final String ENDED = "ended";
  static final String OTHERS_ENDED = "others-ended";
  static final String PASSKEY_REMOVED = "passkey-removed";
  static final String PASSKEY_ADDED = "passkey-added";
  static final String PASSKEY_RENAMED = "passkey-renamed";
  static final String PASSWORD_SET = "password-set";
  static final String PHONE_CHANGED = "phone-changed";
  static final String PHONE_WAITS = "phone-waits";
  static final String PHONE_STOPPED = "phone-stopped";
  static final String PHONE_ENDED = "phone-ended";
  static final String PHONE_COUNTER = "phone-counter";

  private static final Set<String> ALL =
      Set.of(
          WITHDRAWN,
          ENDED,
          OTHERS_ENDED,
          PASSKEY_REMOVED,
          PASSKEY_ADDED,
          PASSKEY_RENAMED,
          PASSWORD_SET,
          PHONE_CHANGED,
          PHONE_STOPPED,
          PHONE_ENDED);

  private final FormProof proofs;

  Notices(FormProof proofs) {
    this.proofs = proofs;
  }

  /** Sends the browser to the page, with the notice on it. */
  @Nullable ModelAndView say(String done, Visit visit) {
    String proof = proofs.of(visit.form("done " + done), visit.request(), visit.response());
    return Answers.goTo(
        AccountController.PATH + "?done=" + done + "&proof=" + proof, visit.response());
  }

  /** The notice to show; nothing on a link that somebody else made. */
  Optional<String> shown(String done, String proof, Visit visit) {
    return Optional.of(done)
        .filter(ALL::contains)
        .filter(each -> proofs.holds(proof, visit.form("done " + each), visit.request()));
  }
}
