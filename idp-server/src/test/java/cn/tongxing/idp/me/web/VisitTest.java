package cn.tongxing.idp.me.web;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Authentications;
import cn.tongxing.idp.session.SsoSession;
import cn.tongxing.idp.testing.Clause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What a session shows of its citizen just now. */
class VisitTest {

  private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");

  private static Authentication shown(int minutesAgo, String method, Factor factor) {
    return new Authentication(
        new SignInId(new UUID(1, minutesAgo)),
        method,
        Set.of(factor),
        NOW.minus(Duration.ofMinutes(minutesAgo)));
  }

  private static boolean justSignedIn(Authentication... shown) {
    return visit(IdentityAssurance.P3, shown).hasJustSignedIn(NOW);
  }

  private static boolean moreThanACode(IdentityAssurance level, Authentication... shown) {
    return visit(level, shown).hasJustShownMoreThanACode(NOW);
  }

  private static Visit visit(IdentityAssurance level, Authentication... shown) {
    SsoSession session =
        new SsoSession(
            new SessionId(new UUID(1, 1)),
            new PersonId(new UUID(1, 2)),
            NOW.minus(Duration.ofHours(3)),
            List.of(shown[shown.length - 1].signIn()),
            Authentications.of(shown),
            NOW,
            NOW.plus(Duration.ofHours(9)),
            0);
    return new Visit(session, level, new MockHttpServletRequest(), new MockHttpServletResponse());
  }

  @Test
  @Clause("A13")
  void whomAFactChoseHasNotJustSignedInWhateverWasShownLongBefore() {
    Authentication password = shown(120, "password", Factor.PASSWORD);
    Authentication fact = shown(1, Authentication.BY_FACT, Factor.SMS);

    assertThat(justSignedIn(password, fact)).isFalse();
    assertThat(justSignedIn(password)).isFalse();
    assertThat(justSignedIn(fact, shown(0, "password", Factor.PASSWORD))).isTrue();
  }

  @Test
  @Clause("A13")
  void aCodeIsNoMoreThanACodeWhateverWasShownLongBefore() {
    Authentication code = shown(1, "sms", Factor.SMS);
    Authentication compared = shown(1, "police", Factor.SMS);

    assertThat(moreThanACode(IdentityAssurance.P2, code)).isFalse();
    assertThat(moreThanACode(IdentityAssurance.P2, code, shown(6, "password", Factor.PASSWORD)))
        .isFalse();
    assertThat(moreThanACode(IdentityAssurance.P2, shown(1, Authentication.BY_FACT, Factor.SMS)))
        .isFalse();
    assertThat(moreThanACode(IdentityAssurance.P2, code, shown(2, "password", Factor.PASSWORD)))
        .isTrue();
    assertThat(moreThanACode(IdentityAssurance.P2, compared)).isTrue();
    assertThat(moreThanACode(IdentityAssurance.P3, compared)).isFalse();
  }
}
