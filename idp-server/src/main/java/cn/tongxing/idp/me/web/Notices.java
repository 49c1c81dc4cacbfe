package cn.tongxing.idp.me.web;

import cn.tongxing.idp.session.SsoSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** "It is done", said on the page that the browser is sent to, and only if it was. */
@Component
class Notices {

  static final String WITHDRAWN = "withdrawn";
  static final String ENDED = "ended";
  static final String OTHERS_ENDED = "others-ended";
  static final String PASSKEY_REMOVED = "passkey-removed";

  private static final Set<String> ALL = Set.of(WITHDRAWN, ENDED, OTHERS_ENDED, PASSKEY_REMOVED);

  private final FormProof proofs;

  Notices(FormProof proofs) {
    this.proofs = proofs;
  }

  /** The address of the page with the notice on it. */
  String path(
      String done, SsoSession session, HttpServletRequest request, HttpServletResponse response) {
    String proof = proofs.of("done " + done, session, request, response);
    return AccountController.PATH + "?done=" + done + "&proof=" + proof;
  }

  /** The notice to show; nothing on a link that somebody else made. */
  Optional<String> shown(
      String done, String proof, SsoSession session, HttpServletRequest request) {
    return Optional.of(done)
        .filter(ALL::contains)
        .filter(each -> proofs.holds(proof, "done " + each, session, request));
  }
}
