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
    SsoSession session =
        new SsoSession(
            new SessionId(new UUID(1, 1)),
            new PersonId(new UUID(1, 2)),
            NOW.minus(Duration.ofHours(3)),
            Authentications.of(shown),
            NOW,
            NOW.plus(Duration.ofHours(9)));
    return new Visit(
            session,
            IdentityAssurance.P3,
            new MockHttpServletRequest(),
            new MockHttpServletResponse())
        .hasJustSignedIn(NOW);
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
}
