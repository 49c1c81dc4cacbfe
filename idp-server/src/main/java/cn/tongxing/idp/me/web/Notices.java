package cn.tongxing.idp.me.web;

import cn.tongxing.idp.session.FormProof;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/**
 * "It is done", or what is wrong, said on the page that the browser is sent to, and only if it is
 * so. The page is a GET: whoever changes its language or loads it again reads the same.
 */
@Component
class Notices {

  /** Query parameter: the key of what is wrong. */
  private static final String WRONG = "wrong";

  static final String WITHDRAWN = "withdrawn";
  static final String ENDED = "ended";
  static final String OTHERS_ENDED = "others-ended";
  static final String PASSKEY_REMOVED = "passkey-removed";
  static final String PASSKEY_ADDED = "passkey-added";
  static final String PASSKEY_RENAMED = "passkey-renamed";
  static final String DEVICE_RENAMED = "device-renamed";
  static final String LINK_ENDED = "link-ended";
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
          DEVICE_RENAMED,
          LINK_ENDED,
          PASSWORD_SET,
          PHONE_CHANGED,
          PHONE_STOPPED,
          PHONE_ENDED,
          PHONE_COUNTER);

  private final FormProof proofs;

  Notices(FormProof proofs) {
    this.proofs = proofs;
  }

  /** Sends the browser to the page, with the notice on it. */
  @Nullable ModelAndView say(String done, Visit visit) {
    return say(done, AccountController.PATH, visit);
  }

  /** The same on another page. */
  @Nullable ModelAndView say(String done, String path, Visit visit) {
    String proof = proofs.of(visit.form("done " + done), visit.request(), visit.response());
    return Answers.goTo(path + "?done=" + done + "&proof=" + proof, visit.response());
  }

  /** Sends the browser back to a form, with what is wrong on it. */
  @Nullable ModelAndView wrong(String problem, String path, Visit visit) {
    String proof = proofs.of(form(problem, path, visit), visit.request(), visit.response());
    return Answers.goTo(path + "?" + WRONG + "=" + problem + "&proof=" + proof, visit.response());
  }

  /** What is wrong on a form; nothing on a link that somebody else made. */
  Optional<String> wrong(String path, Visit visit) {
    String proof = Optional.ofNullable(visit.request().getParameter("proof")).orElse("");
    return Optional.ofNullable(visit.request().getParameter(WRONG))
        .filter(problem -> proofs.holds(proof, form(problem, path, visit), visit.request()));
  }

  private static FormProof.Form form(String problem, String path, Visit visit) {
    return visit.form("wrong " + problem + " " + path);
  }

  /** The notice to show; nothing on a link that somebody else made. */
  Optional<String> shown(String done, String proof, Visit visit) {
    return Optional.of(done)
        .filter(ALL::contains)
        .filter(each -> proofs.holds(proof, visit.form("done " + each), visit.request()));
  }
}
