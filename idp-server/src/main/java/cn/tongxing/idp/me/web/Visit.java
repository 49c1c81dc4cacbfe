package cn.tongxing.idp.me.web;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.session.Authentications;
import cn.tongxing.idp.session.FormProof.Form;
import cn.tongxing.idp.session.Origins;
import cn.tongxing.idp.session.SsoSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.ModelAndView;

/**
 * A request of a citizen who may use the service, in the session that it came in.
 *
 * @param level the citizen's
 */
record Visit(
    SsoSession here,
    IdentityAssurance level,
    HttpServletRequest request,
    HttpServletResponse response) {

  /** What a page does for its citizen. */
  @FunctionalInterface
  interface Act {
    @Nullable ModelAndView by(Visit visit) throws IOException;
  }

  /**
   * Whether the person has just shown something beside a code to a phone: another factor, or, where
   * the account rests on no more than P2, what an authority compared. A fact about them is nothing
   * of theirs. Ends a phone that is not fresh; what adds or changes a way takes more ({@code
   * login.ShownJustNow}).
   */
  boolean hasJustShownMoreThanACode(Instant now) {
    Authentications shown = here.authentications().justNow(now);
    return !shown.isEmpty() && !shown.isBySmsAlone(level);
  }

  /**
   * Whether the person has just signed in by anything of their own: what stops needs less than what
   * changes, and a fact about the person is nothing of theirs, whatever was shown long before.
   */
  boolean hasJustSignedIn(Instant now) {
    Authentications shown = here.authentications().justNow(now);
    return !shown.isEmpty() && !shown.isByFact();
  }

  /** Whether whoever is here knows the password: it was shown in the last five minutes. */
  boolean hasJustShownItsPassword(Instant now) {
    return here.authentications().justNow(now).own().contains(Factor.PASSWORD);
  }

  /** A form of this room: good in this session only. */
  Form form(String meaning) {
    return new Form("me", here.id() + " " + meaning);
  }

  PersonId person() {
    return here.person();
  }

  /** What is done here is done in this session. */
  RequestOrigin origin() {
    return Origins.of(request).in(here.id(), here.signIn());
  }
}
